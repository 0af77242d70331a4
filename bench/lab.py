"""A collection as matrices, so that a choice of retrieval is tried in seconds.

Passages are cut by index.split and embedded by the project's own embedder, vectors kept in a file.
Questions × passages: ``cosine``, and BM25 of any field with any k1 and b (Robertson and Zaragoza
2009, in Lucene's form: idf = ln(1 + (N - n + .5) / (n + .5))). tests/test_sparse.py holds these
scores against those of the archive's own index.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
from scipy import sparse

from bench.cached import CachedEmbedder
from index import split
from index.header import header
from search.judged import Judged, Question, read_judged

Matrix = np.ndarray[Any, np.dtype[np.float32]]
_T = TypeVar("_T")


def part_of(judged: Judged, size: int) -> Judged:
    """The gold articles, then others in their order, up to ``size``; questions that are judged."""
    gold = {d for q in judged.questions for d in q.relevant}
    first = sorted(judged.documents, key=lambda d: d.origin not in gold)[:size]
    return Judged(f"{judged.name} ({size})", tuple(first), judged.questions)


def collection(folder: Path, size: int | None = None, most: int | None = None) -> Judged:
    """Its judged questions, ``most`` of them taken evenly; the first ``size`` articles."""
    judged = read_judged(folder)
    if size is not None:
        judged = part_of(judged, size)
    asked = [q for q in judged.questions if any(g > 0 for g in q.relevant.values())]
    return replace(judged, questions=evenly(asked, most))


def evenly(questions: Sequence[_T], most: int | None) -> tuple[_T, ...]:
    """``most`` of ``questions`` at even steps; all where there are no more, or with None."""
    if most is None or most >= len(questions):
        return tuple(questions)
    return tuple(questions[int(n * len(questions) / most)] for n in range(most))


@dataclass(frozen=True, slots=True)
class Cut:
    """Passages: ``owner`` is the number of each one's document."""

    judged: Judged
    owner: np.ndarray[Any, Any]
    texts: list[str]

    @property
    def titles(self) -> list[str]:
        """Of each passage's document."""
        return [self.judged.documents[n].title for n in self.owner]


def cut(judged: Judged, reach: int = split.REACH, most: int = split.MOST) -> Cut:
    """As the index cuts, with other sizes."""
    usual = split.REACH, split.MOST
    split.REACH, split.MOST = reach, most
    try:
        owner, texts = [], []
        for n, document in enumerate(judged.documents):
            for a, b in split.split(document.text):
                owner.append(n)
                texts.append(document.text[a:b])
    finally:
        split.REACH, split.MOST = usual
    return Cut(judged, np.array(owner), texts)


def vectors(made: Cut, embedder: CachedEmbedder, head: str = "title and date") -> Matrix:
    """Of the passages, with a header of ``title and date``, ``title`` or ``none``."""
    texts = []
    for n, text in zip(made.owner, made.texts, strict=True):
        document = made.judged.documents[n]
        date = document.published if head == "title and date" else None
        line = header(document.title, date) if head != "none" else ""
        texts.append(f"{line} {text}".strip())
    blocks = [embedder.encode(texts[low : low + 512]) for low in range(0, len(texts), 512)]
    return np.concatenate(blocks)


def cosine(questions: Sequence[Question], passages: Matrix, embedder: CachedEmbedder) -> Matrix:
    """Questions × passages."""
    return embedder.encode([q.text for q in questions]) @ passages.T


class Terms(Protocol):
    """What cuts a text into terms."""

    def terms(self, text: str) -> list[str]:
        """In order, with repeats."""
        ...


class Field:
    """The term counts of one field, for BM25 with any parameters."""

    def __init__(self, texts: Sequence[str], analyzer: Terms) -> None:
        self.terms: dict[str, int] = {}
        rows, columns, counts, sizes = [], [], [], []
        for n, text in enumerate(texts):
            found = Counter(analyzer.terms(text))
            sizes.append(sum(found.values()))
            for term, count in found.items():
                rows.append(self.terms.setdefault(term, len(self.terms)))
                columns.append(n)
                counts.append(count)
        shape = (max(1, len(self.terms)), len(texts))
        self.counts = sparse.csr_matrix((counts, (rows, columns)), shape, dtype=np.float32)
        self.sizes = np.array(sizes, dtype=np.float32)

    def idf(self, term: str) -> float:
        """See the module's docstring; 0 for a term that is nowhere."""
        row = self.terms.get(term)
        if row is None:
            return 0.0
        n = int(self.counts.indptr[row + 1] - self.counts.indptr[row])
        return math.log(1 + (self.counts.shape[1] - n + 0.5) / (n + 0.5))

    def weights(self, k1: float, b: float) -> Any:
        """Terms × texts: BM25 of a single term."""
        made = self.counts.tocoo()
        mean = float(self.sizes.mean()) or 1.0
        room = k1 * (1 - b + b * self.sizes[made.col] / mean)
        n = np.diff(self.counts.indptr)
        idf = np.log(1 + (self.counts.shape[1] - n + 0.5) / (n + 0.5))
        values = idf[made.row] * made.data * (k1 + 1) / (made.data + room)
        return sparse.csr_matrix((values, (made.row, made.col)), made.shape)


def bm25(asked: Sequence[dict[str, float]], field: Field, k1: float, b: float) -> Matrix:
    """Questions × texts; a question is its terms, each with a weight."""
    rows, columns, values = [], [], []
    for n, terms in enumerate(asked):
        for term, weight in terms.items():
            if term in field.terms:
                rows.append(n)
                columns.append(field.terms[term])
                values.append(weight)
    query = sparse.csr_matrix((values, (rows, columns)), (len(asked), field.counts.shape[0]))
    return np.asarray((query @ field.weights(k1, b)).todense(), dtype=np.float32)
