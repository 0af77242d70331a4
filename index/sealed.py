"""Rows of the catalogue, compared with their seals (index/seals.py) as they are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from index import seals
from index.records import Article
from index.revisions import as_article
from index.seals import WHOLE


class SealedTables:
    """The part of a catalogue that knows its seals; without any where it is of an earlier version,
    until it is written to.
    """

    _db: sqlite3.Connection
    _sealed: bool

    def check_articles(self) -> None:
        """Compare the list of articles with what was written.

        Raises:
            ArchiveDamaged: it is another one.
        """
        seals.check_articles(self._db)

    def _article(self, row: Sequence[Any], id_: str | None = None) -> Article:
        """The article in ``row``, after it was compared with its seal, and its id with ``id_``."""
        if row[0] is None:
            raise seals.damaged(f"article {id_} is")
        what = f"article {id_ or row[1]} is"
        if self._sealed:
            seals.check_row(what, row, self._seals("whole", [row[0]]).get(row[0]))
        if seals.CHECKED and id_ not in (None, row[1]):
            raise seals.damaged(what)
        return as_article(tuple(row))

    def _check_revisions(self, rows: Iterable[Sequence[Any]]) -> None:
        """Compare rows of the columns WHOLE, and the signature behind them, with their seals."""
        held = {row[0]: row for row in rows}
        if not self._sealed:
            return
        whole, signed = (self._seals(name, list(held)) for name in ("whole", "signature"))
        for number, row in held.items():
            what = f"revision {number} is"
            seals.check_row(what, row[: len(WHOLE)], whole.get(number))
            seals.check_row(what, row[len(WHOLE) :], signed.get(number))

    def _check_passages(
        self, rows: Iterable[tuple[int, int, int, int, bytes]], revisions: Sequence[int]
    ) -> None:
        """Compare all passages of ``revisions`` with their sums."""
        if not self._sealed:
            return
        found: dict[int, list[int]] = {number: [] for number in revisions}
        for row in rows:
            found.setdefault(row[0], []).append(seals.seal(*row))
        expected = self._seals("passages", revisions)
        for number, made in found.items():
            seals.check_sum(f"passages of revision {number} are", made, expected.get(number))

    def _seals(self, column: str, revisions: Sequence[int]) -> dict[int, int]:
        """By number, a seal of each of ``revisions``."""
        marks = ",".join("?" * len(revisions))
        return dict(
            self._db.execute(
                f"SELECT revision, {column} FROM seals WHERE revision IN ({marks})",  # noqa: S608
                list(revisions),
            )
        )
