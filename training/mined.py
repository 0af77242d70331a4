"""Rivals that the shipped reader itself takes for an answer.

The nearest by words or vectors are often no temptation. Of those found, the one is taken in which
the reader sees the best answer, as retrievers are trained with what they find wrongly themselves
(Xiong et al. 2021, "Approximate nearest neighbor negative contrastive learning for dense text
retrieval").
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from index.records import Article, Passage, Span
from index.split import sentence_spans
from index.stopwords import ENGLISH
from search.agreement import numbers, tokens
from search.calibration import fitted
from search.reader_model import Logits, ReaderModel, packaged
from search.results import Hit
from search.span_reader import NAMES
from search.spans import best_spans
from search.windows import Window
from training.example import Example

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
        weights = dict(zip(NAMES, fitted("reader.json", NAMES).weights, strict=True))
        self._weights = [weights[name] for name in ("span", "null", "relevant", "answers")]

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
        cut = self._model.windows.of(question, [_hit(*each) for each in texts])
        best = [(-100.0, "")] * len(texts)
        for window, says in zip(cut, self._model.logits(cut), strict=True):
            best[window.hit] = max(best[window.hit], self._of(texts[window.hit][1], window, says))
        return best

    def _of(self, text: str, window: Window, says: Logits) -> tuple[float, str]:
        spans = best_spans(window, says, sentence_spans(text))
        best = max(spans, key=lambda span: span.logit)
        logits = (best.logit, says.null, says.relevant, says.answers)
        score = sum(w * x for w, x in zip(self._weights, logits, strict=True))
        return score, text[slice(*best.short)]


def may_be_same(one: str, other: str) -> bool:
    """Whether two short answers share a number, or a word where one of them has no number.

    >>> may_be_same("-8.8 degrees", "26.6 degrees"), may_be_same("on 4 May 1979", "in May")
    (False, True)
    """
    if numbers(one) and numbers(other):
        return bool(numbers(one) & numbers(other))
    return bool(set(tokens(one)) & set(tokens(other)).difference(ENGLISH))


def _hit(title: str, text: str) -> Hit:
    article = Article("x", 1, "", "given", title, text, "given", None, None, None, ())
    return Hit(Passage(0, 0, Span("x", 0, len(text)), text), article, 0.0, {}, {})
