"""The tables of the catalogue, and how those of an earlier version become today's."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from importlib.resources import files

from index.origins import origin_of, store
from index.revisions import COLUMNS, as_article, as_draft

_ADDED = {"language": "TEXT", "dated_by": "TEXT", "places": "TEXT", "signature": "BLOB",
          "sources": "TEXT"}  # fmt: skip
"""Columns of revisions that earlier versions did not have."""
UNSORTED = "unsorted"
"""Set in meta where the origins of an earlier version have not been looked at for copies."""


def lacking(db: sqlite3.Connection) -> list[str]:
    """Columns and tables that the catalogue does not have as it is."""
    there, placed = _columns(db, "revisions"), _columns(db, "articles")
    found = [name for name in _ADDED if there and name not in there]
    fetched = [] if not there or _columns(db, "fetched") else ["fetched"]
    return found + fetched + (["place"] if placed and "place" not in placed else [])


def renew(db: sqlite3.Connection) -> None:
    """Make the tables, or bring those of an earlier version up to date; all of it or nothing."""
    missing = lacking(db)
    # In one piece, so that a first run which is killed leaves no half of a catalogue.
    db.execute("BEGIN IMMEDIATE")
    try:
        if not missing:
            _make(db)
            db.execute("COMMIT")
            return
        for name in missing:
            if name in _ADDED:
                db.execute(f"ALTER TABLE revisions ADD COLUMN {name} {_ADDED[name]}")
        roots = dict(db.execute("SELECT id, root FROM articles")) if "place" in missing else {}
        if "place" in missing:
            db.execute("ALTER TABLE articles ADD COLUMN place TEXT NOT NULL DEFAULT ''")
            db.execute("ALTER TABLE articles DROP COLUMN root")
        _make(db)
        for id_, root in roots.items():
            row = db.execute(
                f"SELECT {COLUMNS} FROM revisions WHERE id = "  # noqa: S608 a constant
                "(SELECT revision FROM articles WHERE id = ?)",
                (id_,),
            ).fetchone()
            article = as_article(row)
            origin = origin_of(as_draft(article), root)
            db.execute("UPDATE articles SET place = ? WHERE id = ?", (origin.key, id_))
            store(db, [replace(origin, article=id_, revision=article.revision)])
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, '1')", (UNSORTED,))
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _make(db: sqlite3.Connection) -> None:
    # One by one: executescript would end the transaction.
    text = files("index").joinpath("schema.sql").read_text(encoding="utf-8")
    statement = ""
    for line in text.split("\n"):
        statement += f"{line}\n"
        if sqlite3.complete_statement(statement):  # a trigger holds statements of its own
            db.execute(statement)
            statement = ""


def _columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
