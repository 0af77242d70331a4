"""Questions that go on from the one before: "why?", "and in 2024?", "what did she bake?". Each is
written out so that it can be understood alone. Told by its form, in English.
"""

from __future__ import annotations

import datetime
import re

from search.compound import split_question
from search.phrases import WH
from search.topics import requests
from search.wording import compiled

MOST_WORDS = 8
"""Of what "it" may be, and of what is put in the place of something."""
MOST_WORDS_UNNAMED = 5
MOST_READINGS = 3

_AUX = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|"
    r"must)"
)
_PREPOSITION = (
    r"(?:of|in|on|at|by|to|for|from|with|without|under|over|after|before|since|until|during|"
    r"through|about|against|into|than|as|near|between|among|according|across|around|per)"
)
_GOES_ON = r"(?:(?:and|but|so|ok|okay|then|also|now|well|next|or)\b[\s,]*)+"
_ASKS = rf"(?:{WH}|{_AUX}|name|list|give|show|find|tell|summari[sz]e|describe|explain|compare)\b"
_WHEN = (
    r"(?:when|where|why|how(?: (?:much|many|long|often|far|come))?|since when|until when|"
    r"(?:by|to|for|from|with|of|in|on|at|against) (?:whom|what|which \w+|how (?:much|many|long)))"
)
_ONLY_WHEN = (
    rf"(?P<when>{_WHEN})(?: exactly)?(?: {_AUX} (?:that|this)(?: (?:happen|happened|be|been|so|"
    r"take place|occur|done|decided|announced))?| so)?"
)
_WHAT_ABOUT = r"(?:(?:what|how) about|(?:the )?same (?:question )?(?:for|about|with|of))"
_OTHER = rf"(?:{_WHAT_ABOUT} |(?P<and>{_GOES_ON})?)(?P<other>(?!{_ASKS})\S.*?)(?: too| instead)?"
_MORE = (
    r"(?:(?:please )?(?:(?:can|could|will|would) you )?(?:please )?"
    r"(?:tell me (?:a (?:bit|little) )?more|(?:tell|give|show) me more details|say more|go on|"
    r"continue|elaborate|more|more details?|explain|anything else|what else)"
    r"(?: (?:about|on) (?:it|that|this|them|him|her))?(?: please)?)"
)
_PERSON = r"(?:he|him|his|she|her)"
_POSSESSIVE = r"(?:his|its|their)"
_POINTS = (
    r"\b(?:(?P<pronoun>he|him|his|she|her|hers|it|its|they|them|their)\b|"
    rf"(?P<that>that|this|these|those)(?=$|[,;]| (?:{_PREPOSITION}|{_AUX}|happen\w*|work)\b)|"
    r"(?P<there>there)(?=$|[,;]| (?:in|on|at|during|since|after|before)\b))"
)
_NOTHING = (
    r"\bit (?:take|takes|took|taken|cost|costs)\b(?= (?:\S+ ){0,4}to\b)|"
    rf"\b{_AUX} it (?:true|possible|likely|known|clear|that|like)\b|\bwhat (?:time|day) is it\b|"
    rf"\b{_AUX} there\b|\bthere {_AUX}\b|\bis that (?:a|an|the|true)\b"
)
""""It" that stands for nothing."""
_NAME = re.compile(r"(?<=\s)(?:the )?[A-Z][\w'’&.-]*\w(?: (?:(?:of|the|and) )*[A-Z][\w'’&-]*\w)*")
_YEAR = re.compile(r"(?:1[4-9]|20)\d\d")
_DETERMINER = r"(?:the|an?|this|these|those|any|some)"
_VERB = (
    r"(?:\w{2,}ed|been|built|bought|become|begun|brought|caught|chosen|cut|done|drawn|"
    r"fallen|felt|found|fought|given|gone|grown|heard|held|hit|kept|known|laid|led|left|lost|made|"
    r"met|paid|put|read|run|said|seen|sold|sent|set|shot|shown|shut|sold|spent|stolen|struck|"
    r"taken|taught|thought|told|understood|won|worn|written)"
)
_THING = (
    rf"\b{_DETERMINER}(?: (?!(?:{_PREPOSITION}|{_AUX}|{_DETERMINER}|{WH}|and|or|but|not|{_VERB})\b)"
    r"[\w'’-]+){1,4}"
)
_ASKED_FOR = rf"(?:what|which|how (?:many|much)) (?P<what>(?:\w+ )??\w+) {_AUX}\b"
_DO = r"\b(?:do|does|did|can|could|will|would|shall|should|may|might|must) $"


def points_back(question: str) -> bool:
    """Whether ``question`` names something by a word that stands for it alone.

    >>> points_back("What did she bake?"), points_back("Who won the bread contest?")
    (True, False)
    """
    return bool(_places(_bare(question)))


def followed(question: str, before: str, short: str | None) -> list[str]:
    """How ``question`` may be meant where ``before`` was asked before it and ``short`` answered
    that: each a question that can be understood alone. None where it can itself.

    >>> followed("And why?", "When was the bridge closed?", "May")
    ['why was the bridge closed?']
    >>> followed("What about Dorn?", "Who is the mayor of Oakhaven?", None)
    ['Who is the mayor of Dorn?']
    >>> followed("What did she bake?", "Who won the bread contest?", "Marta Vey")
    ['What did Marta Vey bake?']
    >>> followed("How long is it?", "When did Dorn close the bridge?", "May")
    ['How long is Dorn?', 'How long is the bridge?']
    >>> followed("Who won the bread contest?", "When was the bridge closed?", "May")
    []
    """
    asked, earlier = _bare(question), _bare(before)
    things = _things(before)
    if found := compiled(_ONLY_WHEN).fullmatch(asked):
        return [_when(found["when"], earlier, things)]
    if compiled(_MORE).fullmatch(asked):
        return [f"tell me about {things[0]}"] if things else []
    if other := _other(question, asked):
        return [f"{_swapped(earlier, other)}?"]
    places = _places(asked)
    if not places:
        return []
    person = compiled(_PERSON).fullmatch(places[0]["pronoun"] or "") is not None
    named = things
    if person or places[0]["there"]:
        named = [thing for thing in things if _NAME.search(f" {thing}")] or things[:1]
    answers = _answering(short) if short else []
    if compiled("(?:when|why|how)").match(earlier):
        answers = []  # a time, a reason or a number
    of_who = person and compiled(r"(?:\w+ )?(?:who|whom)\b").match(earlier) is not None
    if of_who and not answers:  # nothing that was asked about is whom that asked for
        return [f"{asked}, {things[0]}?"] if things else []
    meant = answers if of_who else [*named[:1], *answers, *named[1:]]
    made = [_filled(asked, thing, things) for thing in dict.fromkeys(meant)][:MOST_READINGS]
    if not made:
        return []
    own = [f"{asked}?"] if _own(asked, places[0]) else []
    return [*own, *(f"{each}?" for each in made)]


def with_thing(question: str, before: str) -> str | None:
    """``question`` and what ``before`` asked about, None where that is in it already.

    >>> with_thing("How many came?", "When was Lantern Night?")
    'How many came, Lantern Night?'
    """
    asked = _bare(question)
    thing = next(iter(_things(before)), None)
    return f"{asked}, {thing}?" if thing and thing.lower() not in asked.lower() else None


def _bare(question: str) -> str:
    """``question`` without its mark, and without the word with which it goes on."""
    said = " ".join(question.split()).rstrip("?!. ")
    begins = compiled(_GOES_ON).match(said)
    rest = said[begins.end() :] if begins else ""
    return rest or said


def _things(before: str) -> list[str]:
    """What ``before`` may be about: what it requests something of, its longest names, and what
    else it names.
    """
    earlier = _bare(before)
    topics = [
        each.topic
        for each in requests(before, datetime.date.today())
        if each.topic and each.kind not in ("words", "person", "definition")
    ]
    names = sorted(_NAME.findall(f" {_without_first(earlier)}"), key=len, reverse=True)
    things = _named(earlier)
    whole = [next((t for t in things if name in t), name) for name in names[:2]]
    found = [*topics[:1], *whole]
    named = [thing for thing in things if not any(thing in name for name in found)]
    if not found and not named and (asked := compiled(_ASKED_FOR).match(earlier)):
        named = [asked["what"]]
    made = [thing for thing in (*found, *named[:1]) if len(thing.split()) <= MOST_WORDS]
    return list(dict.fromkeys(made))[:MOST_READINGS]


def _answering(short: str) -> list[str]:
    """What "it" may be of the words that answered: all of them, if they are a name or a thing."""
    words = short.strip()
    named = _NAME.search(words) is not None
    most = MOST_WORDS if named else MOST_WORDS_UNNAMED
    if len(words.split()) <= most and not compiled(rf".+\b(?:{_VERB}|{_AUX})\b").match(words):
        return [words]
    bare = compiled(rf"{_DETERMINER}\b").sub("", words, count=1)
    return sorted(_NAME.findall(f" {bare}"), key=len, reverse=True)[:1]


def _without_first(earlier: str) -> str:
    """Without the word that asks, which has a capital for another reason."""
    first = compiled(rf"{_ASKS}\s*").match(earlier)
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


def _when(when: str, earlier: str, things: list[str]) -> str:
    """``earlier`` with another word that asks: "why" of "when was the bridge closed"."""
    parts = split_question(f"{earlier} and {when}?")
    if len(parts) > 1:
        return parts[-1].text
    if compiled(_AUX).match(earlier):
        return f"{when} {earlier[0].lower()}{earlier[1:]}?"
    return f"{when} {things[0] if things else earlier}?"


def _other(question: str, asked: str) -> str | None:
    """What ``question`` puts in the place of something: "what about Dorn?", "and in 2024?"."""
    plain = " ".join(question.split()).rstrip("?!. ")
    found = compiled(_OTHER).fullmatch(plain)
    about = compiled(_WHAT_ABOUT).match(asked)
    if about:
        found = compiled(_OTHER).fullmatch(asked)
    elif not compiled(r"(?:and|or|but)\b").match(plain):
        return None
    other = found["other"] if found else ""
    few = 0 < len(other.split()) <= MOST_WORDS
    return other if few and not _places(other) else None


def _swapped(earlier: str, other: str) -> str:
    """``earlier`` with ``other`` in the place of what is of its kind: a year for a year, "in May"
    for "in June", a name for a name, "the prize" for "the jury".
    """
    led = compiled(rf"(?P<by>{_PREPOSITION}) \S.*").fullmatch(other)
    if led:
        ends = rf" {led['by']} (?:(?! {_PREPOSITION} | {_AUX} ).)+"
        found = list(compiled(ends).finditer(earlier))
        return _in_place(earlier, found[-1].span(), f" {other}") if found else f"{earlier} {other}"
    if _YEAR.fullmatch(other):
        year = _YEAR.search(earlier)
        return _in_place(earlier, year.span(), other) if year else f"{earlier} in {other}"
    bare = _without_first(earlier)
    offset = len(earlier) - len(bare)
    names = [(m.start() - 1, m.end() - 1) for m in _NAME.finditer(f" {bare}")]
    things = [m.span() for m in compiled(_THING).finditer(bare)]
    whole = [s for s in things if any(s[0] <= n[0] < s[1] for n in names)]
    others = [s for s in things if s not in whole]
    if compiled(_DETERMINER + r"\b").match(other):
        kinds = (whole, others, names) if _NAME.search(f" {other}") else (others, whole, names)
    else:
        kinds = (names, others)
    places = next(filter(None, kinds), [])
    if not places:
        return f"{earlier}, {other}"
    start, end = max(places, key=lambda place: place[1] - place[0])
    return _in_place(earlier, (start + offset, end + offset), other)


def _in_place(text: str, place: tuple[int, int], words: str) -> str:
    return f"{text[: place[0]]}{words}{text[place[1] :]}"


def _places(asked: str) -> list[re.Match[str]]:
    """Where ``asked`` has words that stand for something else."""
    nothing = [found.span() for found in compiled(_NOTHING).finditer(asked)]
    return [
        found
        for found in compiled(_POINTS).finditer(asked)
        if not any(start <= found.start() < end for start, end in nothing)
    ]


def _own(asked: str, place: re.Match[str]) -> bool:
    """Whether what stands at ``place`` may be something that ``asked`` names before it."""
    before = asked[: place.start()]
    return bool(_NAME.search(f" {_without_first(before)}") or compiled(_THING).search(before))


def _filled(asked: str, thing: str, things: list[str]) -> str:
    """``asked`` with ``thing`` for the first word that stands for something; where that is a person
    and "it" follows, another of ``things`` for that.
    """
    made, last, kinds = "", 0, set[bool]()
    for place in _places(asked):
        person = compiled(_PERSON).fullmatch(place["pronoun"] or "") is not None
        if person in kinds or (kinds and not place["pronoun"]):
            continue
        words = thing if not kinds else next((t for t in things if t != thing), None)
        kinds.add(person)
        if words is None:
            continue
        made += asked[last : place.start()] + _as(place, words, asked[place.end() :])
        last = place.end()
    return made + asked[last:]


def _as(place: re.Match[str], thing: str, after: str) -> str:
    if place["there"]:
        return f"in {thing}"
    word = (place["pronoun"] or "").lower()
    noun = rf"\s+(?!(?:{_PREPOSITION}|{_AUX}|and|or|{_DETERMINER})\b)\w"
    of = compiled(_POSSESSIVE).fullmatch(word) or (word == "her" and compiled(noun).match(after))
    return f"{thing}'s" if of else thing
