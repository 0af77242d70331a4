"""Filters: which articles a search or an answer may use."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, fields, replace

from index.errors import BadInput, Contradiction
from index.facets import LAST_DAY, UNDATED, Condition, key

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Filters:
    """All that are set must hold; None leaves one out.

    ``since`` and ``until`` are days (2024-06-20), months (2024-06) or years (2024), both included;
    with either, articles without a date are left out. ``source`` is a source or the host of an
    address, ``author`` one of the authors, ``tag`` one of the tags, ``lang`` a code such as en,
    ``article`` the id of the only one that may be used.
    """

    since: str | None = None
    until: str | None = None
    source: str | None = None
    author: str | None = None
    tag: str | None = None
    lang: str | None = None
    article: str | None = None

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if value is None:
                continue
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise BadInput(f"{each.name} holds half a surrogate pair") from error
            if not value.strip():
                raise BadInput(f"{each.name} is blank: leave it out to search everything")
        if self.since and self.until and _first(self.since) > _last(self.until):
            raise Contradiction(f"since {self.since} is later than until {self.until}")
        for each_end in (self.since, self.until):
            if each_end:
                _ends(each_end)

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) is not None for each in fields(self))

    def __str__(self) -> str:
        set_ = ((each.name, getattr(self, each.name)) for each in fields(self))
        return ", ".join(f"{name} {value}" for name, value in set_ if value is not None)

    def within(self, since: str, until: str) -> Filters | None:
        """These, of the days from ``since`` to ``until`` alone; None where no day fits both.

        >>> str(Filters(since="2024-06").within("2024-01-01", "2024-12-31"))
        'since 2024-06, until 2024-12-31'
        >>> Filters(since="2025").within("2024-01-01", "2024-12-31")
        """
        first = max((self.since or since, since), key=_first)
        last = min((self.until or until, until), key=_last)
        if _first(first) > _last(last):
            return None
        return replace(self, since=first, until=last)

    def condition(self) -> Condition:
        """What the indexes are asked for; of ``article`` they know nothing."""
        kinds = ("source", "author", "tag", "lang")
        first = _first(self.since) if self.since else (UNDATED + 1 if self.until else UNDATED)
        return Condition(
            first,
            _last(self.until) if self.until else LAST_DAY,
            tuple(key(kind, getattr(self, kind)) for kind in kinds if getattr(self, kind)),
        )


NONE = Filters()


def _first(text: str) -> int:
    return _ends(text)[0].toordinal()


def _last(text: str) -> int:
    return _ends(text)[1].toordinal()


def _ends(text: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a day, a month or a year.

    >>> _ends("2024-02")[1].isoformat()
    '2024-02-29'
    """
    match = _DAY.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in match.groups())
        first = datetime.date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last_day = day or calendar.monthrange(first.year, last_month)[1]
        return first, datetime.date(first.year, last_month, last_day)
    except ValueError as error:
        raise BadInput(
            f"date {text[:40]!r} is not a day, month or year like 2024-06-20, 2024-06 or 2024"
        ) from error
