"""A ranking as every retriever gives it."""

from __future__ import annotations

from collections.abc import Iterable

Ranking = list[tuple[int, float]]
"""(row, score), best first; equal scores stand in order of row, so that runs repeat."""


def ranked(pairs: Iterable[tuple[int, float]], k: int) -> Ranking:
    """The best ``k`` of ``pairs``.

    >>> ranked([(4, 1.0), (2, 1.0), (9, 3.0)], 2)
    [(9, 3.0), (2, 1.0)]
    """
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:k]
