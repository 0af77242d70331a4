"""The user's cache folder, and what is remembered in it: SHA-256 of files that have not changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
from pathlib import Path

REMEMBERED = "sha256"
"""Folder below the cache: one small file for each file that was hashed."""
RACY = 2_000_000_000
"""Nanoseconds within which a file may be written twice without a new time of change."""


def cache_folder() -> Path:
    """PRESSMARK_CACHE, or the user's cache folder."""
    chosen = os.environ.get("PRESSMARK_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "pressmark"


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def known_sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal: from memory where its size, inode and times are those that
    it had when it was read last. Hashing the models' files at each start took 160 ms.

    Raises:
        OSError: the file can't be read.
    """
    name = hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:32]
    memory = cache_folder() / REMEMBERED / f"{name}.json"
    stamp = _stamp(path)
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        known = json.loads(memory.read_bytes())
        if stamp and known["stamp"] == stamp:
            return str(known["sha256"])
    found = file_sha256(path)
    if stamp and _stamp(path) == stamp:
        # A cache that can't be written costs time, not the answer.
        with contextlib.suppress(OSError):
            _write(memory, json.dumps({"stamp": stamp, "sha256": found}))
    return found


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
        file.write(text)
    os.replace(file.name, path)


def _stamp(path: Path) -> str:
    """Something that changes with the file; "" where it is too fresh to be sure of that."""
    status = path.stat()
    if time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) < RACY:
        return ""
    return f"{status.st_ino}:{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}"
