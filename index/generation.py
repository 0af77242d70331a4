"""Generations on disk: finding the one in use, and falling back to the one before."""

from __future__ import annotations

import contextlib
import errno
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import arrays, manifest, segment
from index.catalogue import Catalogue
from index.errors import ArchiveDamaged, ArchiveMissing
from index.manifest import Build, Manifest
from index.verified import Verified

CURRENT = "CURRENT"
FOLDER = "generations"
SEGMENTS = "segments"
DEAD = "dead.npy"
"""int64, in order: the rows whose articles are gone."""

STORIES = "stories.npy"
"""int32 of shape (n,): for each row the first row of its story, so that rows of near-duplicate
articles share a number."""


@dataclass(frozen=True, slots=True)
class Found:
    """A generation whose files were compared with its manifest."""

    folder: Path
    manifest: Manifest
    warning: str | None = None
    """What is wrong with the newest generation, where this is the one before."""


def numbers(archive: Path) -> list[int]:
    """Numbers of the generations on disk, newest first."""
    home = archive / FOLDER
    if not home.is_dir():
        return []
    return sorted((int(p.name) for p in home.iterdir() if p.name.isdigit()), reverse=True)


def mark(archive: Path) -> tuple[int, int] | None:
    """Something that changes when another generation is published; None where there is none."""
    with contextlib.suppress(FileNotFoundError):
        status = (archive / CURRENT).stat()
        return status.st_ino, status.st_mtime_ns
    return None


def find(archive: Path) -> Found:
    """The current generation, verified; the newest other one that is whole, with a warning,
    where it is damaged.

    Raises:
        ArchiveMissing: nothing was ever published.
        ArchiveDamaged: no generation is whole.
    """
    stored = numbers(archive)
    if not stored:
        raise ArchiveMissing(archive)
    wrong: str
    number: int | None = None
    verified = Verified(archive)
    try:
        number, seal = _current(archive)
        folder = archive / FOLDER / str(number)
        found = Found(folder, manifest.check(folder, seal, verified))
        verified.save()
        return found
    except ArchiveDamaged as error:
        wrong = str(error)
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        wrong = f"{error.filename or 'its files'}: {error.strerror}"
    for other in stored:
        if other == number:
            continue
        folder = archive / FOLDER / str(other)
        try:
            other_manifest = manifest.check(folder, "", verified)
        except ArchiveDamaged:
            continue
        return Found(
            folder,
            other_manifest,
            f"the newest generation is damaged ({wrong}); generation {other} is used instead. "
            "Rebuild it: pressmark index --rebuild",
        )
    raise ArchiveDamaged(
        f"the archive in {archive} is damaged ({wrong}) and no other generation is whole. "
        "Rebuild it from its catalogue: pressmark index --rebuild"
    )


def whole(archive: Path, build: Build) -> Found | None:
    """The current generation, if it is whole and was built in this way."""
    try:
        found = find(archive)
    except (ArchiveMissing, ArchiveDamaged):
        return None
    return found if found.warning is None and found.manifest.build == build else None


def _current(archive: Path) -> tuple[int, str]:
    try:
        fields = json.loads((archive / CURRENT).read_bytes())
        return int(fields["generation"]), str(fields["manifest"])
    except OSError as error:
        raise ArchiveDamaged(f"{CURRENT}: {error.strerror}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise ArchiveDamaged(f"{CURRENT} can't be read") from error


def parts(folder: Path) -> list[Path]:
    """The folders of a generation's segments, in order of their rows."""
    return sorted((folder / SEGMENTS).iterdir(), key=lambda path: int(path.name))


def rows(folder: Path) -> NDArray[np.int64]:
    """The row table of a generation: revision, ordinal, start and end of each row. Rows whose
    articles are gone are among them.
    """
    tables = [segment.rows(part) for part in parts(folder)]
    return tables[0] if len(tables) == 1 else np.concatenate(tables)


def dead(folder: Path) -> NDArray[np.int64]:
    """The rows of a generation whose articles are gone, in order."""
    found: NDArray[np.int64] = arrays.load(folder / DEAD)
    return found


def story_rows(folder: Path) -> NDArray[np.int32]:
    """The first row of the story of each row."""
    table: NDArray[np.int32] = arrays.load(folder / STORIES)
    return table


def prune(archive: Path, catalogue: Catalogue, fingerprint: str, *, sweep: bool) -> None:
    """Keep the newest generation and the newest whole one before, and of the catalogue what they
    need. After a repair that is not the damaged one, which nobody could fall back to.

    Files that a kept generation shares with one that is deleted stay: they have a name in each.
    """
    newest, *older = numbers(archive)
    verified = Verified(archive)

    def whole(number: int) -> bool:
        try:
            manifest.check(archive / FOLDER / str(number), "", verified)
        except ArchiveDamaged:
            return False
        return True

    fallback = next((number for number in older if whole(number)), None)
    verified.save()
    keep = {newest, fallback or newest}
    for number in set(older) - keep:
        shutil.rmtree(archive / FOLDER / str(number))

    def used() -> Iterable[int]:
        return {
            revision
            for number in keep
            for revision in _revisions(archive / FOLDER / str(number)).tolist()
        }

    catalogue.prune(used, fingerprint, sweep=sweep)


def _revisions(folder: Path) -> NDArray[np.int64]:
    """The revisions that a generation finds."""
    table = rows(folder)
    starts = np.flatnonzero(table[:, 1] == 0)
    found: NDArray[np.int64] = table[starts[~np.isin(starts, dead(folder))], 0]
    return found
