"""The trained reader: one model reads question and passage, and marks the answer in it.

It was trained by training/ and is described in docs/reader.md. Each sentence is scored by all the
answer spans inside it (search/views.py). Two logistic regressions, fitted by bench/fit_reader.py
on articles that it was not trained on, weigh that against what the model says of the passage and
against the sentence picker's features: one orders sentences, one gives the probability that the
best quote answers. Whether another backs it is told by its odds: they fall as its share of the
softmax does that the order was fitted with (docs/decisions/0039-no-sentence-vectors.md). How sure
it is when it is quoted beside the best one tells a third regression
(docs/decisions/0042-further-sentences.md). Where yes or no is asked for, other weights are taken
(search/yes_no.py), and the sentences that look best are compared with the question once more.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.embed import Vectors
from index.sparse import SparseIndex
from index.tables import told
from search import features, yes_no
from search.calibration import Calibration, fitted, probability
from search.pick import Described, described
from search.reader import Quoted, Reading, ScoredSpan, reading
from search.reader_model import Model
from search.results import Hit
from search.spans import uncut
from search.views import View, views

NAMES = (
    "span",  # logits of a span that begins and ends inside the sentence
    "null",  # logits of "no answer here"
    "relevant",  # logit of the passage's relevance
    "answers",  # logit of "the passage answers"
    "named",  # share of the question's names and numbers that passage and title hold
    "passages",  # ln of the passages that were searched
    *features.PLAIN,
)
YES_NO = (*NAMES, "titled")
"""What is weighed where yes or no is asked for. titled: cosine of the question and the sentence
behind the title of its article."""
MOST_COMPARED = 12
"""Sentences whose cosine is taken: those that the reader finds best."""
MOST_PASSAGES = 9_717
"""Of the largest archive that the calibration was fitted on; what more do to it is not known."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of ``hits[hit]``, its short answer, and its features in the order of NAMES, or of
    YES_NO.
    """

    hit: int
    start: int
    end: int
    short: tuple[int, int]
    features: tuple[float, ...]
    listed: Quoted | None = None
    """See ScoredSpan."""


class SpanReader:
    """See Reader."""

    def __init__(
        self,
        model: Model,
        terms: SparseIndex,
        passages: int,
        encode: Callable[[list[str]], Vectors],
        vector: Callable[[str], Vectors] | None = None,
    ) -> None:
        """``passages``: how many were searched. The best of many looks better than the best of few
        by luck alone, so it needs more to be as sure. ``encode`` embeds texts. ``vector``: the
        question's, where it is known already.
        """
        self._model = model
        self._terms = terms
        self._encode = encode
        self._vector = vector or (lambda question: encode([question])[0])
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
        weigh, compared = self.calibration, self.candidates(question, hits)
        relevance = [-30.0] * len(hits)
        for c in compared:
            relevance[c.hit] = max(relevance[c.hit], weigh.relevance(c.features))
        if yes_no.asks_yes_or_no(question):
            if yes_no.asks_if_true(question):
                weigh = fitted(yes_no.STATED, NAMES)
            else:
                weigh, compared = fitted(yes_no.FILE, YES_NO), self.titled(question, hits, compared)
        found = [(weigh.score(c.features), c) for c in compared]
        most, best = max(found, key=lambda each: each[0], default=(0.0, None))
        surest = weigh.logit(best.features) if best else 0.0
        spans: list[list[ScoredSpan]] = [[] for _ in hits]
        for score, c in found:
            support = probability(surest - (most - score))
            row = told(hits[c.hit].article.text[c.start : c.end])  # no rows are in the fit
            beside = None if row else weigh.beside(surest, most - score)
            spans[c.hit].append(
                ScoredSpan(c.start, c.end, score, support, c.short, beside, c.listed)
            )
        return [reading(value, own) for value, own in zip(relevance, spans, strict=True)]

    def candidates(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """Every sentence of the passages with its features."""
        names = features.named(question)
        held = [
            features.share_of_named(
                names, features.words(hit.article.title) | features.words(hit.passage.text)
            )
            for hit in hits
        ]
        sentences: list[list[tuple[int, int]]] = [[] for _ in hits]
        found = described(question, hits, self._terms)
        for each in found:
            sentences[each.hit].append((each.start, each.end))
            if each.listed and each.listed.item:
                sentences[each.hit].append(each.listed.item)
        seen = views(self._model, question, hits, sentences)
        return [
            Candidate(
                each.hit,
                view.start,
                view.end,
                uncut(hits[each.hit].article.text, _short(each, seen) or view.short),
                (*view.logits, held[each.hit], self._passages, *each.plain),
                each.listed,
            )
            for each in found
            if (view := seen.get((each.hit, each.start, each.end)))
        ]

    def titled(
        self, question: str, hits: Sequence[Hit], found: Sequence[Candidate]
    ) -> list[Candidate]:
        """The best of what was ``found``, with the features of YES_NO."""
        if not found:
            return []
        weigh = self.calibration
        best = heapq.nlargest(MOST_COMPARED, found, key=lambda c: weigh.score(c.features))
        of = [hits[c.hit].article for c in best]
        texts = [f"{a.title}. {a.text[c.start : c.end]}" for a, c in zip(of, best, strict=True)]
        cosines: list[float] = (self._encode(texts) @ self._vector(question)).tolist()
        return [
            replace(c, features=(*c.features, cosine))
            for c, cosine in zip(best, cosines, strict=True)
        ]


def _short(each: Described, seen: dict[tuple[int, int, int], View]) -> tuple[int, int] | None:
    """The short answer in what is quoted of a list; None where it is that of all that was read."""
    if each.listed is None:
        return None
    own = seen.get((each.hit, *each.listed.item)) if each.listed.item else None
    return own.short if own else each.listed.short
