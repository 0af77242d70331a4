"""Publishing a generation: all of it anew, or the one before with a segment more.

Small archives are always written anew, so that an update gives exactly what a fresh build gives,
ties and all. From ``EXACT`` passages on a generation takes over the segments of the one before as
they are (hard links), adds one with what is new, and notes the rows whose articles are gone;
docs/decisions/0015-segments.md.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import durable, generation, manifest, segment
from index.catalogue import Catalogue
from index.generation import CURRENT, DEAD, FOLDER, SEGMENTS, STORIES, Found
from index.manifest import Build, Held, Manifest
from index.sparse import ARTICLES, SparseWriter
from index.stories import joined, stories
from index.terms import FOLDER as TERMS
from index.terms import HEAP, OWN_FILES

EXACT = 10_000
"""Passages up to which a generation is written anew."""
DEAD_SHARE = 0.05
"""Share of the rows that may be gone before all is written anew."""
RATIO = 4
"""A segment is merged into the ones after it when it has at most so many times their rows."""
LEAST = 256
"""Rows that a segment counts as when it has fewer."""
SMALL_HEAP = 32_000_000
"""Bytes that Tantivy may collect before it writes, for a few articles."""


@dataclass(frozen=True, slots=True)
class _Step:
    """From the generation before to the next: article numbers and rows that go, revisions that
    come (in order of article id) and how many passages those have.
    """

    before: Found
    gone: NDArray[np.int64]
    dead: NDArray[np.int64]
    come: list[int]
    passages: int


def publish(archive: Path, catalogue: Catalogue, build: Build, *, anew: bool = False) -> Manifest:
    """Build a generation of what the catalogue holds, and make it the current one; with ``anew``,
    without looking at the one before.

    It is built in a scratch folder, written through to the disk, renamed, and only then named in
    CURRENT: whoever is killed on the way leaves the generation before.
    """
    home = archive / FOLDER
    home.mkdir(exist_ok=True)
    for stale in home.glob(".building-*"):
        shutil.rmtree(stale)
    number = max([0, *generation.numbers(archive)]) + 1
    scratch = home / f".building-{number}"
    scratch.mkdir()
    newest = catalogue.newest()
    before = None if anew else generation.whole(archive, build)
    step = _step(before, newest, catalogue) if before else None
    if step is None:
        before = None
        held, dead = _anew(scratch, newest, catalogue, build)
    else:
        held, dead = _onward(scratch, step, catalogue, build)
    np.save(scratch / DEAD, dead, allow_pickle=False)
    made = Manifest(
        generation=number,
        build=build,
        state=catalogue.state(),
        articles=len(newest),
        passages=sum(each.rows for each in held) - len(dead),
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        files=manifest.measure(
            scratch, before.folder if before else None, before.manifest if before else None
        ),
        segments=tuple(held),
        dead=len(dead),
    )
    (scratch / manifest.FILE).write_bytes(made.data())
    durable.sync_tree(scratch)
    scratch.rename(home / str(number))
    durable.sync(home)
    seal = {"generation": number, "manifest": hashlib.sha256(made.data()).hexdigest()}
    durable.replace(archive / CURRENT, json.dumps(seal).encode())
    return made


def _step(before: Found, newest: list[int], catalogue: Catalogue) -> _Step | None:
    """What changes; None where all is to be written anew."""
    if before.manifest.passages <= EXACT // 2:
        return None
    table, dead = generation.rows(before.folder), generation.dead(before.folder)
    starts = np.flatnonzero(table[:, 1] == 0)
    ends = np.append(starts[1:], len(table))
    wanted = np.array(newest, dtype=np.int64)
    alive = ~np.isin(starts, dead)
    gone = np.flatnonzero(alive & ~np.isin(table[starts, 0], wanted))
    come = wanted[~np.isin(wanted, table[starts[alive], 0])].tolist()
    rows_gone = [np.arange(starts[n], ends[n]) for n in gone.tolist()]
    dead = np.sort(np.concatenate([dead, *rows_gone]))
    passages = catalogue.passage_count(come)
    total = len(table) + passages
    if total - len(dead) <= EXACT or len(dead) > DEAD_SHARE * total or passages > len(table) // 2:
        return None
    return _Step(before, gone, dead, come, passages)


def _anew(
    scratch: Path, newest: list[int], catalogue: Catalogue, build: Build
) -> tuple[list[Held], NDArray[np.int64]]:
    """One segment of everything, in order of article id."""
    sparse = SparseWriter(scratch, build.language, new=True, heap=HEAP)
    held = _written(
        scratch / SEGMENTS / "0", newest, catalogue.passage_count(newest), (0, 0), sparse,
        catalogue, build,
    )  # fmt: skip
    sparse.close()
    table = segment.rows(scratch / SEGMENTS / "0")
    leaders = stories(segment.signatures(scratch / SEGMENTS / "0"))
    starts = np.flatnonzero(table[:, 1] == 0)
    owner = np.cumsum(table[:, 1] == 0) - 1
    labels = starts[leaders][owner] if len(table) else np.empty(0)
    np.save(scratch / STORIES, labels.astype(np.int32), allow_pickle=False)
    return [held], np.empty(0, dtype=np.int64)


def _onward(
    scratch: Path, step: _Step, catalogue: Catalogue, build: Build
) -> tuple[list[Held], NDArray[np.int64]]:
    """The segments of the generation before, and one of what is new."""
    folder, held = step.before.folder, list(step.before.manifest.segments)
    for name in (TERMS, ARTICLES):
        durable.link_tree(folder / name, scratch / name, OWN_FILES)
    sparse = SparseWriter(scratch, build.language, new=False, heap=SMALL_HEAP)
    rows_before = sum(each.rows for each in held)
    articles_before = sum(each.articles for each in held)
    old = set(generation.dead(folder).tolist())
    sparse.remove(step.gone.tolist(), [row for row in step.dead.tolist() if row not in old])
    kept = len(held)
    new: Held | None = None
    if step.come:
        kept = _kept([each.rows for each in held], step.passages)
        fresh = scratch / "fresh"
        new = _written(
            fresh, step.come, step.passages, (rows_before, articles_before), sparse,
            catalogue, build,
        )  # fmt: skip
        _join_stories(scratch, folder, fresh)
    else:
        shutil.copyfile(folder / STORIES, scratch / STORIES)
    sparse.close()
    (scratch / SEGMENTS).mkdir()
    parts = generation.parts(folder)
    for part in parts[:kept]:
        durable.link_tree(part, scratch / SEGMENTS / part.name)
    if new is None:
        return held, step.dead
    last = scratch / SEGMENTS / str(kept)
    if kept == len(parts):
        fresh.rename(last)
    else:
        new = segment.merge([*parts[kept:], fresh], last)
        shutil.rmtree(fresh)
    return [*held[:kept], new], step.dead


def _written(
    folder: Path,
    revisions: Sequence[int],
    count: int,
    first: tuple[int, int],
    sparse: SparseWriter,
    catalogue: Catalogue,
    build: Build,
) -> Held:
    return segment.write(
        catalogue.entries(revisions),
        count,
        folder,
        first=first,
        dimension=build.dimension,
        vectors_of=lambda keys: catalogue.vectors(build.fingerprint, keys, build.dimension),
        sparse=sparse,
    )


def _kept(sizes: Sequence[int], new: int) -> int:
    """How many segments of ``sizes`` rows stay as they are when one of ``new`` rows comes: the
    others are merged with it. Each that stays has more than RATIO times the rows of all after it.

    >>> _kept([1_000_000, 2_000, 600], 300)
    1
    """
    tail, kept = max(new, LEAST), len(sizes)
    while kept and sizes[kept - 1] <= RATIO * tail:
        kept -= 1
        tail += sizes[kept]
    return kept


def _join_stories(scratch: Path, before: Path, fresh: Path) -> None:
    """The stories of the generation before, with the articles in ``fresh`` added to them."""
    known = generation.story_rows(before)
    table = segment.rows(fresh)
    starts = np.flatnonzero(table[:, 1] == 0) + len(known)
    owner = np.cumsum(table[:, 1] == 0) - 1
    labels = np.concatenate([known, starts[owner].astype(np.int32)])
    first = np.concatenate([np.flatnonzero(generation.rows(before)[:, 1] == 0), starts])
    tables = [segment.signatures(part) for part in generation.parts(before)]
    for one, other in joined(tables, segment.signatures(fresh)):
        low, high = sorted((labels[first[one]], labels[first[other]]))
        if low != high:
            labels[labels == high] = low
    np.save(scratch / STORIES, labels, allow_pickle=False)
