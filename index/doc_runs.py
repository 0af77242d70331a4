"""Runs of an old Word document: what is said of its paragraphs and characters ([MS-DOC] 2.9.33
"ChpxFkp", 2.9.175 "PapxFkp", 2.2.5 "Prl").
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

PAGE = 512
"""Bytes of a page of runs."""
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
"""Bytes of the operand of a "Sprm", by its three highest bits; 0: its first byte says."""
_LONG = 0xD608
"""``sprmTDefTable``, the one whose length has two bytes."""
_PLACE = 13
"""Bytes of a "BxPap"."""


@dataclass
class Run:
    """What is said of the bytes from ``start`` to ``end`` of the stream."""

    start: int
    end: int
    style: int = 0
    """Of a paragraph: its number in the style sheet."""
    said: dict[int, int] = field(default_factory=dict)
    """By the number of a "Sprm", the first byte of its operand."""


class Runs:
    """Runs, looked up by a byte of theirs."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self._runs = sorted(runs, key=lambda run: run.start)
        self._starts = [run.start for run in self._runs]

    def at(self, byte: int) -> Run | None:
        """The run in which ``byte`` is."""
        number = bisect_right(self._starts, byte) - 1
        run = self._runs[number] if number >= 0 else None
        return run if run is not None and byte < run.end else None


def runs(page: bytes, of_paragraphs: bool) -> Iterator[Run]:
    """Those of a page; none where it can't be one.

    Raises:
        struct.error, IndexError: it is damaged.
    """
    count = page[PAGE - 1]
    places = 4 * (count + 1)
    each = _PLACE if of_paragraphs else 1
    if places + each * count >= PAGE:
        return
    bounds = struct.unpack_from(f"<{count + 1}I", page)
    for number in range(count):
        run = Run(bounds[number], bounds[number + 1])
        at = 2 * page[places + each * number]
        if at and not of_paragraphs:
            run.said = _said(page[at + 1 : at + 1 + page[at]])
        elif at:
            wide = not page[at]  # the number of words then stands in the next byte
            size = 2 * page[at + 1] if wide else 2 * page[at] - 1
            stated = page[at + 1 + wide : at + 1 + wide + size]
            run.style = int.from_bytes(stated[:2], "little")
            run.said = _said(stated[2:])
        yield run


def _said(stated: bytes) -> dict[int, int]:
    said = {}
    at = 0
    while at + 2 < len(stated):
        name = int.from_bytes(stated[at : at + 2], "little")
        at += 2
        said[name] = stated[at]
        size = _SIZES[name >> 13]
        if name == _LONG:
            size = 1 + int.from_bytes(stated[at : at + 2], "little")
        at += size or 1 + stated[at]
    return said
