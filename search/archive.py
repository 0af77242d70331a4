"""An open archive: one immutable snapshot a question, moved to a new generation between two."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from index import generation
from index.catalogue import Catalogue
from index.embed import Embedder, Vectors
from index.errors import ArchiveStale, StorageFailed
from index.facet_file import FacetTable
from index.facets import Condition, Mask
from index.guarded import storage
from index.manifest import Manifest
from index.models import load
from index.records import Article
from search.filters import Filters
from search.pick import SentencePicker
from search.reader import Reader
from search.reader_model import ReaderModel, installed, packaged
from search.retrieve import Narrowed
from search.settings import Settings
from search.snapshot import Snapshot, open_snapshot
from search.span_reader import SpanReader
from search.window_cache import WindowCache


class Superseded(Exception):
    """The snapshot's texts are gone: two generations were published since it was opened."""


class Archive:
    """An archive for reading. Safe to use from many threads."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder | None = None,
        reader: Reader | None = None,
        *,
        brief: bool = False,
    ) -> None:
        """Open the archive in ``folder``; ``brief``: for one question, so that the first answer is
        soon there, and not the hundredth.

        Raises:
            ArchiveMissing, ArchiveDamaged, ArchiveStale: see index.errors.
        """
        self.folder = folder
        self._embedder = embedder
        self._reader = reader
        self._brief = brief
        self._reader_model: WindowCache | None = None
        self._lock = threading.Lock()
        self._asked: tuple[str, str, Vectors] | None = None
        self._mark: tuple[int, int] | None = None
        self._snapshot: Snapshot | None = None
        self._facets: tuple[int, FacetTable] | None = None
        self.snapshot()

    def snapshot(self) -> Snapshot:
        """The newest generation; opened anew only when another one was published."""
        with self._lock:
            mark = generation.mark(self.folder)
            if self._snapshot is None or mark != self._mark:
                try:
                    with storage(self.folder):
                        self._snapshot = open_snapshot(self.folder)
                except StorageFailed as error:
                    # Too few handles or too little memory for the new one: the old one is whole.
                    if self._snapshot is None:
                        raise
                    return replace(self._snapshot, warning=f"the newest generation: {error}")
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
                self._embedder = load(manifest.build.model, brief=self._brief)
            if self._embedder.fingerprint != manifest.build.fingerprint:
                raise ArchiveStale(
                    f"the archive's vectors are of {manifest.build.fingerprint}, the model here "
                    f"is {self._embedder.fingerprint}. Build it anew: pressmark index --rebuild"
                )
            return self._embedder

    def vector(self, snapshot: Snapshot, question: str) -> Vectors:
        """The question's vector, of shape (dimension,). The last one is kept: a
        ``fast`` ask needs it twice.

        Raises:
            ArchiveStale, ModelMissing: see embedder.
        """
        embedder = self.embedder(snapshot.manifest)
        known = self._asked
        if known is not None and known[:2] == (embedder.fingerprint, question):
            return known[2]
        vector: Vectors = embedder.encode([question])[0]
        self._asked = (embedder.fingerprint, question, vector)
        return vector

    def reader(
        self, snapshot: Snapshot, settings: Settings | None = None, within: Mask | None = None
    ) -> Reader:
        """What reads passages for an answer, of the rows ``within``: the trained reader, or, where
        its model is not installed or ``settings`` want it ``fast``, the sentence picker.

        Raises:
            ModelMissing: the reader's model is not the file that it should be.
        """
        settings = settings or Settings()
        if self._reader is not None and not settings.fast:
            return self._reader

        def vector(question: str) -> Vectors:
            return self.vector(snapshot, question)

        if settings.fast or not installed():
            return SentencePicker(self.embedder(snapshot.manifest), snapshot.terms, vector)
        with self._lock:
            if self._reader_model is None:
                self._reader_model = WindowCache(ReaderModel(packaged()))
        fits = self.narrowed(snapshot, settings.filters, within).rows
        passages = snapshot.manifest.passages if fits is None else int(fits.sum())
        return SpanReader(
            self._reader_model,
            snapshot.terms,
            passages,
            lambda texts: self.embedder(snapshot.manifest).encode(texts),
            vector,
        )

    def narrowed(
        self, snapshot: Snapshot, filters: Filters, within: Mask | None = None
    ) -> Narrowed:
        """The rows of ``snapshot`` that fit ``filters``, and are some of ``within``."""
        if not filters and within is None:
            return Narrowed()
        condition = filters.condition()
        masks = [within, snapshot.alive]
        if condition != Condition():
            masks.append(self.facets(snapshot).mask(condition))
        if filters.article is not None:
            own = self.article(filters.article)
            masks.append(snapshot.rows.of([own.revision] if own else []))
        rows = np.logical_and.reduce([each for each in masks if each is not None])
        few = within is not None or filters.article is not None
        return Narrowed(None if few else condition, rows)

    def facets(self, snapshot: Snapshot) -> FacetTable:
        """What the articles of ``snapshot`` can be found by: read once a generation, at the first
        question that needs it.
        """
        number, table = self._facets or (0, None)
        if table is None or number != snapshot.manifest.generation:
            try:
                table = snapshot.facets()
            except FileNotFoundError as error:
                raise Superseded from error
            self._facets = (snapshot.manifest.generation, table)
        return table

    def catalogue(self) -> closing[Catalogue]:
        """A connection of its own for one ``with`` block."""
        return closing(Catalogue(self.folder))

    def article(self, id_: str) -> Article | None:
        """The newest revision of an article, None if there is none of that id."""
        with self.catalogue() as catalogue:
            return catalogue.article(id_)
