"""The seam for whatever reads passages to find an answer in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from search.results import Hit


@dataclass(frozen=True, slots=True)
class Quoted:
    """What of a list an answer quotes, and its short answer; None where that is the reader's.

    ``item``: the one that the question asks about, if it does so. ``goes_on``: more items follow.
    """

    parts: tuple[tuple[int, int], ...]
    short: tuple[int, int] | None
    item: tuple[int, int] | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A span of a passage that may answer: [start, end) in code points of the article's text.

    ``score`` orders the spans of all passages of one question, higher is better. ``support`` is
    the probability that the quote answers the question. ``short`` is the span of the short
    answer inside it, where the reader marks one. ``further``: that it does so too where it is not
    the best one of the question; None where the reader was not fitted to tell. ``listed``: what is
    quoted in place of the span, where that is of a list.
    """

    start: int
    end: int
    score: float
    support: float
    short: tuple[int, int] | None = None
    further: float | None = None
    listed: Quoted | None = None

    @property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Spans of the sentences that are quoted; what it says stands in the last."""
        return self.listed.parts if self.listed else ((self.start, self.end),)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of one passage: how relevant it is (higher is better), spans that
    answer (best first), and the probability that it does not answer.
    """

    relevance: float
    spans: tuple[ScoredSpan, ...]
    no_answer: float


def reading(relevance: float, spans: list[ScoredSpan]) -> Reading:
    """The reading of a passage with ``spans``, in any order."""
    best_first = sorted(spans, key=lambda span: (-span.score, span.start))
    return Reading(relevance, tuple(best_first), 1 - best_first[0].support if spans else 1.0)


class Reader(Protocol):
    """Reads passages for a question."""

    @property
    def threshold(self) -> float:
        """Support below which no answer is given, unless a search sets its own."""
        ...

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """One reading a hit, in the same order."""
        ...
