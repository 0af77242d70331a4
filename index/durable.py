"""Writing so that a crash leaves the old bytes or the new ones, and one writer at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArchiveBusy

LOCK = "write.lock"


def sync(path: Path) -> None:
    """Fsync of a file or folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Fsync of every file and folder below ``folder``, and of itself last."""
    for path in sorted(folder.rglob("*"), key=lambda p: -len(p.parts)):
        sync(path)
    sync(folder)


def link_tree(folder: Path, target: Path, copied: frozenset[str] = frozenset()) -> None:
    """Make ``target`` hold the files of ``folder`` under second names: nothing is written but the
    folders. Files of a name in ``copied``, and all where the file system has no such links, are
    copied.
    """
    target.mkdir(parents=True)
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            link_tree(path, target / path.name, copied)
        elif path.name in copied:
            shutil.copyfile(path, target / path.name)
        else:
            try:
                os.link(path, target / path.name)
            except OSError:
                shutil.copyfile(path, target / path.name)


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step that outlasts a power cut."""
    scratch = path.with_name(path.name + ".new")
    with scratch.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(scratch, path)
    sync(path.parent)


@contextmanager
def write_lock(archive: Path) -> Iterator[None]:
    """Hold the archive's only write lock; the kernel frees it when the process ends.

    Raises:
        ArchiveBusy: another process holds it.
    """
    handle = os.open(archive / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveBusy(
                f"another process is writing to {archive}; nothing was changed. "
                "Try again when it has finished."
            ) from None
        yield
    finally:
        os.close(handle)
