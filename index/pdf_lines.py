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


def lines_of(page: Any) -> list[Line]:
    """The lines of a pypdfium2 page, in the order in which the file has them."""
    found: list[Line] = []
    for line in _lines(page.get_textpage()):
        if found and _beside(found[-1], line):
            found[-1] = _joined(found[-1], line)
        else:
            found.append(line)
    return found


def _lines(textpage: Any) -> Iterator[Line]:
    from pypdfium2 import raw

    shown: list[tuple[str, int]] = []
    for at in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, at)
        hyphen = code == _HYPHEN and raw.FPDFText_IsHyphen(textpage, at) == 1
        if hyphen:
            shown.append((SOFT, at))
        if hyphen or code in (10, 13):
            yield from _line(textpage, shown)
            shown = []
        elif code not in _NOTHING and not _is_control(code):
            shown.append((chr(code), at))
    yield from _line(textpage, shown)


def _is_control(code: int) -> bool:
    return code < 32 or 127 <= code < 160


def _line(textpage: Any, shown: list[tuple[str, int]]) -> Iterator[Line]:
    inked = [n for n, (char, _) in enumerate(shown) if not char.isspace()]
    if not inked:
        return
    first, middle, last = (shown[inked[n]][1] for n in (0, len(inked) // 2, -1))
    base = median(_base(textpage, at) for at in (first, middle, last))
    size = median(_size(textpage, at) for at in (first, middle, last))
    notes = _notes(textpage, shown, base, size)
    inked = [n for n in inked if n not in notes] or inked
    text = ""
    for before, n in zip([inked[0], *inked], inked, strict=False):
        if n > before + 1:
            _, ends = _sides(textpage, shown[before][1])
            begins, _ = _sides(textpage, shown[n][1])
            text += CELL if begins - ends > GAP * size else " "
        text += shown[n][0]
    font = _font(textpage, first)
    font = font if font == _font(textpage, last) else ""
    yield Line(text, _sides(textpage, first)[0], _sides(textpage, last)[1], base, size, font)


def _notes(textpage: Any, shown: list[tuple[str, int]], base: float, size: float) -> set[int]:
    """The places of raised numbers of footnotes behind the end of a sentence or clause."""
    found: set[int] = set()
    for n, (char, at) in enumerate(shown):
        before = next((m for m in range(n - 1, max(-1, n - 3), -1) if shown[m][0] != " "), None)
        if before is None or not (char.isdigit() or char in _SIGNS):
            continue
        if (shown[before][0] in _STOPS or before in found) and _is_raised(
            _size(textpage, at), _base(textpage, at), size, base
        ):
            found.add(n)
    return found


def _is_raised(size: float, base: float, size_around: float, base_around: float) -> bool:
    return size < 0.8 * size_around and base > base_around + size_around / 10


def _sides(textpage: Any, at: int) -> tuple[float, float]:
    """Where a character begins and ends."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, at, box)
    return box.left, box.right


def _base(textpage: Any, at: int) -> float:
    from pypdfium2 import raw

    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(textpage, at, x, y)
    return y.value


def _size(textpage: Any, at: int) -> float:
    """Points from line to line of this type: many files have fonts of one point, enlarged."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, at, matrix)
    enlarged: float = raw.FPDFText_GetFontSize(textpage, at) * hypot(matrix.c, matrix.d)
    return enlarged


def _font(textpage: Any, at: int) -> str:
    from pypdfium2 import raw

    name, flags = create_string_buffer(_LONGEST_NAME), c_int()
    raw.FPDFText_GetFontInfo(textpage, at, name, _LONGEST_NAME, flags)
    return name.value.decode("ascii", "replace")


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
