"""E-books (.epub): a ZIP container of XHTML chapters, in the order of its spine."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from index.blocks import blocks
from index.canonical import body, line
from index.dates import day
from index.errors import NotAnArticle
from index.headings import Part, level, parted
from index.read_text import title_of
from index.reading import File, Items
from index.records import Draft
from index.zipped import opened, unpacked, xml

BOOK = "an EPUB"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = ".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"


def read_epub(file: File, _: Callable[[File], Items]) -> Items:
    """A book as one article; ``places`` has the headings of its chapters.

    Raises:
        NotAnArticle: it is no EPUB, or a bomb.
    """
    container = opened(file.data)
    root = xml(unpacked(container, "META-INF/container.xml"), BOOK).find(_CONTAINER)
    if root is None:
        raise NotAnArticle(f"it is not {BOOK}: its container names no book")
    home = root.get("full-path", "")
    book = xml(unpacked(container, home), BOOK)
    items = {
        item.get("id"): item.get("href", "")
        for item in book.iter(f"{_OPF}item")
        if "html" in item.get("media-type", "")
    }
    parts: list[Part] = []
    for ref in book.iter(f"{_OPF}itemref"):
        href = items.get(ref.get("idref"))
        if href is None:
            continue
        name = posixpath.normpath(posixpath.join(str(PurePosixPath(home).parent), unquote(href)))
        found = blocks(unpacked(container, name))
        parts += ((level(kind), body([words])) for kind, words in found)
    text, places = parted(parts)
    published = day(_said(book, "date"))
    authors = [line(node.text) for node in book.iter(f"{_DC}creator")]
    yield Draft(
        origin=file.origin,
        title=_said(book, "title") or title_of(file.path),
        text=text,
        source=_said(book, "publisher") or "",
        published=published,
        author=", ".join(name for name in authors if name) or None,
        language=_said(book, "language"),
        dated_by="metadata" if published else None,
        places=places,
    )


def _said(book: Any, name: str) -> str | None:
    node = book.find(f".//{_DC}{name}")
    return line(node.text) if node is not None else None
