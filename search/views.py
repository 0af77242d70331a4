"""What the reader's model says of each sentence: the mean of all windows that hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.reader_model import Model
from search.results import Hit
from search.spans import Scored, best_spans

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class View:
    """A sentence [start, end) and its best short answer, in code points of the article, and the
    logits of NAMES' first four (search/span_reader.py).
    """

    start: int
    end: int
    short: tuple[int, int]
    logits: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _One:
    """A sentence in one window: all of it or a part."""

    span: Scored
    whole: bool
    logits: tuple[float, ...]

    def margin(self) -> float:
        return self.logits[0] - self.logits[1]


def views(
    model: Model, question: str, hits: Sequence[Hit], sentences: Sequence[Spans]
) -> dict[tuple[int, int, int], View]:
    """Of every one of ``sentences``, those of each hit's passage, by hit, start and end.

    A window counts for the sentences of all passages of its article. Those that hold only a part of
    a sentence count where none holds it all. The short answer is that of the surest window.
    """
    cut = model.windows.every(question, hits)
    article = [hit.article.id for hit in hits]
    found: dict[tuple[int, int, int], list[_One]] = {}
    for window, says in zip(cut, model.logits(cut), strict=True):
        for n in (n for n, other in enumerate(article) if other == article[window.hit]):
            for s in best_spans(window, says, sentences[n]):
                logits = (s.logit, says.null, says.relevant, says.answers)
                one = _One(s, window.holds(s.start, s.end), logits)
                found.setdefault((n, s.start, s.end), []).append(one)
    return {key: _mean([one for one in seen if one.whole] or seen) for key, seen in found.items()}


def _mean(seen: Sequence[_One]) -> View:
    surest = max(seen, key=_One.margin).span
    logits = zip(*(one.logits for one in seen), strict=True)
    means = tuple(sum(each) / len(seen) for each in logits)
    return View(surest.start, surest.end, surest.short, means)
