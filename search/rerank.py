"""The first hits in the order of what a reader makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.reader import Reader, Reading
from search.results import Hit

RERANKED = 20
"""Hits that are read; those after them keep their places."""


def rerank(
    question: str, hits: Sequence[Hit], reader: Reader
) -> tuple[list[Hit], dict[int, Reading]]:
    """``hits``, the most relevant of the first ``RERANKED`` to the front (ties: as they came), and
    the reading of each row that was read. ``ranks`` and ``scores`` say so under ``reader``.
    """
    first = hits[:RERANKED]
    readings = {
        hit.passage.row: reading
        for hit, reading in zip(first, reader.read(question, first), strict=True)
    }
    ordered = sorted(first, key=lambda hit: -readings[hit.passage.row].relevance)
    told = [
        replace(
            hit,
            ranks={**hit.ranks, "reader": rank},
            scores={**hit.scores, "reader": readings[hit.passage.row].relevance},
        )
        for rank, hit in enumerate(ordered, 1)
    ]
    return [*told, *hits[RERANKED:]], readings
