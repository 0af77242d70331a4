"""A headline that is typed, or pasted, to find its article."""

from __future__ import annotations

from search.wording import folded

FEWEST = 4
"""Words of a headline: fewer are a topic."""
LIKE = 0.8
"""Share of the longer one's words that the shorter one has, where one begins as the other: titles
of web pages are cut short, or have the name of their site behind them."""


def may_be_headline(text: str) -> bool:
    """Whether ``text`` is long enough, and no question."""
    return "?" not in text and len(folded(text)) >= FEWEST


def is_headline(text: str, title: str) -> bool:
    """Whether ``text`` is the headline ``title``, whatever its marks and capitals.

    >>> is_headline("bridge shut after barge strikes", "Bridge Shut, after Barge Strikes | Courier")
    True
    >>> is_headline("Bridge shut after barge strikes", "Bridge shut")
    False
    """
    short, long = sorted((folded(text), folded(title)), key=len)
    return len(short) >= FEWEST and long[: len(short)] == short and len(short) >= LIKE * len(long)
