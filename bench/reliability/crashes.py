"""A writer that is killed leaves the old state or the new one, and the next run needs no help.

Exact: every write, fsync, rename and unlink of a first build, an update, a delete, an update that
shares segments, one that merges them and a rebuild is killed once, under strace. At random: kill -9
at any moment of a first build, or of a run of adds, edits and deletes whose acknowledgements
another process writes down.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.reliability import phases
from bench.reliability.corruption import judged
from bench.reliability.forks import once
from bench.reliability.phases import PHASES, phase
from bench.reliability.places import Probe, shown_by, told
from bench.reliability.record import record
from bench.reliability.tracer import Done, traced
from bench.reliability.warm import warmed

CALLS = ("fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat", "pwrite64",
         "write", "ftruncate", "link", "linkat", "mkdir", "copy_file_range")  # fmt: skip
EXACT = ("fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat")
"""Calls that come in the same number at each run; writes are shared out by threads and clocks."""


def before(name: str, place: Path) -> Path:
    """The archive as it is before ``name`` is done."""
    archive = place / "before"
    shutil.rmtree(archive, ignore_errors=True)
    once(lambda: phases.before(archive, name))
    return archive


def strace(place: Path, name: str, *options: str) -> Done:
    """One phase under strace on a copy of what was before."""
    archive = place / "archive"
    shutil.rmtree(archive, ignore_errors=True)
    if (place / "before").exists():
        shutil.copytree(place / "before", archive)
    return traced(lambda: phase(archive, name), place / "log", *options)


def counted(place: Path, name: str) -> dict[str, int]:
    """How often the thread that does so most makes each call: strace counts by thread."""
    done = strace(place, name, "-e", "trace=" + ",".join("?" + call for call in CALLS))
    assert done.said == "done", done
    return logged(place / "log")


def logged(log: Path) -> dict[str, int]:
    """See counted, of what strace wrote down."""
    lines = re.findall(r"^(\d+) +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE)
    most: dict[str, int] = {}
    for (_, call), count in Counter(lines).items():
        most[call] = max(count, most.get(call, 0))
    return most


def sampled(count: int, most: int) -> list[int]:
    """At most ``most`` of the numbers 1 to ``count``, evenly, the first and the last with them."""
    if most == 1:
        return [count]
    if count <= most:
        return list(range(1, count + 1))
    return sorted({1 + round(n * (count - 1) / (most - 1)) for n in range(most)})


def states(place: Path, name: str) -> tuple[Probe, Probe]:
    """What readers are told before and after the phase."""
    old = once(lambda: told(place / "before")[0]) if (place / "before").exists() else {}
    done = place / "after"
    shutil.rmtree(done, ignore_errors=True)
    if (place / "before").exists():
        shutil.copytree(place / "before", done)
    once(lambda: phase(done, name))
    return old, once(lambda: told(done)[0])


def verdict(archive: Path, name: str, old: Probe, new: Probe, acknowledged: bool) -> str:
    """old, new or what is wrong, after the archive was opened and after the phase was run again."""
    truths = [new] if acknowledged else [new, old, shown_by(old, new)]
    found, warned = told(archive)
    if warned and (name != "first" or (archive / "CURRENT").exists()):
        return "a warning of damage"
    if not old and not acknowledged and set(found) == {"open"} and "no archive" in str(found):
        state = "old"
    else:
        fits = [n for n, truth in enumerate(truths) if judged(found, False, [truth]) == "same"]
        if not fits:
            return f"neither old nor new: {judged(found, False, truths[:1])}"
        state = "new" if fits[0] == 0 else "old"
    phase_again(archive, name)
    again, warned = told(archive)
    if warned or judged(again, False, [new]) != "same":
        return f"not new after it was run again: {judged(again, False, [new])}"
    if list(archive.rglob(".building-*")):
        return "scratch is left"
    return state


def phase_again(archive: Path, name: str) -> None:
    """The same phase; a delete that was done already finds nothing to delete."""
    from index.errors import ArticleNotFound
    from index.update import update

    try:
        phase(archive, name)
    except ArticleNotFound:
        from bench.reliability.hashed import HashedEmbedder

        update(archive, embedder=HashedEmbedder())


def in_turn(names: tuple[str, ...]) -> Iterator[tuple[Path, str, Probe, Probe]]:
    """A work folder, made ready for each phase in turn; what is told before it and after it."""
    with tempfile.TemporaryDirectory() as work:
        place = Path(work)
        warmed(place)
        for name in names:
            before(name, place)
            yield place, name, *states(place, name)


def killed(place: Path, name: str, call: str, number: int) -> Done:
    """One phase that is killed at one of its calls."""
    inject = f"inject={call}:signal=KILL:when={number}"
    return strace(place, name, "-e", f"trace={call}", "-e", inject)


def exact(most: int, names: tuple[str, ...] = PHASES) -> dict[str, Any]:
    """Kill each phase at, for each call, at most ``most`` of its places."""
    points: Counter[str] = Counter()
    found: Counter[str] = Counter()
    bad: list[str] = []
    for place, name, old, new in in_turn(names):
        for call, count in sorted(counted(place, name).items()):
            for number in sampled(count, most):
                done = killed(place, name, call, number)
                if done.status == 0 and call in EXACT:
                    # Now and then one more came while they were counted: its place is the last.
                    done = killed(place, name, call, counted(place, name)[call])
                if done.status == 0:
                    if call in EXACT:
                        bad.append(f"{name}: {call} {number} did not come")
                    continue
                points[f"{name}: {call}"] += 1
                acknowledged = done.said == "done"
                state = once(lambda: verdict(place / "archive", name, old, new, acknowledged))
                found[state if state in ("old", "new") else "wrong"] += 1
                if state not in ("old", "new"):
                    bad.append(f"{name}: {call} {number}: {state}")
    return {"killed": sum(points.values()), "found": dict(found), "points": dict(points),
            "bad": bad}  # fmt: skip


def long(command: str, count: int = 1000) -> bool:
    """The exact kills at every place; ``count`` bounds the places of a call."""
    made = exact(count)
    record("crashes, exact", command, made["killed"], not made["bad"], made)
    return not made["bad"]
