"""Paragraphs of a text as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_BREAK = re.compile(r"\n")
_LIST_ITEM = re.compile(r"(?:[-*•–]|\d{1,3}[.)])\s")
_ENDS = re.compile(r"[.!?:;…]['\"”’»)\]]*\Z")

WRAP_MIN, WRAP_MAX = 40, 120
"""Lengths of lines between which a block may be wrapped by hand."""
NEARLY = 0.8
"""Share of the longest line from which one that ends no sentence is full: people break early."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Spans of the paragraphs of ``text``, in order, without the white space around them.

    A blank line ends a paragraph. So does a single line break, as in the seed article, unless
    the block of lines between blank ones looks wrapped by hand or by a program that fills lines:

    - all lines but the last have between 40 and 120 characters, and none is a list item: all
      are one paragraph; or
    - a line is full, since the next word had not fitted within the longest one, and ends no
      sentence, and the next begins with a small letter: each full line and each that is gone on
      with by a small letter belongs to the paragraph of the next.

    A list item and a line that is indented more than the one before begin a paragraph.

    The rule looks at one block only, so an edit moves no boundary elsewhere.

    >>> paragraphs("One.\nTwo.\n\nThree.")
    [(0, 4), (5, 9), (11, 17)]
    """
    found: list[tuple[int, int]] = []
    for lines in _blocks(text):
        joined = _joined(lines)
        first = 0
        for number, line in enumerate(lines):
            if number == len(joined) or not joined[number]:
                found.append((lines[first].start, line.end))
                first = number + 1
    return found


def soft_breaks(text: str) -> list[int]:
    r"""Where the line breaks of ``text`` stand that end no paragraph.

    >>> soft_breaks(f"{'long ' * 10}\nline.\n\nNext.")
    [50]
    """
    return [
        start + line.start()
        for start, end in paragraphs(text)
        for line in _BREAK.finditer(text[start:end])
    ]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    margin: int
    """Characters of white space before it."""
    words: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)

    @property
    def ends_sentence(self) -> bool:
        return _ENDS.search(self.words) is not None

    @property
    def is_item(self) -> bool:
        return _LIST_ITEM.match(self.words) is not None

    def length_with(self, after: _Line) -> int:
        """Characters that it would have had with the first word of the next line."""
        return self.margin + len(self.words) + 1 + len(after.words.split(maxsplit=1)[0])

    def goes_on(self, after: _Line) -> bool:
        """Whether its sentence goes on in the next line for sure."""
        return after.words[0].islower() and not self.ends_sentence and not after.is_item

    def begins(self, after: _Line) -> bool:
        """Whether the next line looks like the first of a paragraph."""
        return after.is_item or (after.margin > self.margin and not self.is_item)


def _blocks(text: str) -> Iterator[list[_Line]]:
    """The lines between blank ones. By hand, as a regular expression over all of it is slow."""
    block: list[_Line] = []
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            margin = len(line) - len(line.lstrip())
            block.append(_Line(at + margin, margin, words))
        elif block:
            yield block
            block = []
        at += len(line) + 1
    if block:
        yield block


def _joined(lines: list[_Line]) -> list[bool]:
    """For each line but the last: whether its paragraph goes on in the next one."""
    filled = _filled(lines)
    # A word that is longer than the width stands alone on its line.
    several = (line.margin + len(line.words) for line in lines if " " in line.words)
    width = max(several, default=0)
    pairs = list(pairwise(lines))
    if not filled:
        torn = any(a.goes_on(b) and a.length_with(b) > width for a, b in pairs)
        if not (torn and WRAP_MIN <= width <= WRAP_MAX):
            return [False] * len(pairs)
    return [
        a.goes_on(b) or ((filled or _is_full(a, b, width)) and not a.begins(b)) for a, b in pairs
    ]


def _filled(lines: list[_Line]) -> bool:
    return (
        all(WRAP_MIN <= len(line.words) <= WRAP_MAX for line in lines[:-1])
        and len(lines[-1].words) <= WRAP_MAX
        and not any(line.is_item for line in lines)
    )


def _is_full(line: _Line, after: _Line, width: int) -> bool:
    would_be = line.length_with(after)
    return would_be > width or (would_be > NEARLY * width and not line.ends_sentence)
