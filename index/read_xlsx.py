"""Spreadsheets (.xlsx) by openpyxl: an article a row, below the row that names the fields."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from index.errors import NotAnArticle
from index.fields import Fields
from index.read_records import articles, unknown
from index.reading import File, Items
from index.zipped import DAMAGED, opened

MOST_ROWS = 200_000
HEAD_ROWS = 20
"""First rows of a sheet among which the one is that names the fields; above it stand titles."""


def read_xlsx(file: File, _: Callable[[File], Items]) -> Items:
    """The articles of every sheet that has a column of texts.

    Raises:
        NotAnArticle: it is no spreadsheet, or no sheet has such a column.
    """
    import openpyxl

    opened(file.data).close()
    try:
        book = openpyxl.load_workbook(io.BytesIO(file.data), read_only=True, data_only=True)
        sheets = [list(islice(sheet.values, MOST_ROWS + 1)) for sheet in book.worksheets]
    except DAMAGED as error:
        raise NotAnArticle("it is encrypted or damaged") from error
    except (
        KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError,
        OverflowError, RecursionError, NotImplementedError,
    ) as error:  # fmt: skip
        raise NotAnArticle("it is not a spreadsheet that can be read") from error
    if any(len(rows) > MOST_ROWS for rows in sheets):
        raise NotAnArticle(f"it has more than {MOST_ROWS:,} rows: split it")
    records = [record for rows in sheets for record in _records(file, rows)]
    if not records:
        first = next((row for rows in sheets for row in rows if any(row)), ())
        raise NotAnArticle(unknown(file.fields, {str(name): "" for name in first if name}))
    yield from articles(file, enumerate(records, 1))


def _records(file: File, rows: Sequence[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    for number, names in enumerate(rows[:HEAD_ROWS]):
        head = [str(name).strip() if name is not None else "" for name in names]
        named = [name for name in head if name]
        if len(named) > 1 and Fields(dict.fromkeys(named, "x"), file.fields).text():
            for row in rows[number + 1 :]:
                cells = {name: cell for name, cell in zip(head, row, strict=False) if name}
                if any(cell not in (None, "") for cell in cells.values()):
                    yield {name: _said(cell) for name, cell in cells.items()}
            return


def _said(cell: Any) -> Any:
    """Text as text, also of numbers; days and times as they are."""
    return str(cell) if isinstance(cell, (int, float)) else cell
