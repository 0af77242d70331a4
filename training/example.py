"""What the reader is trained on: a question, a window of a text, and what is known of them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from training.source import sentence_starts

BUDGETS = (400, 550, 700, 5000)
"""Characters of a window; the last keeps the paragraph whole."""


@dataclass(frozen=True, slots=True)
class Example:
    question: str
    title: str
    passage: str
    start: int
    """Of the answer in the passage, -1: none, -2: unknown."""
    end: int
    relevant: int
    answers: int
    weight: float
    rival: bool = False
    """A passage without the answer to the question of the example before."""


def window(text: str, at: int, budget: int, luck: random.Random) -> tuple[int, int]:
    """[start, end) of a run of whole sentences around ``at``, about ``budget`` characters."""
    if len(text) <= budget:
        return 0, len(text)
    starts = [*sentence_starts(text), len(text)]
    first = last = max(i for i, s in enumerate(starts[:-1]) if s <= at)
    while True:
        sides = [i for i in (first - 1, last + 1) if 0 <= i < len(starts) - 1]
        luck.shuffle(sides)
        for side in sides:
            low, high = min(first, side), max(last, side)
            if starts[high + 1] - starts[low] <= budget:
                first, last = low, high
                break
        else:
            return starts[first], starts[last + 1]


def overlap_at(question: str, text: str) -> int:
    """Where the sentence begins that shares most words with the question."""
    asked = set(re.findall(r"\w{4,}", question.lower()))
    starts = sentence_starts(text)
    ends = [*starts[1:], len(text)]
    shared = [
        len(asked & set(re.findall(r"\w{4,}", text[a:b].lower())))
        for a, b in zip(starts, ends, strict=True)
    ]
    return starts[shared.index(max(shared))]
