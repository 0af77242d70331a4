"""The heading under which a part of an article stands, as a path from the outermost on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

BETWEEN = " › "
LONGEST = 100
"""Characters of a heading that are kept; what is longer is a paragraph that is set like one."""


Places: TypeAlias = tuple[tuple[int, str], ...]
"""(offset, path) of each heading."""
Part: TypeAlias = tuple[int | None, str]
"""A paragraph: its level where it is a heading, and its words."""


def parted(parts: Iterable[Part]) -> tuple[str, Places]:
    r"""The text of paragraphs, and the places of its headings; one of level 0, a title, is none.

    >>> parted([(1, "To"), (None, "It is near."), (2, "North")])
    ('To\n\nIt is near.\n\nNorth', ((0, 'To'), (17, 'To › North')))
    """
    text, headings = "", Headings()
    for level_, words in parts:
        text += "\n\n" if text else ""
        if level_:
            headings.add(len(text), level_, words)
        text += words
    return text, headings.places


def shown(text: str, places: Places) -> Iterator[tuple[int, int, int]]:
    r"""(start, end, level from 1) of headings that stand in ``text``; "page 4" of a PDF is none.

    >>> list(shown("It is near.\n\nNorth\n\nCold.", ((0, "page 1"), (13, "To › North"))))
    [(13, 18, 2)]
    """
    for at, path in places:
        outer = path.split(BETWEEN)
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text.startswith(outer[-1], at) and outer[-1]:
            yield at, end, len(outer)


class Headings:
    """Collects the places of an article (see index.records.Draft) from its headings in order.

    >>> found = Headings()
    >>> for at, level, words in ((0, 2, "To"), (9, 3, "North"), (20, 3, "South"), (31, 2, "Fare")):
    ...     found.add(at, level, words)
    >>> found.places
    ((0, 'To'), (9, 'To › North'), (20, 'To › South'), (31, 'Fare'))
    """

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []
        self._places: list[tuple[int, str]] = []

    def add(self, at: int, level: int, words: str) -> None:
        """A heading of ``level`` (1 is the outermost) at the character ``at``."""
        self._path = [outer for outer in self._path if outer[0] < level]
        self._path.append((level, words[:LONGEST]))
        self._places.append((at, BETWEEN.join(name for _, name in self._path)))

    @property
    def places(self) -> tuple[tuple[int, str], ...]:
        """(offset, path) of each heading."""
        return tuple(self._places)


def level(kind: str | None) -> int | None:
    """The level of a heading's tag, None for another tag.

    >>> level("h2"), level("p"), level("hr")
    (2, None, None)
    """
    return (
        int(kind[1]) if kind and len(kind) == 2 and kind[0] == "h" and kind[1] in "123456" else None
    )
