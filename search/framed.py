"""What a question is wrapped in: "can you tell me …", "I was wondering …", "based on the articles,
…". Told by its words, in English.

The reader was trained on questions without that, and takes it for a part of what is asked: a
sentence that answers the question then seems to answer less of it. Only words that say nothing of
the articles are taken for a wrapping; a newspaper that is named, as in "according to the Harbour
Post", is none (search/topics.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.phrases import ASKING, NUMBER
from search.wording import compiled, words_of
from search.yes_no import asks_yes_or_no

MOST_WORDS = 24
"""Of a wrapping."""


_WHETHER = words_of("if whether")
_STATING = _WHETHER | {"that"}
_AUX = words_of(
    "is are was were do does did has have had can could will would should isn aren wasn weren "
    "don doesn didn hasn haven hadn couldn won wouldn shouldn"
)
_PREPOSITIONS = words_of("in on at by to for from with of under during through after until since")
_US = words_of("i you we me us my our your anyone anybody someone somebody")
_TEXTS = words_of(
    "article articles text texts document documents source sources passage passages context"
)
_THE = words_of("the these this your my our")
_FILLED = words_of(
    "so and but well ok okay now also hi hello hey there please um hmm oh right sorry excuse me "
    "just quick a out of good morning afternoon evening dear all"
)
"""What may be said before a question without a word of asking."""
_TELLING = words_of(
    "tell remind inform explain say said mention mentioned specify clarify answer describe confirm "
    "verify know known clear remember recall understand figure learn wonder wondering wondered "
    "curious curiosity interested unsure sure forgot forget question questions any read heard "
    "ask asking show check find according based judging"
)
_TO_BE_TOLD = _TELLING | words_of("me us state not")
"""Behind these stands what is to be told: "tell me if …", "do you know whether …"."""
_SURE = words_of("confirm verify check say mention state show")
_FRAME = words_of(
    "am m d re ve s let look looking work see state stated described hear like love want wanted "
    "need wish been help give trying try not happen use using given provided going it idea clue "
    "one only maybe really actually about up as per above following below would get be"
).union(_AUX, _PREPOSITIONS, _US, _TEXTS, _THE, _FILLED, _TELLING)
_DROPS = (("interested", "in"), ("looking", "for"), ("idea", "of"))
"""Whose preposition is not the question's."""
_OF_SOME = (("according", "to"), ("based", "on"), ("judging", "by"), ("going", "by"), ("out", "of"))
"""A question of what somebody says or does begins with these: "according to whom …"."""
_BY = r"(?:according to|based (?:up)?on|going by|judging by|as (?:stated|said|described) in|as per)"
_THESE = r"(?:the|these|those|this|your|my|our)"
_ANY_TEXT = rf"(?:{'|'.join(sorted(_TEXTS, reverse=True))})"
_MEANT = (
    rf"(?<=\w),? {_BY} (?:only )?{_THESE} (?:\w+ )?"
    rf"{_ANY_TEXT}(?: (?:above|below|provided|given|here))?"
    r"(?=\s*[,?!.]|$),?"
)
_IN_TEXTS = (
    r"(?P<asked>(?:\S+ ){3,}\S+)(?<! mentioned)(?<! described)(?<! named)(?<! listed)(?<! said),? "
    rf"in {_THESE} {_ANY_TEXT}"
)
_POLITE = r"(?P<asked>.*?\b(?P<last>\w+))(?:(?P<mark>,)? (?:please|pls|plz)|, (?:thanks|thank you))"
_YES_OR_NO = (
    r"^yes or no\s*[:,.–-]+\s*|\W*[,;:.?!–-]\s*yes or no$|"
    r"\W+\(yes or no\)$|\W+\(?(?:yes/no|y/n)\)?$"
)
"""What is said before or behind a question for a yes or a no."""
_NOT_POLITE = words_of("say said says they you we he she i it")
"""Behind which "please" is a word of the question: "as they please"."""
_WANTED = (
    r"(?:please |just )*(?:(?:(?:can|could|will|would) you )?(?:please )?"
    r"(?:name|list|give|tell|find|identify|provide|show|get|state)(?: (?:me|us)(?: with)?)?|"
    r"(?:i|we)(?:['’]d| would)? (?:need|want|like)|(?:i['’]m |we['’]re )?looking for) "
    rf"(?P<thing>(?:the|an?|all|both|every|each|some|any|{NUMBER}) \S.*)"
)
_END = "?!. "


def unframed(question: str) -> str:
    """``question`` without what it is wrapped in. Whether something is so is asked in the one form
    that questions for a yes or a no were fitted on (bench/yes_no.py).

    >>> unframed("Can you tell me, based on the articles, when the bridge was closed?")
    'when the bridge was closed?'
    >>> unframed("Do you know if the bridge is closed?")
    'Is it true that the bridge is closed?'
    >>> unframed("Is the bridge closed? Yes or no?")
    'Is the bridge closed?'
    >>> unframed("When was the bridge closed?")
    'When was the bridge closed?'
    """
    whole = " ".join(question.split()).rstrip(_END)
    asked = _without_what_follows(whole)
    words = [
        (found.start(), found.end(), found[0].lower().partition("'")[0])
        for found in compiled(r"\w+(?:'\w+)?").finditer(asked.replace("’", "'"))
    ]
    at = _begin([word for *_, word in words], [
        any(mark in asked[one[1] : other[0]] for mark in ",:;.!–")
        for one, other in zip([(0, 0, ""), *words], words, strict=False)
    ])  # fmt: skip
    if at and words[at][2] in _STATING:
        stated = asked[words[at][1] :].strip()
        return f"Is it true that {re.sub(r'^or not |,? or not$', '', stated)}?"
    asked = asked[words[at][0] :] if at else asked
    return question if asked == whole else f"{asked}?"


def with_mark(question: str) -> str:
    """``question`` with the mark that is left out where people type in haste. Support was fitted on
    questions that have it, and is too high without.

    >>> with_mark("when was it closed"), with_mark("in which year"), with_mark("bridge closed")
    ('when was it closed?', 'in which year?', 'bridge closed')
    """
    first, *others = compiled(r"[^\W_]+").findall(question.lower())[:2] or [""]
    asks = first in ASKING or first in _AUX
    led = first in _PREPOSITIONS and bool(ASKING & set(others))
    if question.endswith("?") or not (asks or led):
        return question
    return compiled(r"(?<!\.\w)[ .!]*$").sub("?", question, count=1)


def thing_wanted(question: str) -> str | None:
    """What is to be named, found or given, as a question; None where nothing is, also not where
    yes or no is asked for. The reader takes the order for a part of what is asked.

    >>> thing_wanted("Name the mayor of Dorn."), thing_wanted("Who is the mayor?")
    ('the mayor of Dorn?', None)
    """
    found = compiled(_WANTED).fullmatch(" ".join(question.split()).rstrip(_END))
    return f"{found['thing']}?" if found and not asks_yes_or_no(question) else None


def without_texts(question: str) -> str:
    """``question`` without "in the articles" at its end: of whatever is asked, that is meant.

    >>> without_texts("What gifts did they exchange in the article?")
    'What gifts did they exchange?'
    >>> without_texts("Which gifts are mentioned in the articles?")
    'Which gifts are mentioned in the articles?'
    """
    found = compiled(_IN_TEXTS).fullmatch(" ".join(question.split()).rstrip(_END))
    return f"{found['asked']}?" if found else question


def _begin(words: Sequence[str], parted: Sequence[bool]) -> int:
    """At which of ``words`` the question begins that the others are wrapped around, 0 where none
    are. ``parted``: whether a mark stands before each.
    """
    whether = 0
    for end, word in enumerate(words[:MOST_WORDS]):
        if word in (*_WHETHER, "what") and _to_us(words[end + 1 :]):
            if word in _WHETHER and _is_told(words[:end]):
                whether = whether or end
        elif word not in _FRAME:
            return _begin_behind(words[:end], words[end:], parted) or whether
    return whether


def _begin_behind(before: Sequence[str], words: Sequence[str], parted: Sequence[bool]) -> int:
    """As above, where the words ``before`` may be a wrapping, and the first of ``words`` not."""
    asks = words[0] in ASKING and len(words) > 1
    if asks and tuple(before[-2:]) in _OF_SOME:
        return len(before) - 2
    led = asks and set(before[-1:]) & _PREPOSITIONS and tuple(before[-2:]) not in _DROPS
    if led and not parted[len(before)]:
        before = before[:-1]
    end, said = len(before), set(before)
    of_texts = bool(said & _TEXTS and said & _THE)
    told = of_texts or bool(said & _TELLING)
    if "what" in said and before[-1] not in ("about", "on", "of") and not parted[end]:
        return 0
    if asks and (told or said <= _FILLED):
        return end
    if words[0] in _STATING and _is_told(before):
        return end if words[0] in _WHETHER or before[-1] in _SURE else 0
    for at in reversed(range(1, end)):
        asked = told and (parted[at] or before[at - 1] in ("me", "us", "know"))
        if before[at] in _AUX and (asked or set(before[:at]) <= _FILLED - {"there"}):
            return at
    return end if parted[end] and of_texts else 0


def _is_told(before: Sequence[str]) -> bool:
    """Whether what follows is what is to be told, as in "tell me" and "do you know"."""
    return "what" not in before and bool(set(before[-1:]) & _TO_BE_TOLD)


def _to_us(after: Sequence[str]) -> bool:
    """Whether ``after``, which follows "what" or "if", is said of who is asked or of the texts."""
    words = [word for word in after[:4] if word not in _AUX]
    return bool(words) and (words[0] in _US or (words[0] in _THE and bool(set(words) & _TEXTS)))


def _without_what_follows(asked: str) -> str:
    """``asked`` without "…, according to the articles" and "…, please"."""
    low = asked.lower()
    if any(word in low for word in ("according", "based", "judging", "going by", " as ")):
        asked = compiled(_MEANT).sub("", asked)
    if low.endswith(("please", "pls", "plz", "thanks", "thank you")):
        polite = compiled(_POLITE).fullmatch(asked)
        if polite and (polite["mark"] or polite["last"].lower() not in _NOT_POLITE):
            asked = polite["asked"]
    if "yes" in low or "y/n" in low:
        bare = compiled(_YES_OR_NO).sub("", asked)
        asked = bare if asks_yes_or_no(bare) else asked
    return asked
