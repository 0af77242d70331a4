"""Elements of OpenDocument (1.3, part 3) as text: of documents, slides and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from index.canonical import ITEM, line
from index.errors import NotAnArticle
from index.headings import Part
from index.tables import lines
from index.zipped import opened, unpacked, xml

_SPACE = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT = f"{{{_SPACE}:text:1.0}}"
TABLE = f"{{{_SPACE}:table:1.0}}"
_STYLE = f"{{{_SPACE}:style:1.0}}"
OFFICE = f"{{{_SPACE}:office:1.0}}"
_META = f"{{{_SPACE}:meta:1.0}}"
DRAW = f"{{{_SPACE}:drawing:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
FRAME, BOX = f"{DRAW}frame", f"{DRAW}text-box"
_SILENT = {
    f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_TEXT}table-of-content", f"{_TEXT}index-title",
    f"{OFFICE}annotation", f"{OFFICE}forms", f"{_TEXT}sequence-decls", f"{_TEXT}ruby-text", FRAME,
}  # fmt: skip
"""Not of a paragraph: what was deleted, notes at the foot, tables of contents, pictures, boxes."""
_LIST_ITEM = f"{_TEXT}list-item"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_GROUPS = {f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
_BREAKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
MOST_SAME = 100
"""Cells that one element may stand for; what stands for more is the empty rest of a row."""


class About:
    """What a document states of itself in its meta.xml, whose root is ``stated``."""

    def __init__(self, stated: Any | None) -> None:
        def said(name: str) -> str | None:
            node = stated.find(f".//{name}") if stated is not None else None
            return line(node.text) if node is not None else None

        self.title = said(f"{_DC}title")
        self.author = said(f"{_META}initial-creator") or said(f"{_DC}creator")
        self.created = said(f"{_META}creation-date")
        self.saved = said(f"{_DC}date")
        self.language = said(f"{_DC}language")


def document(data: bytes, kind: str, what: str) -> tuple[Any, Any, About]:
    """The content of a file, its body of that kind ("text", "presentation", "spreadsheet"), and
    what is said of it.

    Raises:
        NotAnArticle: it is not ``what``, or a bomb.
    """
    container = opened(data)
    content = xml(unpacked(container, "content.xml"), what)
    whole = content.find(f"{OFFICE}body/{OFFICE}{kind}")
    if whole is None:
        raise NotAnArticle(f"it is not {what}")
    stated = None
    if "meta.xml" in container.namelist():
        stated = xml(unpacked(container, "meta.xml"), what)
    return content, whole, About(stated)


def titles(content: Any) -> set[str]:
    """Names of the styles of a title; an automatic one is its parent with some changes."""
    made = {
        style.get(f"{_STYLE}name", "")
        for style in content.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}parent-style-name") == "Title"
    }
    return made | {"Title"}


def parts(node: Any, titles: set[str], item: str = "") -> Iterator[Part]:
    """The paragraphs, headings and rows of tables in ``node``; ``item`` stands before the words of
    a paragraph that is in a list.
    """
    for each in node:
        if each.tag == f"{_TEXT}h":
            level = each.get(f"{_TEXT}outline-level", "1")
            yield (int(level) if level.isdecimal() else 1), words(each)
        elif each.tag == f"{_TEXT}p":
            yield (0 if each.get(f"{_TEXT}style-name") in titles else None), item + words(each)
            for box in _boxes(each):
                yield from parts(box, titles)
        elif each.tag == FRAME:
            for box in each.findall(BOX):
                yield from parts(box, titles)
        elif each.tag == f"{TABLE}table":
            first = each.find(f"{TABLE}table-header-rows") is not None
            made = [list(cells(row)) for row in rows(each)]
            yield from ((None, row) for row in lines(made, first))
        elif each.tag not in _SILENT:  # a list, a section and what else may hold paragraphs
            yield from parts(each, titles, ITEM if each.tag == _LIST_ITEM else item)


def _boxes(node: Any) -> Iterator[Any]:
    """The text boxes that hang on a paragraph."""
    for each in node:
        if each.tag == FRAME:
            yield from each.findall(BOX)
        elif each.tag not in _SILENT:
            yield from _boxes(each)


def rows(table: Any) -> Iterator[Any]:
    """Its own rows, and not those of a table in a cell of it, which are words of that cell."""
    for each in table:
        if each.tag == f"{TABLE}table-row":
            yield each
        elif each.tag in _GROUPS:
            yield from rows(each)


def cells(row: Any) -> Iterator[str]:
    """The words of each cell."""
    for cell in row:
        if cell.tag != f"{TABLE}table-cell":
            continue
        said = " ".join(paragraphs(cell))
        yield from [said] * times(cell)


def paragraphs(cell: Any) -> Iterator[str]:
    """The words of each paragraph of a cell, also in a table in it."""
    for each in cell:
        if each.tag in _PARAGRAPHS:
            yield words(each)
        elif each.tag not in _SILENT:
            yield from paragraphs(each)


def times(cell: Any) -> int:
    """How many cells of its kind ``cell`` stands for."""
    stated = cell.get(f"{TABLE}number-columns-repeated", "1")
    count = int(stated) if stated.isdecimal() and len(stated) < 5 else 1
    return count if count <= MOST_SAME else 1


def words(node: Any) -> str:
    """The text of a paragraph, which may have elements at any depth."""
    found = [node.text or ""]
    for each in node:
        if each.tag in _BREAKS:
            found.append(_BREAKS[each.tag])
        elif each.tag not in _SILENT:
            found.append(words(each))
        found.append(each.tail or "")
    return "".join(found)
