"""The sentence picker: a reader without a trained model.

Sentences of the best passages are scored by cosine to the question, BM25 (rank-bm25's
BM25Okapi over just these sentences) and the score of their passage.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from index.embed import Embedder
from index.sentences import sentences
from index.paragraphs import paragraphs
from index.terms import Analyzer
from search.reader import Reading, ScoredSpan
from search.results import Hit

BM25_WEIGHT = 0.35
PASSAGE_WEIGHT = 0.3
FEATURES = ("cosine", "passage_cosine", "covered", "gap")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regression from FEATURES to the probability that a quote answers (Platt 1999),
    and the threshold below which no answer is given. Fitted by bench/fit_support.py."""

    weights: tuple[float, ...]
    intercept: float
    threshold: float

    def support(self, features: Sequence[float]) -> float:
        """Probability that a quote with these features answers its question."""
        x = self.intercept + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-x))


@cache
def calibration() -> Calibration:
    """The fitted one, shipped beside this file."""
    fields = json.loads(files("search").joinpath("calibration.json").read_text(encoding="utf-8"))
    return Calibration(
        tuple(fields["weights"][name] for name in FEATURES),
        fields["intercept"],
        fields["threshold"],
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its span in the article, its score and what its support is made of."""

    hit: int
    start: int
    end: int
    score: float
    features: tuple[float, ...]


class SentencePicker:
    """See Reader."""

    def __init__(self, embedder: Embedder, analyzer: Analyzer) -> None:
        self._embedder = embedder
        self._analyzer = analyzer

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """See Reader."""
        readings = []
        found = self.candidates(question, hits)
        for number, hit in enumerate(hits):
            spans = sorted(
                (
                    ScoredSpan(c.start, c.end, c.score, calibration().support(c.features))
                    for c in found
                    if c.hit == number
                ),
                key=lambda span: (-span.score, span.start),
            )
            best = max((span.support for span in spans), default=0.0)
            readings.append(Reading(hit.score, tuple(spans), 1 - best))
        return readings

    def candidates(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """Every sentence of the passages, scored."""
        from rank_bm25 import BM25Okapi

        places = [(n, a, b) for n, hit in enumerate(hits) for a, b in spans_of(hit)]
        if not places:
            return []
        texts = [hits[n].article.text[a:b] for n, a, b in places]
        vectors = self._embedder.encode([question, *texts])
        cosines = (vectors[1:] @ vectors[0]).tolist()
        terms = list(dict.fromkeys(self._analyzer.terms(question)))
        of_sentence = [self._analyzer.terms(text) for text in texts]
        # BM25Okapi divides by the mean length, so a corpus without a single term is left out.
        bm25 = (
            BM25Okapi(of_sentence).get_scores(terms)
            if any(of_sentence) and terms
            else np.zeros(len(texts))
        )
        most = max(float(bm25.max()), 1e-9)
        best = max((hit.scores.get("dense", 0.0) for hit in hits), default=0.0)
        of_passage = [
            set(self._analyzer.terms(f"{hit.article.title} {hit.passage.text}")) for hit in hits
        ]
        found = []
        for (n, a, b), cosine, weight in zip(places, cosines, bm25, strict=True):
            share = max(float(weight), 0.0) / most
            covered = sum(t in of_passage[n] for t in terms) / len(terms) if terms else 0.0
            passage = hits[n].scores.get("dense", 0.0)
            found.append(
                Candidate(
                    n, a, b,
                    cosine + BM25_WEIGHT * share + PASSAGE_WEIGHT * hits[n].score,
                    (cosine, passage, covered, best - passage),
                )
            )  # fmt: skip
        return found


def spans_of(hit: Hit) -> list[tuple[int, int]]:
    """Spans of the sentences of a hit's passage, in code points of the article."""
    start = hit.passage.span.start
    return [
        (start + a, start + b)
        for left, right in paragraphs(hit.passage.text)
        for a, b in sentences(hit.passage.text, left, right)
    ]
