"""The catalogue: articles, passages, vectors and what was skipped, in SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from index import guarded, schema, seals
from index.article_tables import ArticleTables
from index.embed import Vectors
from index.entry import Entry, passage_count, stored_entries
from index.errors import ArchiveDamaged, ArchiveMissing, ArchiveStale
from index.facets import Facets, facets, of_all
from index.fetched import Fetched, store_fetched, stored_fetched
from index.files_read import FileRead, store_files, stored_files
from index.pruning import prune
from index.records import Skipped
from index.revisions import as_draft, digest
from index.skipped import set_skipped, skipped

FILE = "catalogue.sqlite"
AT_ONCE = 500
"""Vectors asked for in one statement."""


class Catalogue(ArticleTables):
    """One connection. Use it from one thread."""

    def __init__(self, archive: Path, *, write: bool = False) -> None:
        """Open the catalogue in ``archive``; with ``write``, make it if it is not there.

        Raises:
            ArchiveMissing: there is none.
            ArchiveStale: it was made by an earlier version; opening it to write renews it.
            ArchiveDamaged: SQLite can't read it.
        """
        path = archive / FILE
        if not write and not path.is_file():
            raise ArchiveMissing(archive)
        try:
            self._db = guarded.connected(path, write=write)
            self._db.execute("PRAGMA foreign_keys = ON")
            if write:
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = FULL")
                schema.renew(self._db)
                seals.install(self._db)
            elif not (archive / "CURRENT").exists() and self._empty():
                raise ArchiveMissing(archive)
            self._sealed = seals.sealed(self._db)
            self._db.execute("SELECT 1 FROM meta LIMIT 1").fetchone()
            if schema.lacking(self._db):
                raise ArchiveStale(
                    f"{path} was made by an earlier version of pressmark. "
                    "Build it anew: pressmark index --rebuild"
                )
        except sqlite3.DatabaseError as error:
            raise ArchiveDamaged(f"{path} can't be read: {error}. Restore it from a copy, or "
                                 f"delete {archive} and index again.") from error  # fmt: skip

    def _empty(self) -> bool:
        """Whether a first run was stopped before it had made the tables."""
        return self._db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the statements inside, or none."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # What the archive is built with.

    def meta(self, key: str) -> str | None:
        """A setting of the archive."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        """Set a setting of the archive."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # Passages, and what articles are found by.

    def spans(self, revision: int) -> list[tuple[int, int]]:
        """[start, end) of each passage of a revision, in reading order."""
        rows = self._db.execute(
            'SELECT revision, ordinal, start, "end", key FROM passages WHERE revision = ? '
            "ORDER BY ordinal",
            (revision,),
        ).fetchall()
        self._check_passages(rows, [revision])
        return [(start, end) for _, _, start, end, _ in rows]

    def entries(self, revisions: Sequence[int]) -> Iterator[Entry]:
        """What the indexes hold of those revisions, in the given order, without one that has no
        passage.
        """
        return stored_entries(self._db, revisions, self._check_revisions, self._check_passages)

    def passage_count(self, revisions: Sequence[int]) -> int:
        """How many passages those revisions have."""
        return passage_count(self._db, revisions)

    def facets(self) -> dict[int, Facets]:
        """By number of its revision, what every stored article can be found by."""
        made = {}
        sealed = self._sealed
        expected = dict(self._db.execute("SELECT revision, facets FROM seals")) if sealed else {}
        for number, *row in self._db.execute(
            "SELECT id, published, source, author, url, tags, language, sources FROM revisions"
        ):
            if sealed:
                seals.check_row(f"revision {number} is", row, expected.get(number))
            published, source, author, url, tags, language, sources = row
            own = facets(published, source, author, url, json.loads(tags), language)
            made[number] = of_all(own, sources)
        return made

    def languages(self) -> dict[str, int]:
        """How many articles are in each language, "" for those of which it is not known."""
        return dict(
            self._db.execute(
                "SELECT coalesce(lower(substr(language, 1, 2)), ''), count(*) "
                "FROM revisions INDEXED BY facets "
                "WHERE id IN (SELECT revision FROM articles) GROUP BY 1"
            )
        )

    # Vectors.

    def missing(self, fingerprint: str, keys: Iterable[bytes]) -> set[bytes]:
        """Those of ``keys`` that have no stored vector, or one that is not as it was written."""
        lacking = set()
        for key in keys:
            row = self._db.execute(
                "SELECT vector FROM vectors WHERE fingerprint = ? AND key = ?", (fingerprint, key)
            ).fetchone()
            if row is None or not seals.checked(key, row[0]):
                lacking.add(key)
        return lacking

    def put_vectors(self, fingerprint: str, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Store the vectors of ``keys``."""
        self._db.executemany(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
            (
                (fingerprint, k, seals.with_check(k, v.tobytes()))
                for k, v in zip(keys, vectors, strict=True)
            ),
        )

    def vectors(self, fingerprint: str, keys: Sequence[bytes], dimension: int) -> Vectors:
        """The vectors of ``keys``, in their order.

        Raises:
            ArchiveDamaged: one is not stored, or has another size.
        """
        found = np.empty((len(keys), dimension), dtype=np.float32)
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            marks = ",".join("?" * len(some))
            stored = dict(
                self._db.execute(
                    "SELECT key, vector FROM vectors "  # noqa: S608 only marks
                    f"WHERE fingerprint = ? AND key IN ({marks})",
                    (fingerprint, *some),
                )
            )
            for line, key in enumerate(some, start):
                vector = seals.without_check(key, stored.get(key, b""), 4 * dimension)
                if vector is None:
                    raise ArchiveDamaged(
                        f"{FILE} lacks a vector: rebuild with 'pressmark index --rebuild'"
                    )
                found[line] = np.frombuffer(vector, dtype=np.float32)
        return found

    # Files.

    def files(self) -> dict[str, FileRead]:
        """By path, what was read of every file of which all articles are still there."""
        there = self.roots().keys()
        return {f.path: f for f in stored_files(self._db) if there >= set(f.articles)}

    def set_files(self, root: str, files_: Iterable[FileRead]) -> None:
        """Replace what is known of the files under ``root``."""
        store_files(self._db, root, files_)

    def forget_files(self, paths: Iterable[str]) -> None:
        """Know nothing of these files any more: they are read again."""
        self._db.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in paths))

    def fetched(self, url: str) -> Fetched | None:
        """What is known of a page, if all that came of it is still there."""
        return stored_fetched(self._db, url)

    def set_fetched(self, pages: Iterable[Fetched]) -> None:
        """Replace what is known of these pages."""
        store_fetched(self._db, pages)

    # What was left out, and what is not needed any more.

    def set_skipped(self, root: str, left: Iterable[Skipped]) -> None:
        """Replace what is known to be left out under ``root``."""
        set_skipped(self._db, root, left)

    def skipped(self) -> list[Skipped]:
        """What the last runs left out."""
        return skipped(self._db)

    def prune(self, keep: Callable[[], Iterable[int]], fingerprint: str, *, sweep: bool) -> None:
        """Forget revisions that are neither newest nor in ``keep``, and vectors without a use: of
        what was superseded since the last time, or, with ``sweep``, of everything.
        """
        with self.transaction():
            prune(self._db, keep, fingerprint, sweep=sweep)

    def integrity(self) -> str:
        """SQLite's own check, then every text against its digest; "ok" or what is wrong."""
        try:
            verdict = str(self._db.execute("PRAGMA integrity_check(1)").fetchone()[0])
            if verdict != "ok":
                return verdict
            for article in self.current():
                if digest(as_draft(article), article.sources) != article.digest:
                    return f"article {article.id} ({article.title}) is not the text that was stored"
        except (sqlite3.DatabaseError, ValueError) as error:
            return str(error)
        return "ok"
