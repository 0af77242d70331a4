"""The blocks of a Word document, whatever they lie in (ECMA-376, part 1, 17).

python-docx gives the paragraphs and tables that lie in the body itself: not those in content
controls, as of a template, in text boxes, or in other tables, nor words in tracked insertions,
content controls and fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SILENT = {
    f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_W}delText",
    f"{_W}sdtPr", f"{_W}sdtEndPr", f"{_W}tblPr", f"{_W}tblGrid", f"{_W}sectPr", f"{_W}rt",
    f"{_COMPATIBILITY}Fallback",
}  # fmt: skip
"""What was deleted or moved away, properties, commands of fields, second drawings of the same."""
_TEXT = {f"{_W}t", f"{_M}t"}
_BREAKS = {
    f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}  # fmt: skip
_BOX = f"{_W}txbxContent"
PARAGRAPH, TABLE = f"{_W}p", f"{_W}tbl"
_ROW, _CELL = f"{_W}tr", f"{_W}tc"


def blocks(node: Any) -> Iterator[Any]:
    """The elements of paragraphs and tables in ``node``, in order; those of a text box follow the
    paragraph that it hangs on.
    """
    for each in node:
        if each.tag == PARAGRAPH:
            yield each
            for box in _boxes(each):
                yield from blocks(box)
        elif each.tag == TABLE:
            yield each
        elif each.tag not in _SILENT and isinstance(each.tag, str):
            yield from blocks(each)


def words(paragraph: Any) -> str:
    """What a paragraph says, without its text boxes and what is hidden."""
    found = []
    for each in paragraph:
        if each.tag in _TEXT:
            found.append(each.text or "")
        elif each.tag in _BREAKS:
            found.append(_BREAKS[each.tag])
        elif each.tag != _BOX and each.tag not in _SILENT and not _is_hidden(each):
            found.append(words(each))
    return "".join(found)


def rows(table: Any) -> Iterator[list[str]]:
    """The cells of each row of ``table``. One that goes on from the row above says the same."""
    above: dict[int, str] = {}
    for row in _inner(table, _ROW):
        cells, column = [], 0
        for cell in _inner(row, _CELL):
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is None or merged.get(f"{_W}val") == "restart":
                above[column] = " ".join(_all(cell))
            cells.append(above.get(column, ""))
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            wide = span.get(f"{_W}val", "1") if span is not None else "1"
            column += int(wide) if wide.isdecimal() and len(wide) < 4 else 1
        yield cells


def style(paragraph: Any) -> str | None:
    """The identifier of its style."""
    named = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return named.get(f"{_W}val") if named is not None else None


def is_item(paragraph: Any) -> bool:
    """Whether it has a number or a mark of a list."""
    return paragraph.find(f"{_W}pPr/{_W}numPr") is not None


def _all(cell: Any) -> Iterator[str]:
    for block in blocks(cell):
        if block.tag == PARAGRAPH:
            yield words(block)
        else:
            yield from (" ".join(row) for row in rows(block))


def _inner(node: Any, tag: str) -> Iterator[Any]:
    """The elements called ``tag`` that lie in ``node`` or in wrappers in it."""
    for each in node:
        if each.tag == tag:
            yield each
        elif each.tag not in _SILENT and each.tag not in (_ROW, _CELL) and len(each):
            yield from _inner(each, tag)


def _boxes(node: Any) -> Iterator[Any]:
    for each in node:
        if each.tag == _BOX:
            yield each
        elif each.tag not in _SILENT:
            yield from _boxes(each)


def _is_hidden(run: Any) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val") not in ("0", "false", "off")
