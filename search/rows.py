"""Which rows of a table a question asks about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from index.tables import told


def beside(
    asked: Collection[str], lines: Sequence[tuple[str, str]], terms: Callable[[str], list[str]]
) -> set[int]:
    """Numbers of those of ``lines``, (article, text), that are rows beside the one that is asked
    about. The rows of a table say the same of different things, and a reader that was trained on
    sentences takes one for the other; so of the rows of one table with named columns only those are
    left that hold most of the question's terms (``asked``) that not all of them hold.

    >>> rows = ["Stop: Harbour | Opened: 2021", "Stop: Airport | Opened: 2024", "It opened late."]
    >>> beside({"airport", "opened"}, [("a", row) for row in rows], lambda row: row.lower().split())
    {0}
    """
    tables: dict[tuple[str, int, str], list[int]] = {}
    held: dict[int, set[str]] = {}
    for number, (article, text) in enumerate(lines):
        cells = told(text)
        if cells:
            held[number] = set(terms(" ".join(words for _, words in cells))) & set(asked)
            tables.setdefault((article, len(cells), cells[-1][0]), []).append(number)
    left_out: set[int] = set()
    for rows in tables.values():
        shared = set.intersection(*(held[row] for row in rows))
        most = max(len(held[row] - shared) for row in rows)
        left_out |= {row for row in rows if len(held[row] - shared) < most}
    return left_out
