"""Forms in which something is asked, as regular expressions that are compiled when they are needed:
a search needs none of them, and an answer should not wait for all.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(form: str) -> re.Pattern[str]:
    """``form`` without regard to case."""
    return re.compile(form, re.IGNORECASE)


def words_of(text: str) -> frozenset[str]:
    """The words of ``text``, which are parted by spaces."""
    return frozenset(text.split())
