"""Sentences of a paragraph as spans, by sentencex (rules for some 300 languages, no download)."""

from __future__ import annotations

import re

SENTENCES_VERSION = 1
MOST_QUOTES = 2_000
"""Opening quotation marks of one paragraph up to which they count: the library looks for the end
of each, which takes time by their square where there is none."""

_OPENING = re.compile(r"[“‘«„‚‹']")
_QUOTES = re.compile(r"[“”‘’«»„‚‹›'\"]")


def sentences(text: str, start: int, end: int, language: str = "en") -> list[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, in order, without white space around them.

    Every character that is not white space lies in exactly one of them. Line breaks inside are
    read as spaces: what is one paragraph is one paragraph.
    """
    from sentencex import get_sentence_boundaries

    # Any single white-space character becomes one space, so that offsets stay.
    flat = "".join(" " if c.isspace() else c for c in text[start:end])
    many = len(flat) > MOST_QUOTES and len(_OPENING.findall(flat)) > MOST_QUOTES
    read = _QUOTES.sub(" ", flat) if many else flat
    found: list[tuple[int, int]] = []
    last = 0
    for boundary in get_sentence_boundaries(language, read):
        last = _add(found, flat, last, boundary["end_index"], start)
    _add(found, flat, last, len(flat), start)
    return found


def _add(found: list[tuple[int, int]], flat: str, begin: int, end: int, offset: int) -> int:
    """Add ``flat[begin:end]`` without the spaces around it, if anything is left; give ``end``."""
    piece = flat[begin:end]
    left = begin + len(piece) - len(piece.lstrip(" "))
    right = begin + len(piece.rstrip(" "))
    if left < right:
        found.append((offset + left, offset + right))
    return max(begin, end)
