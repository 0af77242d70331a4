"""Searching and asking: the two functions that every door is thin over."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

import numpy as np

from index.embed import Vectors
from index.errors import ArchiveDamaged
from index.facets import UNDATED
from index.guarded import storage
from index.ranked import Ranking
from index.records import Article, Passage, Span
from search.answer import compose
from search.archive import Archive, Superseded
from search.cite_all import MOST_CITED, cite_all
from search.collapse import best, told_by
from search.compound import Asked, split_question
from search.fuse import fresher
from search.join import best_of, joined
from search.overview import (
    MOST_SENTENCES,
    calibration,
    none_of,
    openings,
    overview,
    preferred,
)
from search.overview import READ as READ_OVERVIEW
from search.pick import SentencePicker
from search.reader import Reading
from search.rerank import RERANKED, rerank
from search.results import Answer, Hit
from search.retrieve import Candidates, Narrowed, retrieve
from search.settings import READ, READ_FAST, Settings, checked_count, checked_day, checked_question
from search.snapshot import Snapshot
from search.topics import Request, narrowings, requests

__all__ = ["Archive", "Page", "Watcher", "ask", "page", "search"]

_T = TypeVar("_T")

RETRIES = 5
"""Times a question is asked anew when a writer published two generations meanwhile."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the passages that were found, best first, all of one generation."""

    hits: tuple[Hit, ...]
    generation: int
    more: bool
    """Whether further hits follow these."""
    readings: tuple[Reading, ...] = ()
    """What the reader makes of each hit, where that was asked for."""
    respelt: dict[str, str] = field(default_factory=dict)
    """Words of the question that no article has, each with the word that was searched for."""


class Watcher(Protocol):
    """Follows a question while it is answered. Both may be called again where a writer published
    two generations meanwhile: what came before then counts no more.
    """

    def retrieved(self, generation: int, hits: Sequence[Hit]) -> None:
        """The passages that will be read."""
        ...

    def read(self, readings: Sequence[Reading]) -> None:
        """What the reader makes of each of them."""
        ...

    def cited(self, articles: Sequence[Article]) -> None:
        """Further articles that may be cited, since they tell what one of the passages tells."""
        ...


def search(
    archive: Archive, question: str, k: int = 10, settings: Settings | None = None
) -> list[Hit]:
    """The ``k`` best passages for ``question``, best first.

    Raises:
        BadInput: a question or a ``k`` that can't be used.
    """
    return list(page(archive, question, k, settings).hits)


def page(
    archive: Archive,
    question: str,
    k: int = 10,
    settings: Settings | None = None,
    *,
    offset: int = 0,
    read: bool = False,
) -> Page:
    """The ``k`` best passages after the first ``offset``; with ``read``, what the reader makes of
    each.

    Raises:
        BadInput: a question or a ``k`` that can't be used.
    """
    settings = settings or Settings()
    text, count = checked_question(question), checked_count(k)

    def found(snapshot: Snapshot) -> Page:
        some, known = _ordered(archive, snapshot, text, count + 1, settings, offset)
        hits = some[:count]
        if settings.sort == "date":
            hits.sort(key=lambda hit: hit.article.published or "", reverse=True)
        readings: list[Reading] = []
        if read and hits:
            fresh = [hit for hit in hits if hit.passage.row not in known]
            made = archive.reader(snapshot, settings).read(text, fresh) if fresh else []
            known |= {hit.passage.row: each for hit, each in zip(fresh, made, strict=True)}
            readings = [known[hit.passage.row] for hit in hits]
        number, respelt = snapshot.manifest.generation, _respelt(snapshot, text, settings)
        return Page(tuple(hits), number, len(some) > count, tuple(readings), respelt)

    return _retrying(archive, found)


def ask(
    archive: Archive,
    question: str,
    settings: Settings | None = None,
    watcher: Watcher | None = None,
) -> Answer:
    """The answer to ``question``: sentences of the articles, each cited, or no answer.

    Raises:
        BadInput: a question that can't be used.
    """
    settings = settings or Settings()
    text = checked_question(question)

    def answer(snapshot: Snapshot) -> Answer:
        parts = split_question(text)
        everything = _everything(archive, snapshot, text, settings)
        if everything:
            found, hits = everything
            if watcher:
                watcher.retrieved(snapshot.manifest.generation, hits)
        else:
            found, hits = _answered(archive, snapshot, text, parts, settings, watcher)
        if len(parts) > 1 and found.status == "no_answer":  # it may be one question after all
            found, hits = _answered(archive, snapshot, text, [Asked(text)], settings, watcher)
        respelt = _respelt(snapshot, text, settings)
        if not settings.one_per_story:
            told = _told_too(archive, snapshot, hits, found, settings)
            if watcher:
                watcher.cited([article for group in told.values() for article in group])
            found = cite_all(found, told)
        found = replace(found, respelt=respelt)
        if hits or not settings.filters:
            return found
        return replace(found, reason=f"nothing fits both the question and {settings.filters}")

    return _retrying(archive, answer)


def _answered(
    archive: Archive,
    snapshot: Snapshot,
    question: str,
    parts: Sequence[Asked],
    settings: Settings,
    watcher: Watcher | None,
) -> tuple[Answer, list[Hit]]:
    """The answer to the ``parts`` of ``question``, and every passage that was looked at."""
    reader = archive.reader(snapshot, settings)
    count = settings.read or (READ_FAST if isinstance(reader, SentencePicker) else READ)
    texts = [part.fuller if part.leans and part.fuller else part.text for part in parts]
    found = [_hits(archive, snapshot, words, count, settings) for words in texts]
    hits = list({hit.passage.row: hit for each in found for hit in each}.values())
    if watcher:
        watcher.retrieved(snapshot.manifest.generation, hits)
    read = [reader.read(words, each) for words, each in zip(texts, found, strict=True)]
    if watcher:
        watcher.read(best_of(hits, found, read))
    least = reader.threshold if settings.min_support is None else settings.min_support
    answers = []
    for part, own, readings in zip(parts, found, read, strict=True):
        answer = compose(part.text, own, readings, least)
        answer, seen = _or_told_of(archive, snapshot, part.text, answer, settings)
        if answer.status == "no_answer" and part.fuller and not part.leans:
            seen = _hits(archive, snapshot, part.fuller, count, settings)
            answer = compose(part.text, seen, reader.read(part.fuller, seen), least)
        if seen and watcher:
            watcher.cited([hit.article for hit in seen])
        hits += seen
        answers.append(answer)
    return joined(question, answers), hits


def _everything(
    archive: Archive, snapshot: Snapshot, question: str, settings: Settings
) -> tuple[Answer, list[Hit]] | None:
    """The newest articles, or those of some days or by somebody, where ``question`` requests that:
    nothing has to be read for it. None for other questions.
    """
    for about in requests(question, _today(settings)):
        if about.kind != "everything":
            return None
        view, seen = _told_of(archive, snapshot, question, about, settings)
        if view:
            return view, seen
        if about.days:
            return none_of(question, about), []
    return None


def _today(settings: Settings) -> datetime.date:
    return checked_day(settings.asked_on) if settings.asked_on else datetime.date.today()


def _or_told_of(
    archive: Archive, snapshot: Snapshot, question: str, answer: Answer, settings: Settings
) -> tuple[Answer, list[Hit]]:
    """``answer``, or what the articles tell where ``question`` requests that rather, and the
    passages that were looked at for it.
    """
    for about in requests(question, _today(settings)):
        view, seen = _told_of(archive, snapshot, question, about, settings)
        if view:
            return (view, seen) if preferred(about, view, answer) else (answer, [])
    return answer, []


def _told_of(
    archive: Archive, snapshot: Snapshot, question: str, about: Request, settings: Settings
) -> tuple[Answer | None, list[Hit]]:
    """What the articles tell of a topic, and the passages that were looked at for it."""

    def authors(name: str) -> list[str]:
        return archive.facets(snapshot).values("author", name)

    for filters in narrowings(about, settings.filters, authors):
        rows = archive.narrowed(snapshot, filters).rows
        if rows is None or rows.any():
            settings = replace(settings, filters=filters)
            break
    else:
        return None, []
    if not about.topic:
        hits = _newest(archive, snapshot, MOST_SENTENCES, settings)
        return openings(question, hits), hits
    if about.kind == "article":  # of several versions one may name its author
        settings = replace(settings, one_per_story=False)
    if settings.mode == "sparse":  # whether an article is about it takes a cosine
        settings = replace(settings, mode="hybrid")
    hits = _hits(archive, snapshot, about.topic, READ_OVERVIEW, settings)
    least = calibration().threshold if settings.min_support is None else settings.min_support
    return overview(question, about, hits, snapshot.terms, least), hits


def _newest(archive: Archive, snapshot: Snapshot, k: int, settings: Settings) -> list[Hit]:
    """The first passages of the ``k`` newest stories, undated ones last."""
    only = archive.narrowed(snapshot, settings.filters)
    fits = snapshot.alive if only.rows is None else only.rows
    firsts = np.flatnonzero(np.diff(snapshot.articles, prepend=-1))
    if fits is not None:
        firsts = firsts[fits[firsts]]
    days = archive.facets(snapshot).days(firsts)
    newest = [(row, 1.0) for row in firsts[np.argsort(-days, kind="stable")].tolist()]
    once = replace(settings, one_per_story=True)
    chosen = best(snapshot.rows, snapshot.stories, newest, k, once)
    hits = _cut(archive, snapshot, Candidates([], [], [], {}), chosen, None)
    return _with_similar(archive, snapshot, hits, only) if settings.one_per_story else hits


def _respelt(snapshot: Snapshot, question: str, settings: Settings) -> dict[str, str]:
    return {} if settings.mode == "dense" else snapshot.terms.respelt(question)


def _told_too(
    archive: Archive, snapshot: Snapshot, hits: list[Hit], answer: Answer, settings: Settings
) -> dict[str, list[Article]]:
    """For each article that ``answer`` cites the others of its story that fit the filters."""
    cited = {c.article_id for c in answer.citations}
    some = [hit for hit in hits if hit.article.id in cited]
    others = told_by(
        snapshot.rows, snapshot.stories, some, archive.narrowed(snapshot, settings.filters).rows
    )
    groups = {n: list(group)[:MOST_CITED] for n, group in others.items() if len(group) > 1}
    numbers = list(dict.fromkeys(number for group in groups.values() for number in group))
    if not numbers:
        return {}
    with archive.catalogue() as catalogue:
        articles = catalogue.revisions(numbers)
    if len(articles) != len(numbers):
        raise Superseded
    stories = {hit.article.id: int(snapshot.stories[hit.passage.row]) for hit in some}
    return {
        id_: [articles[number] for number in groups[story] if articles[number].id != id_]
        for id_, story in stories.items()
        if story in groups
    }


def _retrying(archive: Archive, work: Callable[[Snapshot], _T]) -> _T:
    for _ in range(RETRIES):
        try:
            with storage(archive.folder):
                return work(archive.snapshot())
        except Superseded:
            continue
    raise ArchiveDamaged(
        f"{archive.folder}: the catalogue lacks texts of the newest generation. "
        "Rebuild it: pressmark index --rebuild"
    )


def _ordered(
    archive: Archive, snapshot: Snapshot, question: str, k: int, settings: Settings, offset: int
) -> tuple[list[Hit], dict[int, Reading]]:
    """The ``k`` hits after ``offset`` in the order that is asked for, and by row the readings that
    this order took.
    """
    if not settings.rerank:
        return _hits(archive, snapshot, question, k, settings, offset), {}
    first = _hits(archive, snapshot, question, max(RERANKED, offset + k), settings)
    if not first:  # no model is loaded for nothing
        return [], {}
    hits, known = rerank(question, first, archive.reader(snapshot, settings))
    return hits[offset : offset + k], known


def _hits(
    archive: Archive,
    snapshot: Snapshot,
    question: str,
    k: int,
    settings: Settings,
    offset: int = 0,
) -> list[Hit]:
    only = archive.narrowed(snapshot, settings.filters)
    if only.rows is not None and not only.rows.any():
        return []
    vector = None
    if settings.mode != "sparse":
        vector = archive.vector(snapshot, question)
    found = retrieve(question, vector, snapshot.dense, snapshot.terms, settings, only)
    fused = found.fused
    if settings.asked_on is not None:
        table, today = archive.facets(snapshot), checked_day(settings.asked_on).toordinal()
        days = {row: day for row, _ in fused if (day := table.day(row)) != UNDATED}
        fused = fresher(fused, {row: today - day for row, day in days.items()})
    chosen = best(snapshot.rows, snapshot.stories, fused, offset + k, settings)
    hits = _cut(archive, snapshot, found, chosen[offset:], vector)
    return _with_similar(archive, snapshot, hits, only) if settings.one_per_story else hits


def _with_similar(
    archive: Archive, snapshot: Snapshot, hits: list[Hit], only: Narrowed
) -> list[Hit]:
    """``hits`` with the other articles of their stories that the filters let through."""
    others = told_by(snapshot.rows, snapshot.stories, hits, only.rows)
    numbers = [number for group in others.values() if len(group) > 1 for number in group]
    if not numbers:
        return hits
    with archive.catalogue() as catalogue:
        ids = {number: article.id for number, article in catalogue.revisions(numbers).items()}
    if len(ids) != len(numbers):
        raise Superseded
    return [
        replace(
            hit,
            similar=tuple(
                ids[number]
                for number in others.get(snapshot.stories[hit.passage.row], {})
                if number in ids and number != hit.article.revision
            ),
        )
        for hit in hits
    ]


def _cut(
    archive: Archive,
    snapshot: Snapshot,
    found: Candidates,
    chosen: Ranking,
    vector: Vectors | None,
) -> list[Hit]:
    """The rows of ``chosen`` as hits, with texts from the catalogue."""
    numbers = list(dict.fromkeys(snapshot.rows[row][0] for row, _ in chosen))
    with archive.catalogue() as catalogue:
        articles = catalogue.revisions(numbers)
    if len(articles) != len(numbers):
        raise Superseded
    ranks = {
        name: {row: rank for rank, (row, _) in enumerate(ranking, 1)}
        for name, ranking in (("dense", found.dense), ("sparse", found.sparse))
    }
    scores = {"dense": dict(found.dense), "sparse": {r: s for r, s in found.bm25.items() if s > 0}}
    if vector is not None:
        rows = [row for row, _ in chosen]
        scores["dense"] = dict(zip(rows, snapshot.dense.scores(vector, rows), strict=True))
    hits = []
    for row, score in chosen:
        revision, ordinal, start, end = snapshot.rows[row]
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
