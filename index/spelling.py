"""The terms of an archive, to find those that are near a misspelt one.

Near is a Damerau–Levenshtein distance of 1, or of 2 for words of ``LONG`` letters (optimal string
alignment, by rapidfuzz), with the same first letter, which people seldom get wrong (Pollock and
Zamora 1984, "Automatic spelling correction in scientific and scholarly text").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

SHORTEST = 4
"""Letters of a word that is read as another one."""
LONG = 8


def reach(word: str) -> int:
    """How far from ``word`` may lie what was meant: 0 for one that is short or holds a digit.

    >>> reach("fery"), reach("brigdges"), reach("car"), reach("a320")
    (1, 2, 0, 0)
    """
    if len(word) < SHORTEST or any(c.isdigit() for c in word):
        return 0
    return 2 if len(word) >= LONG else 1


def near(word: str, known: Iterable[str], most: int) -> list[tuple[str, int]]:
    """Those of ``known`` that begin as ``word`` does and are at most ``most`` away, with their
    distance; the nearest first, in order of the alphabet.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    some = [each for each in known if each[:1] == word[:1]]
    found = extract(word, some, scorer=OSA.distance, score_cutoff=most, limit=None)
    return sorted(((each, int(far)) for each, far, _ in found), key=lambda f: (f[1], f[0]))


class Vocabulary:
    """The terms of an archive, asked for by their first letter when a word is looked up."""

    def __init__(self, beginning: Callable[[str], Sequence[str]]) -> None:
        """``beginning`` gives the distinct terms that begin with a letter; those of removed
        articles may be among them.
        """
        self._beginning = beginning
        self._known: dict[str, Sequence[str]] = {}

    def near(self, term: str, most: int) -> list[tuple[str, int]]:
        """See ``near``."""
        if term[0] not in self._known:
            self._known[term[0]] = self._beginning(term[0])
        return near(term, self._known[term[0]], most)
