"""Times that are counted from another one: "last Monday", "two years later", "that same day"."""

from __future__ import annotations

import datetime
from dataclasses import replace

from search.periods import MONTHS, NUMBERS, WEEKDAYS
from search.when import Ends, When

SEASONS = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2),
}  # fmt: skip
PARTS_OF_DAY = ("day", "morning", "afternoon", "evening", "night")
_DAYS = {"day": 1, "week": 7}
_ALONE = {"yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "tomorrow": 1}


def from_day(words: str, day: datetime.date, *, ahead: bool = False) -> When | None:
    """The time that ``words``, written on ``day``, name. A weekday is the last one, or where they
    look ``ahead`` the next.

    >>> from_day("last year", datetime.date(2026, 6, 3)).years
    (2025, 2025)
    >>> from_day("monday", datetime.date(2026, 6, 3)).days
    (1, 1)
    """
    if words in _ALONE:
        return When.day(_more(day, _ALONE[words]))
    which, _, what = words.rpartition(" ")
    if what in WEEKDAYS:
        return _weekday(which, WEEKDAYS.index(what), day, ahead=ahead)
    turn = {"last": -1, "past": -1, "this": 0, "next": 1}[which]
    if what == "week":
        return _week(_more(day, 7 * turn - day.weekday()))
    if what == "month":
        return of_month(12 * day.year + day.month - 1 + turn)
    months = _months(what)
    if months is None:
        return When((day.year + turn,) * 2)
    over = (turn > 0 and months[0] <= day.month) - (turn < 0 and months[0] >= day.month)
    return When((day.year + over,) * 2, months)


def _weekday(which: str, number: int, day: datetime.date, *, ahead: bool) -> When:
    back = (day.weekday() - number) % 7
    if which == "next" or (ahead and which != "last"):
        return When.day(_more(day, 7 - back if back or which == "next" else 0))
    return When.day(_more(day, -(back or 7 * (which == "last"))))


def _week(monday: datetime.date) -> When | None:
    sunday = _more(monday, 6)
    if monday.month != sunday.month:
        return None
    return replace(When.day(monday), days=(monday.day, sunday.day))


def later(count: str, unit: str, before: When, *, earlier: bool = False) -> When | None:
    """The time so many days, weeks, months or years after, or before, the one that was named
    ``before``; None where that is not told so exactly.

    >>> later("two", "year", When((1911, 1911), (5, 5)), earlier=False).years
    (1913, 1913)
    """
    number = NUMBERS.get(count) or (1 if count in ("a", "an") else int(count))
    number = -number if earlier else number
    if unit == "year":
        if not before.years or before.years[0] != before.years[1]:
            return None
        return When((before.years[0] + number,) * 2)
    if unit == "month":
        if not (before.years and before.months):
            return None
        return of_month(12 * before.years[1] + before.months[1] - 1 + number)
    if not (before.months and before.days):
        return None
    year = before.years[1] if before.years else 2001
    on = _more(datetime.date(year, before.months[1], before.days[1]), number * _DAYS[unit])
    found = When.day(on)
    return found if before.years else replace(found, years=None)


def following(unit: str, before: When) -> When | None:
    """The next day, week, month, year or season after the time that was named ``before``."""
    months = _months(unit)
    if months:
        if not before.years:
            return None
        over = before.months is None or months[0] <= before.months[0]
        return When((before.years[1] + over,) * 2, months)
    return later("a", "day" if unit in PARTS_OF_DAY else unit, before)


def same(unit: str, before: When) -> When | None:
    """As much of the time that was named ``before`` as ``unit`` is.

    >>> same("year", When((1911, 1911), (5, 5), (3, 3)))
    When(years=(1911, 1911), months=None, days=None, minute=None, lasts=False)
    """
    if unit == "year":
        return When(before.years) if before.years else None
    if unit == "month":
        return When(before.years, before.months) if before.months else None
    if months := _months(unit):
        return When(before.years, months) if before.years else None
    return replace(before, minute=None) if before.days else None


def _months(name: str) -> Ends | None:
    """Those of a season or a month."""
    number = MONTHS.get(name.rstrip("."))
    return (number, number) if number else SEASONS.get(name)


def _more(day: datetime.date, days: int) -> datetime.date:
    return day + datetime.timedelta(days=days)


def of_month(months: int) -> When:
    """That of a month, counted from the year 0.

    >>> of_month(12 * 2026 + 8).months
    (9, 9)
    """
    return When((months // 12,) * 2, (months % 12 + 1,) * 2)
