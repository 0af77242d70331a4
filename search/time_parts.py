"""What the written forms of times say (search/time_forms.py)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from search.counted import SEASONS, following, from_day, later, of_month, same
from search.periods import MONTHS, NUMBERS
from search.time_forms import DECADES, HOLIDAYS, ORDINALS
from search.when import Ends, When

Parts = Mapping[str, str | None]
"""The groups of a form."""
Whens = tuple[When, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """The day on which it is written, what time was named ``before``, and whether a weekday is to
    come.
    """

    day: datetime.date | None
    before: When | None
    ahead: bool


def read(kind: str, part: Parts, around: Around) -> Whens:
    """What a form of that ``kind`` says; none where there is no such time, or what it is counted
    from is not known. Dates in numbers may say either of two.
    """
    try:
        return _READ[kind](part, around)
    except (ValueError, OverflowError):  # the day before the first there is
        return ()


def _date(part: Parts, around: Around) -> Whens:
    first = _number(part["day"] or part["day_behind"])
    last = _number(part["last_day"] or part["last_behind"]) or first
    if not 1 <= first <= last <= 31:
        return ()
    month = _month(part["month"] or part["month_first"])
    years = _one(part["year"]) or _turned(part["turn"], around)
    both = (part["to"] or part["to_behind"] or "").strip().lower() in ("and", "or")
    if both and last > first + 1:
        return tuple(When(years, month, (day, day)) for day in (first, last))
    return (When(years, month, (first, last), lasts=first < last),)


def _numbers(part: Parts, _: Around) -> Whens:
    """With slashes the day may stand first or second."""
    one, other = _number(part["one"]), _number(part["other"])
    years = _one(part["numbers_year"])
    orders = dict.fromkeys([(one, other), (other, one) if part["mark"] == "/" else (one, other)])
    return tuple(
        When(years, (month, month), (day, day))
        for day, month in orders
        if 1 <= month <= 12 and 1 <= day <= 31
    )


def _years(part: Parts, _: Around) -> Whens:
    first, last = _number(part["first_year"]), _number(part["last_year"])
    last = last if last > 99 else first - first % 100 + last
    return (When((first, last), lasts=True),) if first <= last else ()


def _decade(part: Parts, _: Around) -> Whens:
    """Ten years, or a hundred: "the 1700s"."""
    first = _number(part["years_of_ten"])
    return (When((first, first + (99 if first % 100 == 0 and first < 2000 else 9))),)


def _decade_in_short(part: Parts, _: Around) -> Whens:
    words = _lower(part["in_short"])
    first = 1900 + (DECADES.get(words) or _number(words))
    return (When((first, first + 9)),)


def _century(part: Parts, _: Around) -> Whens:
    words = _lower(part["which"])
    number = ORDINALS.index(words) + 1 if words in ORDINALS else _number(words)
    return (When((100 * number - 100, 100 * number - 1)),)


def _holiday(part: Parts, _: Around) -> Whens:
    words = _without_mark(_lower(part["name"]))
    month, day = next(on for name, on in HOLIDAYS.items() if _without_mark(name) == words)
    return (When(_one(part["year_of_name"]), (month, month), (day, day)),)


def _hour(part: Parts, _: Around) -> Whens:
    hour = _number(part["hour"])
    if not 1 <= hour <= 12:
        return ()
    after_noon = _lower(part["half"]) == "p"
    return (When(minute=60 * (hour % 12 + 12 * after_noon) + _number(part["minute"])),)


def _o_clock(part: Parts, _: Around) -> Whens:
    said = _lower(part["struck"])
    return (When(minute=60 * (NUMBERS.get(said) or _number(said))),)


def _later(part: Parts, around: Around) -> Whens:
    earlier = _lower(part["side"]) == "earlier"
    count, unit = _lower(part["count"]), _lower(part["unit"])
    return _if(around.before and later(count, unit, around.before, earlier=earlier))


def _following(part: Parts, around: Around) -> Whens:
    return _if(around.before and following(_lower(part["next_unit"]), around.before))


def _same(part: Parts, around: Around) -> Whens:
    unit = _lower(part["same_unit"] or part["that_unit"])
    return _if(around.before and same(unit, around.before))


def _day_of(part: Parts, around: Around) -> Whens:
    """A day of the month that was named before, or else of that in which it is written, or the
    next.
    """
    before, day, on = around.before, _number(part["day_alone"]), around.day
    if not 1 <= day <= 31:
        return ()
    if before and before.months:
        one = before.months[0] == before.months[1]
        return (replace(before, days=(day, day), lasts=False),) if one else ()
    if on is None:
        return ()
    months = (12 * on.year + on.month - 1 + more for more in (0, 1) if not more or day < on.day)
    return tuple(replace(of_month(each), days=(day, day)) for each in months)


def _month_alone(part: Parts, around: Around) -> Whens:
    years = _turned(part["month_turn"], around)
    if part["month_same"] and around.before:
        years = around.before.years
    return (When(years, _month(part["only_month"])),)


def _from_day(part: Parts, around: Around) -> Whens:
    words = _lower(part["counted"] or part["weekday_alone"])
    return _if(around.day and from_day(words, around.day, ahead=around.ahead))


_READ: dict[str, Callable[[Parts, Around], Whens]] = {
    "date": _date,
    "iso": lambda part, _: (
        When(_one(part["iso_year"]), _one(part["iso_month"]), _one(part["iso_day"])),
    ),
    "numbers": _numbers,
    "month_of": lambda part, _: (When(_one(part["year_of_month"]), _month(part["month_of_year"])),),
    "years": _years,
    "decade": _decade,
    "decade_in_short": _decade_in_short,
    "century": _century,
    "season_of": lambda part, _: (
        When(_one(part["year_of_season"]), SEASONS[_lower(part["season"])]),
    ),
    "holiday": _holiday,
    "hour": _hour,
    "hour_of_24": lambda part, _: (
        When(minute=60 * _number(part["hour_24"]) + _number(part["minute_24"])),
    ),
    "o_clock": _o_clock,
    "middle": lambda part, _: (
        When(minute=0 if _lower(part["middle_of_day"]) == "midnight" else 12 * 60),
    ),
    "later": _later,
    "day_of": _day_of,
    "following": _following,
    "same": _same,
    "near": _from_day,
    "weekday": _from_day,
    "month_alone": _month_alone,
    "season_alone": lambda part, _: (When(None, SEASONS[_lower(part["only_season"])]),),
    "year_alone": lambda part, _: (When(_one(part["only_year"])),),
}


def _if(when: When | datetime.date | None) -> Whens:
    return (when,) if isinstance(when, When) else ()


def _turned(words: str | None, around: Around) -> Ends | None:
    """The years of "last year"."""
    found = from_day(words.lower(), around.day) if words and around.day else None
    return found.years if found else None


def _lower(words: str | None) -> str:
    return (words or "").lower()


def _without_mark(name: str) -> str:
    return re.sub("['’]", "", name)


def _number(words: str | None) -> int:
    digits = re.sub(r"\D", "", words or "")
    return int(digits) if digits else 0


def _one(number: str | None) -> Ends | None:
    return (int(number), int(number)) if number else None


def _month(name: str | None) -> Ends:
    number = MONTHS[_lower(name).rstrip(".")]
    return number, number
