"""Days, months and years that a request names, in English: "in May 2024", "last week"."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from index.dates import checked, day
from search.wording import compiled

Period: TypeAlias = tuple[str, str]
"""The first and the last ISO day of it."""

MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
MONTH_NAME = rf"(?:{'|'.join(MONTHS)})\.?"
_MONTH = re.compile(
    rf"(?:(?P<name>{'|'.join(MONTHS)})\.?,?(?: (?:of )?(?P<year>\d{{4}}))?|"
    r"(?P<iso_year>\d{4})-(?P<iso>\d\d))"
)
YEAR = r"(?:1[4-9]|20)\d\d"
_YEAR = re.compile(rf"(?:the year )?({YEAR})")
_NEAR = re.compile(r"(?:the )?(?P<which>this|last|past|previous|current) (?P<what>week|month|year)")
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_PAST = re.compile(
    rf"(?:the )?(?:last|past|previous) (?P<count>\d{{1,3}}|{'|'.join(NUMBERS)}) "
    r"(?P<unit>day|week|month|year)s?"
)
WEEKDAYS = [name.lower() for name in calendar.day_name]
_WEEKDAY = re.compile(rf"(?:last |this (?:past )?)?(?P<weekday>{'|'.join(WEEKDAYS)})")
_SIDE = r"(?:since|before|until|till|up to|after)"
_IN = rf"(?:in|of|on|from|for|during|within|{_SIDE}|dated)"
LATER = 2
"""Days after a time in which articles tell of it."""
EARLIEST = "0001-01-01"
"""Where a period begins that has no first day."""
_YEAR_IN = re.compile(r"\b\d{4}\b")
_OF_YEAR = rf"\b(?:in|of|during) (?:{MONTH_NAME} )?({YEAR})\b"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ISO_DAY = r"\d{4}-\d\d-\d\d"
_EXACT = re.compile(
    rf"{_DAY} (?:of )?{MONTH_NAME},? \d{{4}}|{MONTH_NAME} {_DAY},? \d{{4}}|{_ISO_DAY}"
)
_DAY_ONLY = re.compile(
    rf"(?:the )?{_DAY} (?:of )?(?P<of>{MONTH_NAME})|(?P<name>{MONTH_NAME}) {_DAY}"
)
STATED = (
    rf"(?:{_DAY} (?:of )?{MONTH_NAME}(?:,? \d{{4}})?|"
    rf"{MONTH_NAME} {_DAY}(?!\d)(?:,? \d{{4}})?|"
    rf"{MONTH_NAME},?(?: (?:of )?\d{{4}})?|\d{{4}}-\d\d(?:-\d\d)?|{_YEAR.pattern})"
)
"""How days, months and years are written, as a regular expression without regard to case."""
_TODAY = "today|tonight|this (?:morning|afternoon|evening)"
_YESTERDAY = "yesterday(?: (?:morning|afternoon|evening))?|last night"
COUNTED = rf"(?:{_TODAY}|{_YESTERDAY}|{_NEAR.pattern}|{_PAST.pattern})"
"""The same of periods that are counted from today."""
_BOTH_ENDS = re.compile(
    r"(?P<topic>.*?),?(?:^|\s)(?:between|from)\s+(?P<first>\S.*?)\s+(?:and|to|until|till)\s+(?P<last>\S.*)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"(?P<before>.*?),?(?:^|\s)(?:(?P<side>{_IN})\s+)?(?P<counted>{COUNTED}|{_WEEKDAY.pattern})",
    re.IGNORECASE,
)
_SINCE = re.compile(rf",?(?:^|\s)(?P<side>{_IN})\s+(?=\S)", re.IGNORECASE)


Latest: TypeAlias = Callable[[], datetime.date | None]
"""Gives the day of the newest article, None where none has one. Few questions need to know."""


def period(words: str, today: datetime.date, latest: Latest | None = None) -> Period | None:
    """The days that ``words`` name, None where they name none. A month or a day without a year is
    the last one that has begun, and that articles up to the ``latest`` may be of; Friday is the
    last one before today; weeks begin on Monday.

    >>> period("May 2024", datetime.date(2026, 11, 28)), period("2024", datetime.date(2026, 11, 28))
    (('2024-05-01', '2024-05-31'), ('2024-01-01', '2024-12-31'))
    >>> period("last week", datetime.date(2026, 11, 28))
    ('2026-11-16', '2026-11-22')
    >>> period("4 July", datetime.date(2026, 11, 28), lambda: datetime.date(2022, 12, 31))
    ('2022-07-04', '2022-07-04')
    """
    said = " ".join(words.lower().split())
    if days := _counted(said, today):
        return days
    return _stated(said, lambda: min(today, (latest and latest()) or today))


def _counted(said: str, today: datetime.date) -> Period | None:
    """The days of a period that is counted from today."""
    if re.fullmatch(_TODAY, said):
        return _one(today)
    if re.fullmatch(_YESTERDAY, said):
        return _one(today - datetime.timedelta(days=1))
    if near := _NEAR.fullmatch(said):
        back = near["which"] not in ("this", "current")
        return _near(near["what"], back, today)
    if weekday := _WEEKDAY.fullmatch(said):
        back_by = (today.weekday() - WEEKDAYS.index(weekday["weekday"]) - 1) % 7 + 1
        return _one(today - datetime.timedelta(days=back_by))
    past = _PAST.fullmatch(said)
    return _past(past, today) if past else None


def _stated(said: str, until: Callable[[], datetime.date]) -> Period | None:
    """The days of a period that is written; ``until`` gives the last day that one without a year
    may have begun on.
    """
    if month := _MONTH.fullmatch(said):
        return _month(month, until)
    if year := _YEAR.fullmatch(said):
        return f"{year[1]}-01-01", f"{year[1]}-12-31"
    if found := _DAY_ONLY.fullmatch(said):
        return _day_only(found, until())
    exact = day(said.replace(" of ", " ")) if _EXACT.fullmatch(said) else None
    return (exact, exact) if exact else None


def _day_only(found: re.Match[str], until: datetime.date) -> Period | None:
    """A day of a month, of the year of ``until`` or where that is to come of the one before."""
    month = MONTHS[(found["of"] or found["name"]).rstrip(".")]
    number = int(re.sub(r"\D", "", found[0]))
    this, last = (checked(year, month, number) for year in (until.year, until.year - 1))
    exact = this if this and this <= until.isoformat() else last
    return (exact, exact) if exact else None


def _one(day_: datetime.date) -> Period:
    return day_.isoformat(), day_.isoformat()


class Trailing(NamedTuple):
    """What stands before a period, and the period; ``near``: it is counted from today."""

    before: str
    days: Period
    near: bool


def trailing(topic: str, today: datetime.date, latest: Latest | None = None) -> Trailing | None:
    """The period at the end of ``topic``, as ``period`` reads it.

    >>> trailing("the flood in May 2024", datetime.date(2026, 11, 28))
    Trailing(before='the flood', days=('2024-05-01', '2024-05-31'), near=False)
    >>> trailing("between March and May 2024", datetime.date(2026, 11, 28)).days
    ('2024-03-01', '2024-05-31')
    >>> trailing("the flood before May 2024", datetime.date(2026, 11, 28)).days
    ('0001-01-01', '2024-04-30')
    """
    if both := _BOTH_ENDS.fullmatch(topic):
        last = period(both["last"], today, latest)
        first = period(both["first"], today, latest) if last else None
        if first and last:
            if _YEAR_IN.search(both["last"]) and not _YEAR_IN.search(both["first"]):
                first = period(f"{both['first']} {last[1][:4]}", today) or first
            return Trailing(both["topic"].strip(), (first[0], last[1]), near=False)
    counted = _TRAILING.fullmatch(topic)
    if counted:
        parted = [counted.group("before", "side", "counted")]
    else:
        parted = [
            (topic[: at.start()], at["side"], topic[at.end() :]) for at in _SINCE.finditer(topic)
        ]
    # A text of any age says "on Monday", which the reader should be asked for first.
    near = counted is not None and not _WEEKDAY.fullmatch(counted["counted"].lower())
    for before, side, said in parted:
        if days := period(said, today, latest):
            return Trailing(before.strip(), _side((side or "").lower(), days, today), near)
    return None


def and_after(days: Period, today: datetime.date) -> Period:
    """``days`` and the two after them, whose articles tell of them too, up to ``today``.

    >>> and_after(("2024-06-30", "2024-06-30"), datetime.date(2026, 11, 28))
    ('2024-06-30', '2024-07-02')
    """
    first, last = days
    until = min(datetime.date.fromisoformat(last).toordinal() + LATER, today.toordinal())
    return first, max(first, datetime.date.fromordinal(until).isoformat())


def in_words(days: Period) -> str:
    """``days`` in words.

    >>> in_words(("2024-06-12", "2024-06-12")), in_words(("2024-06-01", "2024-06-30"))
    ('of 2024-06-12', 'from 2024-06-01 to 2024-06-30')
    """
    first, last = days
    if first == EARLIEST:
        return f"of {last} or before"
    return f"of {first}" if first == last else f"from {first} to {last}"


def told_of_other_years(words: str, days: Period) -> bool:
    """Whether ``words`` tell of what was in another year than ``days``, and not of these.

    >>> of_2024 = ("2024-06-01", "2024-06-30")
    >>> told_of_other_years("It was held in May 2014.", of_2024)
    True
    >>> told_of_other_years("It was the largest since 1994, and 2,014 came.", of_2024)
    False
    """
    first, last = (day[:4] for day in days)
    told = compiled(_OF_YEAR).findall(words)
    return bool(told) and not any(first <= year <= last for year in told)


def _side(word: str, days: Period, today: datetime.date) -> Period:
    """What lies before, after, or since ``days``."""
    first, last = (datetime.date.fromisoformat(each) for each in days)
    one = datetime.timedelta(days=1)
    if word == "since":
        return days[0], today.isoformat()
    if word == "after":
        return (last + one).isoformat(), max(last + one, today).isoformat()
    if word == "before":
        return EARLIEST, (first - one).isoformat()
    return (EARLIEST, days[1]) if word in ("until", "till", "up to") else days


def _past(found: re.Match[str], today: datetime.date) -> Period:
    """The last few days, weeks, months or years, up to today."""
    count = NUMBERS.get(found["count"]) or int(found["count"])
    each = {"day": 1, "week": 7, "month": 30, "year": 365}[found["unit"]]
    first = today - datetime.timedelta(days=min(count * each, today.toordinal() - 1))
    return first.isoformat(), today.isoformat()


def _near(what: str, back: bool, today: datetime.date) -> Period:
    if what == "week":
        first = today - datetime.timedelta(days=today.weekday() + 7 * back)
        return first.isoformat(), (first + datetime.timedelta(days=6)).isoformat()
    if what == "year":
        return f"{today.year - back}-01-01", f"{today.year - back}-12-31"
    first = today.replace(day=1)
    return _days(first - datetime.timedelta(days=1) if back else first)


def _month(found: re.Match[str], until: Callable[[], datetime.date]) -> Period | None:
    number = MONTHS[found["name"]] if found["name"] else int(found["iso"])
    stated = found["year"] or found["iso_year"]
    last = until() if not stated else None
    year = last.year - (number > last.month) if last else int(stated)
    return _days(datetime.date(year, number, 1)) if 1 <= number <= 12 and year > 0 else None


def _days(within: datetime.date) -> Period:
    """The month of a day."""
    last = calendar.monthrange(within.year, within.month)[1]
    return within.replace(day=1).isoformat(), within.replace(day=last).isoformat()
