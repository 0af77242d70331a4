"""The catalogue: articles, passages, vectors and what was skipped, in SQLite."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from index import guarded, seals
from index.embed import Vectors
from index.errors import ArchiveDamaged, ArchiveMissing, ArchiveStale
from index.facets import Facets, facets
from index.files_read import FileRead, store_files, stored_files
from index.records import Article, Draft, Skipped
from index.stories import signature

FILE = "catalogue.sqlite"
AT_ONCE = 500
"""Vectors asked for in one statement."""
_COLUMNS = (
    "id, article, digest, origin, title, text, source, url, published, author, tags, language, "
    "dated_by, places"
)
_OF_R = ", ".join("r." + column for column in _COLUMNS.split(", "))
_ADDED = {"language": "TEXT", "dated_by": "TEXT", "places": "TEXT", "signature": "BLOB"}
"""Columns that earlier versions did not have."""


def article_id(origin: str) -> str:
    """The id of the article that comes from ``origin``: 12 hexadecimal digits."""
    return hashlib.sha256(origin.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def digest(draft: Draft) -> str:
    """SHA-256 of all that a reader is shown of an article: another value is another revision."""
    fields = [draft.title, draft.text, draft.source, draft.url, draft.published, draft.author]
    further = {"language": draft.language, "dated_by": draft.dated_by, "places": draft.places}
    known = {name: value for name, value in further.items() if value}
    content = json.dumps([*fields, sorted(draft.tags), *([known] if known else [])])
    return hashlib.sha256(content.encode()).hexdigest()


class Catalogue:
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
                self._renew()
                # All of the tables or none, so that a first run which is killed leaves no half of
                # a catalogue.
                schema = files("index").joinpath("schema.sql").read_text(encoding="utf-8")
                self._db.executescript(f"BEGIN IMMEDIATE; {schema}; COMMIT;")
                seals.install(self._db)
            elif not (archive / "CURRENT").exists() and self._empty():
                raise ArchiveMissing(archive)
            self._sealed = seals.sealed(self._db)
            self._db.execute("SELECT 1 FROM meta LIMIT 1").fetchone()
            if self._lacking():
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

    def _lacking(self) -> list[str]:
        """Columns that an earlier version did not have."""
        there = {row[1] for row in self._db.execute("PRAGMA table_info(revisions)")}
        return [name for name in _ADDED if there and name not in there]

    def _renew(self) -> None:
        for name in self._lacking():
            self._db.execute(f"ALTER TABLE revisions ADD COLUMN {name} {_ADDED[name]}")

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

    # Articles.

    def articles(self) -> dict[str, tuple[str, str | None]]:
        """By id, in order of id: (digest, root) of every article."""
        self.check_articles()
        rows = self._db.execute(
            "SELECT a.id, r.digest, a.root FROM articles a LEFT JOIN revisions r "
            "ON r.id = a.revision ORDER BY a.id"
        )
        found = {id_: (digest_, root) for id_, digest_, root in rows}
        for id_, (digest_, _) in found.items():
            if digest_ is None:
                raise seals.damaged(f"article {id_} is")
        return found

    def check_articles(self) -> None:
        """Compare the list of articles with what was written.

        Raises:
            ArchiveDamaged: it is another one.
        """
        seals.check_articles(self._db)

    def state(self) -> str:
        """Digest of which articles, in which revision, are in the archive."""
        total = hashlib.sha256()
        for id_, (digest_, _) in self.articles().items():
            total.update(f"{id_}:{digest_}\n".encode())
        return total.hexdigest()

    def revisions(self, numbers: Sequence[int]) -> dict[int, Article]:
        """The revisions of those numbers that are stored."""
        marks = ",".join("?" * len(numbers))
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM revisions WHERE id IN ({marks})",  # noqa: S608 only marks
            list(numbers),
        )
        return {row[0]: self._article(row) for row in rows}

    def article(self, id_: str) -> Article | None:
        """The newest revision of an article."""
        if not id_.isascii():
            return None  # an id is hexadecimal; half a surrogate pair could not even be asked for
        row = self._db.execute(
            f"SELECT a.id, {_OF_R} FROM articles a "  # noqa: S608 a constant
            "LEFT JOIN revisions r ON r.id = a.revision WHERE a.id = ?",
            (id_,),
        ).fetchone()
        return None if row is None else self._article(row[1:], id_)

    def current(self, limit: int = -1, offset: int = 0) -> Iterator[Article]:
        """The newest revision of every article, in order of id; at most ``limit`` from ``offset``
        where it is not negative.
        """
        for id_, *row in self._db.execute(
            f"SELECT a.id, {_OF_R} FROM articles a LEFT JOIN revisions r "  # noqa: S608 a constant
            "ON r.id = a.revision ORDER BY a.id LIMIT ? OFFSET ?",
            (limit, offset),
        ):
            yield self._article(row, id_)

    def _article(self, row: Sequence[Any], id_: str | None = None) -> Article:
        """The article in ``row``, after it was compared with its seal, and its id with ``id_``."""
        if row[0] is None:
            raise seals.damaged(f"article {id_} is")
        if self._sealed:
            expected = self._seals("whole", row[0]).get(row[0])
            what = f"article {id_ or row[1]} is"
            seals.check_row(what, row[: len(seals.WHOLE)], expected)
            if seals.CHECKED and id_ not in (None, row[1]):
                raise seals.damaged(what)
        return _as_article(row)

    def spans(self, revision: int) -> list[tuple[int, int]]:
        """[start, end) of each passage of a revision, in reading order."""
        rows = self._db.execute(
            'SELECT revision, ordinal, start, "end", key FROM passages WHERE revision = ? '
            "ORDER BY ordinal",
            (revision,),
        ).fetchall()
        self._check_passages(rows, {revision})
        return [(start, end) for _, _, start, end, _ in rows]

    def _check_passages(
        self, rows: Iterable[tuple[int, int, int, int, bytes]], revisions: set[int]
    ) -> None:
        if not self._sealed:
            return
        found: dict[int, list[int]] = {number: [] for number in revisions}
        for row in rows:
            found.setdefault(row[0], []).append(seals.seal(*row))
        expected = self._seals("passages", *revisions)
        for number, made in found.items():
            seals.check_sum(f"passages of revision {number} are", made, expected.get(number))

    def newest(self) -> list[int]:
        """Number of the newest revision of every article, in order of article id."""
        return [n for (n,) in self._db.execute("SELECT revision FROM articles ORDER BY id")]

    def put(
        self, draft: Draft, root: str | None, passages: Iterable[tuple[int, int, bytes]]
    ) -> None:
        """Store a revision with its passages (start, end, key), and make it the newest."""
        id_ = article_id(draft.origin)
        cursor = self._db.execute(
            "INSERT INTO revisions (article, digest, origin, title, text, source, url, published, "
            "author, tags, language, dated_by, places, signature) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                id_, digest(draft), draft.origin, draft.title, draft.text, draft.source,
                draft.url, draft.published, draft.author, json.dumps(list(draft.tags)),
                draft.language, draft.dated_by, json.dumps(draft.places),
                signature(draft.text),
            ),
        )  # fmt: skip
        revision = cursor.lastrowid or 0
        self._db.execute(
            "INSERT INTO articles VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "revision = excluded.revision, root = excluded.root",
            (id_, revision, root),
        )
        self._db.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
            ((revision, n, start, end, key) for n, (start, end, key) in enumerate(passages)),
        )

    def remove(self, ids: Iterable[str]) -> None:
        """Take articles out of the archive."""
        self._db.executemany("DELETE FROM articles WHERE id = ?", ((id_,) for id_ in ids))

    def passages(self) -> list[tuple[int, int, int, int, bytes]]:
        """(revision, ordinal, start, end, key) of every passage, in order of article id: the
        order of rows, which depends on what is in the archive and not on how it came there.
        """
        self.check_articles()
        rows = self._db.execute(
            'SELECT p.revision, p.ordinal, p.start, p."end", p.key FROM articles a '
            "JOIN passages p ON p.revision = a.revision ORDER BY a.id, p.ordinal"
        ).fetchall()
        self._check_passages(rows, set(self.newest()))
        return rows

    def facets(self) -> dict[int, Facets]:
        """By number of its revision, what every stored article can be found by."""
        made = {}
        expected = self._seals("facets")
        for number, *row in self._db.execute(
            "SELECT id, published, source, author, url, tags, language FROM revisions"
        ):
            if self._sealed:
                seals.check_row(f"revision {number} is", row, expected.get(number))
            published, source, author, url, tags, language = row
            made[number] = facets(published, source, author, url, json.loads(tags), language)
        return made

    def _seals(self, column: str, *one: int) -> dict[int, int]:
        """By number of its revision, a seal of every revision; of one, where it is the only one."""
        if not self._sealed:
            return {}
        wanted = f"SELECT revision, {column} FROM seals"  # noqa: S608 a name of ours
        if len(one) == 1:
            return dict(self._db.execute(f"{wanted} WHERE revision = ?", one))
        return dict(self._db.execute(wanted))

    def languages(self) -> dict[str, int]:
        """How many articles are in each language, "" for those of which it is not known."""
        return dict(
            self._db.execute(
                "SELECT coalesce(lower(substr(language, 1, 2)), ''), count(*) "
                "FROM revisions INDEXED BY facets "
                "WHERE id IN (SELECT revision FROM articles) GROUP BY 1"
            )
        )

    def signatures(self) -> dict[int, bytes]:
        """By number of its revision, the signature of every article, in order of article id."""
        found = dict(
            self._db.execute(
                "SELECT a.revision, r.signature FROM articles a JOIN revisions r "
                "ON r.id = a.revision ORDER BY a.id"
            )
        )
        if self._sealed and seals.CHECKED and set(found) != set(self.newest()):
            raise seals.damaged("the list of revisions is")
        expected = self._seals("signature")
        for number, made in found.items() if self._sealed else ():
            seals.check_row(f"revision {number} is", (made,), expected.get(number))
        return found

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
        there = self.articles().keys()
        return {f.path: f for f in stored_files(self._db) if there >= set(f.articles)}

    def set_files(self, root: str, files_: Iterable[FileRead]) -> None:
        """Replace what is known of the files under ``root``."""
        store_files(self._db, root, files_)

    # What was left out, and what is not needed any more.

    def set_skipped(self, root: str, skipped: Iterable[Skipped]) -> None:
        """Replace what is known to be left out under ``root``."""
        self._db.execute("DELETE FROM skipped WHERE root = ?", (root,))
        self._db.executemany(
            "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?)",
            ((s.origin, root, s.reason) for s in skipped),
        )

    def skipped(self) -> list[Skipped]:
        """What the last runs left out."""
        return [
            Skipped(origin, reason)
            for origin, reason in self._db.execute(
                "SELECT origin, reason FROM skipped ORDER BY origin"
            )
        ]

    def prune(self, keep: set[int], fingerprint: str) -> None:
        """Forget revisions that are neither newest nor in ``keep``, and vectors without a use."""
        with self.transaction():
            used = keep | {r for (r,) in self._db.execute("SELECT revision FROM articles")}
            stored = {r for (r,) in self._db.execute("SELECT id FROM revisions")}
            self._db.executemany(
                "DELETE FROM revisions WHERE id = ?", ((r,) for r in stored - used)
            )
            self._db.execute(
                "DELETE FROM vectors WHERE fingerprint != ? OR key NOT IN "
                "(SELECT key FROM passages)",
                (fingerprint,),
            )

    def integrity(self) -> str:
        """SQLite's own check, then every text against its digest; "ok" or what is wrong."""
        try:
            verdict = str(self._db.execute("PRAGMA integrity_check(1)").fetchone()[0])
            if verdict != "ok":
                return verdict
            for article in self.current():
                if digest(as_draft(article)) != article.digest:
                    return f"article {article.id} ({article.title}) is not the text that was stored"
        except (sqlite3.DatabaseError, ValueError) as error:
            return str(error)
        return "ok"


def as_draft(article: Article) -> Draft:
    """The draft that ``article`` was stored from."""
    return Draft(
        article.origin, article.title, article.text, article.source, article.url,
        article.published, article.author, article.tags, article.language, article.dated_by,
        article.places,
    )  # fmt: skip


def _as_article(row: Sequence[object]) -> Article:
    number, id_, digest_, origin, title, text, source, *further = row
    url, published, author, tags, language, dated_by, places = (
        None if value is None else str(value) for value in further
    )
    return Article(
        str(id_), int(str(number)), str(digest_), str(origin), str(title), str(text), str(source),
        url, published, author, tuple(json.loads(tags or "[]")), language, dated_by,
        tuple((at, name) for at, name in json.loads(places or "[]")),
    )  # fmt: skip
