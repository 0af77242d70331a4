"""The heading under which a part of an article stands, as a path from the outermost on."""

from __future__ import annotations

BETWEEN = " › "
LONGEST = 100
"""Characters of a heading that are kept; what is longer is a paragraph that is set like one."""


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
