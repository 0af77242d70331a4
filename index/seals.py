"""Checksums inside the catalogue: SQLite has none, so a flipped bit of a text would be served.

Of every revision there are four: of the whole row, of what it is narrowed by, of its signature and
of its passages. Of the table of articles there is one sum, so that a lost row is noticed too.
Triggers keep them, so no statement that changes a row can forget its seal; what is read is
compared. A vector carries its own, behind its numbers.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence

from index.errors import ArchiveDamaged

CHECKED = True
"""False switches the checks off, for the control run of bench/reliability."""

WHOLE = (
    "id", "article", "digest", "origin", "title", "text", "source", "url", "published", "author",
    "tags", "language", "dated_by", "places", "sources",
)  # fmt: skip
"""Columns of a revision that its first seal covers, in order."""
FACETS = ("published", "source", "author", "url", "tags", "language", "sources")
CHECK_BYTES = 8
_MASK = (1 << 64) - 1

_TABLES = """
CREATE TABLE IF NOT EXISTS seals (
    revision INTEGER PRIMARY KEY, whole INTEGER NOT NULL, facets INTEGER NOT NULL,
    signature INTEGER NOT NULL, passages INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS sums (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
"""


def _new(columns: Iterable[str], of: str = "new") -> str:
    return ", ".join(f"{of}.{column}" for column in columns)


_PASSAGE = ("revision", "ordinal", "start", '"end"', "key")
_ARTICLE = ("id", "revision", "place")
_TRIGGERS = f"""
CREATE TRIGGER IF NOT EXISTS seal_revision AFTER INSERT ON revisions BEGIN
    INSERT OR REPLACE INTO seals VALUES (new.id, seal({_new(WHOLE)}), seal({_new(FACETS)}),
        seal(new.signature), 0);
END;
CREATE TRIGGER IF NOT EXISTS reseal_revision AFTER UPDATE ON revisions BEGIN
    UPDATE seals SET whole = seal({_new(WHOLE)}), facets = seal({_new(FACETS)}),
        signature = seal(new.signature) WHERE revision = new.id;
END;
CREATE TRIGGER IF NOT EXISTS unseal_revision AFTER DELETE ON revisions BEGIN
    DELETE FROM seals WHERE revision = old.id;
END;
CREATE TRIGGER IF NOT EXISTS seal_passage AFTER INSERT ON passages BEGIN
    UPDATE seals SET passages = added(passages, seal({_new(_PASSAGE)}))
        WHERE revision = new.revision;
END;
CREATE TRIGGER IF NOT EXISTS unseal_passage AFTER DELETE ON passages BEGIN
    UPDATE seals SET passages = taken(passages, seal({_new(_PASSAGE, "old")}))
        WHERE revision = old.revision;
END;
CREATE TRIGGER IF NOT EXISTS seal_article AFTER INSERT ON articles BEGIN
    UPDATE sums SET value = added(value, seal({_new(_ARTICLE)})) WHERE name = 'articles';
END;
CREATE TRIGGER IF NOT EXISTS reseal_article AFTER UPDATE ON articles BEGIN
    UPDATE sums SET value = added(taken(value, seal({_new(_ARTICLE, "old")})),
        seal({_new(_ARTICLE)})) WHERE name = 'articles';
END;
CREATE TRIGGER IF NOT EXISTS unseal_article AFTER DELETE ON articles BEGIN
    UPDATE sums SET value = taken(value, seal({_new(_ARTICLE, "old")})) WHERE name = 'articles';
END;
"""  # noqa: S608 constants only


def seal(*values: str | bytes | float | None) -> int:
    """64 bits of a row's values, as SQLite's signed integer.

    >>> seal("ab", None) == seal("a", "b")
    False
    """
    # ascii() tells values and their types apart, and is the same on every version of Python.
    digest = hashlib.blake2b(ascii(values).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def added(total: int, one: int) -> int:
    """A sum with one more seal in it; the order of the seals plays no part."""
    return _signed(total + one)


def taken(total: int, one: int) -> int:
    """A sum without that seal."""
    return _signed(total - one)


def _signed(number: int) -> int:
    number &= _MASK
    return number - (1 << 64) if number >> 63 else number


def install(db: sqlite3.Connection) -> None:
    """Let a connection that writes keep the seals; of an older catalogue they are made first."""
    for name, function, arguments in (("seal", seal, -1), ("added", added, 2), ("taken", taken, 2)):
        db.create_function(name, arguments, function, deterministic=True)
    db.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE counts as a deletion
    known = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'seal_article'").fetchone()
    if known:
        return
    db.execute("BEGIN IMMEDIATE")
    for statement in _TABLES.split(";"):
        db.execute(statement)
    db.execute("DELETE FROM seals")
    db.execute(
        f"INSERT INTO seals SELECT id, seal({', '.join(WHOLE)}), "  # noqa: S608 constants
        f"seal({', '.join(FACETS)}), seal(signature), 0 FROM revisions"
    )
    for row in db.execute(f"SELECT {', '.join(_PASSAGE)} FROM passages").fetchall():  # noqa: S608
        db.execute(
            "UPDATE seals SET passages = added(passages, ?) WHERE revision = ?",
            (seal(*row), row[0]),
        )
    db.execute("INSERT OR REPLACE INTO sums VALUES ('articles', ?)", (_articles(db),))
    for statement in _TRIGGERS.split("END;"):
        if statement.strip():
            db.execute(statement + "END;")
    db.execute("COMMIT")


def _articles(db: sqlite3.Connection) -> int:
    total = 0
    for row in db.execute("SELECT id, revision, place FROM articles"):
        total = added(total, seal(*row))
    return total


def check_articles(db: sqlite3.Connection) -> None:
    """Compare the table of articles with its sum. Reads all of it, once a generation.

    Raises:
        ArchiveDamaged: it is not what was written.
    """
    if not CHECKED or not sealed(db):
        return
    row = db.execute("SELECT value FROM sums WHERE name = 'articles'").fetchone()
    if row is None or row[0] != _articles(db):
        raise ArchiveDamaged(
            "catalogue.sqlite: its list of articles is not the one that was written. Restore the "
            "archive from a copy, or delete it and index again."
        )


def sealed(db: sqlite3.Connection) -> bool:
    """Whether there are seals to compare with; a catalogue of an earlier version has none."""
    found = db.execute(
        "SELECT count(*) FROM sqlite_schema WHERE name IN ('seals', 'sums', 'seal_article')"
    )
    return bool(found.fetchone()[0])


def check_row(
    what: str, values: Sequence[str | bytes | float | None], expected: int | None
) -> None:
    """Compare one row with its seal.

    Raises:
        ArchiveDamaged: it is not what was written, or its seal is gone.
    """
    if CHECKED and (expected is None or seal(*values) != expected):
        raise damaged(what)


def check_sum(what: str, seals: Iterable[int], expected: int | None) -> None:
    """Compare the rows of which these are the seals with their sum.

    Raises:
        ArchiveDamaged: they are not what was written.
    """
    if CHECKED and (expected is None or _signed(sum(seals)) != expected):
        raise damaged(what)


def damaged(what: str) -> ArchiveDamaged:
    """The error that says that ``what``, with its verb, was changed by something else."""
    return ArchiveDamaged(
        f"catalogue.sqlite: {what} not what was written. Restore the archive from a copy, or "
        "delete it and index again."
    )


def with_check(key: bytes, vector: bytes) -> bytes:
    """A vector's bytes and their seal."""
    return vector + _check(key, vector)


def without_check(key: bytes, stored: bytes, size: int) -> bytes | None:
    """The ``size`` bytes of a vector; None where they are not what was written."""
    vector, check = stored[:size], stored[size:]
    if len(vector) != size or (CHECKED and check and check != _check(key, vector)):
        return None
    return vector


def checked(key: bytes, stored: bytes) -> bool:
    """Whether a vector that carries its seal is what was written."""
    return without_check(key, stored, len(stored) - CHECK_BYTES) is not None


def _check(key: bytes, vector: bytes) -> bytes:
    return hashlib.blake2b(key + vector, digest_size=CHECK_BYTES).digest()
