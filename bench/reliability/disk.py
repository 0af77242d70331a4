"""A full disk, a disk that fails, too few handles, too little memory: one clear line, the old
generation goes on being served, and the same call succeeds once there is room.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.reliability.corruption import judged
from bench.reliability.crashes import counted, in_turn, logged, sampled
from bench.reliability.forks import once
from bench.reliability.phases import PHASES, phase
from bench.reliability.places import Probe, shown_by, told
from bench.reliability.record import record
from bench.reliability.tracer import traced
from index.errors import ArticleNotFound, PressmarkError

CLONE_NEWNS = 0x20000
WRITES = ("fsync", "fdatasync", "pwrite64")
READS = ("read", "pread64")


def attempt(archive: Path, name: str) -> str:
    """The phase: "done", the one line of an error of ours, or "broken: " and what it was."""
    try:
        phase(archive, name)
    except ArticleNotFound:
        return "done"  # a delete that had been done
    except PressmarkError as error:
        return f"refused: {error}"
    except BaseException as error:
        return f"broken: {type(error).__name__}: {error}"
    return "done"


def mended(archive: Path, name: str, old: Probe, news: list[Probe], first: str) -> str:
    """What is wrong, or "", of a phase that said ``first``, in a place that is whole again."""
    if first.startswith("broken") or "\n" in first:
        return first
    truths = news if first == "done" else states_of(old, news)
    if old or first == "done":
        found, warned = told(archive)
        if warned or not one_of(found, truths):
            return f"not served: {judged(found, warned, truths[:1])}"
    again = attempt(archive, name)
    if again != "done":
        return f"again: {again}"
    from bench.reliability.hashed import HashedEmbedder
    from index.update import update

    update(archive, embedder=HashedEmbedder())
    found, warned = told(archive)
    if one_of(found, news) and not warned:
        return ""
    return f"after a second run: {[judged(found, False, [new]) for new in news]}"


def one_of(found: Probe, truths: list[Probe]) -> bool:
    """Whether what a reader was told is, as a whole, one of the ``truths``."""
    return any(judged(found, False, [truth]) == "same" for truth in truths)


def states_of(old: Probe, news: list[Probe]) -> list[Probe]:
    """All that may be served while it is not sure whether the phase was done."""
    return [old, *(shown_by(old, new) for new in news), *news]


def anew(place: Path) -> Probe:
    """What is told after the phase where all was written anew: where what is published cannot be
    read, that is done instead of sharing segments with it, and removed rows no longer count.
    """
    folder = place / "anew"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(place / "after", folder)

    def rebuild() -> Probe:
        phase(folder, "rebuild")
        return told(folder)[0]

    return once(rebuild)


def on_tmpfs(place: Path, name: str, old: Probe, news: list[Probe], room: int) -> tuple[str, str]:
    """The phase on a file system with ``room`` bytes left: what it said, and what is wrong."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNS):
        raise OSError(ctypes.get_errno(), "unshare")
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    small = place / "small"
    small.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(small)], check=True)
    archive = small / "archive"
    if (place / "before").exists():
        shutil.copytree(place / "before", archive)
    used = os.statvfs(small)
    size = (used.f_blocks - used.f_bfree) * used.f_frsize + room
    subprocess.run(["mount", "-o", f"remount,size={size}", str(small)], check=True)
    said = attempt(archive, name)
    if old and said != "done":
        # Still full: the old generation must be readable all the same.
        found, warned = told(archive)
        if warned or not one_of(found, states_of(old, news)):
            return said, f"not served while full: {judged(found, warned, [old])}"
    subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
    return said, mended(archive, name, old, news, said)


def fresh(place: Path) -> Path:
    """A copy of what was before."""
    archive = place / "archive"
    shutil.rmtree(archive, ignore_errors=True)
    if (place / "before").exists():
        shutil.copytree(place / "before", archive)
    return archive


def limited(place: Path, name: str, old: Probe, news: list[Probe], kind: int, most: int) -> Any:
    """The phase with a resource limit."""
    archive = fresh(place)
    soft = resource.getrlimit(kind)
    resource.setrlimit(kind, (most, soft[1]))
    said = attempt(archive, name)
    resource.setrlimit(kind, soft)
    return said, mended(archive, name, old, news, said)


def denied(place: Path, name: str, old: Probe, news: list[Probe], call: str, number: int) -> Any:
    """The phase whose ``number``-th ``call`` gets EIO."""
    said = failing(place, lambda archive: attempt(archive, name), call, number)
    return said, once(lambda: mended(place / "archive", name, old, news, said))


def failing(place: Path, work: Callable[[Path], str], call: str, number: int) -> str:
    """What ``work``, done to what was before, says when its ``number``-th ``call`` gets EIO."""
    archive = fresh(place)
    result = place / "result"
    result.unlink(missing_ok=True)
    traced(lambda: result.write_text(work(archive)), place / "log",
           *(within(archive) if call in READS else ()),
           "-e", f"trace={call}", "-e", f"inject={call}:error=EIO:when={number}")  # fmt: skip
    return result.read_text() if result.exists() else "broken: it ended"


def within(archive: Path) -> Iterator[str]:
    """Options of strace that leave out calls on anything but files of the archive."""
    for path in sorted(p for p in archive.rglob("*") if p.is_file()):
        yield from ("-P", str(path))


def reads(place: Path, work: Callable[[Path], object]) -> dict[str, int]:
    """How often ``work``, done to what was before, reads from the archive, by kind of call."""
    archive = fresh(place)
    traced(lambda: work(archive), place / "log", *within(archive),
           "-e", "trace=" + ",".join(READS))  # fmt: skip
    return logged(place / "log")


def unread(place: Path, old: Probe, call: str, number: int) -> tuple[str, str]:
    """A reader whose ``number``-th read gets EIO: it tells the truth or refuses, and so it does
    afterwards.
    """
    said = failing(place, lambda archive: judged(*told(archive), [old]), call, number)
    after = once(lambda: judged(told(place / "archive")[0], False, [old]))
    wrong = "" if said in ("same", "noticed") and after == "same" else f"{said}; then {after}"
    return said, wrong


def run(count: int, phases: tuple[str, ...] = PHASES) -> dict[str, Any]:
    """``count`` sizes, handles, sizes of memory and failing calls for each phase."""
    said: dict[str, Counter[str]] = {}
    bad: list[str] = []

    def tell(kind: str, trial: str, told_: str, wrong: str) -> None:
        said.setdefault(kind, Counter())[told_.split(":", maxsplit=1)[0]] += 1
        if wrong:
            bad.append(f"{trial}: {wrong}"[:300])

    def note(trial: str, one: Callable[[], tuple[str, str]]) -> None:
        try:
            told_, wrong = once(one)
        except RuntimeError as error:
            # An allocation that C++ code could not make ends the process: nothing is left half.
            told_, wrong = "ended by the system", "" if "memory" in trial else str(error)
        tell(trial.split(",", maxsplit=1)[0], trial, told_, wrong)

    for place, name, old, new in in_turn(phases):
        news = [new, anew(place)] if name in ("share", "merge") else [new]
        needed = sum(p.stat().st_size for p in (place / "after").rglob("*")) + 2_000_000
        for step in range(count):
            room = 4096 * (1 + step * (needed // 4096) // count)
            note(f"full disk, {name}, {room} bytes left",
                 lambda: on_tmpfs(place, name, old, news, room))  # fmt: skip
        handles = len(list(Path("/proc/self/fd").iterdir()))
        for step in range(count):
            most = handles + 1 + step * 24 // count
            note(
                f"handles, {name}, {most}",
                lambda: limited(place, name, old, news, resource.RLIMIT_NOFILE, most),
            )
        size = int(Path("/proc/self/statm").read_text().split()[0]) * 4096
        for step in range(count):
            # 64 KB at first, 256 MB at last: the less there is, the closer the steps.
            most = size + int(65_536 * 4096 ** (step / max(1, count - 1)))
            note(f"memory, {name}, {most}",
                 lambda: limited(place, name, old, news, resource.RLIMIT_AS, most))  # fmt: skip
        calls = {c: n for c, n in counted(place, name).items() if c in WRITES}
        if old:
            calls |= reads(place, lambda archive: attempt(archive, name))
        for call, total in calls.items():
            for number in sampled(total, count):
                try:
                    told_, wrong = denied(place, name, old, news, call, number)
                except RuntimeError as error:
                    told_, wrong = "ended by the system", str(error)
                tell(f"EIO of {call}", f"EIO of {call}, {name}, {number}", told_, wrong)
        if name != "update":
            continue
        for call, total in reads(place, told).items():
            for number in sampled(total, count):
                kind = f"EIO of {call}, a reader"
                tell(kind, f"{kind}, {number}", *unread(place, old, call, number))
    trials = sum(sum(each.values()) for each in said.values())
    return {"trials": trials, "said": {k: dict(v) for k, v in said.items()}, "bad": bad}


def long(command: str, count: int = 40) -> bool:
    """The long form."""
    found = run(count)
    record("full disk and I/O errors", command, found["trials"], not found["bad"], found)
    return not found["bad"]
