"""A question as it was meant: words that no article says are read as the nearest that one does.

Which term a word is read as, index/spelling.py tells. Here the term becomes a word again, as the
articles write it, so that what ranks by meaning and what reads can take the question as meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.terms import Analyzer, composed

_WORD = re.compile(r"\w+")
TEXTS = 5
"""Passages that are looked through for the word that a term is the stem of."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A question in the words that it was read with, and each word that was read as another."""

    text: str
    words: dict[str, str] = field(default_factory=dict)


def meant(
    question: str, respelt: dict[str, str], said: dict[str, list[str]], analyzer: Analyzer
) -> Meant:
    """``question`` with its misspelt words mended: ``respelt`` has its terms that no article has,
    with the term that each is read as, and ``said`` texts with that one.

    >>> analyzer = Analyzer("english")
    >>> meant("the Brigdes?", {"brigd": "bridg"}, {"bridg": ["Old bridges, a bridge"]}, analyzer)
    Meant(text='the Bridges?', words={'brigdes': 'bridges'})
    """
    words: dict[str, str] = {}

    def mended(match: re.Match[str]) -> str:
        typed = match[0]
        for term in analyzer.terms(typed):
            if term in respelt:
                word = _word(typed.lower(), respelt[term], said.get(respelt[term], ()), analyzer)
                words[typed.lower()] = word
                return word.capitalize() if typed[0].isupper() else word
        return typed

    text = _WORD.sub(mended, composed(question))
    return Meant(text, words) if words else Meant(question)


def _word(typed: str, term: str, texts: Iterable[str], analyzer: Analyzer) -> str:
    """Of the words in ``texts`` with that ``term`` the one nearest to what was typed, the commonest
    of those as near; the term itself where there is none.
    """
    from rapidfuzz.distance import OSA

    counts = Counter(word for text in texts for word in _WORD.findall(composed(text).lower()))
    fits = [word for word in counts if analyzer.terms(word) == [term]]
    return min(fits, key=lambda w: (OSA.distance(typed, w), -counts[w], w), default=term)
