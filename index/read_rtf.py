"""Rich text (.rtf), as TextEdit, WordPad and older word processors save it, by striprtf."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from index.canonical import ITEM, body, line
from index.dated import of_document
from index.dates import day
from index.errors import NotAnArticle
from index.read_text import read_text
from index.reading import File, Items
from index.tables import row

_ABOUT = r"\{\\%s (?P<words>(?:[^{}\\]|\\[^{}]){0,2000})\}"
_MADE = re.compile(r"\\creatim\\yr(\d{1,4})\\mo(\d{1,2})\\dy(\d{1,2})")
_CELL = "|"
_BULLET = re.compile(r"\A\s*[•◦▪‣·]\s+")


def read_rtf(file: File, _: Callable[[File], Items]) -> Items:
    """The paragraphs and table rows of a document. Its title is the one that it states, else its
    first line, as of plain text.

    Raises:
        NotAnArticle: it is no rich text.
    """
    written = file.data.decode("cp1252", "replace")
    if not written.lstrip().startswith("{\\rtf"):
        raise NotAnArticle("it is not rich text (RTF)")
    text = body(_lines(_plain(written)))
    title, author = _said(written, "title"), _said(written, "author")
    if title and text.partition("\n")[0] != title:
        text = f"{title}\n\n{text}"
    draft = read_text(text, file.path)
    published, dated_by = of_document(_made(written), draft.text, file.path)
    yield replace(draft, origin=file.origin, author=author, published=published, dated_by=dated_by)


def _plain(written: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        return str(rtf_to_text(written, errors="ignore"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, TypeError, AttributeError, OverflowError) as error:
        raise NotAnArticle("it is not rich text (RTF) that can be read") from error


def _said(written: str, name: str) -> str | None:
    stated = re.search(_ABOUT % name, written)
    return line(_plain(f"{{\\rtf1 {stated['words']}}}")) if stated else None


def _made(written: str) -> str | None:
    """The day that the document says it was made on."""
    parts = _MADE.search(written)
    return day("{:0>4}-{:0>2}-{:0>2}".format(*parts.groups())) if parts else None


def _lines(text: str) -> Iterator[str]:
    """Its lines, with ITEM for bullets. The library ends each cell of a table with a bar, which
    stands on a line of its own where the cell ends with a paragraph.
    """
    for each in text.replace(f"\n{_CELL}", _CELL).split("\n"):
        cells = each.rstrip().split(_CELL)
        yield row(cells) if len(cells) > 1 and not cells[-1] else _BULLET.sub(ITEM, each)
