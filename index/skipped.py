"""What was left out, and why: the table ``skipped`` of the catalogue."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from index.records import Skipped


def set_skipped(db: sqlite3.Connection, root: str, left: Iterable[Skipped]) -> None:
    """Replace what is known to be left out under ``root``."""
    db.execute("DELETE FROM skipped WHERE root = ?", (root,))
    db.executemany(
        "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?)",
        ((s.origin, root, s.reason) for s in left),
    )


def skipped(db: sqlite3.Connection) -> list[Skipped]:
    """All that the last runs left out, in order of the origins."""
    rows = db.execute("SELECT origin, reason FROM skipped ORDER BY origin")
    return [Skipped(origin, reason) for origin, reason in rows]
