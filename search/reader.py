"""The seam for whatever reads passages to find an answer in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from search.results import Hit


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A span of a passage that may answer: [start, end) in code points of the article's text.

    ``score`` orders the spans of all passages of one question, higher is better. ``support`` is
    the probability that the quote answers the question. ``short`` is the span of the short
    answer inside it, where the reader marks one.
    """

    start: int
    end: int
    score: float
    support: float
    short: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one passage: how relevant it is (higher is better), spans that
    answer (best first), and the probability that it does not answer.
    """

    relevance: float
    spans: tuple[ScoredSpan, ...]
    no_answer: float


STEP = 0.0001
"""By which a span is less sure than the one above it, at least."""


def readings(relevance: Sequence[float], spans: Sequence[Sequence[ScoredSpan]]) -> list[Reading]:
    """One reading a passage, of the ``spans`` in each, in any order.

    Support is fitted on the best span of a question. Of the others it tells less than the order
    does, so it falls along the order: what is told to be the surest is what was ranked first.
    """
    order = sorted(
        ((n, span) for n, group in enumerate(spans) for span in group),
        key=lambda one: (-one[1].score, one[0], one[1].start),
    )
    found: list[list[ScoredSpan]] = [[] for _ in spans]
    most = 1.0
    for n, span in order:
        support = max(0.0, min(span.support, most))
        found[n].append(replace(span, support=support))
        most = support - STEP
    return [
        Reading(value, tuple(group), 1 - group[0].support if group else 1.0)
        for value, group in zip(relevance, found, strict=True)
    ]


class Reader(Protocol):
    """Reads passages for a question."""

    @property
    def threshold(self) -> float:
        """Support below which no answer is given, unless a search sets its own."""
        ...

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """One reading a hit, in the same order."""
        ...
