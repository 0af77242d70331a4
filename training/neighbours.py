"""Passages that look as if they answered a question and do not."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import faiss

from index import terms
from index.models import load
from training.source import Row, sentence_starts

FAR = 0.15
"""Share of the negatives that are any paragraph."""
GAP = 0.3
"""Share of the negatives that are the paragraph itself without the sentence of the answer, as the
passages beside the right one are in an article; of the others half share terms with the question
and half lie near it in the embedding model's space.
"""


def without_answer(text: str, answers: list[str]) -> str | None:
    """``text`` without the sentence of the answer, if the rest does not hold it and is not one
    sentence only.

    >>> without_answer("Abe won in 1960. Bo lost. Cy rested.", ["1960"])
    'Bo lost. Cy rested.'
    """
    starts = sentence_starts(text)
    cut = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    rest = [one for one in cut if not any(a.lower() in one.lower() for a in answers)]
    return "".join(rest).strip() if 2 <= len(rest) == len(cut) - 1 else None


class Neighbours:
    """Paragraphs that BM25 or the embedding model finds for a question and that do not hold its
    answer.
    """

    def __init__(self, contexts: list[str]) -> None:
        self.contexts = contexts
        self._embedder = load()
        self._beginnings = faiss.IndexFlatIP(self._embedder.dimension)
        for low in range(0, len(contexts), 5000):
            part = [text[:400] for text in contexts[low : low + 5000]]
            self._beginnings.add(self._embedder.encode(part))
            print(f"{self._beginnings.ntotal:,} paragraphs embedded", flush=True)
        self._folder = tempfile.TemporaryDirectory()
        terms.write((("", text) for text in contexts), Path(self._folder.name), "english")
        self._index = terms.TermIndex(Path(self._folder.name), "english")

    def close(self) -> None:
        """Remove the index of terms."""
        self._folder.cleanup()

    def found(self, question: str, luck: random.Random) -> list[str]:
        if luck.random() < 0.5:
            _, (near,) = self._beginnings.search(self._embedder.encode([question]), 30)
            return [self.contexts[n] for n in near]
        return self._by_terms(question, 30)

    def _by_terms(self, question: str, most: int) -> list[str]:
        asked = list(dict.fromkeys(self._index.analyzer.terms(question)))
        return [self.contexts[n] for n, _ in self._index.search(asked, most)]

    def alike(self, row: Row, most: int) -> list[str]:
        """The first ``most`` that share terms with the question, do not hold the answer and are no
        other translation of the row's own.
        """
        return _others(row, self._by_terms(row["question"], 14), 0.4)[:most]

    def draw(self, row: Row, luck: random.Random) -> tuple[str, int] | None:
        """A paragraph that does not answer, and whether it is relevant (0, or -1: unknown)."""
        kind = luck.random()
        if kind < FAR:
            return luck.choice(self.contexts), 0
        answers = [a.lower() for a in row["answers"]["text"]]
        if kind < FAR + GAP and answers:
            rest = without_answer(row["context"], answers)
            if rest:
                return rest, -1
        good = _others(row, self.found(row["question"], luck), 0.6)
        # The nearest ones most often, further ones sometimes.
        return (good[min(int(luck.expovariate(0.25)), len(good) - 1)], 0) if good else None


def _others(row: Row, found: list[str], shared: float) -> list[str]:
    """Of ``found`` those that do not hold the answer, nor more than a share ``shared`` of the words
    of the row's own paragraph, as another translation of it does.
    """
    answers = [a.lower() for a in row["answers"]["text"]]
    own = set(row["context"].lower().split())
    good = []
    for text in found:
        words = text.lower()
        same = len(own & set(words.split())) > shared * len(own)
        if not same and not any(a in words for a in answers):
            good.append(text)
    return good
