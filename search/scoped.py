"""The article that a question names: "in the article about the ferry, who was hurt?", "what does
the piece on trams say about fares?", 'in "Ferry Runs Aground", how many were hurt?', "according to
https://post.example/ferry, who was hurt?". The reader takes that for a part of what is asked, so
the question without it is asked of that article alone. Told by its form, in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.phrases import ASKING, AUX, ON
from search.wording import compiled, folded, words_of

FEWEST_WORDS = 2
"""Of what is asked."""
MOST_WORDS = 16
"""Of what an article is about, or of its title."""

_NOT_BY = (
    r"(?:about|on|of|in|and|or|for|to|with|from|by|at|that|which|is|are|was|were|who|what|when|"
    r"where|why|how)"
)
_BY = rf"(?:(?P<by>(?!{_NOT_BY}\b|\d)[\w.&’'-]+(?: (?!{_NOT_BY}\b)[\w.&’'-]+){{0,3}}?) )?"
_THE = r"(?:the|that|this|your)"
_ARTICLE = r"(?:(?:news )?articles?|pieces?|(?:blog ?)?posts?|coverage|news stor(?:y|ies))"
_ANY = (
    rf"(?:{_ARTICLE}|(?:news )?(?:stor(?:y|ies)|reports?)|blogs?|interviews?|reviews?|columns?|"
    r"editorials?|op-?eds?|press releases?|documents?|notes?|letters?|speech(?:es)?)"
)
_PIECE = rf"(?:(?:{_THE}|an?) {_BY}{_ANY}|(?:all )?(?:articles|stories|reports|posts|coverage))"
_OF = (
    r"(?:(?:that |which )?(?:is |was )?(?:about|on|regarding|concerning|covering|describing)|"
    r"with the (?:title|headline)|titled|entitled|called|headlined|named)"
)
_IN = (
    r"(?:in|from|according to|based on|going by|judging by|as per|per|as (?:stated|said|described|"
    r"reported) in)"
)
_ABOUT = rf"(?:{_IN}|about|on|regarding|concerning|as (?:for|to)|with regard to|re:?)"
_TITLE = r"[\"“](?P<title>[^\"“”]+)[\"”]"
_WHICH = rf"(?:{_PIECE},? (?P<of>{_OF},? )?)?(?:{_TITLE}|(?(of)(?P<topic>\S.*?)|(?!)))"
_ASKS = (
    r"(?:(?:in|on|at|by|to|for|from|with|of|under|until|since|after|before) )?"
    rf"(?:{'|'.join(sorted(ASKING))}|{AUX})\b.*"
)
_SAY = r"(?:say|tell(?: (?:us|me))?|report|mention|write|state|explain)"
_DO = r"(?:does|did|do)"
_FORMS = (
    (rf"what {_DO} {_WHICH} {_SAY} {ON} (?P<asked>\S.*)", "tell me about {}"),
    (rf"what {_DO} {_THE} {_BY}{_ARTICLE} {_SAY}", ""),
    (rf"{_DO} {_WHICH} {_SAY} (?P<asked>{_ASKS})", "{}?"),
    (rf"{_DO} {_WHICH} {_SAY} that (?P<asked>\S.*)", "Is it true that {}?"),
    (rf"{_DO} {_WHICH} mention (?P<asked>\S.*)", "Is {} mentioned?"),
    (rf"{_ABOUT} {_WHICH}\s*[,:;–-]+ (?P<asked>{_ASKS})", "{}?"),
    (rf"{_ABOUT} {_WHICH}\s*[,:;–-]+ (?P<asked>\S.*)", "{}?"),
    (rf"{_IN} {_WHICH} (?P<asked>{_ASKS})", "{}?"),
    (rf"{_ABOUT} {_THE} {_BY}(?:{_ARTICLE}|story)\s*[,:;–-]* (?P<asked>{_ASKS})", "{}?"),
)
_BEHIND = (
    (rf"(?P<asked>\S.*?),? {_IN} {_WHICH}", "{}?"),
    (rf"(?P<asked>\S.*?),? {_IN} {_THE} {_BY}{_ARTICLE}", "{}?"),
)
"""Where the article is named behind the question."""
_AUX = frozenset(AUX.split("|"))
_ASKING = ASKING | _AUX
_OF_NOTHING = words_of(
    "last latest next first second third other others same above below following previous whole "
    "full new newest old oldest original news current entire single given provided main long short "
    "recent earlier later only very more most best online attached"
)
"""What is said of an article that tells nothing of what it is about."""
_SUMMED = words_of(
    "summarize summarise summary sum up tldr tl dr about say says said tell read show open points "
    "point facts gist explain describe recap outline overview contents content happened happens "
    "compare"
)
_WRITTEN = words_of("wrote writer author written published date dated posted")
_BESIDE = words_of(
    "what does did do is was it that me us of on the this article page link story post piece "
    "report text in a an please short brief quick key main give get can could you for s from "
    "here to url website site who when by day and with these articles pages links"
)
SUMMED_UP = 3
"""Sentences: how news begins tells most of it (the lead of three sentences that summaries of news
are measured by: Nenkova 2005, "Automatic Text Summarization of Newswire")."""
_ADDRESS = r"[<(]?(?P<address>https?://[^\s<>\"“”]*[^\s<>\"“”.,:;!?)])[>)]?"


@dataclass(frozen=True, slots=True)
class Scoped:
    """What is asked, and of which article: of one with that ``topic`` or title, or of one that is
    called after what stands in ``by``, a source or a topic. ``alone``: what is named may be no
    article, but a book or a word, if it is no title of one.
    """

    text: str
    topic: str = ""
    by: str = ""
    alone: bool = False


def scoped(question: str) -> Scoped | None:
    """What ``question`` asks of which article; None where it names none.

    >>> scoped("In the article about the ferry, who was hurt?")
    Scoped(text='who was hurt?', topic='the ferry', by='', alone=False)
    >>> scoped("What does the Harbour Post story on trams say about fares?")
    Scoped(text='tell me about fares', topic='trams', by='Harbour Post', alone=False)
    >>> scoped('Who was hurt, according to "Ferry Runs Aground"?').alone
    True
    >>> scoped("Who was hurt in the accident on the ferry?")
    """
    return next(_found(" ".join(question.split()).rstrip("?!. ")), None)


def _found(asked: str) -> Iterator[Scoped]:
    for form, made in (*_FORMS, *_BEHIND):
        found = compiled(form).fullmatch(asked)
        if not found:
            continue
        named = found.groupdict("")
        topic = (named.get("title") or named.get("topic", "")).strip(" ,.\"'“”‘’")
        by = "" if set(named.get("by", "").casefold().split()) <= _OF_NOTHING else named["by"]
        text = named.get("asked", "")
        words = set(folded(text))
        if (form, made) in _BEHIND:
            goes_on = not named.get("title") and set(topic.casefold().split()) & _AUX
            wants = words & _ASKING or text.casefold().startswith("tell me about ")
            asks = wants and not goes_on and len(words) > FEWEST_WORDS
        else:
            asks = len(words) >= FEWEST_WORDS or made != "{}?"
        if asks and (topic or by) and len(topic.split()) <= MOST_WORDS:
            alone = bool(named.get("title")) and not named.get("piece")
            rest = made.format(text) if made else f"tell me about {by}"
            yield Scoped(rest, topic, by, alone)


def scoped_at(question: str, at: re.Match[str], title: str) -> Scoped | None:
    """What ``question`` asks of the article that is named ``at`` a place in it, by ``title``."""
    return scoped(f'{question[: at.start()]}the article "{title}"{question[at.end() :]}')


def address(question: str) -> re.Match[str] | None:
    """The address of a page that ``question`` has in it.

    >>> address("summarize https://post.example/ferry.")["address"]
    'https://post.example/ferry'
    """
    return compiled(_ADDRESS).search(question)


def addresses(question: str) -> list[str]:
    """All addresses in ``question``.

    >>> addresses("compare https://a.example/b and <https://a.example/c>")
    ['https://a.example/b', 'https://a.example/c']
    """
    return [found["address"] for found in compiled(_ADDRESS).finditer(question)]


def quoted(question: str) -> re.Match[str] | None:
    """What may be a title in ``question``, between marks."""
    return compiled(_TITLE).search(question)


def led(question: str) -> tuple[str, str] | None:
    """What names the page that ``question`` is asked of by its address, to be put before another
    question, and the rest of it; None where it has none.

    >>> led("Who was hurt, according to https://post.example/ferry?")
    ('according to https://post.example/ferry, ', 'Who was hurt?')
    >>> led("summarize https://post.example/ferry")
    ('according to https://post.example/ferry, ', 'summarize')
    """
    at = address(question)
    if at is None:
        return None
    found = scoped_at(question, at, at["address"])
    rest = found.text if found else (question[: at.start()] + question[at.end() :]).strip()
    return f"according to {at['address']}, ", rest


def of_all(question: str, at: re.Match[str] | None = None) -> int | None:
    """How many sentences ``question`` asks for of the article that is named ``at`` a place in it,
    or is known, where it asks nothing more: one where it asks who wrote it or when. None for other
    questions.

    >>> text = 'What is "Ferry Runs Aground" about?'
    >>> of_all(text, quoted(text)), of_all("https://a.example/b", address("https://a.example/b"))
    (3, 3)
    >>> of_all("Who wrote this article?"), of_all("Who was hurt?")
    (1, None)
    """
    rest = f"{question[: at.start()]} {question[at.end() :]}" if at else question
    rest = compiled(_ADDRESS).sub(" ", rest)
    words = set(folded(rest))
    if words <= _BESIDE | _SUMMED and (words & _SUMMED or (at and not words)):
        return SUMMED_UP
    return 1 if words <= _BESIDE | _SUMMED | _WRITTEN and words & _WRITTEN else None
