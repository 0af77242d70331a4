"""What was fetched of each address: the table ``fetched`` of the catalogue."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the server said of a page, to ask for it only if it has changed; ``reader`` names what
    read it, ``origins`` has the keys of what came of it, with spaces between.
    """

    url: str
    etag: str | None
    modified: str | None
    reader: str
    origins: str


def stored_fetched(db: sqlite3.Connection, url: str) -> Fetched | None:
    """What is known of ``url``, if all that came of it is still there."""
    row = db.execute(
        "SELECT url, etag, modified, reader, origins FROM fetched WHERE url = ?", (url,)
    ).fetchone()
    if row is None:
        return None
    found = Fetched(*row)
    there = all(
        db.execute("SELECT 1 FROM origins WHERE key = ?", (key,)).fetchone()
        for key in found.origins.split()
    )
    return found if there else None


def store_fetched(db: sqlite3.Connection, pages: Iterable[Fetched]) -> None:
    """Replace what is known of these pages."""
    db.executemany(
        "INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?, ?)", (astuple(page) for page in pages)
    )
