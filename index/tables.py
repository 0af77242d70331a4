"""Rows of tables as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.canonical import has_words

BAR = " | "
LONGEST_HEAD = 40
"""Characters of what a column is called. Longer words are no name for what stands below."""


def row(cells: Iterable[str], head: Sequence[str] = ()) -> str:
    """The words of a row, each with the name of its column where ``head`` has one for every cell:
    a row has to be understood, and quoted, by itself. Nothing if there are no words.

    >>> row(["Airport", "", "2024"]), row(["---", ":-:"])
    ('Airport | 2024', '')
    >>> row(["Airport", "2024"], ["Stop", "Opened"])
    'Stop: Airport | Opened: 2024'
    """
    words = [" ".join(cell.split()) for cell in cells]
    if len(head) == len(words) > 1 and all(len(name.strip()) <= LONGEST_HEAD for name in head):
        named = zip((" ".join(name.split()).rstrip(": ") for name in head), words, strict=True)
        words = [f"{name}: {each}" if name and each else each for name, each in named]
    made = BAR.join(each for each in words if each)
    return made if has_words(made) else ""


def lines(rows: Iterable[Sequence[str]], headed: bool) -> Iterator[str]:
    """Each row of a table; ``headed``: the first one names the columns of the others.

    >>> list(lines([["Stop", "Opened"], ["Airport", "2024"]], headed=True))
    ['Stop | Opened', 'Stop: Airport | Opened: 2024']
    """
    head: Sequence[str] = ()
    for number, cells in enumerate(rows):
        yield row(cells, head)
        if headed and number == 0:
            head = cells


def told(line: str) -> list[tuple[str, str]]:
    """(name of the column, words) of each cell of a line that ``row`` made with names; empty where
    it is none. A cell without a name has ``""``.

    >>> told("Airport | Opened: 2024"), told("Airport | 2024"), told("Opened: 2024")
    ([('', 'Airport'), ('Opened', '2024')], [], [])
    """
    cells = []
    for part in line.split(BAR):
        name, colon, words = part.partition(": ")
        named = bool(colon) and len(name) <= LONGEST_HEAD
        cells.append((name, words) if named else ("", part))
    return cells if len(cells) > 1 and any(name for name, _ in cells) else []
