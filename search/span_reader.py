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
from search.pick import Described, SentencePicker
from search.reader import Reading, ScoredSpan, reading
from search.reader_model import ReaderModel
from search.results import Hit
from search.undecided import best_of_each, undecided
from search.views import View, views

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

GREATEST = 1.001
"""No cosine is greater, with what rounding may add."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of ``hits[hit]``, its short answer, and its features in the order of NAMES."""

    hit: int
    start: int
    end: int
    short: tuple[int, int]
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sentence before its cosine is known."""

    described: Described
    view: View
    plain: tuple[float, ...]
    """named, passages"""

    def features(self, picked: Sequence[float]) -> tuple[float, ...]:
        """In the order of NAMES; ``picked``: the picker's."""
        return (*self.view.logits, *self.plain, *picked)

    def most(self) -> tuple[float, ...]:
        """The features with the greatest cosine."""
        return self.features(self.described.features(GREATEST, 0.0))


class SpanReader:
    """See Reader."""

    def __init__(
        self,
        model: ReaderModel,
        picker: SentencePicker,
        passages: int,
        least: float | None = None,
    ) -> None:
        """``passages``: how many were searched. The best of many looks better than the best of few
        by luck alone, so it needs more to be as sure. ``least``: support from which on a sentence
        is told of; the threshold by itself.
        """
        self._least = least
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
        """See Reader. Sentences that can't be the best of their passage, nor one of the three best,
        nor reach ``least``, whatever their cosine, are left out: embedding every one took two
        fifths of an answer's time.
        """
        yes_or_no = yes_no.asks_yes_or_no(question)
        weigh = fitted(yes_no.FILE, NAMES) if yes_or_no else self.calibration
        seen = self._seen(question, hits)
        spans: list[list[ScoredSpan]] = [[] for _ in hits]
        for c in self._weighty(question, seen, weigh):
            score, support = weigh.score(c.features), weigh.support(c.features)
            spans[c.hit].append(ScoredSpan(c.start, c.end, score, support, c.short))
        relevance = [-30.0] * len(hits)
        for one in seen:
            value = weigh.relevance(one.most())  # no cosine is in it
            relevance[one.described.hit] = max(relevance[one.described.hit], value)
        return [reading(value, found) for value, found in zip(relevance, spans, strict=True)]

    def candidates(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """Every sentence of the passages with its features."""
        return self._known(question, self._seen(question, hits))

    def _weighty(
        self, question: str, seen: Sequence[_Seen], weigh: Calibration
    ) -> Sequence[Candidate]:
        """Those of ``seen`` that ``read`` tells of."""
        if min(weigh.of(NAMES, "cosine")) < 0 or any(weigh.of(NAMES, "peak")):
            return self._known(question, seen)  # more may be less, or all count for each
        least = self.threshold if self._least is None else self._least
        of = [one.described.hit for one in seen]
        most = [one.most() for one in seen]
        scores = [weigh.score(each) for each in most]
        begun = best_of_each(of, scores)
        known = dict(zip(begun, self._known(question, [seen[n] for n in begun]), strict=True))
        further = undecided(of, scores, {n: weigh.score(known[n].features) for n in begun}) | {
            n for n, each in enumerate(most) if weigh.support(each) >= least
        }
        others = sorted(further - known.keys())
        known |= zip(others, self._known(question, [seen[n] for n in others]), strict=True)
        return [known[n] for n in sorted(known)]

    def _known(self, question: str, seen: Sequence[_Seen]) -> list[Candidate]:
        """``seen`` with their cosines."""
        picked = self._picker.features(question, [one.described for one in seen])
        return [
            Candidate(
                one.described.hit,
                one.view.start,
                one.view.end,
                one.view.short,
                one.features(own),
            )
            for one, own in zip(seen, picked, strict=True)
        ]

    def _seen(self, question: str, hits: Sequence[Hit]) -> list[_Seen]:
        names = features.named(question)
        held = [
            features.share_of_named(
                names, features.words(hit.article.title) | features.words(hit.passage.text)
            )
            for hit in hits
        ]
        sentences: list[list[tuple[int, int]]] = [[] for _ in hits]
        found = {}
        for each in self._picker.described(question, hits):
            sentences[each.hit].append((each.start, each.end))
            found[each.hit, each.start] = each
        seen = views(self._model, question, hits, sentences)
        return [
            _Seen(found[key], view, (held[key[0]], self._passages))
            for key, view in sorted(seen.items(), key=lambda item: item[0])
        ]
