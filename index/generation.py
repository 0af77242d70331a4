"""Generations: building, publishing, opening, and falling back to the one before."""

from __future__ import annotations

import contextlib
import datetime
import errno
import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import dense, durable, manifest, sparse
from index.catalogue import Catalogue
from index.errors import ArchiveDamaged, ArchiveMissing
from index.manifest import Build, Manifest
from index.stories import stories

CURRENT = "CURRENT"
FOLDER = "generations"
ROWS = "rows.npy"
"""int64 of shape (n, 4): revision, ordinal, start, end of each row."""

STORIES = "stories.npy"
"""int64 of shape (n,): for each row the first row of its story, so that rows of near-duplicate
articles share a number."""


@dataclass(frozen=True, slots=True)
class Found:
    """A generation whose files were compared with its manifest."""

    folder: Path
    manifest: Manifest
    warning: str | None = None
    """What is wrong with the newest generation, where this is the one before."""


def publish(archive: Path, catalogue: Catalogue, build: Build) -> Manifest:
    """Build a generation of what the catalogue holds, and make it the current one.

    It is built in a scratch folder, written through to the disk, renamed, and only then named in
    CURRENT: whoever is killed on the way leaves the generation before.
    """
    home = archive / FOLDER
    home.mkdir(exist_ok=True)
    for stale in home.glob(".building-*"):
        shutil.rmtree(stale)
    number = max([0, *numbers(archive)]) + 1
    scratch = home / f".building-{number}"
    scratch.mkdir()
    rows = catalogue.passages()
    keys = [key for *_, key in rows]
    dense.write(catalogue.vectors(build.fingerprint, keys, build.dimension), scratch)
    of = catalogue.facets()
    facets = [of[revision] for revision, *_ in rows]
    passages, articles = _texts(catalogue, rows)
    sparse.write(passages, articles, scratch, build.language, facets)
    np.save(scratch / STORIES, _stories(catalogue, rows), allow_pickle=False)
    table = np.array([row[:4] for row in rows], dtype=np.int64).reshape(len(rows), 4)
    np.save(scratch / ROWS, table, allow_pickle=False)
    made = Manifest(
        generation=number,
        build=build,
        state=catalogue.state(),
        articles=len(catalogue.articles()),
        passages=len(rows),
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        files=manifest.measure(scratch),
    )
    (scratch / manifest.FILE).write_bytes(made.data())
    durable.sync_tree(scratch)
    scratch.rename(home / str(number))
    durable.sync(home)
    seal = {"generation": number, "manifest": hashlib.sha256(made.data()).hexdigest()}
    durable.replace(archive / CURRENT, json.dumps(seal).encode())
    return made


def _texts(
    catalogue: Catalogue, rows: list[tuple[int, int, int, int, bytes]]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(title, text) of each row, and of each article; the rows of one article follow each other."""
    passages: list[tuple[str, str]] = []
    articles: list[tuple[str, str]] = []
    held = None
    for revision, _, start, end, _ in rows:
        if held is None or held.revision != revision:
            held = catalogue.revisions([revision])[revision]
            articles.append((held.title, held.text))
        passages.append((held.title, held.text[start:end]))
    return passages, articles


def _stories(catalogue: Catalogue, rows: list[tuple[int, int, int, int, bytes]]) -> np.ndarray:
    signatures = catalogue.signatures()
    leaders = stories(list(signatures.values())).tolist()
    story = dict(zip(signatures, leaders, strict=True))
    first: dict[int, int] = {}
    return np.array(
        [first.setdefault(story[revision], row) for row, (revision, *_) in enumerate(rows)],
        dtype=np.int64,
    )


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
    try:
        number, seal = _current(archive)
        folder = archive / FOLDER / str(number)
        return Found(folder, manifest.check(folder, seal))
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
            found = manifest.check(folder, "")
        except ArchiveDamaged:
            continue
        return Found(
            folder,
            found,
            f"the newest generation is damaged ({wrong}); generation {other} is used instead. "
            "Rebuild it: pressmark index --rebuild",
        )
    raise ArchiveDamaged(
        f"the archive in {archive} is damaged ({wrong}) and no other generation is whole. "
        "Rebuild it from its catalogue: pressmark index --rebuild"
    )


def _current(archive: Path) -> tuple[int, str]:
    try:
        fields = json.loads((archive / CURRENT).read_bytes())
        return int(fields["generation"]), str(fields["manifest"])
    except OSError as error:
        raise ArchiveDamaged(f"{CURRENT}: {error.strerror}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise ArchiveDamaged(f"{CURRENT} can't be read") from error


def rows(folder: Path) -> np.ndarray:
    """The row table of a generation."""
    table: np.ndarray = np.load(folder / ROWS, allow_pickle=False)
    return table


def story_rows(folder: Path) -> np.ndarray:
    """The first row of the story of each row."""
    table: np.ndarray = np.load(folder / STORIES, allow_pickle=False)
    return table


def _whole(archive: Path, number: int) -> bool:
    try:
        manifest.check(archive / FOLDER / str(number), "")
    except ArchiveDamaged:
        return False
    return True


def prune(archive: Path, catalogue: Catalogue, fingerprint: str) -> None:
    """Keep the newest generation and the newest whole one before, and of the catalogue what they
    need. After a repair that is not the damaged one, which nobody could fall back to.
    """
    newest, *older = numbers(archive)
    fallback = next((number for number in older if _whole(archive, number)), None)
    keep = {newest, fallback or newest}
    for number in set(older) - keep:
        shutil.rmtree(archive / FOLDER / str(number))
    used: set[int] = set()
    for number in keep:
        used.update(rows(archive / FOLDER / str(number))[:, 0].tolist())
    catalogue.prune(used, fingerprint)
