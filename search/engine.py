"""An open archive: one immutable snapshot a question, moved to a new generation between two."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from index import generation
from index.catalogue import Catalogue
from index.dense import DenseIndex
from index.embed import Embedder, Vectors
from index.errors import ArchiveDamaged, ArchiveStale
from index.facets import FacetTable
from index.manifest import FORMAT, Manifest
from index.models import load
from index.ranked import Ranking
from index.records import Article, Passage, Span
from index.terms import ANALYZER_VERSION, TermIndex
from search.answer import compose
from search.collapse import best, told_by
from search.filters import Filters
from search.pick import SentencePicker
from search.reader import Reader
from search.reader_model import ReaderModel, installed, packaged
from search.results import Answer, Hit
from search.retrieve import Candidates, Narrowed, retrieve
from search.settings import READ, READ_FAST, Settings, checked_count, checked_question
from search.span_reader import SpanReader

_T = TypeVar("_T")

RETRIES = 5
"""Times a question is asked anew when a writer published two generations meanwhile."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation, opened. Its files are never written again."""

    manifest: Manifest
    warning: str | None
    dense: DenseIndex
    terms: TermIndex
    rows: list[tuple[int, int, int, int]]
    stories: list[int]
    """For each row the first row of its story."""


class _Superseded(Exception):
    """The snapshot's texts are gone: two generations were published since it was opened."""


class Archive:
    """An archive for reading. Safe to use from many threads."""

    def __init__(
        self, folder: Path, embedder: Embedder | None = None, reader: Reader | None = None
    ) -> None:
        """Open the archive in ``folder``.

        Raises:
            ArchiveMissing, ArchiveDamaged, ArchiveStale: see index.errors.
        """
        self.folder = folder
        self._embedder = embedder
        self._reader = reader
        self._reader_model: ReaderModel | None = None
        self._lock = threading.Lock()
        self._mark: tuple[int, int] | None = None
        self._snapshot: Snapshot | None = None
        self._facets: tuple[int, FacetTable] | None = None
        self.snapshot()

    def snapshot(self) -> Snapshot:
        """The newest generation; opened anew only when another one was published."""
        with self._lock:
            mark = generation.mark(self.folder)
            if self._snapshot is None or mark != self._mark:
                self._snapshot = _open(self.folder)
                self._mark = mark
            return self._snapshot

    def embedder(self, manifest: Manifest) -> Embedder:
        """The embedder that the archive was built with.

        Raises:
            ArchiveStale: the model of that name has another fingerprint here.
            ModelMissing: it can't be loaded.
        """
        with self._lock:
            if self._embedder is None or self._embedder.name != manifest.build.model:
                self._embedder = load(manifest.build.model)
            if self._embedder.fingerprint != manifest.build.fingerprint:
                raise ArchiveStale(
                    f"the archive's vectors are of {manifest.build.fingerprint}, the model here "
                    f"is {self._embedder.fingerprint}. Build it anew: pressmark index --rebuild"
                )
            return self._embedder

    def reader(self, snapshot: Snapshot, fast: bool = False) -> Reader:
        """What reads passages for an answer: the trained reader, or, where its model is not
        installed or it has to be ``fast``, the sentence picker.

        Raises:
            ModelMissing: the reader's model is not the file that it should be.
        """
        if self._reader is not None and not fast:
            return self._reader
        picker = SentencePicker(self.embedder(snapshot.manifest), snapshot.terms)
        if fast or not installed():
            return picker
        with self._lock:
            if self._reader_model is None:
                self._reader_model = ReaderModel(packaged())
        return SpanReader(self._reader_model, picker)

    def narrowed(self, snapshot: Snapshot, filters: Filters) -> Narrowed:
        """The rows of ``snapshot`` that fit ``filters``. What articles can be found by is read
        once a generation, at the first question that asks for it.
        """
        if not filters:
            return Narrowed()
        number, table = self._facets or (0, None)
        if table is None or number != snapshot.manifest.generation:
            with self.catalogue() as catalogue:
                facets = catalogue.facets()
            try:
                table = FacetTable((row[0] for row in snapshot.rows), facets)
            except KeyError as error:
                raise _Superseded from error
            self._facets = (snapshot.manifest.generation, table)
        condition = filters.condition()
        return Narrowed(condition, table.mask(condition))

    def catalogue(self) -> closing[Catalogue]:
        """A connection of its own for one ``with`` block."""
        return closing(Catalogue(self.folder))

    def article(self, id_: str) -> Article | None:
        """The newest revision of an article, None if there is none of that id."""
        with self.catalogue() as catalogue:
            return catalogue.article(id_)


def search(
    archive: Archive, question: str, k: int = 10, settings: Settings | None = None
) -> list[Hit]:
    """The ``k`` best passages for ``question``, best first.

    Raises:
        BadInput: a question or a ``k`` that can't be used.
    """
    settings = settings or Settings()
    text, count = checked_question(question), checked_count(k)
    return _retrying(archive, lambda snapshot: _hits(archive, snapshot, text, count, settings))


def ask(archive: Archive, question: str, settings: Settings | None = None) -> Answer:
    """The answer to ``question``: sentences of the articles, each cited, or no answer.

    Raises:
        BadInput: a question that can't be used.
    """
    settings = settings or Settings()
    text = checked_question(question)

    def answer(snapshot: Snapshot) -> Answer:
        reader = archive.reader(snapshot, settings.fast)
        usual = READ_FAST if isinstance(reader, SentencePicker) else READ
        best_first = replace(settings, sort="score")
        hits = _hits(archive, snapshot, text, settings.read or usual, best_first)
        least = reader.threshold if settings.min_support is None else settings.min_support
        found = compose(text, hits, reader.read(text, hits), least)
        if hits or not settings.filters:
            return found
        return replace(found, reason=f"nothing fits both the question and {settings.filters}")

    return _retrying(archive, answer)


def _retrying(archive: Archive, work: Callable[[Snapshot], _T]) -> _T:
    for _ in range(RETRIES):
        try:
            return work(archive.snapshot())
        except _Superseded:
            continue
    raise ArchiveDamaged(
        f"{archive.folder}: the catalogue lacks texts of the newest generation. "
        "Rebuild it: pressmark index --rebuild"
    )


def _open(folder: Path) -> Snapshot:
    found = generation.find(folder)
    build = found.manifest.build
    if build.format != FORMAT or build.analyzer != ANALYZER_VERSION:
        raise ArchiveStale(
            f"the archive was built by another version of pressmark (format {build.format}, "
            f"analyzer {build.analyzer}). Build it anew: pressmark index --rebuild"
        )
    dense = DenseIndex(found.folder)
    terms = TermIndex(found.folder, build.language)
    rows = [(r, n, a, b) for r, n, a, b in generation.rows(found.folder).tolist()]
    stories = generation.story_rows(found.folder).tolist()
    if not len(dense) == len(terms) == len(rows) == len(stories) == found.manifest.passages:
        raise ArchiveDamaged(
            f"{found.folder}: its files disagree on the number of passages. "
            "Rebuild it: pressmark index --rebuild"
        )
    return Snapshot(found.manifest, found.warning, dense, terms, rows, stories)


def _hits(
    archive: Archive, snapshot: Snapshot, question: str, k: int, settings: Settings
) -> list[Hit]:
    only = archive.narrowed(snapshot, settings.filters)
    if only.rows is not None and not only.rows.any():
        return []
    vector = None
    if settings.mode != "sparse":
        vector = archive.embedder(snapshot.manifest).encode([question])[0]
    found = retrieve(question, vector, snapshot.dense, snapshot.terms, settings, only)
    chosen = best(snapshot.rows, snapshot.stories, found.fused, k, settings)
    hits = _cut(archive, snapshot, found, chosen, vector)
    if settings.sort == "date":
        hits.sort(key=lambda hit: hit.article.published or "", reverse=True)
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
        raise _Superseded
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
        raise _Superseded
    ranks = {
        name: {row: rank for rank, (row, _) in enumerate(ranking, 1)}
        for name, ranking in (("dense", found.dense), ("sparse", found.sparse))
    }
    scores = {"dense": dict(found.dense), "sparse": dict(found.sparse)}
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
