"""Rivals that the shipped reader itself takes for an answer.

The nearest by words or vectors are often no temptation. Of those found, the one is taken in which
the reader sees the best answer, as retrievers are trained with what they find wrongly themselves
(Xiong et al. 2021, "Approximate nearest neighbor negative contrastive learning for dense text
retrieval").
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from index.stopwords import ENGLISH
from search.agreement import numbers, tokens
from search.calibration import fitted
from search.pick import spans_of
from search.reader_model import ReaderModel, packaged
from search.span_reader import NAMES
from search.views import views
from training.example import Example
from training.given import hit

CLOSE = (-4.0, 6.0)
"""How far the right passage's score may be above its rival's. A rival that is far better answers,
or the right one does not; one that is far worse teaches nothing.
"""
SECOND = 0.25
"""Share of the rivals that are the second best."""
Text = tuple[str, str]
"""Title and passage."""


class Temptations:
    def __init__(self) -> None:
        self._model = ReaderModel(packaged())
        self._weights = fitted("reader.json", NAMES).weights[:4]
        """Of a view's logits."""

    def rival(self, right: Example, others: Sequence[Text], luck: random.Random) -> Text | None:
        """Of ``others`` the one that the reader is drawn to most, if it is close to ``right`` and
        what the reader marks there may not be the answer in other words.
        """
        answer = right.passage[right.start : right.end]
        (own, _), *found = self._best(right.question, [(right.title, right.passage), *others])
        drawn = [
            (score, other)
            for other, (score, short) in zip(others, found, strict=True)
            if not may_be_same(short, answer)
        ]
        drawn.sort(key=lambda each: -each[0])
        if not drawn:
            return None
        score, other = drawn[1 if len(drawn) > 1 and luck.random() < SECOND else 0]
        return other if CLOSE[0] < own - score < CLOSE[1] else None

    def _best(self, question: str, texts: Sequence[Text]) -> list[tuple[float, str]]:
        """Of each the score of its best sentence, and the short answer there."""
        hits = [hit(text, title, str(n)) for n, (title, text) in enumerate(texts)]
        best = [(-100.0, "")] * len(texts)
        read = views(self._model, question, hits, [spans_of(each) for each in hits])
        for (n, _, _), view in read.items():
            score = sum(w * x for w, x in zip(self._weights, view.logits, strict=True))
            best[n] = max(best[n], (score, texts[n][1][slice(*view.short)]))
        return best


def may_be_same(one: str, other: str) -> bool:
    """Whether two short answers share a number, or a word where one of them has no number.

    >>> may_be_same("-8.8 degrees", "26.6 degrees"), may_be_same("on 4 May 1979", "in May")
    (False, True)
    """
    if numbers(one) and numbers(other):
        return bool(numbers(one) & numbers(other))
    return bool(set(tokens(one)) & set(tokens(other)).difference(ENGLISH))
