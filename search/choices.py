"""Questions that name the answers to choose from: "who won the cup, Dorn or Halvern?", or a list
pasted from a quiz. Told by their form, in English.

The reader takes the choices for a part of what is asked, and a sentence that answers then seems to
answer less of it. So what was found is read for the question without them, and a sentence that
names one of them answers (docs/decisions/0045-choices.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.stopwords import ENGLISH
from search.calibration import logit, probability
from search.measures import holds
from search.phrases import ASKING, AUX, WH
from search.reader import Reading, ScoredSpan, reading
from search.results import Hit
from search.wording import compiled, words_of

NAMED = (0.88, 1.54, 1.09)
"""By what the logit of a sentence's support is multiplied, what is added where it names one of the
choices, and what else where its short answer does: fitted by bench/choices.py."""
MOST = 8
"""Choices of one question."""
MOST_WORDS = 8
"""Of a choice."""
MOST_WORDS_FIRST = 3
"""Of what is asked before choices that stand in it: "which town, Dorn or Halvern, won?"."""
FEWEST_WORDS = 2
"""Of what is asked, that say what it is about."""
_COMPARED = (
    r"\b(?:more|less|fewer|most|least|fewest|better|worse|best|worst|first|last|earlier|later|"
    r"sooner)\b|\b(?:is|are|was|were|be|has|have|had|get|got|go)(?: \w+)? \w+er\b"
)
"""Of a question that compares the choices: it is about them, and whatever names one would do."""
_KIND = r"\b(?:which|what) (?!(?:is|are|was|were|has|have|had|do|does|did)\b)\w+"
"""What kind of thing is asked for."""
_WORD = r"[^\W_]+(?:['’-][^\W_]+)*"
PREPOSITIONS = "in|on|at|by|to|for|from|with|of|as|about|under|into"
_SMALL = rf"^(?:(?:{PREPOSITIONS}|the|an?|his|her|its|their) )+(?=\S)"
"""What a sentence that names a choice may not say with it."""
_LETTERS = r"(?:[a-h]|[1-8])"
_LISTED = rf"(?:^|\s)\(?(?P<letter>{_LETTERS})[).:]\s+(?=\S)"
_FEW = r"(?:(?!\d+\b)[^\s,:;?]+ ){0,3}(?!\d+\b)[^\s,:;?]+?"
_BEFORE = (
    rf"(?:(?:out of|of|between) (?P<one>{_FEW}) and (?P<other>{_FEW}),|"
    rf"(?P<either>{_FEW}) or (?P<or>{_FEW})(?:\s*[:;?]|\s[–—-])) "
    rf"(?P<asked>(?:(?:{PREPOSITIONS}) )?(?:{WH})\b.+)"
)
_MARKED = (" or ", " and ", ") ", ". ", ": ")
_MARKS = r"(\s*(?:[,:;?]|\s[–—-])\s+)"
_OR = r",? or (?:else )?|,\s+"
_EITHER = r"(?:^| )or "
_CHOOSES = r"^(?:(?:so|and|but|well) )?(?:which|who|whose|when)\b|, either$"
_LED = words_of("a an the in on at by to for from with because since his her its their")
_END = "?!. "
NO_CHOICE = ASKING.union(
    AUX.split("|"),
    words_of(
        "may might if whether not so more less fewer both neither any none nothing nobody "
        "something anything someone anyone somewhere other others else all and but such regardless "
        "apart including like usually before besides"
    ),
)
"""What a choice does not begin with: "or so", "or did they draw"."""
_NONE_OF_THEM = (
    r"(?:both|neither|none|all|any|either)(?: of (?:the above|these|those|them|the two))?|"
    r"(?:some(?:thing|one|body|where)|another|other|others|anyone)(?: (?:else|one))?|not sure|"
    r"(?:i )?do(?: not|n['’]t) know"
)
_GOES_ON = rf"(?-i:\b(?:{AUX})\b)|\b(?:{PREPOSITIONS})$"
"""What shows that the question goes on behind its last choice: "hemp or jute is made of"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A question without the choices that it names, and these."""

    text: str
    options: tuple[str, ...]


def choice(question: str) -> Choice | None:
    """What ``question`` asks, and what there is to choose from; None where it names no choices.

    >>> choice("Who won the cup, Dorn or Halvern?")
    Choice(text='Who won the cup?', options=('Dorn', 'Halvern'))
    >>> choice("Which town won the cup? A) Dorn B) Halvern C) Port Ellery").options
    ('Dorn', 'Halvern', 'Port Ellery')
    >>> choice("Who won the cup, or was it a draw?")
    """
    asked = " ".join(question.split()).rstrip(_END)
    if not any(mark in asked for mark in _MARKED):  # as nearly always
        return None
    return _listed(asked) or _behind(asked) or _before(asked)


def _listed(asked: str) -> Choice | None:
    """Where each choice has a letter or a number."""
    marks = list(compiled(_LISTED).finditer(asked))
    letters = "".join(mark["letter"].lower() for mark in marks)
    if len(marks) < 2 or not any(each.startswith(letters) for each in ("abcdefgh", "12345678")):
        return None
    if len(marks) == 2 and not all(mark[0].rstrip().endswith(")") for mark in marks):
        return None  # "A. Lee or B. Dorn"
    ends = [*(mark.start() for mark in marks[1:]), len(asked)]
    options = [asked[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return _choice(asked[: marks[0].start()], options)


def _behind(asked: str) -> Choice | None:
    """Where the choices follow what is asked, or its first words."""
    if " or " not in asked:
        return None
    pieces = compiled(_MARKS).split(asked)  # and the marks between them
    last = max((n for n in range(0, len(pieces), 2) if _asks(pieces[n])), default=len(pieces))
    own = [n for n in range(last + 2, len(pieces), 2) if compiled(_EITHER).search(pieces[n])]
    if len(own) != 1:
        return None
    text, after = "".join(pieces[: last + 1]), pieces[own[0] + 2 :: 2]
    split = compiled(_OR).split(f" {', '.join(pieces[last + 2 : own[0] + 1 : 2])}")
    options = [each.strip() for each in split if each.strip()]
    few = after and len(pieces[last].split()) > MOST_WORDS_FIRST
    parted = pieces[last + 1].strip() == ","
    if few or (parted and (len(options) > 2 or not (after or _chooses(text, options)))):
        return None
    return _choice(" ".join([text, *after]), options)


def _asks(piece: str) -> bool:
    return compiled(rf"\b(?:{WH})\b").search(piece) is not None


def _chooses(asked: str, options: Sequence[str]) -> bool:
    """Whether ``options``, with no more than a comma before them, are choices, and do not go on
    with what stands before: "who grows hops, rye or wheat".
    """
    if compiled(_CHOOSES).search(asked):
        return True
    firsts = {each.lower().split()[0] for each in options}
    named = all(each[0].isupper() or each[0].isdigit() for each in options)
    return (len(firsts) == 1 and firsts <= _LED) or (named and not re.search(r"\b[A-Z]\S*$", asked))


def _before(asked: str) -> Choice | None:
    """Where the choices stand first: "Dorn or Halvern: who won?"."""
    found = compiled(_BEFORE).fullmatch(asked)
    if not found or compiled(rf"(?:{PREPOSITIONS})\b").match(found["either"] or ""):
        return None
    one, other = (found["one"], found["other"]) if found["one"] else (found["either"], found["or"])
    return _choice(found["asked"], [one, other])


def _choice(text: str, options: Sequence[str]) -> Choice | None:
    said = [
        re.sub(r"^either ", "", each.strip(f"{_END},;\"'“”"), flags=re.IGNORECASE)
        for each in options
    ]
    said = [each for each in said if each and not compiled(_NONE_OF_THEM).fullmatch(each)]
    firsts = {each.lower() for each in {each.split()[0] for each in said} - {"May", "Will"}}
    text = text.strip(f"{_END},:;–—- ")
    if not 2 <= len(said) <= MOST or firsts & NO_CHOICE or not _is_about_more(text):
        return None
    if any(len(each.split()) > MOST_WORDS or compiled(_GOES_ON).search(each) for each in said):
        return None
    return Choice(f"{text}?", tuple(dict.fromkeys(said)))


def _is_about_more(text: str) -> bool:
    """Whether ``text`` says what it is about without the choices: "who won" does not, and whatever
    names one of them would seem to answer it.
    """
    if compiled(_COMPARED).search(text):
        return False
    told = compiled(_WORD).findall(compiled(_KIND).sub(" ", text.lower()))
    return len(set(told).difference(ENGLISH, ASKING)) >= FEWEST_WORDS


def choosing(
    options: Sequence[str], hits: Sequence[Hit], readings: Sequence[Reading]
) -> list[Reading]:
    """``readings`` of ``hits`` with those sentences alone that name one of ``options``, each as
    sure as one is that does.
    """
    names = [compiled(_SMALL).sub("", option) for option in options]
    made = []
    for hit, read in zip(hits, readings, strict=True):
        spans = [
            _surer(span, in_short)
            for span in read.spans
            if (in_short := named(span, hit, names)) is not None
        ]
        made.append(reading(read.relevance, spans))
    return made


def named(span: ScoredSpan, hit: Hit, names: Sequence[str]) -> bool | None:
    """Whether the short answer of ``span`` is one of ``names``; None where all of it holds none."""
    text = hit.article.text
    if not holds(text[span.start : span.end], names):
        return None
    return span.short is not None and holds(text[slice(*span.short)], names)


def _surer(span: ScoredSpan, in_short: bool) -> ScoredSpan:
    share, more, most = NAMED
    score = share * logit(span.support) + more + most * in_short
    return replace(span, score=score, support=probability(score))
