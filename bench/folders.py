"""Folders as people have them, of one to 200 kept training articles and others, with questions.

In an archive of thousands the best passages are all about what is asked; in a folder of a few
articles most of what is read has nothing to do with it. A calibration has to know both.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

SIZES = ((1, 1), (3, 1), (8, 3), (25, 5), (200, 10))
"""Articles of a folder, and how many of them are kept ones, with questions; the others are not."""
PARAGRAPHS = 4
"""Of one article at most."""
ANSWERABLE, MARKED, FOREIGN = 3, 1, 2
"""Questions: an article's answerable ones and those marked as unanswerable, and those a folder that
another article answers.
"""
APART = ("squadshifts", "nq")
"""Sources whose paragraphs of one title are texts of their own."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Folder:
    """Texts of articles, and (row, kind) of questions: 0 answerable, 1 marked, 2 foreign."""

    texts: tuple[str, ...]
    questions: tuple[tuple[Row, int], ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    text: str
    rows: tuple[Row, ...]

    def some(self, luck: random.Random, *, answered: bool, most: int) -> list[Row]:
        fit = [row for row in self.rows if bool(row["answers"]["text"]) is answered]
        return luck.sample(fit, min(most, len(fit)))


def folders(kept: Sequence[Row], others: Sequence[Row], luck: random.Random) -> Iterator[Folder]:
    """Folders of the sizes in turn until every kept article is in one; ``others`` fill them."""
    articles = _articles(kept)
    luck.shuffle(articles)
    texts = sorted({row["context"] for row in others})
    at = turn = 0
    while at < len(articles):
        size, share = SIZES[turn % len(SIZES)]
        turn += 1
        own = articles[at : at + share]
        at += share
        asked = [
            (row, kind)
            for article in own
            for kind, answered, most in ((0, True, ANSWERABLE), (1, False, MARKED))
            for row in article.some(luck, answered=answered, most=most)
        ]
        elsewhere = [a for a in luck.sample(articles, FOREIGN + share) if a not in own]
        for article in elsewhere[:FOREIGN]:
            asked += [(row, 2) for row in article.some(luck, answered=True, most=1)]
        filling = luck.sample(texts, size - len(own))
        yield Folder((*(a.text for a in own), *filling), tuple(asked))


def _articles(kept: Sequence[Row]) -> list[_Kept]:
    by_title: dict[tuple[str, str], dict[str, list[Row]]] = {}
    for row in kept:
        title = (row["source"].split("/")[0], str(row["title"]))
        by_title.setdefault(title, {}).setdefault(row["context"], []).append(row)
    made = []
    for (source, _), paragraphs in by_title.items():
        together = 1 if source.startswith(APART) else PARAGRAPHS
        texts = list(paragraphs)
        for low in range(0, len(texts), together):
            part = texts[low : low + together]
            rows = tuple(row for text in part for row in paragraphs[text])
            made.append(_Kept("\n\n".join(" ".join(text.split()) for text in part), rows))
    return made
