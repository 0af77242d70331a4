"""Which rows of a table a question asks about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.tables import told

_COMPARED = re.compile(
    r"\b(?:(?:more|less|fewer|other|older|younger|higher|lower|longer|shorter|later|earlier) than"
    r"|at (?:least|most)|over|under|above|below|between|before|after|since|until)\b",
    re.IGNORECASE,
)


def beside(
    question: str, lines: Sequence[tuple[str, str]], terms: Callable[[str], list[str]]
) -> set[int]:
    """Numbers of those of ``lines``, (article, text), that are rows beside the one that is asked
    about. The rows of a table say the same of different things, and a reader that was trained on
    sentences takes one for the other; so of the rows of one table with named columns only those are
    left that hold most of the question's ``terms`` that not all of them hold. What a number of a
    comparison asks for need not stand there.

    >>> rows = ["Stop: Harbour | Opened: 2021", "Stop: Airport | Opened: 2024", "It opened late."]
    >>> beside("airport opened", [("a", row) for row in rows], lambda row: row.lower().split())
    {0}
    """
    rows = {n: cells for n, (_, text) in enumerate(lines) if (cells := told(text))}
    if not rows:  # as nearly always: the question is not cut into terms for it
        return set()
    asked = set(terms(question))
    if _COMPARED.search(question):
        asked = {term for term in asked if not any(c.isdigit() for c in term)}
    tables: dict[tuple[str, int, str], list[int]] = {}
    held: dict[int, set[str]] = {}
    for number, cells in rows.items():
        held[number] = set(terms(" ".join(words for _, words in cells))) & asked
        table = (lines[number][0], len(cells), cells[-1][0])
        tables.setdefault(table, []).append(number)
    left_out: set[int] = set()
    for numbers in tables.values():
        shared = set.intersection(*(held[number] for number in numbers))
        most = max(len(held[number] - shared) for number in numbers)
        left_out |= {number for number in numbers if len(held[number] - shared) < most}
    return left_out
