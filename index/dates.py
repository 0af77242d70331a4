"""Days in whatever notation."""

from __future__ import annotations

import datetime
import re

EARLIEST = 1400
"""A year before this is a slip of some program."""
_ISO = re.compile(r"\s*(\d{4})-(\d\d?)-(\d\d?)(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:[T\s]?\d{4,6}.*)?\s*$")
_DOTTED = re.compile(r"\s*(\d\d?)\.(\d\d?)\.(\d{4})(?!\d)")
"""The day stands first wherever there are dots between numbers."""
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
        return checked(value.year, value.month, value.day)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _of_seconds(float(value))
    text = str(value or "").strip()[:80]
    match = _ISO.match(text) or _COMPACT.match(text)
    if match:
        return checked(*(int(part) for part in match.groups()))
    if match := _DOTTED.match(text):
        return checked(*(int(part) for part in reversed(match.groups())))
    return _written(text) if re.search(r"\d{4}", text) and re.search(r"[^\d\s]", text) else None


def checked(year: int, month: int, day_: int) -> str | None:
    """The ISO day, None where no calendar has it or no newspaper can be of it."""
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
    return checked(made.year, made.month, made.day) if made else None
