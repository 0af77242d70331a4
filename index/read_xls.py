"""Old spreadsheets (.xls): their own form by xlrd, and what else has that suffix."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from index.errors import NotAnArticle
from index.ole import is_ole, stream, streams
from index.reading import File, Items
from index.sheets import from_sheets


def read_xls(file: File, read: Callable[[File], Items]) -> Items:
    """The articles of every sheet that has a column of texts, see index.sheets.

    Raises:
        NotAnArticle: it is no spreadsheet, or no sheet has such a column.
    """
    if is_ole(file.data):
        yield from from_sheets(file, list(_sheets(file.data)))
    elif file.data.startswith(b"PK\3\4"):
        yield from read(file.called(".xlsx"))
    elif file.data.lstrip().startswith(b"<"):
        raise NotAnArticle("it is a web page, no spreadsheet: save it again as .xlsx")
    elif b"\0" in file.data and not file.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotAnArticle("it is not a spreadsheet")
    else:
        yield from read(file.called(".tsv"))


def _sheets(data: bytes) -> Iterator[list[list[Any]]]:
    import xlrd

    with streams(data, "a spreadsheet") as opened:  # xlrd's own way in may go round for ever
        book = stream(opened, "Workbook") or stream(opened, "Book")
    try:
        with xlrd.open_workbook(
            file_contents=book, logfile=io.StringIO(), ragged_rows=True
        ) as opened:
            for sheet in opened.sheets():
                yield [[_value(cell, opened) for cell in row] for row in sheet.get_rows()]
    except Exception as error:
        # xlrd asserts, and raises what struct, codecs and its own arithmetic do
        raise NotAnArticle("it is not a spreadsheet that can be read") from error


def _value(cell: Any, book: Any) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_NUMBER and cell.value == int(cell.value):
        return int(cell.value)
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return None
    return cell.value
