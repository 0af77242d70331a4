"""Paragraphs out of the lines of a PDF's pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from index.hyphens import Hyphens
from index.lists import BULLET
from index.pdf_lines import CELL, SOFT, Line
from index.tables import row

_BULLET = re.compile(rf"{BULLET}\s")
_NUMBERED = re.compile(
    r"(?:\[?\d{1,3}[.)\]]|\d{1,3}(?:\.\d{1,3})+|\(?[a-z\divx]{1,3}\))\s", re.IGNORECASE
)
_ENDED = re.compile(r".*[.!?:;…][\"'”’»)\]\d]*", re.DOTALL)
_CONTENTS = re.compile(
    r".{0,300}(?:\s?[.·_]){4,300}\W{0,5}[\divxl]{1,9}", re.DOTALL | re.IGNORECASE
)
_ROMAN = r"\b(?=[ivxl])(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})\b"
_NUMBER = re.compile(rf"\d+|{_ROMAN}", re.IGNORECASE)
_ONLY_NUMBER = re.compile(r"[^\w#]*(?:page[^\w#]*)?#(?:[^\w#]*(?:(?:of|von)[^\w#]*)?#)?[^\w#]*")
LONGEST_HEAD = 200
"""Characters of a running head."""
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]{2}")
"""Chinese and Japanese have no space where a line ends."""
EDGE = 3
"""Lines at the top and at the bottom of a page among which running heads are looked for."""
OFTEN = 3
"""Pages that have the same line there."""
TIGHT, DOUBLE = 0.8, 2.4
"""Sizes of the type that lines are apart at least, and with a line left empty between them."""
SPACED = 1.3
"""Leadings from which a line is apart from the one above."""
NEAR, SHOWN = 4, 12
"""Lines around one, and last lines of a paragraph, that show how far the column reaches."""

Part: TypeAlias = tuple[int, str]


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> list[list[Part]]:
    """The paragraphs of ``pages`` in order, each as (number of the page from 1, text) of its parts;
    without running heads, numbers of pages and tables of contents. What one column or page breaks
    off goes on in the next one. A row of a table is a paragraph.
    """
    found: list[list[tuple[int, Line]]] = []
    for number, kept in enumerate(_without_heads(pages), 1):
        lines = _with_rows(kept)
        leading = _leading(lines)
        for n, line in enumerate(lines):
            before = [each for _, each in (*found[-1][:1], *found[-1][-SHOWN:])] if found else []
            if n == 0 or _elsewhere(lines[n - 1], line):
                joins = bool(before) and _goes_on(before[1:], line)
            else:
                joins = not _begins(lines, n, before, leading)
            if joins:
                found[-1].append((number, line))
            else:
                found.append([(number, line)])
    hyphens = Hyphens((line.text for lines in pages for line in lines), SOFT)
    made = (_flowing(each, hyphens) for each in found)
    return [parts for parts in made if any(text.strip() for _, text in parts)]


def said(paragraph: Sequence[Part]) -> str:
    """All the words of a paragraph."""
    return "".join(words for _, words in paragraph)


def _without_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    edges = [_edges(lines) for lines in pages]
    times = Counter(key for at_edge in edges for key in set(at_edge.values()))
    seen: set[str] = set()
    kept = []
    for lines, at_edge in zip(pages, edges, strict=True):
        left = []
        for n, line in enumerate(lines):
            key = at_edge.get(n, "")
            often = times[key] >= OFTEN
            if _ONLY_NUMBER.fullmatch(key):
                left_out = often or any(map(str.isdigit, line.text))  # "Li" is a number, and a name
            else:
                left_out = often and key in seen
            if key and left_out:
                continue
            seen.add(key)
            if not _CONTENTS.fullmatch(line.text):
                left.append(line)
        kept.append(left)
    return kept


def _edges(lines: Sequence[Line]) -> dict[int, str]:
    """The lines that stand highest and lowest, by their place in ``lines``: what they say, but for
    numbers.
    """
    by_place = sorted(range(len(lines)), key=lambda n: lines[n].base)
    return {
        n: _NUMBER.sub("#", lines[n].text.casefold())
        for n in (*by_place[:EDGE], *by_place[-EDGE:])
        if len(lines[n].text) <= LONGEST_HEAD
    }


def _with_rows(lines: list[Line]) -> list[Line]:
    """``lines``, rows of a table drawn as such: lines with gaps below each other."""
    gaps = [CELL in line.text for line in lines]
    made = []
    for n, line in enumerate(lines):
        if gaps[n]:
            in_table = any(gaps[max(0, n - 1) : n]) or any(gaps[n + 1 : n + 2])
            cells = line.text.split(CELL)
            text = row(cells, ()) + CELL if in_table else " ".join(cells)
            made.append(replace(line, text=text))
        else:
            made.append(line)
    return made


def _leading(lines: Sequence[Line]) -> float:
    """Sizes of the type from a line to the next one of the same paragraph: the first quartile of
    those from any line to the next, as paragraphs of two lines have as many gaps between them.
    """
    below = (
        (a.base - b.base) / a.size
        for a, b in pairwise(lines)
        if a.size and not _elsewhere(a, b) and a.base - b.base > TIGHT * a.size
    )
    found = sorted(below)
    return min(DOUBLE, found[len(found) // 4]) if found else 0.0


def _elsewhere(line: Line, other: Line) -> bool:
    """Whether ``other`` does not stand below ``line``, but in another column or place."""
    overlap = min(line.right, other.right) - max(line.left, other.left)
    return other.base >= line.base or overlap <= 0


def _goes_on(last: Sequence[Line], other: Line) -> bool:
    """Whether ``other``, elsewhere, goes on where the ``last`` lines of a paragraph break off."""
    line = last[-1]
    if CELL in line.text or CELL in other.text or not _alike(line, other):
        return False
    if line.text.endswith(SOFT):
        return True
    full = len(last) > 1 and not _is_short(line, other, max(each.right for each in last))
    return not _ENDED.fullmatch(line.text) and (full or other.text[0].islower())


def _is_short(line: Line, other: Line, right: float) -> bool:
    """Whether the first word of ``other`` would have had room in ``line``."""
    word = len(other.text.split(" ", 1)[0]) / len(other.text) * (other.right - other.left)
    return right - line.right > word + line.size


def _alike(line: Line, other: Line) -> bool:
    return max(line.size, other.size) < 1.2 * min(line.size, other.size)


def _begins(lines: Sequence[Line], n: int, before: Sequence[Line], leading: float) -> bool:
    """Whether a paragraph begins with the ``n``-th line; ``before``: the first and the last lines
    of the one before it.
    """
    line, other = lines[n - 1], lines[n]
    if CELL in line.text or CELL in other.text:
        return True
    if line.text.endswith(SOFT):
        return False
    apart = line.base - other.base > SPACED * leading * line.size
    if apart or not _alike(line, other) or _BULLET.match(other.text):
        return True
    near = [
        each
        for each in (*before, *lines[max(0, n - 1 - NEAR) : n + NEAR])
        if _alike(each, line) and abs(each.left - line.left) < 3 * line.size
    ]
    left, right = min(each.left for each in near), max(each.right for each in near)
    ended, short = _ENDED.fullmatch(line.text), _is_short(line, other, right)
    if short and (ended or right - line.right > (right - left) / 4):
        return True
    other_font = "" not in (line.font, other.font) and line.font != other.font
    if (other_font and (short or ended)) or (ended and _NUMBERED.match(other.text)):
        return True
    indented = other.left > max(left, line.left) + 0.8 * line.size
    centred = abs(line.left + line.right - other.left - other.right) < line.size
    item = _BULLET.match(before[0].text) or _NUMBERED.match(before[0].text)
    return indented and not centred and not item and not _hangs(lines, n)


def _hangs(lines: Sequence[Line], n: int) -> bool:
    """Whether the line after the ``n``-th is as far to the right as that."""
    following = lines[n + 1 : n + 2]
    return any(abs(each.left - lines[n].left) < 0.3 * lines[n].size for each in following)


def _flowing(paragraph: Sequence[tuple[int, Line]], hyphens: Hyphens) -> list[Part]:
    parts: list[Part] = []
    for number, line in paragraph:
        text = line.text.removesuffix(CELL)
        if not parts:
            parts.append((number, text))
            continue
        last, before = parts[-1]
        broken = before.endswith(SOFT)
        before = before.removesuffix(SOFT)
        if broken:
            between = hyphens.between(before, text)
        else:
            between = "" if _UNSPACED.fullmatch(before[-1:] + text[:1]) else " "
        parts[-1] = (last, before + between)
        if last == number:
            parts[-1] = (number, parts[-1][1] + text)
        else:
            parts.append((number, text))
    number, text = parts[-1]
    return [*parts[:-1], (number, text.removesuffix(SOFT))]
