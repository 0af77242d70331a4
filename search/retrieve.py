"""The best rows of a generation for a question."""

from __future__ import annotations

from dataclasses import dataclass

from index.dense import DenseIndex
from index.embed import Vectors
from index.facets import Condition, Mask
from index.ranked import Ranking
from index.terms import TermIndex
from search.fuse import convex, rrf
from search.settings import Settings


@dataclass(frozen=True, slots=True)
class Candidates:
    """A fused ranking, and the two that it was made of (empty where a mode leaves one out)."""

    fused: Ranking
    dense: Ranking
    sparse: Ranking


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows that may be found: as the term index is told, and as the vectors are."""

    condition: Condition | None = None
    rows: Mask | None = None


def retrieve(
    question: str,
    vector: Vectors | None,
    dense: DenseIndex,
    terms: TermIndex,
    settings: Settings,
    only: Narrowed,
) -> Candidates:
    """Rank passages for ``question``; ``vector`` is its embedding, None in sparse mode. Both
    rankings are of the rows in ``only``, so that a narrow search has as many candidates as a
    wide one.
    """
    sparse = (
        terms.search(question, settings.depth, only.condition) if settings.mode != "dense" else []
    )
    if vector is None:
        return Candidates(_scaled(sparse), [], sparse)
    near = dense.search(vector, settings.depth, only.rows)
    if settings.mode == "dense":
        return Candidates(near, near, [])
    if settings.fusion == "rrf":
        return Candidates(rrf([near, sparse]), near, sparse)
    # Rows that only the term index found have a cosine too: look it up instead of guessing it.
    cosines = dict(near)
    only_terms = [row for row, _ in sparse if row not in cosines]
    cosines.update(zip(only_terms, dense.scores(vector, only_terms), strict=True))
    return Candidates(convex(cosines, dict(sparse), settings.dense_weight), near, sparse)


def _scaled(ranking: Ranking) -> Ranking:
    """BM25 scores as shares of the best one, so that a fused score lies in [0, 1] here too."""
    most = ranking[0][1] if ranking else 1.0
    return [(row, score / most) for row, score in ranking]
