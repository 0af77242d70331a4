"""When something is: what is told of a time, "in May", "on 14 September 2026", "at noon", and
whether that lies within another.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Literal

Side = Literal["past", "near", "ahead"]
Ends = tuple[int, int]
"""The first and the last of years, months or days."""
SOON = datetime.timedelta(days=120)
"""In which news tell what is to come without its year."""


@dataclass(frozen=True, slots=True)
class When:
    """Years, months of a year, days of a month, and a minute of a day; None where that is not told.
    A winter goes from month 12 to 2. ``lasts``: all of it is meant, "from 1951 to 1954".
    """

    years: Ends | None = None
    months: Ends | None = None
    days: Ends | None = None
    minute: int | None = None
    lasts: bool = False

    @classmethod
    def day(cls, on: datetime.date) -> When:
        """That of a day.

        >>> When.day(datetime.date(2026, 9, 14)).months
        (9, 9)
        """
        return cls((on.year,) * 2, (on.month,) * 2, (on.day,) * 2)

    def within(self, asked: When) -> bool:
        """Whether what is at this time is at the time ``asked`` for, or lasts while that is.

        >>> When((1974, 1974), (5, 5)).within(When((1970, 1979)))
        True
        >>> When((1951, 1954), lasts=True).within(When((1952, 1952)))
        True
        >>> When((2026, 2026)).within(When((2026, 2026), (5, 5)))
        False
        """
        if asked.minute is not None and self.minute != asked.minute:
            return False
        return (
            _in(self.years, asked.years, lasts=self.lasts)
            and _in(self.days, asked.days, lasts=self.lasts)
            and (asked.months is None or _in_months(self.months, asked.months))
        )

    def dated(self, published: datetime.date | None, side: Side = "near") -> When:
        """The same with its year, where an article of that day leaves it out: the last one, unless
        it comes ``SOON``; the last or the next one where what is told is ``past`` or ``ahead``.

        >>> third = When(None, (1, 1), (3, 3))
        >>> third.dated(datetime.date(2026, 12, 20)).years
        (2027, 2027)
        >>> third.dated(datetime.date(2026, 12, 20), "past").years
        (2026, 2026)
        """
        if self.years or self.months is None or published is None:
            return self
        month, day = self.months[0], self.days[0] if self.days else 0
        if side == "ahead":
            over = (month, day or 31) < (published.month, published.day)
            return replace(self, years=(published.year + over,) * 2)
        until = published if side == "past" else published + SOON
        since = datetime.timedelta(days=max(day - 1, 0))
        year = published.year + 1
        while datetime.date(year, month, 1) + since > until:
            year -= 1
        return replace(self, years=(year, year))

    def apart(self, other: When) -> bool:
        """Whether what is told of both has nothing in common: another year, month or day."""
        years = self.years and other.years and not _meet(self.years, other.years)
        if years or not self.months or not other.months:
            return bool(years)
        months = not set(_months(self.months)) & set(_months(other.months))
        days = self.days and other.days and not _meet(self.days, other.days)
        return months or bool(days)


def _meet(one: Ends, other: Ends) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _in(own: Ends | None, asked: Ends | None, *, lasts: bool) -> bool:
    if asked is None:
        return True
    if own is None:
        return False
    inside = asked[0] <= own[0] and own[1] <= asked[1]
    return inside or (lasts and own[0] <= asked[0] and asked[1] <= own[1])


def _in_months(own: Ends | None, asked: Ends) -> bool:
    return own is not None and set(_months(own)) <= set(_months(asked))


def _months(ends: Ends) -> list[int]:
    first, last = ends
    return [(month - 1) % 12 + 1 for month in range(first, last + 1 + 12 * (last < first))]
