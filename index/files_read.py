"""What was read of each file: the table ``files`` of the catalogue."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from index.records import Skipped


@dataclass(frozen=True, slots=True)
class FileRead:
    """What was read of one file. ``reader`` names what read it; ``broken``: nothing of it could
    be used, and ``articles`` are those of the last time that it could.
    """

    path: str
    root: str
    stamp: str
    sha256: str
    reader: str
    articles: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    broken: bool = False


def stored_files(db: sqlite3.Connection) -> Iterator[FileRead]:
    """Every file that the table holds."""
    for path, root, stamp, sha, reader, articles, skipped, broken in db.execute(
        "SELECT path, root, stamp, sha256, reader, articles, skipped, broken FROM files"
    ):
        left = tuple(Skipped(*each) for each in json.loads(skipped)) if skipped else ()
        yield FileRead(path, root, stamp, sha, reader, tuple(articles.split()), left, bool(broken))


def store_files(db: sqlite3.Connection, root: str, files: Iterable[FileRead]) -> None:
    """Make the table hold ``files`` for ``root``; rows that stay as they are are not written."""
    before = {file.path: file for file in stored_files(db) if file.root == root}
    now = {file.path: file for file in files}
    db.executemany("DELETE FROM files WHERE path = ?", ((p,) for p in before if p not in now))
    db.executemany(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                f.path, f.root, f.stamp, f.sha256, f.reader, " ".join(f.articles),
                json.dumps([astuple(s) for s in f.skipped]) if f.skipped else "", f.broken,
            )
            for f in now.values()
            if before.get(f.path) != f
        ),
    )  # fmt: skip
