"""Sentences of a window, each with its best answer span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.reader_model import Logits
from search.windows import Window

MOST_CUT = 64
"""Characters of a number or an address at most that is made whole."""
_JOINED = re.compile(r"\w+(?:(?:@|\.(?=[a-z\d])|(?<=\d)[,:](?=\d))[\w-]+)+")
LONGEST = 30
"""Tokens of a short answer at most."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence [start, end) with its best short answer [short[0], short[1]), all in code points
    of the article.

    ``logit``: ln of the sum of exp of the start logits of all its tokens, plus that of the end
    logits. A list may begin and end in many places, and each counts for the sentence.
    """

    start: int
    end: int
    short: tuple[int, int]
    logit: float


def uncut(text: str, short: tuple[int, int]) -> tuple[int, int]:
    """``short`` with all of a number or an address that it begins or ends in: tokens end at marks.

    >>> "write to ann@post.org"[slice(*uncut("write to ann@post.org", (9, 17)))]
    'ann@post.org'
    """
    start, end = short
    for found in _JOINED.finditer(text, max(0, start - MOST_CUT), min(len(text), end + MOST_CUT)):
        if found.start() < start < found.end():
            start = found.start()
        if found.start() < end < found.end():
            end = found.end()
    return start, end


def best_spans(
    window: Window, logits: Logits, sentences: Sequence[tuple[int, int]]
) -> list[Scored]:
    """The best span inside each sentence that has a token in the window."""
    made = []
    for start, end in sentences:
        first = int(np.searchsorted(window.starts, start))
        last = int(np.searchsorted(window.ends, end, side="right"))
        if first >= last:
            continue
        pairs = logits.start[first:last, None] + logits.end[None, first:last]
        size = last - first
        apart = np.arange(size)[None, :] - np.arange(size)[:, None]
        pairs = np.where((apart >= 0) & (apart < LONGEST), pairs, -np.inf)
        i, j = np.unravel_index(int(pairs.argmax()), pairs.shape)
        short = (int(window.starts[first + i]), int(window.ends[first + j]))
        sums = (np.logaddexp.reduce(x[first:last]) for x in (logits.start, logits.end))
        made.append(Scored(start, end, short, float(sum(sums))))
    return made
