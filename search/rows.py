"""Which rows of a table, or facts of a list of them, a question asks about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.tables import told

FEWEST = 3
"""Lines with a label each that are facts of one thing."""
_LABELLED = re.compile(r"([^\W\d_a-z][\w /(),&’'-]{1,40}):\s+\S.{0,150}\Z")
_COMPARED = re.compile(
    r"\b(?:(?:more|less|fewer|other|older|younger|higher|lower|longer|shorter|later|earlier) than"
    r"|at (?:least|most)|over|under|above|below|between|before|after|since|until)\b",
    re.IGNORECASE,
)


Fact = tuple[int, str]
"""The number of a line, and its label."""


def _facts(lines: Sequence[tuple[str, str]]) -> list[list[Fact]]:
    """Lines such as "Length: 2.4 km" that follow one another in an article, by its group. Those who
    talk in turn have their names before what they say, but more than once.
    """
    found: list[list[Fact]] = []
    last = -2
    for number, (article, text) in enumerate(lines):
        if label := _LABELLED.match(text):
            follows = number == last + 1 and lines[last][0] == article
            if not follows:
                found.append([])
            found[-1].append((number, label[1]))
            last = number
    several = (group for group in found if len(group) >= FEWEST)
    return [group for group in several if len({label for _, label in group}) == len(group)]


def _of_others(
    group: Sequence[Fact], asked: set[str], terms: Callable[[str], list[str]]
) -> list[int]:
    """Numbers of the lines of ``group`` whose labels hold fewer of the question's terms than others
    do.
    """
    held = {number: len(asked & set(terms(label))) for number, label in group}
    most = max(held.values())
    return [number for number, count in held.items() if count < most]


def beside(
    question: str, lines: Sequence[tuple[str, str]], terms: Callable[[str], list[str]]
) -> set[int]:
    """Numbers of those of ``lines``, (article, text), that are rows beside the one that is asked
    about. The rows of a table say the same of different things, and a reader that was trained on
    sentences takes one for the other; so of the rows of one table with named columns only those are
    left that hold most of the question's ``terms`` that not all of them hold. What a number of a
    comparison asks for need not stand there. Of lines such as "Length: 2.4 km" those are left whose
    labels hold most of the question's terms.

    >>> rows = ["Stop: Harbour | Opened: 2021", "Stop: Airport | Opened: 2024", "It opened late."]
    >>> beside("airport opened", [("a", row) for row in rows], lambda row: row.lower().split())
    {0}
    """
    rows = {n: cells for n, (_, text) in enumerate(lines) if (cells := told(text))}
    facts = _facts(lines)
    if not rows and not facts:  # as nearly always: the question is not cut into terms for it
        return set()
    asked = set(terms(question))
    left_out = {n for group in facts for n in _of_others(group, asked, terms)}
    if _COMPARED.search(question):
        asked = {term for term in asked if not any(c.isdigit() for c in term)}
    tables: dict[tuple[str, int, str], list[int]] = {}
    held: dict[int, set[str]] = {}
    for number, cells in rows.items():
        held[number] = set(terms(" ".join(words for _, words in cells))) & asked
        table = (lines[number][0], len(cells), cells[-1][0])
        tables.setdefault(table, []).append(number)
    for numbers in tables.values():
        shared = set.intersection(*(held[number] for number in numbers))
        most = max(len(held[number] - shared) for number in numbers)
        left_out |= {number for number in numbers if len(held[number] - shared) < most}
    return left_out
