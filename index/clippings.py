"""Articles as a database of newspapers gives them out, many in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.canonical import line
from index.dates import day

_WRITTEN = (
    r"(?:[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|"
    r"\d{1,2}(?:\.|er)? (?:de )?[^\W\d_]{3,12}\.?(?: de)?,? \d{4})"
)
_DAY = re.compile(rf"(?:[^\W\d_]{{3,12}},? )?(?P<day>{_WRITTEN})(?:[\s,].{{0,60}})?")
_MONTH = re.compile(r"(?:[^\W\d_]{3,12}(?:[-/ ][^\W\d_]{3,12})?,? )\d{4}")
_NO_NAME = re.compile(
    r"\A(?i:(?:and )?(?:reported )?(?:(?:by|por|par|von|door|di) )?)|,? in [A-Z].*"
)
_LONGEST = 100
"""Characters of a line that may be a day."""


@dataclass(frozen=True, slots=True)
class Clipping:
    """One article; ``known`` is what the database knows it by. Fields are as they are written, on
    one line or more.
    """

    title: str | None
    text: str
    source: str | None = None
    published: str | None = None
    author: str | None = None
    url: str | None = None
    known: str | None = None


def is_day(words: str) -> bool:
    """Whether a line says nothing but when an issue came out.

    >>> is_day("July 1, 2015 Wednesday"), is_day("30 april 2024 dinsdag 12:00 AM GMT")
    (True, True)
    >>> is_day("June 2015"), is_day("It closed on July 1, 2015.")
    (True, False)
    """
    said = words.strip()
    return len(said) <= _LONGEST and any(form.fullmatch(said) for form in (_DAY, _MONTH))


def day_of(words: str) -> str | None:
    """The ISO day of such a line, None where it names but a month."""
    said = _DAY.fullmatch(words.strip())
    return day(said["day"]) if said else None


def authors(said: str | None) -> str | None:
    """Names as a reader would write them.

    >>> authors("By Wesley Lowery;Kimberly Kindy;and reported by Julie Tate")
    'Wesley Lowery, Kimberly Kindy, Julie Tate'
    """
    names = (_NO_NAME.sub("", each.strip()) for each in (line(said) or "").split(";"))
    return ", ".join(each for each in names if each) or None


def blocks(text: str) -> list[str]:
    """The parts of ``text`` between empty lines."""
    return [part for each in re.split(r"\n\s*\n", text) if (part := each.strip("\n ")).strip()]


def apart(text: str, end: re.Pattern[str]) -> Iterator[tuple[str, str | None]]:
    """What stands before each line that is ``end``, with what that line names in its first group,
    if it has one. What stands behind the last is not given.
    """
    start = 0
    for match in end.finditer(text):
        yield text[start : match.start()], match[1] if match.re.groups else None
        start = match.end()
