"""Which language an article is in."""

from __future__ import annotations

import re
from dataclasses import replace

from index.records import Draft

READ = 2_000
"""Characters that are looked at."""
SHORTEST = 40
"""Letters below which nothing is said."""
ENGLISH = frozenset(
    ("the", "and", "of", "to", "that", "with", "for", "was", "were", "this", "which", "they",
     "have", "has", "from", "their", "would", "been", "his", "her", "by", "at", "it", "on")
)  # fmt: skip
ENGLISH_SHARE = 0.2
"""Share of these words from which a text is called English without more ado: loading the model
takes a second, and no other language comes near it."""
_WORD = re.compile(r"[^\W\d_]+")


def language(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``, None where it is too short to tell.

    >>> language("Die Fähre nach Halvern fuhr um zehn Uhr ab, und niemand war an Bord geblieben.")
    'de'
    """
    start = text[:READ]
    words = [word.lower() for word in _WORD.findall(start)]
    if sum(map(len, words)) < SHORTEST:
        return None
    if sum(word in ENGLISH for word in words) / len(words) >= ENGLISH_SHARE:
        return "en"
    import py3langid

    return str(py3langid.classify(start)[0])


def with_language(draft: Draft) -> Draft:
    """``draft`` with its language, detected where nobody has named it."""
    if draft.language is not None:
        return draft
    return replace(draft, language=language(draft.text))
