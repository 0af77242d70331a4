"""SQLite's errors as ours: whatever statement meets them, at whatever row."""

from __future__ import annotations

import sqlite3
from typing import Any

from index.errors import ArchiveBusy, ArchiveDamaged, PressmarkError, StorageFailed

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_STORAGE = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM,
}  # fmt: skip
_MET = (sqlite3.DatabaseError, MemoryError)


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
            return super().executescript(script)
        except _MET as error:
            raise of(error) from error

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
