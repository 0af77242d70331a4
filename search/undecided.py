"""Which sentences can still be the best, before all that tells is known of them.

What takes longest to know of a sentence, its cosine, only ever adds to its score. So a score with
the greatest cosine there is is a bound: a sentence whose bound lies below what others reach can't
come before them (as WAND leaves out documents, Broder et al. 2003).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

BEST = 3
"""The places of all that are decided."""


def best_of_each(of: Sequence[int], bounds: Sequence[float]) -> list[int]:
    """The number of the greatest of ``bounds`` of each passage; ``of``: the passage of each.

    >>> best_of_each([0, 0, 4], [1.0, 3.0, 2.0])
    [1, 2]
    """
    best: dict[int, int] = {}
    for number, (passage, bound) in enumerate(zip(of, bounds, strict=True)):
        if passage not in best or bound > bounds[best[passage]]:
            best[passage] = number
    return list(best.values())


def undecided(of: Sequence[int], bounds: Sequence[float], known: Mapping[int, float]) -> set[int]:
    """Numbers of those that may be the best of their passage or among the ``BEST`` of all.
    ``known``: the scores of some, at least one a passage.

    >>> undecided([0, 0, 0, 1, 2], [3.0, 2.2, 1.0, 2.0, 2.0], {0: 2.5, 3: 1.9, 4: 1.8})
    {0, 1, 3, 4}
    """
    best: dict[int, float] = {}
    for number, score in known.items():
        best[of[number]] = max(score, best.get(of[number], score))
    reached = sorted(known.values(), reverse=True)
    last = reached[BEST - 1] if len(reached) >= BEST else float("-inf")
    return {number for number, bound in enumerate(bounds) if bound >= min(best[of[number]], last)}
