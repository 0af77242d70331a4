"""The words of an archive, to read a misspelt word of a question as the one that was meant.

A word that stands in no article can find nothing. It is read as the archive's word that is nearest
in spelling: Damerau–Levenshtein distance 1, or 2 from ``LONG`` letters on (optimal string
alignment, by rapidfuzz), with the same first letter, which people seldom get wrong (Pollock and
Zamora 1984, "Automatic spelling correction in scientific and scholarly text"). A common English
word is meant as it stands, whether the archive has it or not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

SHORTEST = 4
"""Letters of a word that is read as another one."""
LONG = 8


class Vocabulary:
    """The terms of an archive, asked for by their first letter when a word is looked up."""

    def __init__(self, beginning: Callable[[str], Sequence[str]]) -> None:
        """``beginning`` gives the distinct terms that begin with a letter; those of removed
        articles may be among them.
        """
        self._beginning = beginning
        self._known: dict[str, Sequence[str]] = {}

    def nearest(self, term: str, there: Callable[[str], object] = bool) -> list[str]:
        """The terms nearest to ``term`` of those that are ``there``, all at the same distance, in
        order of the alphabet; none where all are too far, or ``term`` is short or holds a digit.
        """
        if len(term) < SHORTEST or any(c.isdigit() for c in term):
            return []
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        if term[0] not in self._known:
            self._known[term[0]] = self._beginning(term[0])
        most = 2 if len(term) >= LONG else 1
        found = extract(
            term, self._known[term[0]], scorer=OSA.distance, score_cutoff=most, limit=None
        )
        for least in sorted({distance for _, distance, _ in found}):
            near = sorted(word for word, distance, _ in found if distance == least and there(word))
            if near:
                return near
        return []
