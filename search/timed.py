"""The time that a question names, "who won the race in June 2024?": news of June 2024 seldom say
that it is June 2024, so the question without it is asked of the articles of that time. Told by its
form, in English.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from search.periods import COUNTED, MONTH_NAME, STATED, WEEKDAYS, YEAR, Latest, Period, period
from search.wording import compiled

FEWEST_WORDS = 3
"""Of a question without its time: of fewer, every article of that time tells."""
_WITHIN = (
    r"(?:early |late |mid[- ]|(?:(?:the )?(?:(?:very )?(?:beginning|start|middle|end) of|"
    r"(?:spring|summer|autumn|fall|winter)(?: of)?) ))?"
)
"""A part of a time, all of which is meant."""
_AT = (
    rf"(?<!\S)(?:(?:in|on|at|during|of) {_WITHIN}(?P<stated>(?:the )?{STATED})|"
    rf"(?:(?:in|during|of|from) )?(?P<counted>{COUNTED})|"
    rf"(?:on )?(?:(?:last|this(?: past)?) )?(?P<weekday>{'|'.join(WEEKDAYS)}))"
    r"(?P<whose>['’]s(?= \w)|(?=[,;:?!.]*(?:\s|$)))|"
    rf"(?:(?<=\bthe )(?P<before>{YEAR})(?= [^\W\d])|(?<=[^\W\d] )(?P<behind>{YEAR})(?=[?!. ]*$))"
)
_NO_TIME = (
    rf"\b(?:{MONTH_NAME}|since|until|till|before|after|by|from|to|for|than|about|around|over|"
    r"under|between|and|or|the|a|an|of|page|number|no|only|all|these|those|is|are|was|were|with|like|as)\s+$"
)
"""Behind these a year is none, or the time of something else: "since 2020", "the number 2020"."""
_GOES_ON = r"(?:or|and|to|until|till)\b"


@dataclass(frozen=True, slots=True)
class Timed:
    """A question without the time that it names, and its days."""

    text: str
    days: Period
    near: bool = False
    """They are counted from today, and meant about so: "this week" may be the last seven days."""


def timed(question: str, today: datetime.date, latest: Latest | None = None) -> Timed | None:
    """What ``question``, asked ``today`` of articles up to ``latest``, asks of which days; None
    where it names no time, or two.

    >>> day = datetime.date(2026, 11, 30)
    >>> timed("In June 2024, who won the race?", day)
    Timed(text='who won the race?', days=('2024-06-01', '2024-06-30'), near=False)
    >>> timed("Who won the race last week?", day).days
    ('2026-11-23', '2026-11-29')
    >>> timed("What did USA Today write of it?", day)
    """
    asked = " ".join(question.split())
    named = [found for found in compiled(_AT).finditer(asked) if not _is_name(found)]
    if len(named) != 1:
        return None
    (at,) = named
    year = at["before"] or at["behind"]
    days = period(at["stated"] or at["counted"] or at["weekday"] or year, today, latest)
    before, behind = asked[: at.start()].rstrip(" ,"), asked[at.end() :].lstrip(" ,")
    if at["whose"]:
        behind = f"the {behind}"
    text = before + (" " if before and behind[:1].isalnum() else "") + behind
    if days is None or compiled(_GOES_ON).match(behind) or len(text.split()) < FEWEST_WORDS:
        return None
    return Timed(text, days, near=bool(at["counted"] or at["weekday"]))


def _is_name(found: re.Match[str]) -> bool:
    """Whether what may be a time is a part of a name, or of somebody, as in "USA Today", "This
    Week", "Black Friday" and "Theresa May's".
    """
    if found["behind"]:
        return compiled(_NO_TIME).search(found.string[: found.start()]) is not None
    if found["weekday"]:
        named = re.search(r"\s[A-Z]\w*\s$", found.string[: found.start()])
        return bool(named) or found[0] == found["weekday"]
    whose = bool(found["stated"] and found["whose"])
    return whose or (bool(found["counted"]) and found.start() > 0 and not found[0].islower())
