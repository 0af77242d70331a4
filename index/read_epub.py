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
from index.headings import Headings, level
from index.read_text import title_of
from index.reading import File, Items
from index.records import Draft
from index.zipped import opened, unpacked

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = ".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"


def read_epub(file: File, _: Callable[[File], Items]) -> Items:
    """A book as one article; ``places`` has the headings of its chapters.

    Raises:
        NotAnArticle: it is no EPUB, or a bomb.
    """
    container = opened(file.data)
    root = _xml(unpacked(container, "META-INF/container.xml")).find(_CONTAINER)
    if root is None:
        raise NotAnArticle("it is not an EPUB: its container names no book")
    home = root.get("full-path", "")
    book = _xml(unpacked(container, home))
    items = {
        item.get("id"): item.get("href", "")
        for item in book.iter(f"{_OPF}item")
        if "html" in item.get("media-type", "")
    }
    text, headings = "", Headings()
    for ref in book.iter(f"{_OPF}itemref"):
        href = items.get(ref.get("idref"))
        if href is None:
            continue
        name = posixpath.normpath(posixpath.join(str(PurePosixPath(home).parent), unquote(href)))
        for kind, words in blocks(unpacked(container, name)):
            text += "\n\n" if text else ""
            depth = level(kind)
            if depth is not None:
                headings.add(len(text), depth, words)
            text += body([words])
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
        places=headings.places,
    )


def _said(book: Any, name: str) -> str | None:
    node = book.find(f".//{_DC}{name}")
    return line(node.text) if node is not None else None


def _xml(data: bytes) -> Any:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(data)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise NotAnArticle("it is not an EPUB: its XML can't be read") from error
