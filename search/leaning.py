"""Sentences that say nothing without the one before them."""

from __future__ import annotations

import re

from search.pick import spans_of
from search.results import Hit

_PRONOUN = re.compile(
    r"[\W_]*(?:he|she|they|it|his|her|their|its|this|that|these|"
    r"those(?! (?:who|whose|with|without|in|of|from|on|at|over|under|that)\b)|both)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=\s)[^\W\d_a-z]\w+")


def unnamed(words: str) -> bool:
    """Whether a sentence has but a pronoun for its subject.

    >>> unnamed("She won in 1911."), unnamed("It was Ann who won."), unnamed("Those who ran, won.")
    (True, False, False)
    """
    return _PRONOUN.match(words) is not None and not _NAME.search(words)


def before(hit: Hit, start: int) -> tuple[int, int] | None:
    """The sentence that stands before one that begins at ``start``, in the passage of ``hit``."""
    return max((span for span in spans_of(hit) if span[1] <= start), default=None)
