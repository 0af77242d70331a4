"""Documents of LibreOffice and others (.odt): OpenDocument 1.3, part 3."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from index.canonical import body, line
from index.dated import of_document
from index.dates import day
from index.errors import NotAnArticle
from index.headings import Part, parted
from index.read_text import title_of
from index.reading import File, Items
from index.records import Draft
from index.tables import lines
from index.zipped import opened, unpacked, xml

_SPACE = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT = f"{{{_SPACE}:text:1.0}}"
_TABLE = f"{{{_SPACE}:table:1.0}}"
_STYLE = f"{{{_SPACE}:style:1.0}}"
_OFFICE = f"{{{_SPACE}:office:1.0}}"
_META = f"{{{_SPACE}:meta:1.0}}"
_DRAW = f"{{{_SPACE}:drawing:1.0}}"
_FRAME, _BOX = f"{_DRAW}frame", f"{_DRAW}text-box"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SILENT = {
    f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_TEXT}table-of-content", f"{_TEXT}index-title",
    f"{_OFFICE}annotation", f"{_OFFICE}forms", f"{_TEXT}sequence-decls", f"{_TEXT}ruby-text",
    _FRAME,
}  # fmt: skip
"""Not of a paragraph: what was deleted, notes at the foot, tables of contents, pictures, boxes."""
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_BREAKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
MOST_SAME = 100
"""Cells that one element may stand for; what stands for more is the empty rest of a row."""


def read_odt(file: File, _: Callable[[File], Items]) -> Items:
    """The paragraphs and table rows of a document; headings are kept as ``places``.

    Raises:
        NotAnArticle: it is no OpenDocument text, or a bomb.
    """
    container = opened(file.data)
    content = xml(unpacked(container, "content.xml"), "an OpenDocument text")
    whole = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if whole is None:
        raise NotAnArticle("it is not an OpenDocument text")
    about = None
    if "meta.xml" in container.namelist():
        about = xml(unpacked(container, "meta.xml"), "an OpenDocument text")
    try:
        parts = [(kind, body([words])) for kind, words in _parts(whole, _titles(content))]
    except RecursionError as error:
        raise NotAnArticle("its elements lie too deep in each other") from error
    parts = [(kind, words) for kind, words in parts if words]
    title = _said(about, f"{_DC}title")
    if parts and parts[0][0] in (0, 1) and title in (None, parts[0][1]):
        title = parts.pop(0)[1]
    text, places = parted(parts)
    created = day(_said(about, f"{_META}creation-date"))
    published, dated_by = of_document(created, text, file.path)
    yield Draft(
        origin=file.origin, title=title or title_of(file.path), text=text,
        published=published, dated_by=dated_by, places=places,
        author=_said(about, f"{_META}initial-creator") or _said(about, f"{_DC}creator"),
        language=_said(about, f"{_DC}language"),
    )  # fmt: skip


def _said(about: Any, name: str) -> str | None:
    node = about.find(f".//{name}") if about is not None else None
    return line(node.text) if node is not None else None


def _titles(content: Any) -> set[str]:
    """Names of the styles of a title; an automatic one is its parent with some changes."""
    made = {
        style.get(f"{_STYLE}name", "")
        for style in content.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}parent-style-name") == "Title"
    }
    return made | {"Title"}


def _parts(node: Any, titles: set[str]) -> Iterator[Part]:
    for each in node:
        if each.tag == f"{_TEXT}h":
            level = each.get(f"{_TEXT}outline-level", "1")
            yield (int(level) if level.isdecimal() else 1), _words(each)
        elif each.tag == f"{_TEXT}p":
            yield (0 if each.get(f"{_TEXT}style-name") in titles else None), _words(each)
            for box in _boxes(each):
                yield from _parts(box, titles)
        elif each.tag == _FRAME:
            for box in each.findall(_BOX):
                yield from _parts(box, titles)
        elif each.tag == f"{_TABLE}table":
            first = each.find(f"{_TABLE}table-header-rows") is not None
            rows = [list(_cells(row)) for row in each.iter(f"{_TABLE}table-row")]
            yield from ((None, words) for words in lines(rows, first))
        elif each.tag not in _SILENT:  # a list, a section and what else may hold paragraphs
            yield from _parts(each, titles)


def _boxes(node: Any) -> Iterator[Any]:
    """The text boxes that hang on a paragraph."""
    for each in node:
        if each.tag == _FRAME:
            yield from each.findall(_BOX)
        elif each.tag not in _SILENT:
            yield from _boxes(each)


def _cells(row: Any) -> Iterator[str]:
    for cell in row:
        if cell.tag != f"{_TABLE}table-cell":
            continue
        words = " ".join(_words(each) for each in cell.iter() if each.tag in _PARAGRAPHS)
        times = cell.get(f"{_TABLE}number-columns-repeated", "1")
        count = int(times) if times.isdecimal() and len(times) < 5 else 1
        yield from [words] * (count if count <= MOST_SAME else 1)


def _words(node: Any) -> str:
    """The text of a paragraph, which may have elements at any depth."""
    found = [node.text or ""]
    for each in node:
        if each.tag in _BREAKS:
            found.append(_BREAKS[each.tag])
        elif each.tag not in _SILENT:
            found.append(_words(each))
        found.append(each.tail or "")
    return "".join(found)
