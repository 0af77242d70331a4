"""The sparse retriever: BM25 of a passage plus BM25 of the whole article that it stands in.

A passage alone may lack the words that its article is about; the article alone does not say which
of its passages. Adding the evidence of both is passage retrieval in the context of its document
(Callan 1994, "Passage-level evidence in document retrieval"). bench/choose.py measures it. Both
scores are exact for every row that is asked for, so that a filter or a depth changes none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index import terms
from index.common_words import common
from index.entry import Entry
from index.facets import Condition, Facets, key
from index.ranked import Ranking, ranked
from index.spelling import Vocabulary, reach
from index.stems import STEMMED, Foreign, by_language
from index.terms import Analyzer, TermIndex, TermWriter, composed

_WORD = re.compile(r"\w+")

MOST_NEAR = 12
SHORTEST_STEM, MOST_BEGUN = 5, 2
BESIDE = 50
"""Passages with a word that are looked at for what else is asked."""
ARTICLES = "articles"
ARTICLE_WEIGHT = 1.0
"""What BM25 of the article counts beside that of the passage."""


def write(
    passages: Iterable[tuple[str, str]],
    articles: Sequence[tuple[str, str]],
    folder: Path,
    language: str,
    facets: Sequence[Facets] | None = None,
) -> None:
    """Write (title, text) of each passage, and of each article in the order in which they first
    own a passage.
    """
    terms.write(passages, folder, language, facets)
    whole = [_whole(title, text) for title, text in articles]
    terms.write(whole, folder, language, name=ARTICLES)


class SparseWriter:
    """Writes both term indexes, one article after the other, or changes them."""

    def __init__(self, folder: Path, language: str, *, new: bool, heap: int = terms.HEAP) -> None:
        self._language = language
        self._passages = TermWriter(folder, language, heap=heap, new=new)
        self._articles = TermWriter(folder, language, ARTICLES, heap=heap, new=new)

    def add(self, number: int, row: int, entry: Entry) -> None:
        """Add an article as ``number``, whose first passage is ``row``."""

        def stemmed(text: str) -> str:
            return by_language(text, entry.language, self._language)

        title = stemmed(entry.title)
        for place, (start, end, _) in enumerate(entry.spans):
            self._passages.add(row + place, title, stemmed(entry.text[start:end]), entry.facets)
        self._articles.add(number, *_whole(title, stemmed(entry.text)))

    def remove(self, articles: Iterable[int], rows: Iterable[int]) -> None:
        """Take articles, and the rows that they own, out."""
        self._articles.remove(articles)
        self._passages.remove(rows)

    def close(self) -> None:
        """Write all that there is."""
        self._passages.close()
        self._articles.close()


def _whole(title: str, text: str) -> tuple[str, str]:
    """(title, text) of an article in the index of articles: the title is part of what an article
    says, and counts once there, as a sentence would.
    """
    return "", f"{title}\n{text}"


class SparseIndex:
    """Both term indexes and the words in them, opened for reading."""

    def __init__(
        self,
        folder: Path,
        language: str,
        owners: npt.ArrayLike,
        *,
        dead: npt.NDArray[np.int64] | None = None,
    ) -> None:
        """``owners``: what tells the articles of two rows apart, one a row. ``dead``: rows whose
        articles are gone.
        """
        owned = np.asarray(owners, dtype=np.int64)
        changes = np.flatnonzero(owned[1:] != owned[:-1]) + 1
        self._article = np.zeros(len(owned), dtype=np.int64)
        self._article[changes] = 1
        self._article = self._article.cumsum()
        gone = np.empty(0, dtype=np.int64) if dead is None else dead
        dead_articles = np.unique(self._article[gone])
        self._alive = len(owned) - len(gone)
        self._alive_articles = (
            int(self._article[-1]) + 1 if len(owned) else 0
        ) - len(dead_articles)  # fmt: skip
        self._passages = TermIndex(folder, language, dead=gone.tolist())
        self._articles = TermIndex(folder, language, ARTICLES, dead=dead_articles.tolist())
        self._words = Vocabulary(self._articles.beginning)
        codes = (code for code in STEMMED if self._passages.has_facet(key("lang", code)))
        self._foreign = Foreign(codes, self.analyzer)

    def __len__(self) -> int:
        return len(self._passages)

    @property
    def whole(self) -> bool:
        """Whether the two indexes hold what the rows say."""
        return len(self._passages) == self._alive and len(self._articles) == self._alive_articles

    @property
    def analyzer(self) -> Analyzer:
        """What cuts text into terms."""
        return self._passages.analyzer

    def idf(self, term: str) -> float:
        """Of a term among the passages, see TermIndex."""
        return self._passages.idf(term)

    def holders(self, term: str) -> int:
        """How many articles have ``term``."""
        return self._articles.holders(term)

    def having(self, words: str) -> list[int] | None:
        """The numbers of the articles that have all of ``words``, in any form and place; None where
        these are nothing but stop words.
        """
        asked = [self.asked(word) for word in _WORD.findall(composed(words))]
        asked = [terms_ for terms_ in asked if terms_]
        return self._articles.holding(asked) if asked else None

    def unsaid(self, question: str) -> dict[str, str]:
        """The words of ``question`` that stand in no article, each with its term; no common word of
        English, which is meant as it stands, and none that is too short to be taken for another.
        """
        made = {}
        for word in dict.fromkeys(_WORD.findall(composed(question).lower())):
            for term in self.analyzer.terms(word):
                said = self.holders(term) or self._said_elsewhere(word)
                if not (said or not reach(word) or self._is_common(word)):
                    made[word] = term
        return made

    def near(self, word: str, term: str) -> list[str]:
        """At most ``MOST_NEAR`` terms of articles that are as near to the ``term`` of ``word`` as
        what was meant may be; the nearest first, of those the ones in most articles. After them
        those that ``word`` begins with: its ending may be misspelt, and no stem was found then.
        """
        found = [(far, -self.holders(t), t) for t, far in self._words.near(term, reach(word) + 1)]
        held = [t for _, holders, t in sorted(found) if holders][:MOST_NEAR]
        begun = (word[:end] for end in range(len(word) - 1, SHORTEST_STEM - 1, -1))
        more = islice((t for t in begun if self.holders(t)), MOST_BEGUN)
        return list(dict.fromkeys([*held, *more]))

    def beside(self, term: str, others: Sequence[str]) -> float:
        """The highest BM25 of the terms ``others`` in one of the best passages for ``term``."""
        rows = [row for row, _ in self._passages.search([term], BESIDE)]
        return max(self.scores(others, rows), default=0.0) if others else 0.0

    def _is_common(self, word: str) -> bool:
        return self.analyzer.language == "english" and word in common()

    def _said_elsewhere(self, word: str) -> bool:
        """Whether articles in another language than the archive's say ``word``, or leave it out."""
        terms_ = self._foreign.terms(word)
        return self._foreign.stops(word) or any(self._articles.holders(term) for term in terms_)

    def asked(self, question: str) -> list[str]:
        """The distinct terms that ``question`` is searched by, in order: as the archive's language
        has them, then as others that are in it do.
        """
        found = (*self.analyzer.terms(question), *self._foreign.terms(question))
        return list(dict.fromkeys(found))

    def search(self, asked: Sequence[str], k: int, only: Condition | None = None) -> Ranking:
        """The ``k`` rows of highest BM25 as passages, by the sum of both scores."""
        found = self._passages.search(asked, k, only)
        return ranked(self._with_articles(asked, found), k)

    def scores(self, asked: Sequence[str], rows: Sequence[int]) -> list[float]:
        """The sum of both scores of each of ``rows``."""
        known = self._passages.scores(asked, rows)
        found = [(row, known.get(row, 0.0)) for row in rows]
        return [score for _, score in self._with_articles(asked, found)]

    def _with_articles(self, asked: Sequence[str], found: Ranking) -> Ranking:
        articles = [int(self._article[row]) for row, _ in found]
        known = self._articles.scores(asked, list(dict.fromkeys(articles)))
        return [
            (row, score + ARTICLE_WEIGHT * known.get(article, 0.0))
            for (row, score), article in zip(found, articles, strict=True)
        ]
