"""Spreadsheets of LibreOffice and others (.ods): OpenDocument 1.3, part 3."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from index import odf
from index.reading import File, Items
from index.sheets import from_sheets

_DAY = f"{odf.OFFICE}date-value"


def read_ods(file: File, _: Callable[[File], Items]) -> Items:
    """The articles of every sheet that has a column of texts, see index.sheets.

    Raises:
        NotAnArticle: it is no spreadsheet, or no sheet has such a column.
    """
    what = "an OpenDocument spreadsheet"
    _content, whole, _about = odf.document(file.data, "spreadsheet", what)
    sheets = [[*_rows(sheet)] for sheet in whole.iter(f"{odf.TABLE}table")]
    yield from from_sheets(file, sheets)


def _rows(sheet: Any) -> Iterator[list[str]]:
    for row in odf.rows(sheet):
        yield [said for cell in row for said in _said(cell)]


def _said(cell: Any) -> list[str]:
    """What a cell says, as often as it stands there; a day as such, however it is shown."""
    if cell.tag not in (f"{odf.TABLE}table-cell", f"{odf.TABLE}covered-table-cell"):
        return []
    words = cell.get(_DAY) or "\n\n".join(odf.paragraphs(cell))
    return [words] * odf.times(cell)
