"""Lists in a text: a lead-in, "The union asked for three things:", and the items behind it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from index.canonical import INDENT
from index.paragraphs import paragraphs
from index.sentences import sentences
from index.tables import told

FEWEST, MOST = 2, 100
"""Items of a list."""
LONGEST_LEAD, LONGEST_ITEM, LONGEST_SENTENCE = 300, 300, 160
"""Characters; the last of items that are sentences, without a mark: paragraphs are like them."""

BULLET = "[-*•–▪●◦‣·]"
_MARKER = re.compile(rf"(?:{BULLET}|\(?(?:\d{{1,3}}|[a-z])[.)])\s+")
_OPEN = frozenset({
    "are", "is", "was", "were", "be", "to", "must", "should", "shall", "can", "may", "will", "has",
    "have", "had", "include", "includes", "included", "including", "for", "from", "by", "with",
    "of", "that",
})  # fmt: skip
"""Last words of lead-ins without a colon: no heading and no sentence ends so."""
_TAIL = 12
_ENDS = re.compile(r"[.!?…]['\"”’»)\]]*\Z")
_INSIDE = re.compile(r"[.!?…]\W")
"""Where one sentence may end and another begin."""
_JOINS = re.compile(r"(?:[,;]|\b(?:and|or))\Z")

_NUMBERS = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_COUNT = re.compile(rf"\b({'|'.join(_NUMBERS)}) (?:[\w-]+ )?\w+s\b", re.IGNORECASE)
"""A number of things."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list in a text. ``lead``: the sentence that announces it; ``items``: what it announces."""

    lead: Span
    items: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where its lead-in begins."""
        return self.lead[0]

    @property
    def end(self) -> int:
        """Where its last item ends."""
        return self.items[-1][1]

    def moved(self, by: int) -> Listed:
        """It in a text that begins so many code points before."""
        (start, end), items = self.lead, self.items
        return Listed((start + by, end + by), tuple((a + by, b + by) for a, b in items))


def lists(text: str, headings: Collection[int] = ()) -> list[Listed]:
    r"""The lists of ``text``, in order; ``headings`` are the places of its headings.

    A lead-in ends its paragraph, with a colon, or so that it must go on; where a format tells that
    items follow, it may be a heading too. Its items are the paragraphs behind it that are set in,
    as index.canonical.body does then, or else that look like the first of them: with a mark of a
    list or without, with a full stop or without; of sentences there are as many as the lead-in
    says, if it says so. Headings and rows of a table are no items, nor are questions that are not
    set in.

    >>> [found] = lists("Grown are:\n\npotatoes\n\nhops\n\nThe prize is 10 crowns.")
    >>> found.lead, found.items
    ((0, 10), ((12, 20), (22, 26)))
    """
    spans = paragraphs(text)
    found: list[Listed] = []
    last, endless = 0, False
    for number, ((start, end), following) in enumerate(pairwise(spans), start=1):
        if number <= last or following[0] in headings:
            continue
        words, margin = text[start:end], _margin(text, start)
        announces = words.endswith(":") or words.rsplit(None, 1)[-1].lower() in _OPEN
        if not announces and not _ends(words):  # a heading, of what the format told to be a list
            announces = _margin(text, following[0]) == margin + len(INDENT)
        if not announces and (endless or not _goes_on_small(text, words, following)):
            endless = endless and not _ends(words)
            continue
        behind = _before(headings, spans[number : number + MOST + 1])
        set_in = _set_in(text, margin, behind)
        items = _items(text, set_in or behind, told_apart=bool(set_in))
        if len(items) < FEWEST or not (announces or _small(text, items)):
            continue
        last, endless = number + len(items), len(items) > MOST
        lead = sentences(text, start, end)[-1]
        if not set_in and _is_sentence(text[slice(*items[0])]):
            items = items[: _said_to_be(text[slice(*lead)])]
        if len(items) <= MOST and lead[1] - lead[0] <= LONGEST_LEAD:
            found.append(Listed(lead, tuple(items)))
    return found


def lines(quote: str) -> list[str]:
    r"""The lead-in and the items of a ``quote`` of a list, without their marks, or all of another
    quote, each on one line.

    >>> lines("Grown are:\n\n- potatoes\n- hops"), lines("One\nsentence.")
    (['Grown are:', 'potatoes', 'hops'], ['One sentence.'])
    """
    found = lists(quote)
    if not found or (found[0].start, found[0].end) != (0, len(quote)):
        return [" ".join(quote.split())]
    said = (quote[slice(*found[0].lead)], *(_said(quote, item) for item in found[0].items))
    return [" ".join(words.split()) for words in said]


def unmarked(words: str) -> str:
    """An item without its mark.

    >>> unmarked("- hops"), unmarked("2. hops"), unmarked("hops")
    ('hops', 'hops', 'hops')
    """
    mark = _MARKER.match(words)
    return words[mark.end() :] if mark else words


def _before(headings: Collection[int], spans: Sequence[Span]) -> list[Span]:
    """The first of ``spans``, up to a heading."""
    return list(takewhile(lambda span: span[0] not in headings, spans))


def _set_in(text: str, margin: int, spans: Sequence[Span]) -> list[Span]:
    """The first of ``spans`` with more white space before them than ``margin``."""
    return list(takewhile(lambda span: _margin(text, span[0]) > margin, spans))


def _ends(words: str) -> bool:
    """Whether ``words`` end a sentence; looked for at their end only, as that is much faster."""
    return _ENDS.search(words, max(0, len(words) - _TAIL)) is not None


def _is_sentence(words: str) -> bool:
    return _ends(words) and not _MARKER.match(words)


def _said_to_be(lead: str) -> int | None:
    """How many items a lead-in says that there are."""
    found = _COUNT.search(lead)
    return _NUMBERS.index(found[1].lower()) + FEWEST if found else None


def _goes_on_small(text: str, words: str, following: Span) -> bool:
    """Whether ``words`` end no sentence, and a small letter follows."""
    return " " in words and not _ends(words) and _small(text, [following])


def _small(text: str, items: Sequence[Span]) -> bool:
    return all(_said(text, item)[:1].islower() for item in items)


def _said(text: str, item: Span) -> str:
    return unmarked(text[slice(*item)])


def _margin(text: str, start: int) -> int:
    """Characters of white space before a paragraph."""
    return start - (text.rfind("\n", 0, start) + 1)


def _items(text: str, spans: Sequence[Span], *, told_apart: bool) -> list[Span]:
    """Those of the first of ``spans`` that are alike; all that may be items where they are
    ``told_apart`` from what follows.
    """
    items: list[Span] = []
    joined = False
    for span in spans:
        words = text[slice(*span)]
        if len(words) > LONGEST_ITEM or told(words):
            break
        if told_apart:
            items.append(span)
            continue
        if words.endswith((":", "?")):
            break
        if not joined and _is_long(words):
            break
        if items and not (joined and _ends(words)) and not _alike(text, items[0], span):
            break
        if _INSIDE.search(words) and not _MARKER.match(words) and len(sentences(text, *span)) > 1:
            break
        items.append(span)
        if joined and _ends(words):  # "…; and" | "the last."
            break
        joined = _JOINS.search(words) is not None
    return items


def _alike(text: str, first: Span, other: Span) -> bool:
    one, two = text[slice(*first)], text[slice(*other)]
    marked = bool(_MARKER.match(one))
    return marked == bool(_MARKER.match(two)) and (marked or _ends(one) == _ends(two))


def _is_long(words: str) -> bool:
    return len(words) > LONGEST_SENTENCE and _is_sentence(words)
