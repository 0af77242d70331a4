"""Passages: whole neighbouring sentences of about 60 to 180 tokens, with exact spans.

Where a passage ends is decided by the words near that place alone (content-defined chunking by
local maxima: Bjørner, Blass and Gurevich 2010, "Content-dependent chunking for differential
compression, the local maximum approach"). So an edit of one paragraph changes the passages
there and no others, and an update embeds only those. Filling passages greedily from the top
would shift all that follow the edit.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from index.lists import lists
from index.paragraphs import paragraphs
from index.sentences import sentences

SPLITTER_VERSION = 4
REACH = 60
"""Tokens on either side among which an end of a passage must be the best place to end one."""
MOST = 180
"""Tokens that a passage has at most; with its header it stays below the model's 256."""

IN_LIST, IN_PARAGRAPH, OF_PARAGRAPH = range(3)
"""Where a sentence ends: between a lead-in and its items, inside a paragraph, at its end."""

_PIECE = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a part of one that is longer than a passage may be."""

    start: int
    end: int
    tokens: int
    rank: tuple[int, bytes]
    """How good a place its end is to end a passage: ends of paragraphs first, those inside a list
    last, then by hash.
    """


def tokens(text: str) -> int:
    """About how many WordPiece tokens ``text`` has; never a model's own count, so that passages
    do not move when the model is changed.

    >>> tokens("The treaty, signed.")
    5
    """
    total = 0
    for piece in _PIECE.findall(text):
        if piece.isascii():
            total += -(-len(piece) // 8)
        else:
            # By kind of character, so that a word cut in two never counts less than whole.
            plain = sum(c.isascii() for c in piece)
            wide = sum(ord(c) >= 0x2E80 for c in piece)
            total += -(-plain // 8) + wide - (-(len(piece) - plain - wide) // 3)
    return total


def split(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Spans of the passages of ``text``, in order; none is empty, none overlaps another, and
    between them lies only white space.
    """
    units = _units(text, language)
    ends = _ends(units)
    passages: list[tuple[int, int]] = []
    first = 0
    for end in [*ends, len(units)]:
        _cut(units, first, end, passages)
        first = end
    return passages


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of all paragraphs of ``text``, in order."""
    return [span for start, end in paragraphs(text) for span in sentences(text, start, end)]


def _units(text: str, language: str) -> list[_Unit]:
    units: list[_Unit] = []
    inside = {end for each in lists(text) for _, end in (each.lead, *each.items[:-1])}
    for start, end in paragraphs(text):
        for a, b in sentences(text, start, end, language):
            for i, j in _short(text, a, b):
                digest = hashlib.blake2b(text[i:j].encode(), digest_size=8).digest()
                place = IN_LIST if j in inside else IN_PARAGRAPH if j < end else OF_PARAGRAPH
                units.append(_Unit(i, j, tokens(text[i:j]), (place, digest)))
    return units


def _short(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span cut at white space (or inside a word, if there is none) so that none has more than
    ``MOST`` tokens.
    """
    if tokens(text[start:end]) <= MOST:
        return [(start, end)]
    parts: list[tuple[int, int]] = []
    begin, count, last = start, 0, start
    for piece in re.finditer(rf"\S{{1,{MOST}}}", text[start:end]):
        a, b = start + piece.start(), start + piece.end()
        size = tokens(text[a:b])
        if count and count + size > MOST:
            parts.append((begin, last))
            begin, count = a, 0
        count, last = count + size, b
    parts.append((begin, last))
    return parts


def _ends(units: list[_Unit]) -> list[int]:
    """Numbers of the units that begin a passage for sure: the unit before each ranks above all
    others that end within ``REACH`` tokens of its own end.
    """
    at: list[int] = []
    total = 0
    for unit in units:
        total += unit.tokens
        at.append(total)
    ends = []
    low = 0
    for i, unit in enumerate(units):
        if at[i] < REACH or total - at[i] < REACH:
            continue
        while at[low] < at[i] - REACH:
            low += 1
        high = i
        while high + 1 < len(units) and at[high + 1] <= at[i] + REACH:
            high += 1
        # The first of equals wins: same sentences repeated do not cut each other out.
        if all(units[j].rank < unit.rank for j in range(low, i)) and all(
            units[j].rank <= unit.rank for j in range(i + 1, high + 1)
        ):
            ends.append(i + 1)
    return ends


def _cut(units: list[_Unit], first: int, end: int, passages: list[tuple[int, int]]) -> None:
    """Add units ``first`` to ``end`` as one passage, or halve them until each part is short."""
    if first >= end:
        return
    whole = sum(unit.tokens for unit in units[first:end])
    if whole <= MOST or end - first == 1:
        passages.append((units[first].start, units[end - 1].end))
        return
    best, middle, left = first + 1, float("inf"), 0
    for i in range(first, end - 1):
        left += units[i].tokens
        # An end of a paragraph is worth being this much off the middle.
        off = abs(whole / 2 - left) + whole / 6 * (OF_PARAGRAPH - units[i].rank[0])
        if off < middle:
            best, middle = i + 1, off
    _cut(units, first, best, passages)
    _cut(units, best, end, passages)
