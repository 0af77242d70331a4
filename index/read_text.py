"""Plain text: the first line is the title, each further line or block a paragraph."""

from __future__ import annotations

from pathlib import Path

from index.dates import NOT_STATED, found, in_name, without_day
from index.records import Draft

LONGEST_TITLE_LINE = 200


def read_text(text: str, path: Path) -> Draft:
    """The article in a .txt file.

    A first line that is too long for a title, or that is all there is, is text; then the
    title is made from the file's name.
    """
    body = text.strip("\n")
    first, _, rest = body.partition("\n")
    title = first.strip()
    if not rest.strip() or len(title) > LONGEST_TITLE_LINE:
        title, rest = title_of(path), body
    text = rest.strip("\n")
    published, dated_by = found(NOT_STATED, None, text, path)
    return Draft(
        origin=str(path), title=title, text=text, published=published, dated_by=dated_by,
    )  # fmt: skip


def title_of(path: Path) -> str:
    """A title from a file name.

    >>> title_of(Path("2024-06-03-tram-strike_off.txt"))
    'Tram strike off'
    >>> title_of(Path("2024-06-03.txt"))
    '2024-06-03'
    """
    words = without_day(path.stem).replace("-", " ").replace("_", " ").split()
    return " ".join(words).capitalize() or in_name(path) or path.name
