"""Passages of one generation, with their texts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.embed import Vectors
from index.facets import UNDATED, Mask
from index.ranked import Ranking
from index.records import Article, Passage, Span
from search.archive import Archive, Superseded
from search.cite_all import MOST_CITED
from search.collapse import best, told_by
from search.filters import Filters
from search.fuse import fresher
from search.respelling import TEXTS, Meant, meant
from search.results import Answer, Hit
from search.retrieve import Candidates, Narrowed, retrieve
from search.settings import Settings, checked_day
from search.snapshot import Snapshot

LOOKED_AT = 20
"""Passages that are looked at for a sentence that others say too."""
LAST = datetime.date.max.toordinal() + 1
"""A day behind all others."""
OFTEN = 2
"""Other stories that say it: one may have been taken from the other."""


class Finder:
    """Finds passages in a snapshot of an archive, of the rows ``within`` where not of all. Each
    method may raise Superseded.
    """

    def __init__(self, archive: Archive, snapshot: Snapshot, within: Mask | None = None) -> None:
        self._archive, self._snapshot, self._within = archive, snapshot, within

    def newest(self, k: int, settings: Settings, *, oldest: bool = False) -> tuple[list[Hit], int]:
        """The first passages of the ``k`` newest stories, or of the oldest, undated ones last, and
        how many articles fit in all.
        """
        only = self._narrowed(settings.filters)
        fits = self._fits(only)
        firsts = np.flatnonzero(np.diff(self._snapshot.articles, prepend=-1))
        if fits is not None:
            firsts = firsts[fits[firsts]]
        days = self._archive.facets(self._snapshot).days(firsts)
        order = np.argsort(
            np.where(days == UNDATED, LAST, days) if oldest else -days, kind="stable"
        )
        newest = [(row, 1.0) for row in firsts[order].tolist()]
        once = replace(settings, one_per_story=True)
        chosen = best(self._snapshot.rows, self._snapshot.stories, newest, k, once)
        hits = self._cut(Candidates([], [], [], {}), chosen, None)
        hits = self._with_similar(hits, only) if settings.one_per_story else hits
        return hits, len(firsts)

    def latest(self) -> datetime.date | None:
        """The day of the newest article, None where none has one."""
        day = self._newest_day(datetime.date.max, self._snapshot.alive)
        return datetime.date.fromordinal(day) if day != UNDATED else None

    def hits(
        self,
        question: str,
        k: int,
        settings: Settings,
        offset: int = 0,
    ) -> list[Hit]:
        """The ``k`` best passages after the first ``offset``, best first."""
        only = self._narrowed(settings.filters)
        if only.rows is not None and not only.rows.any():
            return []
        vector = None
        if settings.mode != "sparse":
            vector = self._archive.vector(self._snapshot, question)
        found = retrieve(
            question, vector, self._snapshot.dense, self._snapshot.terms, settings, only
        )
        fused = found.fused
        if settings.asked_on is not None:
            newest = self._newest_day(checked_day(settings.asked_on), self._fits(only))
            if newest != UNDATED:
                table = self._archive.facets(self._snapshot)
                ages = {row: newest - day for row, _ in fused if (day := table.day(row)) != UNDATED}
                fused = fresher(fused, ages)
        chosen = best(self._snapshot.rows, self._snapshot.stories, fused, offset + k, settings)
        hits = self._cut(found, chosen[offset:], vector)
        return self._with_similar(hits, only) if settings.one_per_story else hits

    def _newest_day(self, until: datetime.date, fits: Mask | None) -> int:
        """That of the newest article with a row that ``fits`` and of no later day than ``until``.

        Newness counts from it, as in Li and Croft, not from the day of the question: of what
        nobody has added to since, all articles would lose by it, and questions be refused.
        """
        rows = np.arange(len(self._snapshot.rows)) if fits is None else np.flatnonzero(fits)
        days = self._archive.facets(self._snapshot).days(rows)
        return int(days[days <= until.toordinal()].max(initial=UNDATED))

    def values(self, kind: str, filters: Filters) -> list[tuple[str, int]]:
        """The sources or authors, by that kind, of the articles that fit, each with how many they
        are; the most first.
        """
        fits = self._fits(self._narrowed(filters))
        found = self._archive.facets(self._snapshot).counts(kind, fits)
        return sorted(found.items(), key=lambda each: (-each[1], each[0]))

    def count(self, words: str, settings: Settings) -> tuple[int, int] | None:
        """How many articles have all of ``words``, and among how many: those that fit. None where
        every article may have them.
        """
        having = self._snapshot.terms.having(words)
        if having is None:
            return None
        fits = self._fits(self._narrowed(settings.filters))
        articles = self._snapshot.articles if fits is None else self._snapshot.articles[fits]
        among = np.unique(articles)
        return int(np.isin(among, having).sum()), len(among)

    def _narrowed(self, filters: Filters) -> Narrowed:
        return self._archive.narrowed(self._snapshot, filters, self._within)

    def _fits(self, only: Narrowed) -> Mask | None:
        """The rows that can be found and fit; None where that is every one."""
        return self._snapshot.alive if only.rows is None else only.rows

    def meant(self, question: str) -> Meant:
        """``question`` with the words that no article says read as the nearest that one does."""

        def is_author(word: str) -> list[str]:
            return self._archive.facets(self._snapshot).having("author", word)

        return meant(question, self._snapshot.terms, self._saying, is_author)

    def _saying(self, terms: Sequence[str]) -> dict[str, list[str]]:
        """Of each term passages with it, and their titles."""
        search, rows = self._snapshot.terms.search, self._snapshot.rows
        found = {term: [rows[row] for row, _ in search([term], TEXTS)] for term in terms}
        numbers = dict.fromkeys(row[0] for each in found.values() for row in each)
        articles = self._articles(list(numbers))
        return {
            term: [f"{articles[n].title}\n{articles[n].text[a:b]}" for n, _, a, b in each]
            for term, each in found.items()
        }

    def of_address(self, url: str) -> list[Article]:
        """The articles of the page ``url``."""
        with self._archive.catalogue() as catalogue:
            return list(catalogue.revisions(catalogue.of_address(url)).values())

    def repeats(self, words: str, hit: Hit) -> bool:
        """Whether articles of other stories say the sentence ``words`` of ``hit``'s article too, as
        an invitation to a newsletter that a newspaper writes above many of them.
        """
        snapshot = self._snapshot
        asked = snapshot.terms.asked(words)
        own = snapshot.stories[hit.passage.row]
        found = snapshot.terms.search(asked, LOOKED_AT) if asked else []
        others = {snapshot.stories[row]: snapshot.rows[row][0] for row, _ in found}
        others.pop(own, None)
        texts = (article.text for article in self._articles(list(others.values())).values())
        return sum(words in text for text in texts) >= OFTEN

    def _with_similar(self, hits: list[Hit], only: Narrowed) -> list[Hit]:
        """``hits`` with the other articles of their stories that the filters let through."""
        others = told_by(self._snapshot.rows, self._snapshot.stories, hits, only.rows)
        numbers = [number for group in others.values() if len(group) > 1 for number in group]
        if not numbers:
            return hits
        ids = {number: article.id for number, article in self._articles(numbers).items()}
        return [
            replace(
                hit,
                similar=tuple(
                    ids[number]
                    for number in others.get(self._snapshot.stories[hit.passage.row], {})
                    if number in ids and number != hit.article.revision
                ),
            )
            for hit in hits
        ]

    def _cut(
        self,
        found: Candidates,
        chosen: Ranking,
        vector: Vectors | None,
    ) -> list[Hit]:
        """The rows of ``chosen`` as hits, with texts from the catalogue."""
        numbers = list(dict.fromkeys(self._snapshot.rows[row][0] for row, _ in chosen))
        articles = self._articles(numbers)
        ranks = {
            name: {row: rank for rank, (row, _) in enumerate(ranking, 1)}
            for name, ranking in (("dense", found.dense), ("sparse", found.sparse))
        }
        scores = {
            "dense": dict(found.dense),
            "sparse": {r: s for r, s in found.bm25.items() if s > 0},
        }
        if vector is not None:
            rows = [row for row, _ in chosen]
            scores["dense"] = dict(
                zip(rows, self._snapshot.dense.scores(vector, rows), strict=True)
            )
        hits = []
        for row, score in chosen:
            revision, ordinal, start, end = self._snapshot.rows[row]
            article = articles[revision]
            span = Span(article.id, start, end)
            hits.append(
                Hit(
                    Passage(row, ordinal, span, span.cut(article.text)),
                    article,
                    score,
                    {name: of[row] for name, of in ranks.items() if row in of},
                    {name: of[row] for name, of in scores.items() if row in of},
                )
            )
        return hits

    def told_too(
        self, hits: list[Hit], answer: Answer, settings: Settings
    ) -> dict[str, list[Article]]:
        """For each article that ``answer`` cites the others of its story that fit the filters."""
        cited = {c.article_id for c in answer.citations}
        some = [hit for hit in hits if hit.article.id in cited]
        others = told_by(
            self._snapshot.rows,
            self._snapshot.stories,
            some,
            self._narrowed(settings.filters).rows,
        )
        groups = {n: list(group)[:MOST_CITED] for n, group in others.items() if len(group) > 1}
        numbers = list(dict.fromkeys(number for group in groups.values() for number in group))
        if not numbers:
            return {}
        articles = self._articles(numbers)
        stories = {hit.article.id: int(self._snapshot.stories[hit.passage.row]) for hit in some}
        return {
            id_: [articles[number] for number in groups[story] if articles[number].id != id_]
            for id_, story in stories.items()
            if story in groups
        }

    def _articles(self, numbers: list[int]) -> dict[int, Article]:
        """The articles of these revisions, by number."""
        with self._archive.catalogue() as catalogue:
            found = catalogue.revisions(numbers)
        if len(found) != len(numbers):
            raise Superseded
        return found
