"""Spreadsheets of articles: an article a row, below the row that names the fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from index.errors import NotAnArticle
from index.fields import Fields
from index.read_records import articles, unknown
from index.reading import File, Items

MOST_ROWS = 200_000
"""Of one sheet."""
HEAD_ROWS = 20
"""First rows of a sheet among which the one is that names the fields; above it stand titles."""


def from_sheets(file: File, sheets: Sequence[Sequence[Sequence[Any]]]) -> Items:
    """The articles of every sheet (rows of cells) that has a column of texts.

    Raises:
        NotAnArticle: a sheet is too long, or none has such a column.
    """
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
