"""Articles in other languages than the archive's: words are stemmed, and stop words left
out, by their own language first, and then run through the archive's analyzer as all are. A
question goes the same way once for each language that is there, so it meets them.

    archive in English:  English article   word ─────────────► English analyzer ─► term
                         German article    word ─► German ───► English analyzer ─► term
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from index.terms import Analyzer

STEMMED = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian",
    "nb": "norwegian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
"""By ISO 639-1 code, the languages that have a stemmer."""


@cache
def _analyzer(language: str) -> Analyzer:
    return Analyzer(language)


def by_language(text: str, code: str | None, base: str) -> str:
    """``text`` for the term index of an archive whose language is ``base``; as it is where that is
    its language, or it has none that has a stemmer.

    >>> by_language("Die Kosten der Fähren", "de-AT", "english")
    'kost fahr'
    """
    language = STEMMED.get((code or "").lower().partition("-")[0], base)
    return text if language == base else " ".join(_analyzer(language).terms(text))


class Foreign:
    """The languages of an archive besides its own."""

    def __init__(self, codes: Iterable[str], base: Analyzer) -> None:
        """``codes`` of the languages that are there."""
        named = sorted({STEMMED[code] for code in codes} - {base.language})
        self._analyzers = [_analyzer(language) for language in named]
        self._base = base

    def terms(self, text: str) -> list[str]:
        """The terms of ``text`` as articles in these languages have them, in order."""
        return [
            term
            for analyzer in self._analyzers
            for term in self._base.terms(" ".join(analyzer.terms(text)))
        ]

    def stops(self, word: str) -> bool:
        """Whether ``word`` is a stop word in one of them."""
        return any(not analyzer.terms(word) for analyzer in self._analyzers)
