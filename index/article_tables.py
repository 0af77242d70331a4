"""Articles, their revisions and origins in the catalogue: reading and writing their rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import astuple
from typing import Any

from index import origins
from index.origins import Origin
from index.records import Article, Draft, Source
from index.revisions import COLUMNS, digest
from index.sealed import SealedTables
from index.stories import signature

_OF_R = ", ".join("r." + column for column in COLUMNS.split(", "))
AT_ONCE = 500
"""Rows asked for in one statement."""


class ArticleTables(SealedTables):
    """The part of a catalogue that has to do with whole articles."""

    def articles(self) -> list[str]:
        """Ids of all articles, in order."""
        self.check_articles()
        return [id_ for (id_,) in self._db.execute("SELECT id FROM articles ORDER BY id")]

    def state(self) -> str:
        """A name of what is in the archive: another one after each change of it; "" at first."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'state'").fetchone()
        return "" if row is None else str(row[0])

    def revisions(self, numbers: Sequence[int]) -> dict[int, Article]:
        """The revisions of those numbers that are stored."""
        marks = ",".join("?" * len(numbers))
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM revisions WHERE id IN ({marks})",  # noqa: S608 only marks
            list(numbers),
        )
        return {row[0]: self._article(row) for row in rows}

    def article(self, id_: str) -> Article | None:
        """The newest revision of an article; of the one that took it up, where that is so."""
        if not id_.isascii():
            return None  # an id is hexadecimal; half a surrogate pair could not even be asked for
        row = self._db.execute(
            f"SELECT a.id, {_OF_R} FROM articles a LEFT JOIN revisions r "  # noqa: S608 a constant
            "ON r.id = a.revision "
            "WHERE a.id = coalesce((SELECT article FROM aliases WHERE id = ?1), ?1)",
            (id_,),
        ).fetchone()
        return None if row is None else self._article(row[1:], row[0])

    def of_address(self, url: str) -> list[int]:
        """The numbers of the newest revisions of the articles that are of the page ``url``, or else
        of that without what follows its "?".
        """
        for key in dict.fromkeys(map(origins.url_key, (url, url.partition("?")[0]))):
            ids = {origin.article for origin in self.origins("url_key", [key] if key else [])}
            if ids:
                return sorted(revision for revision, _ in self.newest_of(ids).values())
        return []

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

    def newest(self) -> list[int]:
        """Number of the newest revision of every article, in order of the articles' places: an
        order that depends on what is in the archive, and not on how it came there.
        """
        self.check_articles()
        return [n for (n,) in self._db.execute("SELECT revision FROM articles ORDER BY place")]

    def put_revision(
        self, id_: str, draft: Draft, sources: Sequence[Source] = (),
        passages: Iterable[tuple[int, int, bytes]] | int = (),
    ) -> int:  # fmt: skip
        """Store a revision of an article with its passages (start, end, key), or with those of
        another revision; its number.
        """
        cursor = self._db.execute(
            "INSERT INTO revisions (article, digest, origin, title, text, source, url, published, "
            "author, tags, language, dated_by, places, signature, sources) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                id_, digest(draft, sources), draft.origin, draft.title, draft.text, draft.source,
                draft.url, draft.published, draft.author, json.dumps(list(draft.tags)),
                draft.language, draft.dated_by, json.dumps(draft.places), signature(draft.text),
                json.dumps([[*astuple(source)] for source in sources]) if sources else None,
            ),
        )  # fmt: skip
        revision = cursor.lastrowid or 0
        if isinstance(passages, int):
            self._db.execute(
                'INSERT INTO passages SELECT ?, ordinal, start, "end", key FROM passages '
                "WHERE revision = ?",
                (revision, passages),
            )
        else:
            self._db.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
                ((revision, n, start, end, key) for n, (start, end, key) in enumerate(passages)),
            )
        return revision

    def set_article(self, id_: str, revision: int, place: str) -> None:
        """Make a revision the newest one of an article; ``place`` is the key of the origin that is
        shown, by which articles are ordered: it does not depend on how they came there.
        """
        self._db.execute(
            "INSERT INTO articles (id, revision, place) VALUES (?, ?, ?) ON CONFLICT (id) DO "
            "UPDATE SET revision = excluded.revision, place = excluded.place",
            (id_, revision, place),
        )

    def drop_article(self, id_: str, heir: str | None) -> None:
        """Take an article out of the archive; ``heir`` is the one that took it up."""
        self._db.execute("DELETE FROM articles WHERE id = ?", (id_,))
        if heir is None:
            self._db.execute("DELETE FROM aliases WHERE article = ?", (id_,))
        else:
            self._db.execute("UPDATE aliases SET article = ? WHERE article = ?", (heir, id_))
            self._db.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (id_, heir))

    def newest_of(self, ids: Collection[str]) -> dict[str, tuple[int, str]]:
        """By id: (revision, key of the origin that is shown) of those articles that are there."""
        return {
            id_: (revision, place)
            for id_, revision, place in self._each(
                "SELECT id, revision, place FROM articles WHERE id IN", ids
            )
        }

    def knows(self, id_: str, but: Collection[str] = ()) -> bool:
        """Whether an article other than ``but`` has, or had, that id."""
        row = self._db.execute(
            "SELECT 1 FROM articles WHERE id = ?1 UNION SELECT 1 FROM aliases WHERE id = ?1", (id_,)
        ).fetchone()
        return row is not None and id_ not in but

    def lines(self, revisions: Iterable[int]) -> dict[int, tuple[str, str]]:
        """By number: (digest, origin) of a revision."""
        return {
            number: (digest_, origin)
            for number, digest_, origin in self._each(
                "SELECT id, digest, origin FROM revisions WHERE id IN", revisions
            )
        }

    def text(self, revision: int) -> str:
        """The text of a revision."""
        return str(
            self._db.execute("SELECT text FROM revisions WHERE id = ?", (revision,)).fetchone()[0]
        )

    def has_words(self, revision: int, draft: Draft) -> bool:
        """Whether a revision is embedded as ``draft`` would be."""
        row = self._db.execute(
            "SELECT title, published, language, text FROM revisions WHERE id = ?", (revision,)
        ).fetchone()
        same: bool = row == (draft.title, draft.published, draft.language, draft.text)
        return same

    def _each(self, statement: str, values: Iterable[object]) -> Iterator[tuple[Any, ...]]:
        """The rows of ``statement``, which ends in IN, for ``values``."""
        wanted = list(values)
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            yield from self._db.execute(f"{statement} ({','.join('?' * len(some))})", some)

    # Where articles come from.

    def roots(self) -> dict[str, tuple[str, str | None, int]]:
        """By key: (digest, root, seen) of everything that was read."""
        return origins.all_roots(self._db)

    def root(self, key: str) -> tuple[str, str | None, int] | None:
        """The same of one key, None where nothing was read under it."""
        return origins.one_root(self._db, key)

    def all_origins(self) -> Iterator[Origin]:
        """Every origin."""
        return origins.found(self._db, "key", self.roots())

    def origins(self, column: str, values: Iterable[str]) -> Iterator[Origin]:
        """The origins whose ``column`` (key, article, text_key, url_key) is one of ``values``."""
        return origins.found(self._db, column, values)

    def ids_of(self, names: Sequence[str]) -> list[str]:
        """The id of the article that each of these origins is part of; where there is none (any
        more), the one that it would have by itself.
        """
        keys = [origins.origin_key(name) for name in names]
        found = {origin.key: origin.article for origin in self.origins("key", keys)}
        return [found.get(key, key) for key in keys]

    def put_origins(self, rows: Sequence[Origin]) -> None:
        """Write origins anew."""
        origins.store(self._db, rows)

    def drop_origins(self, keys: Iterable[str]) -> None:
        """Take origins out."""
        origins.forget(self._db, keys)
