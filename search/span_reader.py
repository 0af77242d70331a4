"""The trained reader: one model reads question and passage, and marks the answer in it.

It was trained by training/ and is described in docs/reader.md. Each sentence is scored by the
answer spans inside it. Two logistic regressions, fitted by bench/fit_reader.py on articles that it
was not trained on, weigh that against what the model says of the passage and against the sentence
picker's features: one orders sentences, one gives the probability that the best quote answers. The
few best ones are read once more (search/second_look.py), and two further regressions, which know
that reading too, order them and give their probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search import features, second_look
from search.calibration import Calibration, fitted
from search.pick import SentencePicker
from search.reader import Reading, ScoredSpan, reading
from search.reader_model import ReaderModel
from search.results import Hit
from search.spans import best_spans

NAMES = (
    "span",  # logits of all spans inside the sentence, see search.spans
    "null",  # logits of "no answer here"
    "relevant",  # logit of the passage's relevance
    "answers",  # logit of "the passage answers"
    *features.NAMES,
)


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

    def __init__(self, model: ReaderModel, picker: SentencePicker) -> None:
        self._model = model
        self._picker = picker

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
        first = self.calibration
        again = fitted("reader.json", (*NAMES, *second_look.NAMES), "again")
        spans: list[list[ScoredSpan]] = [[] for _ in hits]
        relevance = [-30.0] * len(hits)

        def keep(c: Candidate, score: float, support: float) -> None:
            spans[c.hit].append(ScoredSpan(c.start, c.end, score, support, c.short))
            value = first.relevance(c.features[: len(NAMES)])
            relevance[c.hit] = max(relevance[c.hit], value)

        found = sorted(
            self.candidates(question, hits), key=lambda c: first.score(c.features), reverse=True
        )
        few, rest = self.again(question, hits, found[: second_look.FEW]), found[second_look.FEW :]
        for c in few:
            keep(c, again.score(c.features), again.support(c.features))
        lowest = min((again.score(c.features) for c in few), default=0.0)
        for c in rest:  # in their own order, below the few
            below = 1 + first.score(rest[0].features) - first.score(c.features)
            keep(c, lowest - below, first.support(c.features))
        return [reading(value, each) for value, each in zip(relevance, spans, strict=True)]

    def again(
        self, question: str, hits: Sequence[Hit], few: Sequence[Candidate]
    ) -> list[Candidate]:
        """``few``, best first, with the features of second_look.NAMES after their own."""
        words = [hits[c.hit].article.text[c.start : c.end] for c in few]
        seen = second_look.looked(self._model, question, words)
        return [replace(c, features=(*c.features, *s)) for c, s in zip(few, seen, strict=True)]

    def candidates(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """Every sentence of the passages with its features; of a sentence that two windows hold,
        the one with the better span.
        """
        windows = self._model.windows.of(question, hits)
        sentences: list[list[tuple[int, int]]] = [[] for _ in hits]
        picked: dict[tuple[int, int], tuple[float, ...]] = {}
        for c in self._picker.candidates(question, hits):
            sentences[c.hit].append((c.start, c.end))
            picked[c.hit, c.start] = c.features
        best: dict[tuple[int, int], Candidate] = {}
        for window, logits in zip(windows, self._model.logits(windows), strict=True):
            n = window.hit
            for s in best_spans(window, logits, sentences[n]):
                seen = (s.mass, logits.null, logits.relevant, logits.answers)
                new = Candidate(n, s.start, s.end, s.short, (*seen, *picked[n, s.start]))
                old = best.get((n, s.start))
                if old is None or _margin(new) > _margin(old):
                    best[n, s.start] = new
        return [best[key] for key in sorted(best)]


def _margin(candidate: Candidate) -> float:
    return candidate.features[0] - candidate.features[1]
