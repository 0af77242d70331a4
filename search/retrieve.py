"""The best rows of a generation for a question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.dense import DenseIndex
from index.embed import Vectors
from index.facets import Condition, Mask
from index.ranked import Ranking, ranked
from index.sparse import SparseIndex
from search.fuse import convex, rrf
from search.settings import Settings


@dataclass(frozen=True, slots=True)
class Candidates:
    """A fused ranking, the two that it was made of (empty where a mode leaves one out), and BM25
    of every row in it.
    """

    fused: Ranking
    dense: Ranking
    sparse: Ranking
    bm25: dict[int, float]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows that may be found: as the term index is told, and as the vectors are. Of ``rows``
    without a ``condition``, those of some articles, it can't be told, and all are scored.
    """

    condition: Condition | None = None
    rows: Mask | None = None


def retrieve(
    question: str,
    vector: Vectors | None,
    dense: DenseIndex,
    terms: SparseIndex,
    settings: Settings,
    only: Narrowed,
) -> Candidates:
    """Rank passages for ``question``; ``vector`` is its embedding, None in sparse mode. Both
    rankings are of the rows in ``only``, so that a narrow search has as many candidates as a
    wide one.
    """
    asked = terms.asked(question) if settings.mode != "dense" else []
    if only.condition is None and only.rows is not None:
        rows = np.flatnonzero(only.rows).tolist()
        scores = zip(rows, terms.scores(asked, rows), strict=True)
        sparse = ranked((each for each in scores if each[1] > 0), settings.depth)
    else:
        sparse = terms.search(asked, settings.depth, only.condition)
    bm25 = dict(sparse)
    if vector is None:
        return Candidates(_scaled(sparse), [], sparse, bm25)
    near = dense.search(vector, settings.depth, only.rows)
    if settings.mode == "dense":
        return Candidates(convex(dict(near), {}, 1.0), near, [], {})
    if settings.fusion == "rrf":
        return Candidates(_scaled(rrf([near, sparse])), near, sparse, bm25)
    # A row that only one of the two found has a score of the other: look it up, guess nothing.
    cosines = dict(near)
    only_terms = [row for row, _ in sparse if row not in cosines]
    cosines.update(zip(only_terms, dense.scores(vector, only_terms), strict=True))
    only_near = [row for row, _ in near if row not in bm25]
    bm25.update(zip(only_near, terms.scores(asked, only_near), strict=True))
    return Candidates(convex(cosines, bm25, settings.dense_weight), near, sparse, bm25)


def _scaled(ranking: Ranking) -> Ranking:
    """Scores as shares of the best one, so that a fused score lies in [0, 1] in each mode: what
    reads the passages was fitted with such (search/features.py).
    """
    most = ranking[0][1] if ranking else 1.0
    return [(row, score / most) for row, score in ranking]
