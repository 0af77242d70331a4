"""Spreadsheets (.xlsx), by openpyxl."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import islice

from index.errors import NotAnArticle
from index.reading import File, Items
from index.sheets import MOST_ROWS, from_sheets
from index.zipped import DAMAGED, opened


def read_xlsx(file: File, _: Callable[[File], Items]) -> Items:
    """The articles of every sheet that has a column of texts, see index.sheets.

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
    yield from from_sheets(file, sheets)
