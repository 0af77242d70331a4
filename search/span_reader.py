"""The trained reader: one model reads question and passage, and marks the answer in it.

It was trained by training/ and is described in docs/reader.md. Each sentence is scored by all the
answer spans inside it (search/views.py). Two logistic regressions, fitted by bench/fit_reader.py
on articles that it was not trained on, weigh that against what the model says of the passage and
against the sentence picker's features: one orders sentences, one gives the probability that the
best quote answers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from search import features, yes_no
from search.calibration import Calibration, fitted
from search.pick import SentencePicker
from search.reader import Reading, ScoredSpan, reading
from search.reader_model import ReaderModel
from search.results import Hit
from search.views import views

NAMES = (
    "span",  # logits of a span that begins and ends inside the sentence
    "null",  # logits of "no answer here"
    "relevant",  # logit of the passage's relevance
    "answers",  # logit of "the passage answers"
    "named",  # share of the question's names and numbers that passage and title hold
    "passages",  # ln of the passages that were searched
    *features.NAMES,
)
MOST_PASSAGES = 9_717
"""Of the largest archive that the calibration was fitted on; what more do to it is not known."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of ``hits[hit]``, its short answer, and its features in the order of NAMES."""

    hit: int
    start: int
    end: int
    short: tuple[int, int]
    features: tuple[float, ...]


class SpanReader:
    """See Reader."""

    def __init__(self, model: ReaderModel, picker: SentencePicker, passages: int) -> None:
        """``passages``: how many were searched. The best of many looks better than the best of few
        by luck alone, so it needs more to be as sure.
        """
        self._model = model
        self._picker = picker
        self._passages = math.log(min(max(passages, 1), MOST_PASSAGES))

    @property
    def calibration(self) -> Calibration:
        """The fitted one."""
        return fitted("reader.json", NAMES)

    @property
    def threshold(self) -> float:
        """See Reader."""
        return self.calibration.threshold

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """See Reader."""
        yes_or_no = yes_no.asks_yes_or_no(question)
        weigh = fitted(yes_no.FILE, NAMES) if yes_or_no else self.calibration
        spans: list[list[ScoredSpan]] = [[] for _ in hits]
        relevance = [-30.0] * len(hits)
        for c in self.candidates(question, hits):
            spans[c.hit].append(
                ScoredSpan(
                    c.start, c.end, weigh.score(c.features), weigh.support(c.features), c.short
                )
            )
            relevance[c.hit] = max(relevance[c.hit], weigh.relevance(c.features))
        return [reading(value, found) for value, found in zip(relevance, spans, strict=True)]

    def candidates(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """Every sentence of the passages with its features."""
        sentences: list[list[tuple[int, int]]] = [[] for _ in hits]
        picked: dict[tuple[int, int], tuple[float, ...]] = {}
        names = features.named(question)
        held = [
            features.share_of_named(
                names, features.words(hit.article.title) | features.words(hit.passage.text)
            )
            for hit in hits
        ]
        for c in self._picker.candidates(question, hits):
            sentences[c.hit].append((c.start, c.end))
            picked[c.hit, c.start] = (held[c.hit], self._passages, *c.features)
        seen = views(self._model, question, hits, sentences)
        return [
            Candidate(key[0], view.start, view.end, view.short, (*view.logits, *picked[key]))
            for key, view in sorted(seen.items(), key=lambda item: item[0])
        ]
