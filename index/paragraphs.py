"""Paragraphs of a text as spans."""

from __future__ import annotations

import re

_LINE = re.compile(r"\S[^\n]*")
_LIST_ITEM = re.compile(r"(?:[-*•–]|\d{1,3}[.)])\s")

WRAP_MIN, WRAP_MAX = 40, 120
"""Lengths between which every line of a block must lie for it to count as wrapped by hand."""


def paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Spans of the paragraphs of ``text``, in order, without the white space around them.

    A blank line ends a paragraph. So does a single line break, as in the seed article, unless the
    block looks wrapped by hand: all lines but the last between 40 and 120 characters, none a
    list item. The rule looks at one block only, so an edit moves no boundary elsewhere.

    >>> paragraphs("One.\nTwo.\n\nThree.")
    [(0, 4), (5, 9), (11, 17)]
    """
    found: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        lines = [
            (start + line.start(), start + line.start() + len(line.group().rstrip()))
            for line in _LINE.finditer(text[start:end])
        ]
        if len(lines) > 1 and _wrapped([text[a:b] for a, b in lines]):
            found.append((lines[0][0], lines[-1][1]))
        else:
            found.extend(lines)
    return found


def _blocks(text: str) -> list[tuple[int, int]]:
    """Spans between blank lines. By hand, as a regular expression over all of it is slow."""
    blocks: list[tuple[int, int]] = []
    start = None
    position = 0
    for line in text.split("\n"):
        if line.strip():
            start = position if start is None else start
        elif start is not None:
            blocks.append((start, position))
            start = None
        position += len(line) + 1
    if start is not None:
        blocks.append((start, len(text)))
    return blocks


def _wrapped(lines: list[str]) -> bool:
    return (
        all(WRAP_MIN <= len(line) <= WRAP_MAX for line in lines[:-1])
        and len(lines[-1]) <= WRAP_MAX
        and not any(_LIST_ITEM.match(line) for line in lines)
    )
