"""Words as people mistype them."""

from __future__ import annotations

import random


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
