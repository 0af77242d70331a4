"""A reader of texts in which those whom a question names tell of themselves: in a dialogue, or
where they wrote all of it. They are called by name in what is read (search/retold.py), and what
others say of themselves in a dialogue is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.records import Span
from search.dialogue import Turn, around, named, own_words
from search.reader import Reader, Reading, ScoredSpan
from search.results import Hit
from search.retold import Retold, asks_of_others, changes, of_another
from search.windows import AROUND
from search.wording import folded


@dataclass(frozen=True, slots=True)
class ToldBy:
    """See Reader. ``author``: what the one is called who wrote all of the texts."""

    inner: Reader
    author: str | None = None

    @property
    def threshold(self) -> float:
        """See Reader."""
        return self.inner.threshold

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """See Reader."""
        told = [_told(question, hit, self.author) for hit in hits]
        seen = [each.hit if each else hit for each, hit in zip(told, hits, strict=True)]
        read = self.inner.read(question, seen)
        return [
            each.written(reading) if each else reading
            for each, reading in zip(told, read, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class _Told:
    """``hit`` with the text that is read in place of its ``source``, the names that are in it, and
    what others say there.
    """

    hit: Hit
    source: str
    of_others: bool
    retold: Retold
    names: frozenset[str]
    others: tuple[Turn, ...]

    def written(self, read: Reading) -> Reading:
        """``read`` with the places of the written text."""
        spans = [self._span(span) for span in read.spans if self._may_tell(span)]
        return replace(read, spans=tuple(spans))

    def _may_tell(self, span: ScoredSpan) -> bool:
        """Whether it tells of those whom the question names: says it of them, or they say it."""
        start, end = self.retold.written((span.start, span.end))
        said = self.source[start:end]
        if self.names & set(folded(said)):
            return True
        return (self.of_others or not of_another(said)) and not any(
            turn.meets(start, end) for turn in self.others
        )

    def _span(self, span: ScoredSpan) -> ScoredSpan:
        place = self.retold.written
        start, end = place((span.start, span.end))
        listed = span.listed and replace(
            span.listed,
            parts=tuple(map(place, span.listed.parts)),
            short=span.listed.short and place(span.listed.short),
            item=span.listed.item and place(span.listed.item),
        )
        short = span.short and place(span.short)
        return replace(span, start=start, end=end, short=short, listed=listed)


def names_a_speaker(question: str, hit: Hit) -> bool:
    """Whether ``question`` names somebody who speaks in the dialogue that ``hit`` is a part of."""
    own = hit.passage.span
    found = around(hit.article.text, own.start, own.end)
    return bool(named(question, hit.article, found))


def _told(question: str, hit: Hit, author: str | None) -> _Told | None:
    """What is read in place of ``hit``; None where that is its own text."""
    article, own = hit.article, hit.passage.span
    text = article.text
    low, high = max(0, own.start - AROUND), min(len(text), own.end + AROUND)
    others: tuple[Turn, ...] = ()
    if author is not None:
        names, made = [author], list(changes(text, author, [(low, high)]))
    else:
        found = around(text, own.start, own.end)
        called = named(question, article, found)
        if not called:
            return None
        names = list(called.values())
        others = tuple(turn for turn in found if turn.who not in called)
        made = [
            change
            for turn in found
            if turn.who in called and turn.meets(low, high)
            for change in changes(
                text, called[turn.who], [(max(low, turn.start), min(high, turn.end))]
            )
        ]
    of_others = asks_of_others(question)
    retold = Retold.of(text, made)
    span = Span(article.id, retold.place(own.start), retold.place(own.end))
    places = tuple((retold.place(at), path) for at, path in article.places)
    read = replace(
        hit,
        article=replace(article, text=retold.text, places=places),
        passage=replace(hit.passage, span=span, text=span.cut(retold.text)),
    )
    return _Told(read, text, of_others, retold, frozenset().union(*map(own_words, names)), others)
