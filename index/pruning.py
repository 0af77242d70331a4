"""Forgetting what no article and no kept generation needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

_UNUSED = "NOT EXISTS (SELECT 1 FROM passages p WHERE p.key = vectors.key)"


def prune(
    db: sqlite3.Connection, keep: Callable[[], Iterable[int]], fingerprint: str, *, sweep: bool
) -> None:
    """See Catalogue.prune. ``keep`` is only called where there is a revision to forget."""
    if sweep:
        db.execute(
            "INSERT OR IGNORE INTO superseded SELECT id FROM revisions WHERE id NOT IN "
            "(SELECT revision FROM articles UNION SELECT revision FROM origins)"
        )
    db.execute("DELETE FROM superseded WHERE revision IN (SELECT revision FROM articles)")
    old = {number for (number,) in db.execute("SELECT revision FROM superseded")}
    old -= {
        number
        for number in old
        if db.execute("SELECT 1 FROM origins WHERE revision = ? LIMIT 1", (number,)).fetchone()
    }
    gone = [(number,) for number in sorted(old - set(keep()))] if old else []
    keys = [
        key
        for number in gone
        for (key,) in db.execute("SELECT key FROM passages WHERE revision = ?", number)
    ]
    db.executemany("DELETE FROM revisions WHERE id = ?", gone)
    db.executemany("DELETE FROM superseded WHERE revision = ?", gone)
    db.executemany(
        f"DELETE FROM vectors WHERE fingerprint = ? AND key = ? AND {_UNUSED}",  # noqa: S608
        ((fingerprint, key) for key in keys),
    )
    if sweep:
        db.execute(f"DELETE FROM vectors WHERE {_UNUSED}")  # noqa: S608 a constant
    # As two ranges of the primary key, so that the vectors in use are not walked through.
    for side in ("<", ">"):
        db.execute(f"DELETE FROM vectors WHERE fingerprint {side} ?", (fingerprint,))  # noqa: S608
