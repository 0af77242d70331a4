"""Days, months and years that a request names, in English: "in May 2024", "last week"."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple, TypeAlias

from index.dates import day

Period: TypeAlias = tuple[str, str]
"""The first and the last ISO day of it."""

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_MONTH = re.compile(
    rf"(?:(?P<name>{'|'.join(_MONTHS)})\.?,?(?: (?:of )?(?P<year>\d{{4}}))?|"
    r"(?P<iso_year>\d{4})-(?P<iso>\d\d))"
)
_YEAR = re.compile(r"(?:the year )?((?:1[4-9]|20)\d\d)")
_NEAR = re.compile(r"(?:the )?(?P<which>this|last|past|previous|current) (?P<what>week|month|year)")
_IN = r"(?:in|of|on|from|for|during|within|since|published in|dated)"
_NAME = rf"(?:{'|'.join(_MONTHS)})\.?"
_EXACT = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_NAME},? \d{{4}}|"
    rf"{_NAME} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{4}}-\d\d-\d\d"
)
_TRAILING = re.compile(
    rf"(?P<topic>.*?),?(?:^|\s)(?:{_IN}\s+)?(?P<period>today|yesterday|{_NEAR.pattern})|"
    rf"(?P<before>.*),?(?:^|\s)(?P<since>{_IN})\s+(?P<dated>\S.*)",
    re.IGNORECASE,
)


def period(words: str, today: datetime.date) -> Period | None:
    """The days that ``words`` name, None where they name none. A month without a year is the last
    one that has begun; weeks begin on Monday.

    >>> period("May 2024", datetime.date(2026, 11, 28)), period("2024", datetime.date(2026, 11, 28))
    (('2024-05-01', '2024-05-31'), ('2024-01-01', '2024-12-31'))
    >>> period("last week", datetime.date(2026, 11, 28))
    ('2026-11-16', '2026-11-22')
    """
    said = " ".join(words.lower().split())
    if said in ("today", "yesterday"):
        one = today - datetime.timedelta(days=said == "yesterday")
        return one.isoformat(), one.isoformat()
    if near := _NEAR.fullmatch(said):
        back = near["which"] not in ("this", "current")
        return _near(near["what"], back, today)
    if month := _MONTH.fullmatch(said):
        return _month(month, today)
    if year := _YEAR.fullmatch(said):
        return f"{year[1]}-01-01", f"{year[1]}-12-31"
    exact = day(said.replace(" of ", " ")) if _EXACT.fullmatch(said) else None
    return (exact, exact) if exact else None


class Trailing(NamedTuple):
    """What stands before a period, and the period; ``near``: it is counted from today."""

    before: str
    days: Period
    near: bool


def trailing(topic: str, today: datetime.date) -> Trailing | None:
    """The period at the end of ``topic``.

    >>> trailing("the flood in May 2024", datetime.date(2026, 11, 28))
    Trailing(before='the flood', days=('2024-05-01', '2024-05-31'), near=False)
    """
    found = _TRAILING.fullmatch(topic)
    if found is None:
        return None
    days = period(found["period"] or found["dated"], today)
    if days is None:
        return None
    if (found["since"] or "").lower() == "since":
        days = (days[0], today.isoformat())
    before = (found["topic"] or found["before"] or "").strip()
    return Trailing(before, days, near=found["period"] is not None)


def _near(what: str, back: bool, today: datetime.date) -> Period:
    if what == "week":
        first = today - datetime.timedelta(days=today.weekday() + 7 * back)
        return first.isoformat(), (first + datetime.timedelta(days=6)).isoformat()
    if what == "year":
        return f"{today.year - back}-01-01", f"{today.year - back}-12-31"
    first = today.replace(day=1)
    return _days(first - datetime.timedelta(days=1) if back else first)


def _month(found: re.Match[str], today: datetime.date) -> Period | None:
    number = _MONTHS[found["name"]] if found["name"] else int(found["iso"])
    stated = found["year"] or found["iso_year"]
    year = int(stated) if stated else today.year - (number > today.month)
    return _days(datetime.date(year, number, 1)) if 1 <= number <= 12 and year > 0 else None


def _days(within: datetime.date) -> Period:
    """The month of a day."""
    last = calendar.monthrange(within.year, within.month)[1]
    return within.replace(day=1).isoformat(), within.replace(day=last).isoformat()
