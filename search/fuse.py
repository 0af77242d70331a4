"""Two rankings into one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from index.ranked import Ranking, ranked

RECENCY = 0.1
"""Share of a score that newness makes where the day of a question is known."""
FADES = 30.0
"""Days in which it falls to 1/e."""


def rrf(rankings: Sequence[Ranking], k: int = 60) -> Ranking:
    """Reciprocal rank fusion: the sum of ``1 / (k + rank)``, rank from 1 (Cormack, Clarke and
    Büttcher 2009).

    >>> rrf([[(7, 9.0), (8, 1.0)], [(8, 0.5)]])[0][0]
    8
    """
    total: dict[int, float] = {}
    for ranking in rankings:
        for rank, (row, _) in enumerate(ranking, 1):
            total[row] = total.get(row, 0.0) + 1 / (k + rank)
    return ranked(total.items(), len(total))


def convex(dense: dict[int, float], sparse: dict[int, float], dense_weight: float) -> Ranking:
    """Convex combination of scores after theoretical min-max (Bruch, Gai and Ingber 2022,
    "An Analysis of Fusion Functions for Hybrid Retrieval", TM2C2): the least value is the least
    that the scorer can give (cosine -1, BM25 0), the greatest the greatest that was found.

    A row that a scorer has no value for gets that scorer's least.

    >>> convex({1: 1.0, 2: 0.0}, {2: 4.0}, 0.5)
    [(2, 0.75), (1, 0.5)]
    """
    near = _normalised(dense, -1.0)
    terms = _normalised(sparse, 0.0)
    rows = near.keys() | terms.keys()
    return ranked(
        (
            (row, dense_weight * near.get(row, 0.0) + (1 - dense_weight) * terms.get(row, 0.0))
            for row in rows
        ),
        len(rows),
    )


def fresher(ranking: Ranking, ages: Mapping[int, int]) -> Ranking:
    """``ranking`` with a share of ``RECENCY`` for how new a row is: ``exp(-age / FADES)``, an
    exponential prior on time (Li and Croft 2003, "Time-based language models"), of its age in days.
    A row that has no age, or one below 0, gets nothing. Scores in [0, 1] stay there.

    >>> fresher([(1, 0.6), (2, 0.6)], {2: 0})[0][0]
    2
    """
    return ranked(
        (
            (row, (1 - RECENCY) * score + RECENCY * _fresh(ages.get(row, -1)))
            for row, score in ranking
        ),
        len(ranking),
    )


def _fresh(age: int) -> float:
    return math.exp(-age / FADES) if age >= 0 else 0.0


def _normalised(scores: dict[int, float], least: float) -> dict[int, float]:
    most = max(scores.values(), default=least)
    if most <= least:
        return dict.fromkeys(scores, 0.0)
    return {row: (score - least) / (most - least) for row, score in scores.items()}
