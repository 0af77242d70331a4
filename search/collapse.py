"""One hit an article or a story, where that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.facets import Mask
from index.ranked import Ranking
from search.results import Hit
from search.settings import Settings

Rows = Sequence[tuple[int, int, int, int]]
"""Revision, ordinal, start and end of each row."""

Stories: TypeAlias = npt.NDArray[np.int64]
"""For each row the first row of its story."""


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
        if settings.one_per_story and told.setdefault(int(stories[row]), article) != article:
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
    told = np.isin(stories, stories[[hit.passage.row for hit in hits]])
    found: dict[int, dict[int, None]] = {}
    for row in np.flatnonzero(told if only is None else told & only).tolist():
        found.setdefault(int(stories[row]), {})[rows[row][0]] = None
    return found
