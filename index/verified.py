"""Which files were compared with their SHA-256 before, so that a large one is read once.

What is remembered stands in the cache of this machine and user, never in the archive: device,
inode, size and time of the last change (in nanoseconds) of a file, with the SHA-256 that it had. A
file of which any of these is another one is read again. A small file is always read, and so is
one that was changed a moment before it was read: a second change in the same tick of the clock
would not show. What this leaves to `pressmark verify`, which reads everything: bytes of a large
file that went bad on the disk by themselves, or that were changed with the time set back.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path

from index.cache import cache_folder, file_sha256

LARGE = 1_000_000
"""Bytes from which a file is remembered."""
SETTLED = 3_000_000_000
"""Nanoseconds for which it must not have been changed."""
MOST = 1_000


class Verified:
    """The files of one archive that were read before."""

    def __init__(self, archive: Path) -> None:
        name = hashlib.sha256(os.fsencode(archive.resolve())).hexdigest()[:24]
        self._file = cache_folder() / "verified" / f"{name}.json"
        self._known: dict[str, str] = {}
        self._new = False
        # A cache that can't be read is an empty one: then the files are read.
        with contextlib.suppress(OSError, ValueError):
            found = json.loads(self._file.read_bytes())
            if isinstance(found, dict):
                self._known = {str(key): str(sha) for key, sha in found.items()}

    def sha256(self, path: Path) -> str:
        """SHA-256 of a file: read, or remembered."""
        before = path.stat()
        if before.st_size < LARGE:
            return file_sha256(path)
        key = _key(before)
        if key in self._known:
            return self._known[key]
        settled = before.st_mtime_ns + SETTLED < time.time_ns()
        sha = file_sha256(path)
        if settled and _key(path.stat()) == key:
            self._known[key] = sha
            self._new = True
        return sha

    def forget(self) -> None:
        """Forget what was read of the archive: every file is read again when it is opened next."""
        self._known.clear()
        with contextlib.suppress(OSError):
            self._file.unlink()

    def save(self) -> None:
        """Remember what was read now. Where that can't be written, it is read again next time."""
        if not self._new:
            return
        newest = dict(list(self._known.items())[-MOST:])
        scratch = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_text(json.dumps(newest))
            os.replace(scratch, self._file)
        self._new = False


def _key(status: os.stat_result) -> str:
    return f"{status.st_dev}:{status.st_ino}:{status.st_size}:{status.st_mtime_ns}"
