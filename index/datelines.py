"""Lines that say when a text was written: "Published: 17:01, 5 June 2024 | Updated: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.dates import checked, day

FIRST_LINES = 5
LONGEST = 160
LONGEST_DATE = 80
MOST_NAMES = 2
_UPDATED = (
    r"updated|modified|edited|revised|aktualisiert|mis\s+à\s+jour|actualizado|aggiornato|bijgewerkt"
)
_SAID = (
    r"(?:(?:first|last|originally|article|story|page)\s+)?"
    rf"(?:published|posted|created|written|filed|issued|dated?|(?P<later>{_UPDATED})|stand|"
    r"veröffentlicht|erschienen|publié|publicado|pubblicato|gepubliceerd)\b"
    r"(?:\s+(?:on|at|time|date|am|le|el|il|op))?\s*:?\s*"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\.?\s+(?:de\s+)?\w{3,9}\.?,?\s+(?:de\s+)?\d{4}"
    r"|\w{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{4}[-/]\d\d[-/]\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})"
)
_HOUR = (
    r"(?:\d{1,2}(?:[:.]\d\d){1,2}|\d{1,2}h\d\d|\d{1,2}(?=\s*[ap]\.?m))"
    r"(?:\s*[ap]\.?m\b\.?)?(?:\s*uhr)?(?:\s*\(?(?-i:[A-Z]{2,5})\b\)?)?(?:\s*[+-]\d\d:?\d\d)?"
)
_WORD = r"[^\W\d_a-z][\w’'.&-]*"
_NAMED = rf"(?-i:(?:[Tt]he\s)?{_WORD}(?:\s(?:of|the|and|&|for|de|{_WORD})){{0,5}})"
"""A newspaper, a person or a place."""
_NOT_A_DAY = r"(?!(?:mon|tues|wednes|thurs|fri|satur|sun)day\s*,)"
_BY = r"(?:(?:words|story|text|report|written|posted|published)\s+)?by\s[^|\d]{2,60}?"
_DATED = re.compile(
    rf"(?:(?:{_NAMED}\s+(?=posted|published))?{_SAID}|"
    rf"{_BY}(?:,\s*|\s+on\s+)|{_NOT_A_DAY}(?P<of>{_NAMED})\s*,\s*)?"
    rf"(?:{_HOUR}[,\s]+(?:on\s+)?)?(?P<date>(?:{_WEEKDAY}|(?P<word>\w{{3,9}}),?\s+){_DAY})"
    rf"(?:[,\s]+(?:at\s+|um\s+|à\s+)?{_HOUR})?[.:)]?(?:,?\s+by\s[^|\d]{{2,60}})?",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?:{_HOUR}|(?:reading\s+time:?\s*)?\d{{1,3}}[\s-]*min(?:ute)?s?\.?(?:\s+(?:to\s+)?read)?)",
    re.IGNORECASE,
)
_NOT_OF = re.compile(_BY, re.IGNORECASE)
_NAME = re.compile(
    rf"{_NAMED}|(?:{_NAMED},\s)?(?:photo|video|illustration|graphic)s?\b[^|\d]{{0,60}}",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\W\d_a-z][^|\d]{0,60}(?<!\.)")
"""A newspaper or a part of one, behind a date."""
_BETWEEN = re.compile(
    rf"\s*[|•·–—]\s*|\s+[-/]\s+|(?<!\blast),?\s+\(?(?=(?:last\s+)?(?:{_UPDATED})\b)", re.IGNORECASE
)
_DAY_ALONE = re.compile(rf"{_WEEKDAY}{_DAY}\s*[:.]?", re.IGNORECASE)
_CAPITAL = r"\(?[^\W\d_a-z][\w.’'-]*[,)]*"
_PLACE = re.compile(rf"(?:{_CAPITAL}\s+){{0,7}}{_CAPITAL}\s*[—–]|(?:[^\W\d_a-z]+[,.]?\s){{1,4}}--?")
_LEAD = re.compile(
    rf"(?:(?P<capitals>[A-Z][A-Z.’'-]+(?:[ ,]+[A-Z][A-Z.’'-]+){{0,3}})|"
    rf"{_NAMED}(?:,\s{_NAMED})?),?\s+"
    rf"(?P<date>(?:[A-Z][a-z]{{2,8}},\s+)?{_DAY})\s*"
    r"(?P<wire>\([^()\d]{2,30}\)|/[^/\d]{3,30}/)?\s*(?:[–—:]|-{1,2})\s*\S"
)
"""How news of agencies begins: "LONDON, June 5, 2024 (Reuters) - The ferry …"."""


@dataclass(frozen=True, slots=True)
class _Line:
    date: str
    """As it is written: what reads it takes long to load, and who asks for an answer need not."""
    bare: bool
    """Nothing else is said in it."""
    later: bool = False
    """It tells when the text was changed."""
    of: bool = False
    """It names something else that may be of that day."""


def in_first_lines(text: str) -> str | None:
    r"""The day of a first line that holds nothing but a date and words such as Published, or of one
    that begins as news of an agency does. When it was written goes before when it was changed.

    >>> in_first_lines("Updated June 6, 2024\nPublished 1:23 p.m. ET June 5, 2024\nIt is over.")
    '2024-06-05'
    """
    first = text.lstrip().split("\n", 2 * FIRST_LINES)[: 2 * FIRST_LINES]
    lines = [
        (found, day_)
        for each in first
        if (found := _read(each.strip())) and (day_ := _day(found.date))
    ]
    if not lines:
        return next((day_ for each in first if (day_ := _in_lead(each))), None)
    if lines[0][0].of and sum(line.of for line, _ in lines) > 1:
        return None  # several names with a day each are a list of what happens where
    return min(lines, key=lambda each: each[0].later)[1]


def is_date(line: str) -> bool:
    """Whether a line holds nothing but a date, and words such as Published: it says when something
    was written, not what happened then.

    >>> is_date("Published on Wed, 5 June 2024, 10:15 CET"), is_date("Founded 4 June 1998")
    (True, False)
    """
    if len(line) > LONGEST_DATE:
        return False
    found = _read(line.strip())
    return found is not None and found.bare


def is_day(line: str) -> bool:
    """Whether a line is a day and nothing else, as over an entry of a diary.

    >>> is_day("2024-06-04"), is_day("Tuesday, 4 June 2024"), is_day("Published 4 June 2024")
    (True, True, False)
    """
    return len(line) <= LONGEST_DATE and bool(_DAY_ALONE.fullmatch(line.strip()))


def is_place(line: str) -> bool:
    """Whether a line says where news come from and nothing else, above their first sentence.

    >>> is_place("Washington (CNN) —"), is_place("It rained —"), is_place("He said —")
    (True, False, False)
    """
    return len(line) <= LONGEST_DATE and bool(_PLACE.fullmatch(line.strip()))


def _read(line: str) -> _Line | None:
    """What a line says of days, if that is what it is for."""
    if len(line) > LONGEST or not any(c.isdigit() for c in line):
        return None
    days: list[tuple[bool, str]] = []
    names = others = 0
    for part in filter(None, (each.strip() for each in _BETWEEN.split(line))):
        dated = _DATED.fullmatch(part)
        if dated:
            days.append((bool(dated["later"]), dated["date"]))
            names += bool(dated["of"])
            others += bool(dated["word"])  # a day of the week, or "founded"
        elif _NOT_OF.fullmatch(part):
            others += 1
        elif _ALONE.fullmatch(part) is None:
            if not (_NAME.fullmatch(part) if not days else _LABEL.fullmatch(part)):
                return None
            names += 1
    if not days or names > MOST_NAMES:
        return None
    later, first = min(days, key=lambda each: each[0])
    return _Line(first, bare=not names + others, later=later, of=names > 0)


def _in_lead(line: str) -> str | None:
    found = _LEAD.match(line)
    return _day(found["date"]) if found and (found["capitals"] or found["wire"]) else None


def _day(said: str) -> str | None:
    """``said`` as an ISO day. Of 5/6/2024 nobody knows which is the month."""
    numbers = re.fullmatch(r"(\d+)/(\d+)/(\d{4})", said)
    if numbers is None:
        return day(said.replace("/", "-"))
    first, second, year = (int(each) for each in numbers.groups())
    if second > 12:
        first, second = second, first
    return checked(year, second, first) if first > 12 or first == second else None
