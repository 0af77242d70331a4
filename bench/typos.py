"""Words as people mistype them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from index.terms import Analyzer


def wrong_letter(word: str, luck: random.Random, *, other: bool = False) -> str:
    """``word`` of four letters and more with two letters changed about, one left out, or one too
    many; or with an ``other`` one in place of one. The first letter stays (Pollock and Zamora 1984
    found nearly all errors to be one of these).
    """
    i = luck.randrange(1, len(word) - 1)
    if other and luck.random() < 0.25:
        return word[:i] + luck.choice("aeiourstn".replace(word[i], "")) + word[i + 1 :]
    return luck.choice((
        word[:i] + word[i + 1] + word[i] + word[i + 2 :],
        word[:i] + word[i + 1 :],
        word[:i] + luck.choice("aeiourstn") + word[i:],
    ))  # fmt: skip


def spoilt(
    text: str, analyzer: Analyzer, rarity: Callable[[str], float | None], luck: random.Random,
    *, other: bool = False,
) -> str:  # fmt: skip
    """``text`` with a ``wrong_letter`` in the word of five letters and more with the rarest term;
    ``rarity`` has nothing of a term that no article has.
    """
    found = {
        word: rare
        for word in re.findall(r"[A-Za-z]{5,}", text)
        if (terms := analyzer.terms(word)) and (rare := rarity(terms[0])) is not None
    }
    if not found:
        return text
    word = max(found, key=found.__getitem__)
    return text.replace(word, wrong_letter(word, luck, other=other), 1)
