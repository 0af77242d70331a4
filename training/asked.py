"""What the reader is trained on of training/written.py's articles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise

from training.example import Example, overlap_at, window
from training.neighbours import Neighbours
from training.source import sentence_starts
from training.written import Article, Question

BUDGETS = (400, 550, 700, 1000)
"""Characters of a window."""
TITLED = 0.8
"""Share of the windows that have the article's title before them."""
BESIDE, NEAR = 0.55, 0.3
"""Shares of the rivals that are another place of the same article, and of a like one; the rest
are of any article.
"""


def groups(given: list[Article], rounds: int, luck: random.Random) -> Iterator[list[Example]]:
    """Every question of ``given`` in ``rounds`` windows: for each sentence that answers, with a
    rival behind it, or for none, one with what is nearest to it and one with anything.
    """
    cut = {article.title: _passages(article.text) for article in given}
    owner = {passage: article for article in given for passage in cut[article.title]}
    near = Neighbours(list(owner))

    def titled(article: Article) -> str:
        return article.title if luck.random() < TITLED else ""

    def seen(question: str, text: str, at: int, article: Article) -> Example:
        low, high = window(text, at, luck.choice(BUDGETS), luck)
        return Example(question, titled(article), text[low:high], -1, -1, -1, 0, 1.0)

    def foreign(question: Question, own: Article) -> Example | None:
        found = near.found(question.text, luck) if luck.random() < NEAR / (1 - BESIDE) else []
        others = [p for p in found if owner[p] is not own]
        place = min(int(luck.expovariate(0.25)), len(others) - 1)
        passage = others[place] if others else luck.choice(near.contexts)
        article = owner[passage]
        if article is own:
            return None
        return Example(question.text, titled(article), passage, -1, -1, 0, 0, 1.0, True)

    def beside(question: Question, own: Article) -> Example | None:
        """A window without what answers, where most of the question's words are."""
        text = own.text
        for quote in question.quotes:
            text = text.replace(quote.sentence, "")
        made = seen(question.text, text, overlap_at(question.text, text), own)
        if any(q.short.lower() in made.passage.lower() for q in question.quotes):
            return None  # it may answer too
        return Example(question.text, made.title, made.passage, -1, -1, -1, 0, 1.0, True)

    def answered(question: Question, own: Article) -> Iterator[list[Example]]:
        for quote in question.quotes:
            at = own.text.index(quote.sentence)
            low, high = window(own.text, at, luck.choice(BUDGETS), luck)
            start = at + quote.sentence.index(quote.short) - low
            end = start + len(quote.short)
            passage = own.text[low : max(high, low + end)]
            right = Example(question.text, titled(own), passage, start, end, 1, 1, 1.0)
            draw = beside if luck.random() < BESIDE else foreign
            rival = draw(question, own)
            yield [right, rival] if rival else [right]

    def missed(question: Question, own: Article) -> Iterator[list[Example]]:
        for at in (overlap_at(question.text, own.text), luck.choice(sentence_starts(own.text))):
            yield [seen(question.text, own.text, at, own)]

    with closing(near):
        for article in given:
            for question in article.questions * rounds:
                yield from (answered if question.quotes else missed)(question, article)


def _passages(text: str) -> list[str]:
    """Runs of whole sentences, of about 600 characters."""
    starts, made = sentence_starts(text), [0]
    for one, following in pairwise([*starts, len(text)]):
        if following - made[-1] > 600 and one > made[-1]:
            made.append(one)
    return [text[a:b].strip() for a, b in pairwise([*made, len(text)])]
