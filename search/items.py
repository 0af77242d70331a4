"""Lists in what was found, as the reader reads and an answer quotes them.

A lead-in says nothing without its items, and they little without it: "Children: 4 crowns". So what
a passage holds of a list is read as one sentence, and scored as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.lists import LONGEST_ITEM, Listed, Span, lists
from search.agreement import asks_count, asks_several
from search.reader import Quoted
from search.results import Hit

LONGEST = 2000
"""Characters of a list that is quoted whole."""
AROUND = LONGEST + LONGEST_ITEM
"""Characters beside a passage that are looked at: a list that is seen in part only is too long."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is read as one sentence, [start, end) of an article: one, or what a passage holds of a
    list.
    """

    start: int
    end: int
    listed: Listed | None = None

    def words(self, text: str) -> str:
        """It in the ``text`` of its article, with the lead-in of its list."""
        own = text[self.start : self.end]
        if self.listed is None or self.listed.start == self.start:
            return own
        return f"{text[slice(*self.listed.lead)]} {own}"


def lists_near(hit: Hit) -> list[Listed]:
    """The lists that begin or end within ``AROUND`` of a hit's passage, in code points of its
    article.
    """
    text = hit.article.text
    low, high = max(0, hit.passage.span.start - AROUND), hit.passage.span.end + AROUND
    low = text.find("\n", low, hit.passage.span.start) + 1 if low else 0  # of a whole line
    if high < len(text):
        high = max(text.rfind("\n", hit.passage.span.end, high), hit.passage.span.end)
    headings = {at - low for at, _ in hit.article.places}
    return [each.moved(low) for each in lists(text[low:high], headings)]


def units(hit: Hit, sentences: Sequence[Span]) -> list[Unit]:
    """The ``sentences`` of a hit's passage, those of a list as one."""
    made = []
    left = list(sentences)
    for listed in lists_near(hit):
        own = [(a, b) for a, b in left if listed.start <= a and b <= listed.end]
        if own:
            made.append(Unit(own[0][0], own[-1][1], listed))
            left = [span for span in left if span not in own]
    made += [Unit(*span) for span in left]
    return sorted(made, key=lambda unit: unit.start)


def quoted(
    question: str, unit: Unit, hit: Hit, terms: Callable[[str], Iterable[str]]
) -> Quoted | None:
    """What is quoted of a list where it answers ``question``: its lead-in and the item that the
    question names, or all of it. ``terms`` cuts a text into words to compare.
    """
    listed = unit.listed
    if listed is None:
        return None
    item = _named(question, listed, hit, terms)
    if item and unit.start <= item[0] and item[1] <= unit.end:
        return Quoted((listed.lead, item), None, item)
    whole = (listed.start, listed.end)
    if listed.end - listed.start > LONGEST:
        own = (unit.start, unit.end)
        parts = (own,) if unit.start == listed.start else (listed.lead, own)
        more = unit.end < listed.end and own not in listed.items
        return Quoted(parts, None, goes_on=more)
    short = None if asks_count(question) else (listed.items[0][0], listed.items[-1][1])
    return Quoted((whole,), short)


def _named(
    question: str, listed: Listed, hit: Hit, terms: Callable[[str], Iterable[str]]
) -> Span | None:
    """The one of its items with most of the question's words; those that stand beside the list too
    count half, and what announces it not at all.
    """
    if asks_several(question):
        return None
    text, (start, end) = hit.article.text, (hit.passage.span.start, hit.passage.span.end)
    beside = {*terms(text[start : listed.start]), *terms(text[listed.end : end])}
    asked = set(terms(question)) - {*terms(hit.article.title), *terms(text[slice(*listed.lead)])}
    held = [
        sum(0.5 if term in beside else 1 for term in asked & set(terms(text[slice(*item)])))
        for item in listed.items
    ]
    most = max(held)
    return listed.items[held.index(most)] if most and held.count(most) == 1 else None
