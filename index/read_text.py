"""Plain text: the first line is the title, each further line or block a paragraph."""

from __future__ import annotations

from pathlib import Path

from index.canonical import web_address
from index.dated import found, in_name, without_day
from index.fields import Fields
from index.front_matter import labelled
from index.records import Draft

LONGEST_TITLE_LINE = 200


def read_text(text: str, path: Path) -> Draft:
    """The article in a .txt file.

    A first line that is too long for a title, or that is all there is, is text; then the
    title is made from the file's name. Lines such as ``Title: …`` above it tell what it is.
    """
    stated, text = labelled(text)
    said, body = Fields(stated), text.strip("\n")
    title, rest = said.line("title"), body
    if title is None:
        first, _, rest = body.partition("\n")
        title = first.strip()
        if not rest.strip() or len(title) > LONGEST_TITLE_LINE:
            title, rest = title_of(path), body
    text, url = rest.strip("\n"), web_address(said.line("url"))
    published, dated_by = found((said.day(), "first lines"), url, text, path)
    return Draft(
        origin=str(path), title=title, text=text, published=published, dated_by=dated_by,
        author=said.line("author"), source=said.line("source") or "", url=url, tags=said.tags(),
        language=said.line("language"),
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
