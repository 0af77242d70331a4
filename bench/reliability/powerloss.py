"""Power is lost at a call: what was written to a file and not fsynced is gone, its name is not.

The writer is killed at each fsync, fdatasync and rename, and once not at all; then each file is cut
to the length that it had when it was last fsynced, as the log of its calls tells. Pages that SQLite
had begun to write into its database are left: its log, which was fsynced, has them.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from bench.reliability.crashes import counted, in_turn, sampled, verdict
from bench.reliability.forks import once
from bench.reliability.phases import PHASES, phase
from bench.reliability.tracer import traced

POINTS = ("fsync", "fdatasync", "rename", "renameat", "renameat2")
SEEN = (*POINTS, "openat", "write", "pwrite64", "writev", "ftruncate", "unlink", "unlinkat")
_CALL = re.compile(r"^\d+ +(\w+)\((.*)$")
_ENDED = re.compile(r"^(\d+) +<\.\.\. f(?:data)?sync resumed>.*= 0")
_HANDLE = re.compile(r"^\d+<(/[^>]*)>")
_NAME = re.compile(r'"(/[^"]*)"')


def lengths(log: str, held: dict[str, int]) -> dict[str, int]:
    """By path of every file that was written since it was last fsynced, the length that it had
    then. ``held``: lengths of the files that were there before, all of them fsynced.
    """
    now, safe = dict(held), dict(held)
    dirty: set[str] = set()
    waiting: dict[str, str] = {}
    for line in log.splitlines():
        ended = _ENDED.match(line)
        if ended and (path := waiting.pop(ended[1], "")):
            safe[path] = now.get(path, 0)
            dirty.discard(path)
        call = _CALL.match(line)
        if call is None or "<... " in line:
            continue
        name, rest = call.groups()
        handle = _HANDLE.match(rest)
        paths = _NAME.findall(rest)
        if name == "openat" and paths and "O_TRUNC" in rest:
            now[paths[0]] = 0
            dirty.add(paths[0])
        elif name in ("write", "pwrite64") and handle:
            numbers = [int(n) for n in re.findall(r", (\d+)(?=[,) ])", rest)]
            path, size = handle[1], numbers[0] if numbers else 0
            at = numbers[1] if name == "pwrite64" and len(numbers) > 1 else now.get(path, 0)
            now[path] = max(now.get(path, 0), at + size)
            dirty.add(path)
        elif name in ("fsync", "fdatasync") and handle and "<unfinished" in rest:
            waiting[line.split()[0]] = handle[1]  # another thread's call stands between
        elif name in ("fsync", "fdatasync") and handle and "= 0" in rest:
            safe[handle[1]] = now.get(handle[1], 0)
            dirty.discard(handle[1])
        elif name.startswith("rename") and len(paths) == 2:
            old, new = paths
            for table in (now, safe):
                for path in [p for p in table if p == old or p.startswith(old + "/")]:
                    table[new + path[len(old) :]] = table.pop(path)
            dirty = {new + p[len(old) :] if p == old or p.startswith(old + "/") else p
                     for p in dirty}  # fmt: skip
        elif name.startswith("unlink") and paths:
            dirty.discard(paths[0])
    return {path: safe.get(path, 0) for path in dirty}


def lose(archive: Path, log: str, held: dict[str, int]) -> int:
    """Cut what was not fsynced, and count the files that were cut."""
    cut = 0
    for path, length in lengths(log, held).items():
        file = Path(path)
        in_place = file.name.endswith(".sqlite")  # see above
        if file.is_relative_to(archive) and file.is_file() and not in_place:
            cut += file.stat().st_size > length
            if file.stat().st_size > length:
                os.truncate(file, length)
    for file in archive.glob("*-shm"):
        file.unlink()  # never fsynced: SQLite makes it anew from its log
    return cut


def losses(most: int, phases: tuple[str, ...] = PHASES) -> dict[str, Any]:
    """At most ``most`` points of each call in each phase, and its end."""
    found: Counter[str] = Counter()
    bad: list[str] = []
    cut = 0
    for place, name, old, new in in_turn(phases):
        counts = counted(place, name)
        points = [(c, n) for c in POINTS for n in sampled(counts.get(c, 0), most)]
        for call, number in [*points, ("", 0)]:
            archive = place / "archive"
            shutil.rmtree(archive, ignore_errors=True)
            if (place / "before").exists():
                shutil.copytree(place / "before", archive)
            held = {str(p): p.stat().st_size for p in archive.rglob("*") if p.is_file()}
            kill = ["-e", f"inject={call}:signal=KILL:when={number}"] if call else []
            done = traced(lambda: phase(archive, name), place / "log", "-y", "-e",
                          "trace=" + ",".join("?" + c for c in SEEN), *kill)  # fmt: skip
            acknowledged = done.said == "done"
            cut += lose(archive, (place / "log").read_text(errors="replace"), held)
            try:
                state = once(lambda: verdict(archive, name, old, new, acknowledged))
            except RuntimeError as error:
                state = str(error)
            found[state if state in ("old", "new") else "wrong"] += 1
            if state not in ("old", "new"):
                bad.append(f"{name}: {call} {number}: {state}"[:300])
    return {"states": sum(found.values()), "files_cut": cut, "found": dict(found), "bad": bad[:20]}


def long(command: str, count: int = 1000) -> bool:
    """The long form."""
    from bench.reliability.record import record

    lost = losses(count)
    record("crashes, power loss", command, lost["states"], not lost["bad"], lost)
    return not lost["bad"]
