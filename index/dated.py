"""Where the day of an article is found: in what its format states, its address, its first lines, or
the name of its file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeAlias

from index.datelines import in_first_lines
from index.dates import checked

Dated: TypeAlias = tuple[str | None, str | None]
"""An ISO day, None where there is none, and what it was taken from."""
NOT_STATED: Dated = (None, None)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/._-]|$)")
_IN_NAME = re.compile(r"(\d{4})[-_](\d\d)[-_](\d\d)(?![^\W_])[-_\s.]*")


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


def of_document(made: str | None, text: str, path: Path) -> Dated:
    """The day of a document that states when its file was ``made``, which may be long after it was
    written: what its first lines say goes before that.
    """
    said = in_first_lines(text)
    return found((said, "first lines") if said else (made, "metadata"), None, "", path)


def in_url(url: str | None) -> str | None:
    """The day that an address names.

    >>> in_url("https://e.org/2022/06/17/tram/index.html")
    '2022-06-17'
    """
    match = _IN_URL.search(url or "")
    return checked(*(int(part) for part in match.groups())) if match else None


def in_name(path: Path) -> str | None:
    """The day that a file's name begins with.

    >>> in_name(Path("2024-06-03-flood.md")), in_name(Path("flood.md"))
    ('2024-06-03', None)
    """
    match = _IN_NAME.match(path.stem)
    return checked(*(int(part) for part in match.groups())) if match else None


def without_day(name: str) -> str:
    """The name of a file without the day that it begins with.

    >>> without_day("2024-06-03-flood"), without_day("flood-2024-06-03")
    ('flood', 'flood-2024-06-03')
    """
    match = _IN_NAME.match(name)
    return name[match.end() :] if match else name
