"""Questions what happens at a time: "what happened in 1976?", "what will the club do on 3 May?".
Told by their form, in English.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from search.moments import moments
from search.periods import Latest
from search.topics import MOST_WORDS, bare
from search.when import When
from search.wording import compiled

MOST_MOMENTS = 3
_MAY_ASK = re.compile("what|which|event|thing|incident|development|change|news|much", re.IGNORECASE)
"""One of these is in each of the forms."""

_PLANNED = r"(?:planned|scheduled|expected|due|arranged)"
_HAPPEN = (
    r"(?:happen(?:s|ed|ing)?|occur(?:s|red|ring)?|go(?:es|ing)? on|went on|"
    r"t(?:ake|akes|ook|aken|aking) place|coming up|on|new|in store|"
    rf"(?:{_PLANNED}|(?:set|supposed) to)(?: (?:to )?(?:happen|take place|occur))?)"
)
_EVENTS = (
    r"(?:(?:the|any|some|all|other|(?:most )?important|major|main|big|notable|key|significant) )*"
    r"(?:events?|things?|incidents?|developments?|changes|news)"
)
_WHAT = rf"(?:what(?:['’]s)?(?: else)?|(?:which|what) {_EVENTS}|{_EVENTS}|anything|something|much)"
_AUX = (
    r"(?:(?:is|was|are|were|will|would|has|have|had|did|does|do|might|could|can|should|there|be|"
    r"been|to|going to) )*"
)
_ABOUT = (
    r"(?: (?:to|with|in|at|on|near|around|for|of|inside|outside|aboard|during|between) "
    r"(?P<topic>\S.*))?"
)
_ASKS = (
    r"(?:(?:do you know|(?:can|could) you (?:tell|say)(?: me)?|tell me(?: about)?|i want to know|"
    r"describe|remind me|say|list|summari[sz]e|recap) )?"
)
_DID = r"(?:did|does|do|will|would|has|have|is|are|was|were|had)"
_FORMS = (
    rf"{_ASKS}(?:{_DID} (?:there )?)?{_WHAT} {_AUX}{_HAPPEN}{_ABOUT}",
    rf"{_ASKS}(?:{_DID} there )?(?:{_EVENTS}|what(?:['’]s| is)|anything|"
    rf"what (?:is |has |will )?(?:be )?chang(?:e|es|ed|ing)){_ABOUT}",
    rf"{_ASKS}what {_DID} (?P<actor>\S.*?) (?:be )?(?:do|done|doing|going to do|up to|"
    rf"plan(?:ning)?(?: to do)?|intend(?:ing)? to do|{_PLANNED}(?: to do)?)",
    rf"{_ASKS}what (?:is|are|was|were) {_PLANNED} (?:for|to|at|in) (?P<place>\S.*)",
    rf"{_ASKS}what {_DID} (?:been |being |be )?done (?:to|at|with|for|about|in) (?P<done>\S.*)",
)
_BEFORE = (
    r"(?:(?:back )?(?:in|on|at|during|around|about|by|over|for|from|between|throughout|of|near)"
    r"\s+)?(?:(?:the )?(?:(?:very )?(?:early|late|mid|middle|end|beginning|start|night|evening|"
    r"morning|afternoon|day|month|year|course|hours?)(?: part)?(?: hours)?(?: of| in)?[\s-]+)*)"
    r"(?:the\s+)?$"
)
"""What stands before a time and goes with it."""
_NOT_AT = (
    r"\b(?:since|before|after|until|till|than|prior to|following|(?:anything|something|news) from)"
    r"\s+(?:the\s+)?$"
)
_HOW = r" [^\W\d_]+ly$"
_NO_TOPIC = r"\b(?:what|which|who|whom|how|(?:not|to)$)\b"
_AHEAD = r"\b(?:will|going to|planned|scheduled|due|expected|coming up|arranged)\b"
_PAST = r"\b(?:was|were|did|had|happened|occurred|took|went)\b"


@dataclass(frozen=True, slots=True)
class Happening:
    """What happens at a time, each of whose ``parts`` must be met. ``topic``: to whom or where,
    or who does it; empty where that is not asked. ``year``: that which is meant, where none is
    named. ``ahead``: it is to come. ``words``: the time as it is written. ``near``: it is counted
    from today, and meant about so.
    """

    parts: tuple[When, ...]
    topic: str
    words: str
    year: int | None = None
    ahead: bool = False
    near: bool = False


def happening(
    question: str, today: datetime.date, latest: Latest | None = None
) -> Happening | None:
    """What ``question``, asked ``today`` of articles up to ``latest``, asks of which time; None for
    another question.

    >>> found = happening("What happened to the mill in 1911?", datetime.date(2026, 11, 30))
    >>> found.topic, found.parts[0].years
    ('the mill', (1911, 1911))
    >>> happening("What will happen on 3 May?", datetime.date(2026, 11, 30)).year
    2027
    >>> happening("Who won in 1911?", datetime.date(2026, 11, 30))
    """
    if not _MAY_ASK.search(question):  # as often: no time has to be looked for
        return None
    asked = bare(question)
    past = compiled(_PAST).search(asked) is not None
    ahead = not past and compiled(_AHEAD).search(asked) is not None
    found = moments(asked, today, ahead=ahead)
    if not 0 < len(found) <= MOST_MOMENTS or any(one.kind == "weekday" for one in found):
        return None  # a text of any age says "on Monday", which the reader should be asked for
    rest, at = "", 0
    for moment in found:
        before = asked[at : moment.start]
        if compiled(_NOT_AT).search(before):
            return None
        rest += f" {compiled(_BEFORE).sub('', before)}"
        at = moment.end
    rest = " ".join(f"{rest} {asked[at:]}".replace(",", " ").split()).strip(" .:;?!-–—")
    rest = compiled(r"^(?:and|so|but|then) | (?:then|exactly)$").sub("", rest)
    told = next(filter(None, (compiled(form).fullmatch(rest) for form in _FORMS)), None)
    if told is None:
        return None
    topic = next(filter(None, told.groupdict().values()), "")
    topic = compiled(_HOW).sub("", topic)
    if len(topic.split()) > MOST_WORDS or compiled(_NO_TOPIC).search(topic):
        return None
    before = asked[: found[0].start].lower()
    with_it = next(word for word in ("the ", "between ", "from ", "") if before.endswith(word))
    words = asked[found[0].start - len(with_it) : found[-1].end]
    parts = tuple(moment.when for moment in found)
    year = _year_meant(parts, today, latest, past=past, ahead=ahead)
    near = any(moment.kind == "near" for moment in found)
    return Happening(parts, topic, words, year, ahead, near)


def _year_meant(
    parts: tuple[When, ...], today: datetime.date, latest: Latest | None, *, past: bool, ahead: bool
) -> int | None:
    """The year of a month or a day that is asked for without it: the last one, where it is past;
    None where no such is asked for.
    """
    part = next((part for part in parts if part.months and not part.years), None)
    if not part or not part.months:
        return None
    until = min(today, (latest and latest()) or today)
    years = part.dated(until, "ahead" if ahead else "near").years
    year = years[0] if years else until.year
    begins = (year, part.months[0], part.days[0] if part.days else 1)
    return year - (past and begins > (until.year, until.month, until.day))
