"""Forms in which something is asked, as regular expressions that are compiled when they are needed:
a search needs none of them, and an answer should not wait for all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

_WHOSE = re.compile(r"['’]s?$")


@cache
def compiled(form: str) -> re.Pattern[str]:
    """``form`` without regard to case."""
    return re.compile(form, re.IGNORECASE)


def not_behind(words: Sequence[str], articles: Sequence[str]) -> str:
    r"""A form that holds where none of ``words`` stands before, nor with one of ``articles``.

    >>> not_behind(("of",), ("the",))
    '(?<!\\bof )(?<!\\bof the )'
    """
    before = [f"{word} {article}".strip() for word in words for article in ("", *articles)]
    return "".join(rf"(?<!\b{each} )" for each in before)


def not_whose(word: str) -> str:
    """``word`` without the ending of what is of somebody.

    >>> not_whose("Lee's"), not_whose("James’"), not_whose("bus")
    ('Lee', 'James', 'bus')
    """
    return _WHOSE.sub("", word)


def folded(text: str) -> list[str]:
    """The words and numbers of ``text``, whatever their case.

    >>> folded("Bridge shut, after 9 days!")
    ['bridge', 'shut', 'after', '9', 'days']
    """
    return compiled(r"[^\W_]+").findall(text.casefold())


def words_of(text: str) -> frozenset[str]:
    """The words of ``text``, which are parted by spaces."""
    return frozenset(text.split())
