"""Question and passage as the reader's model sees them: windows of tokens with their places.

A passage is read twice: alone, and at the end of a window that is filled with what stands before
it in its article, where it says who "he" or "the company" is. A sentence's logits are the mean of
those of the windows that hold it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.model_files import WINDOW
from index.split import sentence_spans
from index.tokens import END, START, tokenizer
from search.results import Hit

STRIDE = 64
"""Tokens that two windows of a long passage share."""
QUESTION_TOKENS = 96
"""Of a longer question only the beginning is read."""
AROUND = 1200
"""Characters beside a passage, of which a wider window takes what fits."""

Numbers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens of ``question [SEP] title. text`` for ``hits[hit]``, of whose article the text is.

    ``starts`` and ``ends``: of each token of the text in code points of the article; ``first`` is
    the place of the first of them among ``ids``.
    """

    hit: int
    ids: list[int]
    kinds: list[int]
    first: int
    starts: Numbers
    ends: Numbers

    def holds(self, start: int, end: int) -> bool:
        """Whether all of [start, end) of the article is in it."""
        return bool(self.starts[0] <= start and end <= self.ends[-1])


class Windows:
    """Cuts windows of at most ``model_files.WINDOW`` tokens."""

    def __init__(self) -> None:
        self._tokenizer = tokenizer()

    def every(self, question: str, hits: Sequence[Hit]) -> list[Window]:
        """What ``of`` and ``wider`` make, each once: short passages may share a wider one."""
        made = {
            (hits[cut.hit].article.id, int(cut.starts[0]), int(cut.ends[-1])): cut
            for cut in (*self.of(question, hits), *self.wider(question, hits))
        }
        return list(made.values())

    def of(self, question: str, hits: Sequence[Hit]) -> list[Window]:
        """At least one window a hit, of its passage alone, in the order of the hits."""
        made: list[Window] = []
        asked = self._asked(question)
        room = WINDOW - len(asked) - 1
        stretches = [(hit.passage.span.start, hit.passage.span.end) for hit in hits]
        for n, read in enumerate(self._read(hits, stretches)):
            for low in range(0, len(read.ids), room - STRIDE):
                high = min(low + room, len(read.ids))
                first = max(low, read.own)
                if first < high:
                    made.append(read.window(n, asked, read.ids[low:first], first, high))
                if high == len(read.ids):
                    break
        return made

    def wider(self, question: str, hits: Sequence[Hit]) -> list[Window]:
        """At most one window a hit: its passage and whole sentences before it, as many as fit, or
        those behind it where none stands before it.
        """
        made: list[Window] = []
        asked = self._asked(question)
        room = WINDOW - len(asked) - 1
        beside = [_beside(hit) for hit in hits]
        whole = [(n, cuts) for n, cuts in enumerate(beside) if cuts]
        chosen = [hits[n] for n, _ in whole]
        for (n, cuts), read in zip(
            whole, self._read(chosen, [cuts[0] for _, cuts in whole]), strict=True
        ):
            for start, end in cuts:
                first = read.own + int(np.searchsorted(read.starts[read.own :], start))
                high = read.own + int(np.searchsorted(read.ends[read.own :], end, side="right"))
                if first < high <= first + room - read.own:
                    made.append(read.window(n, asked, read.ids[: read.own], first, high))
                    break
        return made

    def _asked(self, question: str) -> list[int]:
        asked = self._tokenizer.encode(question, add_special_tokens=False)
        return [START, *asked.ids[: QUESTION_TOKENS - 2], END]

    def _read(self, hits: Sequence[Hit], stretches: Sequence[tuple[int, int]]) -> list[_Read]:
        heads = [f"{hit.article.title}. " if hit.article.title else "" for hit in hits]
        texts = [
            head + hit.article.text[start:end]
            for head, hit, (start, end) in zip(heads, hits, stretches, strict=True)
        ]
        read = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        return [
            _Read(code.ids, np.array(code.offsets, dtype=np.int64).reshape(-1, 2), len(head), start)
            for head, code, (start, _) in zip(heads, read, stretches, strict=True)
        ]


class _Read:
    """Tokens of a title and of a stretch of its article, with their places in the article."""

    def __init__(self, ids: list[int], offsets: Numbers, head: int, start: int) -> None:
        self.ids = ids
        self.own = int(np.searchsorted(offsets[:, 0], head))
        """The first token that is not of the title."""
        self.starts, self.ends = (offsets + (start - head)).T

    def window(self, hit: int, asked: list[int], title: list[int], first: int, high: int) -> Window:
        ids = [*asked, *title, *self.ids[first:high], END]
        return Window(
            hit,
            ids,
            [0] * len(asked) + [1] * (len(ids) - len(asked)),
            len(asked) + len(title),
            self.starts[first:high],
            self.ends[first:high],
        )


def _beside(hit: Hit) -> list[tuple[int, int]]:
    """Stretches of a hit's article that hold its passage and more, the longest first."""
    text = hit.article.text
    start, end = hit.passage.span.start, hit.passage.span.end
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    before = [low + a for a, _ in sentence_spans(text[low:start])][low > 0 :]
    if before:
        return [(a, end) for a in before]
    behind = [end + b for _, b in sentence_spans(text[end:high])]
    return [(start, b) for b in reversed(behind[: len(behind) - (high < len(text))])]
