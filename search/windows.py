"""Question and passage as the reader's model sees them: windows of tokens with their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.model_files import WINDOW
from index.tokens import END, START, tokenizer
from search.results import Hit

STRIDE = 64
"""Tokens that two windows of a long passage share."""
QUESTION_TOKENS = 96
"""Of a longer question only the beginning is read."""

Numbers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens of ``question [SEP] title. passage`` for ``hits[hit]``.

    ``starts`` and ``ends``: of each token of the passage's text in code points of the article;
    ``first`` is the place of the first of them among ``ids``.
    """

    hit: int
    ids: list[int]
    kinds: list[int]
    first: int
    starts: Numbers
    ends: Numbers


class Windows:
    """Cuts windows of at most ``model_files.WINDOW`` tokens."""

    def __init__(self) -> None:
        self._tokenizer = tokenizer()

    def of(self, question: str, hits: Sequence[Hit]) -> list[Window]:
        """At least one window a hit, in the order of the hits."""
        asked = self._tokenizer.encode(question, add_special_tokens=False)
        before = [START, *asked.ids[: QUESTION_TOKENS - 2], END]
        room = WINDOW - len(before) - 1
        heads = [f"{hit.article.title}. " if hit.article.title else "" for hit in hits]
        texts = [head + hit.passage.text for head, hit in zip(heads, hits, strict=True)]
        read = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        made: list[Window] = []
        for n, (head, hit, code) in enumerate(zip(heads, hits, read, strict=True)):
            ids = code.ids
            offsets = np.array(code.offsets, dtype=np.int64).reshape(-1, 2)
            own = int(np.searchsorted(offsets[:, 0], len(head)))
            shift = hit.passage.span.start - len(head)
            for low in range(0, len(ids), room - STRIDE):
                high = min(low + room, len(ids))
                first = max(low, own)
                if first < high:
                    places = offsets[first:high] + shift
                    made.append(
                        Window(
                            n,
                            [*before, *ids[low:high], END],
                            [0] * len(before) + [1] * (high - low + 1),
                            len(before) + first - low,
                            places[:, 0],
                            places[:, 1],
                        )
                    )
                if high == len(ids):
                    break
        return made
