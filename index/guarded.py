"""Errors of SQLite and of the system as ours: whatever statement meets them, at whatever row."""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import ArchiveBusy, ArchiveDamaged, PressmarkError, StorageFailed

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_STORAGE = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM,
}  # fmt: skip
# SQLite quotes bytes of a damaged schema in its messages, which need not be UTF-8.
_MET = (sqlite3.DatabaseError, MemoryError, UnicodeDecodeError)


def of(error: Exception) -> PressmarkError:
    """What an error of SQLite means: StorageFailed, ArchiveBusy or ArchiveDamaged."""
    if isinstance(error, MemoryError):
        return StorageFailed("there is not enough memory to read the catalogue")
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in _BUSY:
        return ArchiveBusy("another process writes to the catalogue: try again later")
    if code in _STORAGE:
        return StorageFailed(f"catalogue.sqlite: {error}")
    return ArchiveDamaged(
        f"catalogue.sqlite can't be read: {error}. Restore it from a copy, or delete the archive "
        "and index again."
    )


_SYSTEM = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EIO: "the disk does not read or write",
    errno.EROFS: "the file system can't be written",
    errno.EMFILE: "this process has too many files open (ulimit -n)",
    errno.ENFILE: "the system has too many files open",
    errno.ENOMEM: "there is not enough memory",
    errno.EFBIG: "a file would be larger than it may be (ulimit -f)",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
}
# FAISS and Tantivy raise errors of their own, which only tell in words what the system said.
_WORDS = re.compile(r"(No space left|error: \d+ != \d+|IO ?error|IoError|Input/output|os error|"
                    r"Too many open|writer was killed|Failed to spawn|"
                    r"temporarily unavailable|[Cc]annot allocate|"
                    r"bad_alloc)")  # fmt: skip


@contextmanager
def storage(archive: object) -> Iterator[None]:
    """Turn what the system refuses inside into an error of ours; other errors pass.

    Raises:
        StorageFailed: a full disk, an I/O error, too few handles, too little memory.
    """
    try:
        yield
    except MemoryError as error:
        raise StorageFailed(f"{archive}: there is not enough memory. {_LEFT}") from error
    except OSError as error:
        known = _SYSTEM.get(error.errno or 0)
        if known is None:
            raise
        where = error.filename or archive
        raise StorageFailed(f"{where}: {known}. {_LEFT}") from error
    except BaseException as error:
        # A panic of Rust code is no Exception; its class has no module to import it from.
        ours = isinstance(error, (RuntimeError, ValueError))
        ours |= type(error).__name__ == "PanicException"
        if not ours or not _WORDS.search(str(error)):
            raise
        said = " ".join(str(error).split())[:200]
        raise StorageFailed(f"{archive} can't be read or written: {said}. {_LEFT}") from error


_LEFT = "What was there before is still served; try again when it is mended"


class Cursor(sqlite3.Cursor):
    """A cursor of a guarded connection."""

    def execute(self, *arguments: Any) -> Cursor:
        """See sqlite3.Cursor."""
        try:
            return super().execute(*arguments)
        except _MET as error:
            raise of(error) from error

    def executemany(self, *arguments: Any) -> Cursor:
        """See sqlite3.Cursor."""
        try:
            return super().executemany(*arguments)
        except _MET as error:
            raise of(error) from error

    def executescript(self, script: Any) -> Cursor:
        """See sqlite3.Cursor."""
        try:
            super().executescript(script)
        except _MET as error:
            raise of(error) from error
        return self

    def fetchone(self) -> Any:
        """See sqlite3.Cursor."""
        try:
            return super().fetchone()
        except _MET as error:
            raise of(error) from error

    def fetchall(self) -> list[Any]:
        """See sqlite3.Cursor."""
        try:
            return super().fetchall()
        except _MET as error:
            raise of(error) from error

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except _MET as error:
            raise of(error) from error


class Connection(sqlite3.Connection):
    """A connection all of whose errors are ours."""

    def execute(self, *arguments: Any) -> Cursor:
        """See sqlite3.Connection."""
        return self.cursor(Cursor).execute(*arguments)

    def executemany(self, *arguments: Any) -> Cursor:
        """See sqlite3.Connection."""
        return self.cursor(Cursor).executemany(*arguments)

    def executescript(self, script: Any) -> Cursor:
        """See sqlite3.Connection."""
        return self.cursor(Cursor).executescript(script)


def connected(path: Path, *, write: bool) -> Connection:
    """A connection to the database in ``path``.

    To read a database in WAL mode, SQLite writes beside it. Where the disk is full, and all that
    was written is in the database itself, it is read as it is, without anything being written.

    Raises:
        StorageFailed, ArchiveBusy, ArchiveDamaged: see ``of``.
    """
    try:
        db = sqlite3.connect(path, isolation_level=None, timeout=10, factory=Connection)
        db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        raise of(error) from error
    except StorageFailed:
        log = path.with_name(path.name + "-wal")
        if write or (log.exists() and log.stat().st_size):
            raise
        db = sqlite3.connect(
            f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None,
            factory=Connection,
        )  # fmt: skip
    return db
