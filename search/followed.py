"""Questions that go on from the one before: "why?", "and in 2024?", "what did she bake?". Each is
written out so that it can be understood alone. Told by its form, in English.
"""

from __future__ import annotations

import re

from search.compound import split_question
from search.named import (
    ASKS,
    AUX,
    DETERMINER,
    MOST_THINGS,
    MOST_WORDS,
    PREPOSITION,
    has_name,
    names_something,
    rest_of,
    swapped,
    thing_of,
    things_of,
    unlinked,
)
from search.wording import compiled

_WHEN = (
    r"(?:when|where|why|how(?: (?:much|many|long|often|far|come))?|since when|until when|"
    r"(?:by|to|for|from|with|of|in|on|at|against) (?:whom|what|which \w+|how (?:much|many|long)))"
)
_ONLY_WHEN = (
    rf"(?P<when>{_WHEN})(?: exactly)?(?: {AUX} (?:that|this)(?: (?:happen|happened|be|been|so|"
    r"take place|occur|done|decided|announced))?| so)?"
)
_WHAT_ABOUT = r"(?:(?:what|how) about|(?:the )?same (?:question )?(?:for|about|with|of))"
_OTHER = rf"(?:{_WHAT_ABOUT} )?(?P<other>(?!{ASKS})\S.*?)(?: too| instead)?"
_MORE = (
    r"(?:(?:please )?(?:(?:can|could|will|would) you )?(?:please )?"
    r"(?:tell me (?:a (?:bit|little) )?more|(?:tell|give|show) me more details|say more|go on|"
    r"continue|elaborate|more|more details?|explain|anything else|what else)"
    r"(?: (?:about|on) (?:it|that|this|them|him|her))?(?: please)?)"
)
_WROTE = r"\b(?:wrote|written|published|reported) $"
_PERSON = r"(?:he|him|his|she|her)"
_POSSESSIVE = r"(?:his|its|their)"
_POINTS = (
    r"\b(?:(?P<pronoun>he|him|his|she|her|hers|it|its|they|them|their)\b|"
    rf"(?P<that>that|this|these|those)(?=$|[,;]| (?:{PREPOSITION}|{AUX}|happen\w*|work)\b)|"
    r"(?P<there>there)(?=$|[,;]| (?:in|on|at|during|since|after|before)\b))"
)
_NOTHING = (
    r"\bit (?:take|takes|took|taken|cost|costs)\b(?= (?:\S+ ){0,4}to\b)|"
    rf"\b{AUX} it (?:true|possible|likely|known|clear|that|like)\b|\bwhat (?:time|day) is it\b|"
    rf"\b{AUX} there\b|\bthere {AUX}\b|\bis that (?:a|an|the|true)\b"
)
""""It" that stands for nothing."""
_WHO = rf"(?:\w+ )?(?:who|whom)\b(?! {AUX} (?-i:[A-Z]))"
"""How a question begins that somebody answers whom it does not name."""
_NO_THING = r"(?:when|why|how)\b"
"""How a question begins that a time, a reason or a number answers."""


def may_be_of_answer(question: str, before: str) -> bool:
    """Whether ``question`` has a word that may stand for what answers ``before``.

    >>> may_be_of_answer("What did she bake?", "Who won?"), may_be_of_answer("Why?", "Who won?")
    (True, False)
    """
    asked = unlinked(question)
    alike = compiled(_MORE).fullmatch(asked) or compiled(_ONLY_WHEN).fullmatch(asked)
    return not (alike or compiled(_NO_THING).match(unlinked(before))) and bool(_places(asked))


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
    asked, earlier = unlinked(question), unlinked(before)
    things = things_of(before)
    if found := compiled(_ONLY_WHEN).fullmatch(asked):
        return [_when(found["when"], earlier, things)]
    if compiled(_MORE).fullmatch(asked):
        return [f"tell me about {things[0]}"] if things else []
    if other := _other(question, asked):
        a_thing = compiled(rf"{DETERMINER}\b").match(other) and not has_name(other)
        of_it = [f"{other} of {things[0]}?"] if things and a_thing else []
        return [f"{swapped(earlier, other)}?", *of_it]
    return _with_names(asked, earlier, things, short)


def with_thing(question: str, before: str) -> str | None:
    """``question`` and what ``before`` asked about, None where that is in it already.

    >>> with_thing("How many came?", "When was Lantern Night?")
    'How many came, Lantern Night?'
    """
    return _behind(unlinked(question), before, things_of(before))


def _behind(asked: str, before: str, things: list[str]) -> str | None:
    thing = things[0] if things else rest_of(before)
    return f"{asked}, {thing}?" if thing and thing.lower() not in asked.lower() else None


def _with_names(asked: str, earlier: str, things: list[str], short: str | None) -> list[str]:
    """``asked`` with what each of its words may stand for that stand for something."""
    places = _places(asked)
    if not places:
        return []
    person = compiled(_PERSON).fullmatch(places[0]["pronoun"] or "") is not None
    named = things
    if person or places[0]["there"]:
        named = [thing for thing in things if has_name(thing)] or things[:1]
    answers = thing_of(short) if short else []
    if compiled(_NO_THING).match(earlier):
        answers = []
    of_who = person and compiled(_WHO).match(earlier) is not None
    if not answers and (of_who or not things):  # it is none of what was asked about, or unnamed
        behind = _behind(asked, earlier, things)
        return [behind] if behind else []
    meant = answers if of_who else [*named[:1], *answers, *named[1:]]
    made = [_filled(asked, thing, things) for thing in dict.fromkeys(meant)][:MOST_THINGS]
    if not of_who and not any(c.isupper() for c in earlier[1:]):  # names may be written small
        made = [*made[: MOST_THINGS - 1], f"{asked}, {rest_of(earlier)}"]
    own = [f"{asked}?"] if names_something(asked[: places[0].start()]) else []  # "it" may be that
    return [*own, *(f"{each}?" for each in made)]


def _when(when: str, earlier: str, things: list[str]) -> str:
    """``earlier`` with another word that asks: "why" of "when was the bridge closed"."""
    parts = split_question(f"{earlier} and {when}?")
    if len(parts) > 1:
        return parts[-1].text
    if compiled(AUX).match(earlier):
        return f"{when} {earlier[0].lower()}{earlier[1:]}?"
    return f"{when} {things[0] if things else earlier}?"


def _other(question: str, asked: str) -> str | None:
    """What ``question`` puts in the place of something: "what about Dorn?", "and in 2024?"."""
    goes_on = compiled(r"\s*(?:and|or|but)\b").match(question)
    if not goes_on and not compiled(_WHAT_ABOUT).match(asked):
        return None
    found = compiled(_OTHER).fullmatch(asked)
    other = found["other"] if found else ""
    few = 0 < len(other.split()) <= MOST_WORDS
    return other if few and not _places(other) else None


def _places(asked: str) -> list[re.Match[str]]:
    """Where ``asked`` has words that stand for something else."""
    nothing = [found.span() for found in compiled(_NOTHING).finditer(asked)]
    return [
        found
        for found in compiled(_POINTS).finditer(asked)
        if not any(start <= found.start() < end for start, end in nothing)
    ]


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
        made += asked[last : place.start()] + _as(place, words)
        last = place.end()
    return made + asked[last:]


def _as(place: re.Match[str], thing: str) -> str:
    """``thing`` as it stands in the sentence at ``place``."""
    before, after = place.string[: place.start()], place.string[place.end() :]
    if place["there"]:
        return f"in {thing}"
    if place["that"] and compiled(_WROTE).search(before):
        return f"the article about {thing}"
    word = (place["pronoun"] or "").lower()
    noun = rf"\s+(?!(?:{PREPOSITION}|{AUX}|and|or|{DETERMINER})\b)\w"
    of = compiled(_POSSESSIVE).fullmatch(word) or (word == "her" and compiled(noun).match(after))
    return f"{thing}'s" if of else thing
