"""Days out of what files say, with where each was found."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TypeAlias

Dated: TypeAlias = tuple[str | None, str | None]
"""An ISO day, None where there is none, and what it was taken from."""
NOT_STATED: Dated = (None, None)

EARLIEST = 1400
"""A year before this is a slip of some program."""
_ISO = re.compile(r"\s*(\d{4})-(\d\d?)-(\d\d?)(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:[T\s]?\d{4,6}.*)?\s*$")
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/._-]|$)")
_IN_NAME = re.compile(r"(\d{4})[-_](\d\d)[-_](\d\d)(?![^\W_])[-_\s.]*")
_WORDS = r"(?:first\s+)?(?:published|posted|updated|date)\b(?:\s+on)?\s*:?\s*"
_DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\.?\s+\w{3,9}\.?,?\s+\d{4}"
    r"|\w{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}-\d\d-\d\d)"
)
_TIME = r"(?:[,\s]+(?:at\s+)?\d{1,2}[:.]\d\d.{0,20}?)?"
_WORD = r"[^\W\d_a-z][\w’'.&-]*"
_NAMED = rf"(?-i:(?:[Tt]he\s)?{_WORD}(?:\s(?:of|the|and|&|for|de|{_WORD})){{0,5}})"
"""A newspaper, a person or a place."""
_DATELINE = re.compile(
    rf"(?:{_WORDS}|by\s[^|\d]{{2,60}}[|•·,]\s*|(?P<of>{_NAMED})\s*[,|•·–—]\s*)?"
    rf"(?P<date>(?:\w{{3,9}},?\s+)?{_DAY}){_TIME}"
    r"(?:\s*[|•·–—]\s*[^|\d]{2,60}|,?\s+by\s[^|\d]{2,60})?\s*$",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DAY_ALONE = re.compile(rf"{_WEEKDAY}{_DAY}\s*[:.]?", re.IGNORECASE)
_DATE_ALONE = re.compile(rf"(?:{_WORDS})?{_WEEKDAY}{_DAY}{_TIME}\s*\.?", re.IGNORECASE)
LONGEST_DATE = 60
FIRST_LINES = 3
_LANGUAGES = [
    "en", "ar", "bg", "cs", "da", "de", "el", "es", "fi", "fr", "he", "hi", "hr", "hu", "id", "it",
    "ja", "ko", "nb", "nl", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh",
]  # fmt: skip
"""Languages that dates are read in. All 200 that the library knows take it 3 seconds to learn,
which the first date that is none would cost."""


def day(value: object) -> str | None:
    """The ISO day of a date or time in whatever notation, None where it is none.

    >>> day("2022-06-17T08:00:00Z"), day("Fri, 17 Jun 2022 08:00:00 +0000"), day("soon")
    ('2022-06-17', '2022-06-17', None)
    """
    if isinstance(value, datetime.datetime):
        return _checked(value.year, value.month, value.day)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _of_seconds(float(value))
    text = str(value or "").strip()[:80]
    match = _ISO.match(text) or _COMPACT.match(text)
    if match:
        return _checked(*(int(part) for part in match.groups()))
    return _written(text) if re.search(r"\d{4}", text) and re.search(r"[^\d\s]", text) else None


def in_url(url: str | None) -> str | None:
    """The day that an address names.

    >>> in_url("https://e.org/2022/06/17/tram/index.html")
    '2022-06-17'
    """
    match = _IN_URL.search(url or "")
    return _checked(*(int(part) for part in match.groups())) if match else None


def in_name(path: Path) -> str | None:
    """The day that a file's name begins with.

    >>> in_name(Path("2024-06-03-flood.md")), in_name(Path("flood.md"))
    ('2024-06-03', None)
    """
    match = _IN_NAME.match(path.stem)
    return _checked(*(int(part) for part in match.groups())) if match else None


def without_day(name: str) -> str:
    """The name of a file without the day that it begins with.

    >>> without_day("2024-06-03-flood"), without_day("flood-2024-06-03")
    ('flood', 'flood-2024-06-03')
    """
    match = _IN_NAME.match(name)
    return name[match.end() :] if match else name


def in_first_lines(text: str) -> str | None:
    """The day of a first line that holds nothing but a date and words such as Published."""
    first = text.lstrip().split("\n", 2 * FIRST_LINES)[: 2 * FIRST_LINES]
    matches = [m for each in first if len(each) <= 160 and (m := _DATELINE.fullmatch(each.strip()))]
    if not matches or (matches[0]["of"] and sum(bool(m["of"]) for m in matches) > 1):
        return None  # several names with a day each are a list of what happens where
    return day(matches[0]["date"])


def is_date(line: str) -> bool:
    """Whether a line holds nothing but a date, and words such as Published: it says when something
    was written, not what happened then.

    >>> is_date("Published on Wed, 5 June 2024, 10:15 CET"), is_date("Founded 4 June 1998")
    (True, False)
    """
    return len(line) <= LONGEST_DATE and bool(_DATE_ALONE.fullmatch(line.strip()))


def found(stated: Dated, url: str | None, text: str, path: Path | None) -> Dated:
    """The day of an article: what its format states, else out of its address, or its first lines,
    or the name of its file.
    """
    for value, origin in (
        stated,
        (in_url(url), "url"),
        (in_first_lines(text), "first lines"),
        (in_name(path) if path else None, "file name"),
    ):
        if value:
            return value, origin
    return NOT_STATED


def is_day(line: str) -> bool:
    """Whether a line is a day and nothing else, as over an entry of a diary.

    >>> is_day("2024-06-04"), is_day("Tuesday, 4 June 2024"), is_day("Published 4 June 2024")
    (True, True, False)
    """
    return len(line) <= LONGEST_DATE and bool(_DAY_ALONE.fullmatch(line.strip()))


def of_document(made: str | None, text: str, path: Path) -> Dated:
    """The day of a document that states when its file was ``made``, which may be long after it was
    written: what its first lines say goes before that.
    """
    said = in_first_lines(text)
    return found((said, "first lines") if said else (made, "metadata"), None, "", path)


def _checked(year: int, month: int, day_: int) -> str | None:
    try:
        return datetime.date(year, month, day_).isoformat() if year >= EARLIEST else None
    except ValueError:
        return None


def _of_seconds(value: float) -> str | None:
    seconds = value / 1000 if value > 1e11 else value
    if not 1e8 < seconds < 1e11:  # before 1973 it is rather a number of something else
        return None
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()


def _written(text: str) -> str | None:
    from dateparser import parse

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "RETURN_AS_TIMEZONE_AWARE": False}
    made = parse(text, languages=_LANGUAGES, settings=settings)
    return _checked(made.year, made.month, made.day) if made else None
