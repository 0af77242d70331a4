"""Question and passage as the reader's model sees them: windows of tokens with their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index import model_files
from search.results import Hit

if TYPE_CHECKING:
    from tokenizers import Tokenizer

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
        from tokenizers import Tokenizer

        file = str(model_files.verified("tokenizer.json"))
        self._question: Tokenizer = Tokenizer.from_file(file)
        self._question.no_padding()
        self._question.enable_truncation(QUESTION_TOKENS)
        self._pair: Tokenizer = Tokenizer.from_file(file)
        self._pair.no_padding()
        self._pair.enable_truncation(model_files.WINDOW, stride=STRIDE, strategy="only_second")

    def of(self, question: str, hits: Sequence[Hit]) -> list[Window]:
        """At least one window a hit, in the order of the hits."""
        read = self._question.encode(question)
        short = question[: max((b for _, b in read.offsets), default=0)]
        heads = [f"{hit.article.title}. " if hit.article.title else "" for hit in hits]
        pairs = [(short, head + hit.passage.text) for head, hit in zip(heads, hits, strict=True)]
        made: list[Window] = []
        for n, (head, hit, code) in enumerate(
            zip(heads, hits, self._pair.encode_batch(pairs), strict=True)
        ):
            shift = hit.passage.span.start - len(head)
            for part in (code, *code.overflowing):
                offsets = np.array(part.offsets, dtype=np.int64)
                inside = [
                    i
                    for i, (kind, special) in enumerate(
                        zip(part.type_ids, part.special_tokens_mask, strict=True)
                    )
                    if kind == 1 and not special and offsets[i, 0] >= len(head)
                ]
                if inside:
                    places = offsets[inside[0] : inside[-1] + 1] + shift
                    made.append(
                        Window(n, part.ids, part.type_ids, inside[0], places[:, 0], places[:, 1])
                    )
        return made
