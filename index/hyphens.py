"""Words that a line breaks: whether the hyphen at its end is one of the word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from index.common_words import common
from index.errors import ModelMissing

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LAST = re.compile(r"[^\W\d_]+\Z")
_FIRST = re.compile(r"[^\W\d_]+")
LONGEST_WORD = 60
SHORTEST_PART = 3
"""Letters of a part of a word that is one by itself: "re-" and "un-" are not."""
ENGLISH = 0.4
"""Share of the words of a document that are common in English where it is English: others make
words of words without a hyphen.
"""
_NO_WORDS = {"com", "con", "dis", "mis", "sub"}
"""Longer parts that are none."""


class Hyphens:
    """Decides by the other words of the same document, then by the common words of English."""

    def __init__(self, lines: Iterable[str], broken: str) -> None:
        """``broken`` is what a line ends with whose last word goes on in the next."""
        self._lines, self._broken = lines, broken

    @cached_property
    def _known(self) -> set[str]:
        """The words of the document that no line breaks."""
        found: set[str] = set()
        goes_on = False
        for line in self._lines:
            whole = line.partition(" ")[2] if goes_on else line
            goes_on = whole.endswith(self._broken)
            whole = whole.rpartition(" ")[0] if goes_on else whole
            found.update(word.casefold() for word in _WORD.findall(whole))
        return found

    @cached_property
    def _common(self) -> frozenset[str]:
        try:
            return common()
        except ModelMissing:
            return frozenset()

    @cached_property
    def _is_english(self) -> bool:
        words = [word for word in self._known if len(word) >= SHORTEST_PART]
        return sum(word in self._common for word in words) >= ENGLISH * len(words)

    def between(self, before: str, behind: str) -> str:
        """What joins the end of a line, without its hyphen, and the next one: ``"-"`` or nothing.

        >>> known = Hyphens(["It is well-known. The inter~", "ment. The department"], "~")
        >>> [known.between("well", "known to"), known.between("The depart", "ment is")]
        ['-', '']
        >>> known.between("an inter", "view of"), known.between("by trace", "compilation")
        ('', '-')
        """
        left = _LAST.search(before[-LONGEST_WORD:])
        right = _FIRST.match(behind[:LONGEST_WORD])
        if left is None or right is None:
            return "-" if behind[:1].isdigit() or before[-1:].isdigit() else ""
        one, other = left[0].casefold(), right[0].casefold()
        if one + other in self._known:
            return ""
        if f"{one}-{other}" in self._known:
            return "-"
        if one + other in self._common:
            return ""
        named = right[0][0].isupper() and not left[0].isupper()
        parts = self._is_english and self._is_word(one) and self._is_word(other)
        return "-" if named or parts else ""

    def _is_word(self, part: str) -> bool:
        if len(part) < SHORTEST_PART or part in _NO_WORDS:
            return False
        return part in self._known or part in self._common
