"""The lines of a page of a PDF and where they stand, by PDFium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_double, c_int, create_string_buffer
from dataclasses import dataclass, replace
from math import hypot
from statistics import median
from typing import Any

SOFT = "\u00ad"
"""Ends a line whose last word goes on in the next one."""
CELL = "\t"
"""Stands where a line has a gap as between the cells of a table."""
_HYPHEN = 2
"""What PDFium makes of a hyphen at the end of a line."""
_NOTHING = {0, 0xFFFE, 0xFFFF}
GAP = 1.4
"""Sizes of the type from which a space is a gap."""
NO_SPACE = 0.15
_LONGEST_NAME = 200
_STOPS, _SIGNS = '.,;:!?)”’"', "*†‡§¶"
_NOTE = re.compile(rf"\d{{1,3}}|[{_SIGNS}]")


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one line: from ``left`` to ``right`` on ``base``, in points; y grows upwards."""

    text: str
    left: float
    right: float
    base: float
    size: float
    """That of its type, in points."""
    font: str = ""
    """The name of the one that it begins and ends with; empty if these are two."""


class _Letters:
    """The letters of a page, by their place in it. Imported here, as only a PDF needs PDFium."""

    def __init__(self, page: Any) -> None:
        from pypdfium2 import raw

        self._raw, self._page = raw, page.get_textpage()

    def shown(self) -> Iterator[list[tuple[str, int]]]:
        """Each line's letters with their places."""
        raw, line = self._raw, list[tuple[str, int]]()
        for at in range(raw.FPDFText_CountChars(self._page)):
            code = raw.FPDFText_GetUnicode(self._page, at)
            hyphen = code == _HYPHEN and raw.FPDFText_IsHyphen(self._page, at) == 1
            if hyphen:
                line.append((SOFT, at))
            if hyphen or code in (10, 13):
                yield line
                line = []
            elif code not in _NOTHING and not _is_control(code):
                line.append((chr(code), at))
        yield line

    def sides(self, at: int) -> tuple[float, float]:
        """Where a letter begins and ends."""
        box = self._raw.FS_RECTF()
        self._raw.FPDFText_GetLooseCharBox(self._page, at, box)
        return box.left, box.right

    def base(self, at: int) -> float:
        """The height of the line that a letter stands on."""
        x, y = c_double(), c_double()
        self._raw.FPDFText_GetCharOrigin(self._page, at, x, y)
        return y.value

    def size(self, at: int) -> float:
        """Points from line to line of its type: many files have fonts of one point, enlarged."""
        matrix = self._raw.FS_MATRIX()
        self._raw.FPDFText_GetMatrix(self._page, at, matrix)
        size: float = self._raw.FPDFText_GetFontSize(self._page, at)
        return size * hypot(matrix.c, matrix.d)

    def font(self, at: int) -> str:
        """The name of its font."""
        name, flags = create_string_buffer(_LONGEST_NAME), c_int()
        self._raw.FPDFText_GetFontInfo(self._page, at, name, _LONGEST_NAME, flags)
        return name.value.decode("ascii", "replace")


def lines_of(page: Any) -> list[Line]:
    """The lines of a pypdfium2 page, in the order in which the file has them."""
    letters = _Letters(page)
    found: list[Line] = []
    for shown in letters.shown():
        line = _line(letters, shown)
        if line is None:
            continue
        if found and _beside(found[-1], line):
            found[-1] = _joined(found[-1], line)
        else:
            found.append(line)
    return found


def _is_control(code: int) -> bool:
    return code < 32 or 127 <= code < 160


def _line(letters: _Letters, shown: list[tuple[str, int]]) -> Line | None:
    inked = [n for n, (char, _) in enumerate(shown) if not char.isspace()]
    if not inked:
        return None
    first, middle, last = (shown[inked[n]][1] for n in (0, len(inked) // 2, -1))
    base = median(letters.base(at) for at in (first, middle, last))
    size = median(letters.size(at) for at in (first, middle, last))
    notes = _notes(letters, shown, base, size)
    inked = [n for n in inked if n not in notes] or inked
    text = ""
    for before, n in zip([inked[0], *inked], inked, strict=False):
        if n > before + 1:
            _, ends = letters.sides(shown[before][1])
            begins, _ = letters.sides(shown[n][1])
            text += CELL if begins - ends > GAP * size else " "
        text += shown[n][0]
    font = letters.font(first)
    font = font if font == letters.font(last) else ""
    return Line(text, letters.sides(first)[0], letters.sides(last)[1], base, size, font)


def _notes(letters: _Letters, shown: list[tuple[str, int]], base: float, size: float) -> set[int]:
    """The places of raised numbers of footnotes behind the end of a sentence or clause."""
    found: set[int] = set()
    for n, (char, at) in enumerate(shown):
        before = next((m for m in range(n - 1, max(-1, n - 3), -1) if shown[m][0] != " "), None)
        if before is None or not (char.isdigit() or char in _SIGNS):
            continue
        if (shown[before][0] in _STOPS or before in found) and _is_raised(
            letters.size(at), letters.base(at), size, base
        ):
            found.add(n)
    return found


def _is_raised(size: float, base: float, size_around: float, base_around: float) -> bool:
    return size < 0.8 * size_around and base > base_around + size_around / 10


def _beside(line: Line, other: Line) -> bool:
    """Whether ``other`` goes on where ``line`` ends: a raised number, or the next cell of a row."""
    tops = line.base + line.size, other.base + other.size
    shared, least = min(tops) - max(line.base, other.base), min(line.size, other.size)
    return shared > least / 2 and other.left > line.right - least / 2


def _joined(line: Line, other: Line) -> Line:
    """Both as one, but for the number of a footnote."""
    gap, size = other.left - line.right, max(line.size, other.size)
    raised = _is_raised(other.size, other.base, line.size, line.base)
    if raised and line.text[-1] in _STOPS and _NOTE.fullmatch(other.text):
        return line
    between = CELL if gap > GAP * size else " " if gap > NO_SPACE * size else ""
    main = max(line, other, key=lambda each: len(each.text))
    text = line.text.removesuffix(SOFT) + between + other.text
    return replace(main, text=text, left=line.left, right=other.right)
