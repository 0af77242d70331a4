"""One hit an article or a story, where that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.facets import Mask
from index.ranked import Ranking
from search.results import Hit
from search.settings import Settings


class Rows:
    """Revision, ordinal, start and end of each row."""

    def __init__(self, table: NDArray[np.int64]) -> None:
        self._table = table

    def __len__(self) -> int:
        return len(self._table)

    def __getitem__(self, row: int) -> tuple[int, int, int, int]:
        revision, ordinal, start, end = self._table[row].tolist()
        return revision, ordinal, start, end

    def of(self, revisions: Sequence[int]) -> Mask:
        """Which rows are passages of these revisions."""
        return np.isin(self._table[:, 0], revisions)


class Stories:
    """The story of each row, named by one row of it; ``alive``: the rows of articles that are still
    there, None for all.
    """

    def __init__(self, table: NDArray[np.int32], alive: Mask | None = None) -> None:
        self._table = table
        self._alive = alive
        self._order: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self._table)

    def __getitem__(self, row: int) -> int:
        return int(self._table[row])

    def rows(self, stories: set[int]) -> list[int]:
        """The rows of ``stories`` that are alive, in order."""
        if self._order is None:
            # Once a generation: what every question would otherwise look for in all rows.
            self._order = np.argsort(self._table, kind="stable")
        order = self._order
        ends = [
            np.searchsorted(self._table, sorted(stories), side=side, sorter=order)
            for side in ("left", "right")
        ]
        return sorted(
            row
            for low, high in zip(*ends, strict=True)
            for row in order[low:high].tolist()
            if self._alive is None or self._alive[row]
        )


def best(rows: Rows, stories: Stories, fused: Ranking, k: int, settings: Settings) -> Ranking:
    """The first ``k`` rows; or the best row of each of the first ``k`` articles; or, where a story
    has several articles, the rows of the best of them only.
    """
    chosen: Ranking = []
    articles: set[int] = set()
    told: dict[int, int] = {}
    for row, score in fused:
        article = rows[row][0]
        if settings.one_per_article and article in articles:
            continue
        if settings.one_per_story and told.setdefault(stories[row], article) != article:
            continue
        articles.add(article)
        chosen.append((row, score))
        if len(chosen) == k:
            break
    return chosen


def told_by(
    rows: Rows, stories: Stories, hits: Sequence[Hit], only: Mask | None
) -> dict[int, dict[int, None]]:
    """For each story of ``hits`` the revisions in ``only`` that tell it, in their order."""
    found: dict[int, dict[int, None]] = {}
    for row in stories.rows({stories[hit.passage.row] for hit in hits}):
        if only is None or only[row]:
            found.setdefault(stories[row], {})[rows[row][0]] = None
    return found
