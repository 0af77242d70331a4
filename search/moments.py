"""The times that a text names, in English: "on 14 September 2026", "in the 1970s", "at 10 p.m."."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.periods import MONTHS
from search.time_forms import FORM, HOLIDAYS, IS
from search.time_parts import Around, read
from search.when import When
from search.wording import compiled, words_of

MOST_YEARS = 101
"""Years of a time that are looked for one by one."""
_BEFORE_MONTH = words_of("in of since until for early late mid during by next")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time and where it is named; ``kind``: in which of FORMS (search/time_forms.py)."""

    start: int
    end: int
    when: When
    kind: str


def moments(
    text: str,
    day: datetime.date | None = None,
    before: When | None = None,
    *,
    ahead: bool = False,
    apart: bool = False,
) -> list[Moment]:
    """The times that ``text``, written on ``day``, names behind one ``before``, in order; such as
    are counted from these only where they are known. One without its year may be of the year that
    was named last, and stands there twice then; not of that of ``before``, where it is ``apart``.
    ``ahead``: a weekday is the next one.

    >>> [found.when.years for found in moments("In 1911 it burned. Two years later it was built.")]
    [(1911, 1911), (1913, 1913)]
    """
    return list(_found(text, Around(day, before, ahead), apart=apart))


def _found(text: str, around: Around, *, apart: bool) -> Iterator[Moment]:
    for found in compiled(FORM).finditer(text):
        kind = (found.lastgroup or "").removeprefix(IS)
        if kind == "month_alone" and not _is_month(found, text):
            continue
        for when in read(kind, found.groupdict(), around):
            whens = [when]
            if not apart and (years := _years_before(when, around)):
                whens.append(replace(when, years=years))
            yield from (Moment(found.start(), found.end(), each, kind) for each in whens)
            if when.minute is None:
                around, apart = replace(around, before=whens[-1]), False


def _years_before(when: When, around: Around) -> tuple[int, int] | None:
    """The year that was named before a month or a day without one; not one that is to come, as news
    name it: what they tell then is of their own year.
    """
    named = around.before.years if around.before else None
    if not when.months or when.years or not named or named[0] != named[1]:
        return None
    return None if around.day and named[1] >= around.day.year else named


def _is_month(found: re.Match[str], text: str) -> bool:
    """Whether the name of a month alone is meant so: "may", "March on", "a Sep" are not."""
    whole = found[0].lower().rstrip(".")
    name = len(whole) > 3 and whole not in ("may", "march", "sept") and found[0][0].isupper()
    return name or text[: found.start()].rstrip().rpartition(" ")[2].lower() in _BEFORE_MONTH


def names_of(when: When) -> list[str]:
    """What else may name it, in words that a search finds: the years of a decade, a month in short,
    a day with its ending, or by its name.

    >>> names_of(When((2024, 2024), (12, 12), (31, 31)))
    ['december', 'dec', '31st', "new year's eve", 'hogmanay']
    """
    found: list[str] = []
    if when.years and 0 < when.years[1] - when.years[0] < MOST_YEARS:
        found += map(str, range(when.years[0], when.years[1] + 1))
    if when.months and when.months[0] == when.months[1]:
        found += [name for name, number in MONTHS.items() if number == when.months[0]]
    if when.months and when.days and when.days[0] == when.days[1]:
        found.append(_ordinal(when.days[0]))
        on = when.months[0], when.days[0]
        found += [name for name, of in HOLIDAYS.items() if of == on]
    return found


def _ordinal(day: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{day}{endings.get(day % 10, 'th') if day not in (11, 12, 13) else 'th'}"
