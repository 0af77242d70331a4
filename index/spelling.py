"""The words of an archive, to read a misspelt word of a question as the one that was meant.

A word that stands in no article can find nothing. It is read as the archive's word that is nearest
in spelling: Damerau–Levenshtein distance 1, or 2 from ``LONG`` letters on (optimal string
alignment, by rapidfuzz), with the same first letter, which people seldom get wrong (Pollock and
Zamora 1984, "Automatic spelling correction in scientific and scholarly text"). A common English
word is meant as it stands, whether the archive has it or not.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from index import model_files

FILE = "words"
SHORTEST = 4
"""Letters of a word that is read as another one."""
LONG = 8


def write(terms: Iterable[str], folder: Path) -> None:
    """Write the distinct terms, sorted, one a line."""
    text = "".join(f"{term}\n" for term in sorted(set(terms)))
    (folder / FILE).write_text(text, encoding="utf-8")


@cache
def common() -> frozenset[str]:
    """Some 20,000 common English words: what the packaged model's tokenizer has whole.

    Raises:
        ModelMissing: the packaged model is not installed.
    """
    fields = json.loads(model_files.verified("tokenizer.json").read_text(encoding="utf-8"))
    return frozenset(word for word in fields["model"]["vocab"] if word.isalpha())


class Vocabulary:
    """The terms of an archive; read from the file when a word is first looked up."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._terms: list[str] | None = None

    def nearest(self, term: str) -> list[str]:
        """The terms nearest to ``term``, all at the same distance, in order of the alphabet; none
        where all are too far, or ``term`` is short or holds a digit.
        """
        if len(term) < SHORTEST or any(c.isdigit() for c in term):
            return []
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        if self._terms is None:
            self._terms = self._file.read_text(encoding="utf-8").split("\n")[:-1]
        # Sorted, so the words with the same first letter stand together.
        first = bisect_left(self._terms, term[0])
        last = bisect_left(self._terms, chr(ord(term[0]) + 1))
        most = 2 if len(term) >= LONG else 1
        found = extract(
            term, self._terms[first:last], scorer=OSA.distance, score_cutoff=most, limit=None
        )
        least = min((distance for _, distance, _ in found), default=0)
        return sorted(word for word, distance, _ in found if distance == least)
