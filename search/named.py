"""What a question names: names, and things with an article before them; and another in the place
of one. Told by its form, in English.
"""

from __future__ import annotations

import calendar
import datetime
import re

from search.periods import YEAR
from search.phrases import WH
from search.topics import requests
from search.wording import compiled

MOST_WORDS = 8
"""Of what "it" may be, and of what is put in the place of something."""
MOST_WORDS_UNNAMED = 5
"""Of an answer without a name, if it is to be a thing."""
MOST_THINGS = 3
"""That a question may be about."""

AUX = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|"
    r"must)"
)
PREPOSITION = (
    r"(?:of|in|on|at|by|to|for|from|with|without|under|over|after|before|since|until|during|"
    r"through|about|against|into|than|as|near|between|among|according|across|around|per)"
)
_GOES_ON = r"(?:(?:and|but|so|ok|okay|then|also|now|well|or)\b[\s,]*)+"
ASKS = rf"(?:{WH}|{AUX}|name|list|give|show|find|tell|summari[sz]e|describe|explain|compare)\b"
_NAME = re.compile(r"(?<=\s)(?:the )?[A-Z][\w'’&.-]*\w(?: (?:(?:of|the|and) )*[A-Z][\w'’&-]*\w)*")
_YEAR = re.compile(YEAR)
DETERMINER = r"(?:the|an?|this|these|those|any|some)"
_VERB = (
    r"(?:\w{2,}ed|been|built|bought|become|begun|brought|caught|chosen|cut|done|drawn|"
    r"fallen|felt|found|fought|given|gone|grown|heard|held|hit|kept|known|laid|led|left|lost|made|"
    r"met|paid|put|read|run|said|seen|sold|sent|set|shot|shown|shut|spent|stolen|struck|"
    r"taken|taught|thought|told|understood|won|worn|written)"
)
_THING = (
    rf"\b{DETERMINER}(?: (?!(?:{PREPOSITION}|{AUX}|{DETERMINER}|{WH}|and|or|but|not|{_VERB})\b)"
    r"[\w'’-]+){1,4}"
)
_DATED = "|".join([*calendar.month_name[1:], *calendar.day_name])
_TIME = (
    rf"(?:{_DATED}|{PREPOSITION}|the|early|mid|late|morning|afternoon|evening|night|\d[\w-]*|"
    r"[\s,.-])+"
)
_ASKED_FOR = rf"(?:what|which|how (?:many|much)) (?P<what>(?:\w+ )??\w+) {AUX}\b"
_NOT_ABOUT = rf"\b(?:{WH}|{AUX}|{DETERMINER}|many|much)\b"
_OF = rf".* {PREPOSITION} (?P<of>(?!{DETERMINER}\b)\S.*)"
"""What stands last behind a preposition: a name that is written small."""
_DO = r"\b(?:do|does|did|can|could|will|would|shall|should|may|might|must) $"


def unlinked(question: str) -> str:
    """``question`` without its mark, and without the word with which it goes on."""
    said = " ".join(question.split()).rstrip("?!. ")
    begins = compiled(_GOES_ON).match(said)
    rest = said[begins.end() :] if begins else ""
    return rest or said


def things_of(before: str) -> list[str]:
    """What ``before`` may be about: what it requests something of, its longest names, and what
    else it names.
    """
    earlier = unlinked(before)
    topics = [
        each.topic
        for each in requests(before, datetime.date.today())
        if each.topic and each.kind not in ("words", "person", "definition")
    ]
    names = _names(_without_first(earlier))
    things = _named(earlier)
    whole = [next((t for t in things if name in t), name) for name in names[:2]]
    found = [*topics[:1], *whole]
    named = [thing for thing in things if not any(thing in name for name in found)]
    if not found and not named and (asked := compiled(_ASKED_FOR).match(earlier)):
        named = [asked["what"]]
    made = [thing for thing in (*found, *named[:1]) if len(thing.split()) <= MOST_WORDS]
    return list(dict.fromkeys(made))[:MOST_THINGS]


def rest_of(before: str) -> str:
    """What ``before`` is about where it names nothing: its words, without those that ask.

    >>> rest_of("when did elon musk buy twitter?")
    'elon musk buy twitter'
    """
    return " ".join(compiled(_NOT_ABOUT).sub(" ", unlinked(before)).split())


def thing_of(short: str) -> list[str]:
    """What "it" may be of the words that answered: all of them, if they are a name or a thing."""
    words = short.strip()
    if not any(c.isalpha() for c in words) or compiled(_TIME).fullmatch(words):
        return []
    named = _NAME.search(words) is not None
    most = MOST_WORDS if named else MOST_WORDS_UNNAMED
    if len(words.split()) <= most and not compiled(rf".+\b(?:{_VERB}|{AUX})\b").match(words):
        return [words]
    bare = compiled(rf"{DETERMINER}\b").sub("", words, count=1)
    return _names(bare)[:1]


def _names(words: str) -> list[str]:
    """The names in ``words``, the longest first."""
    return sorted(_NAME.findall(f" {words}"), key=len, reverse=True)


def _without_first(earlier: str) -> str:
    """Without the word that asks, which has a capital for another reason."""
    first = compiled(rf"{ASKS}\s*").match(earlier)
    return earlier[first.end() :] if first else earlier


def _named(earlier: str) -> list[str]:
    """Things with an article before them: "the bread contest"."""
    found = []
    for thing in compiled(_THING).finditer(earlier):
        words = thing[0]
        # "did the mayor resign": the last word is what was done.
        if compiled(rf".*{_DO}").match(earlier[: thing.start()]) and words.count(" ") > 1:
            words = words.rpartition(" ")[0]
        found.append(words)
    return found


def swapped(earlier: str, other: str) -> str:
    """``earlier`` with ``other`` in the place of what is of its kind: a year for a year, "in May"
    for "in June", a name for a name, "the prize" for "the jury".
    """
    led = compiled(rf"(?P<by>{PREPOSITION}) \S.*").fullmatch(other)
    of_year = compiled(rf"(?:in )?({_YEAR.pattern})").fullmatch(other)
    year = _YEAR.search(earlier) if of_year else None
    if led:
        ends = rf" {led['by']} (?:(?! {PREPOSITION} | {AUX} ).)+"
        found = list(compiled(ends).finditer(earlier))
        if found:
            return _in_place(earlier, found[-1].span(), f" {other}")
    if of_year and year:
        return _in_place(earlier, year.span(), of_year[1])
    if led or of_year:
        return f"{earlier} {other}" if led else f"{earlier} in {other}"
    bare = _without_first(earlier)
    offset = len(earlier) - len(bare)
    names = [(m.start() - 1, m.end() - 1) for m in _NAME.finditer(f" {bare}")]
    things = [m.span() for m in compiled(_THING).finditer(bare)]
    whole = [s for s in things if any(s[0] <= n[0] < s[1] for n in names)]
    others = [s for s in things if s not in whole]
    kinds: tuple[list[tuple[int, int]], ...]
    if compiled(DETERMINER + r"\b").match(other):
        kinds = (whole, others, names) if has_name(other) else (others, whole, names)
    else:
        kinds = (names, [m.span("of") for m in compiled(_OF).finditer(bare)], others, whole)
    places = next(filter(None, kinds), [])
    if not places:
        return f"{earlier}, {other}"
    start, end = max(places, key=lambda place: place[1] - place[0])
    return _in_place(earlier, (start + offset, end + offset), other)


def _in_place(text: str, place: tuple[int, int], words: str) -> str:
    return f"{text[: place[0]]}{words}{text[place[1] :]}"


def has_name(words: str) -> bool:
    """Whether ``words`` hold a name."""
    return _NAME.search(f" {words}") is not None


def names_something(words: str) -> bool:
    """Whether ``words``, the beginning of a question, name something."""
    return has_name(_without_first(words)) or compiled(_THING).search(words) is not None
