"""What the reader is trained on of training/written.py's articles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise

from training.example import Example, overlap_at, window
from training.mined import Temptations
from training.neighbours import Neighbours
from training.source import sentence_starts
from training.written import Article, Question

BUDGETS = (400, 600, 900, 1000)
"""Characters of a window."""
TITLED = 0.8
"""Share of the windows that have the article's title before them."""
WITHOUT, BESIDE, NEAR = 0.15, 0.4, 0.35
"""Shares of the rivals that are the same window without what answers, another place of the article,
and a place of a like one; the rest are of any article.
"""
MINED = 0.5
"""Share of the other places that are sought among what the shipped reader takes for an answer; the
rest hold most of the question's words.
"""


def groups(given: list[Article], rounds: int, luck: random.Random) -> Iterator[list[Example]]:
    """Every question of ``given``, two articles at least, in ``rounds`` windows, for each sentence
    that answers, with a rival behind it; one that its article does not answer is asked of it with
    the addition. So each is answered as often as not, and the question alone tells nothing.
    """
    cut = {article.title: _passages(article.text) for article in given}
    owner = {passage: article for article in given for passage in cut[article.title]}
    near = Neighbours(list(owner))
    temptations = Temptations()
    like = NEAR / (1 - WITHOUT - BESIDE)

    def titled(article: Article) -> str:
        return article.title if luck.random() < TITLED else ""

    def rival(question: Question, title: str, passage: str, relevant: int) -> Example:
        return Example(question.text, title, passage, -1, -1, relevant, 0, 1.0, True)

    def foreign(question: Question, own: Article) -> Example:
        found = near.found(question.text, luck) if luck.random() < like else []
        others = [p for p in found if owner[p].title != own.title]
        place = min(int(luck.expovariate(0.25)), len(others) - 1)
        passage = others[place] if others else luck.choice(near.contexts)
        while owner[passage].title == own.title:
            passage = luck.choice(near.contexts)
        return rival(question, titled(owner[passage]), passage, 0)

    def beside(question: Question, own: Article, right: Example) -> Example | None:
        """A window without what answers: one that tempts the reader, or that where most of the
        question's words are.
        """
        text = own.text
        for quote in question.quotes:
            text = text.replace(quote.sentence, "")

        def around(at: int) -> str:
            low, high = window(text, at, luck.choice(BUDGETS), luck)
            return text[low:high]

        def may_answer(passage: str) -> bool:
            return any(q.short.lower() in passage.lower() for q in question.quotes)

        title = titled(own)
        if luck.random() < MINED:
            places = sentence_starts(text)
            cuts = {around(at): None for at in luck.sample(places, min(len(places), 8))}
            others = [(title, each) for each in cuts if not may_answer(each)][:4]
            tempting = temptations.rival(right, others, luck)
            if tempting:
                return rival(question, *tempting, -1)
        passage = around(overlap_at(question.text, text))
        return None if may_answer(passage) else rival(question, title, passage, -1)

    def answered(question: Question, own: Article) -> Iterator[list[Example]]:
        for quote in question.quotes:
            at = own.text.index(quote.sentence)
            low, high = window(own.text, at, luck.choice(BUDGETS), luck)
            start = at + quote.sentence.index(quote.short) - low
            end = start + len(quote.short)
            passage = own.text[low : max(high, at + len(quote.sentence))]
            right = Example(question.text, titled(own), passage, start, end, 1, 1, 1.0)
            kind, wrong = luck.random(), None
            if kind < WITHOUT and len(question.quotes) == 1:
                wrong = rival(question, right.title, passage.replace(quote.sentence, ""), -1)
            elif kind < WITHOUT + BESIDE:
                wrong = beside(question, own, right)
            yield [right, wrong or foreign(question, own)]

    with closing(near):
        for article in given:
            for question in article.questions * rounds:
                if question.quotes:
                    yield from answered(question, article)
                elif question.addition:
                    yield from answered(*article.answering(question))


def _passages(text: str) -> list[str]:
    """Runs of whole sentences, of about 600 characters."""
    starts, made = sentence_starts(text), [0]
    for one, following in pairwise([*starts, len(text)]):
        if following - made[-1] > 600 and one > made[-1]:
            made.append(one)
    return [text[a:b].strip() for a, b in pairwise([*made, len(text)])]
