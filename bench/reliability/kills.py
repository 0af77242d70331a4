"""Random kill -9, with a log of acknowledgements that another process keeps."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.reliability.forks import once
from bench.reliability.hashed import HashedEmbedder
from bench.reliability.record import record
from bench.reliability.warm import warmed
from index.catalogue import Catalogue
from index.errors import ArchiveMissing
from index.origins import origin_key
from index.records import Draft
from index.update import put, remove
from search.engine import Archive, search
from search.settings import Settings

MOST = 12
"""Articles at a time."""

Held = dict[str, str]
"""By origin, the text of an article."""


def operations(archive: Path, held: Held, seed: int, told: int, deletes: float) -> None:
    """Add, edit and delete until killed; each is announced, and acknowledged when it has returned.

    An announcement is one line: kind, origin, text; an acknowledgement is the line "done".
    """
    dice = random.Random(seed)
    held = dict(held)
    for number in range(10_000):
        if held and dice.random() < deletes:
            origin, text = dice.choice(sorted(held)), ""
        elif held and (len(held) >= MOST or dice.random() < 0.3):
            origin, text = dice.choice(sorted(held)), f"Story number {seed} {number} was edited."
        else:
            origin, text = f"api:{seed}-{number}", f"Story number {seed} {number} is new."
        os.write(told, f"{'put' if text else 'delete'}\t{origin}\t{text}\n".encode())
        if text:
            put(archive, [Draft(origin, f"Story {origin}", text)], embedder=HashedEmbedder())
            held[origin] = text
        else:
            remove(archive, [origin_key(origin)], embedder=HashedEmbedder())
            del held[origin]
        os.write(told, b"done\n")


def killed(archive: Path, held: Held, seed: int, after: float, deletes: float) -> list[str]:
    """Lines of a writer that was killed ``after`` so many seconds."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            operations(archive, held, seed, writing, deletes)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(reading, encoding="utf-8") as log:
        return log.read().splitlines()


def replayed(held: Held, lines: list[str]) -> tuple[Held, Held, str]:
    """What the log says must be there, what may be there instead, and what was being done."""
    sure, doing = dict(held), ""
    maybe = dict(held)
    for line in lines:
        if line == "done":
            sure, doing = dict(maybe), ""
            continue
        doing, origin, text = line.split("\t")
        maybe = dict(sure)
        if text:
            maybe[origin] = text
        else:
            maybe.pop(origin)
    return sure, maybe, doing


def seen(archive: Path) -> tuple[Held, Held]:
    """By origin the texts in the catalogue, and those that a search finds."""
    stored: Held = {}
    with contextlib.suppress(ArchiveMissing), closing(Catalogue(archive)) as catalogue:
        stored = {article.origin: article.text for article in catalogue.current()}
    try:
        one = Archive(archive, HashedEmbedder())
    except ArchiveMissing:
        return stored, {}
    warning = one.snapshot().warning
    # A first build that is killed between its last two steps leaves a whole generation that CURRENT
    # does not name yet: it is used with a warning, and the next run names it.
    assert warning is None or "CURRENT: No such file" in warning, warning
    everything = Settings(mode="dense", one_per_story=False)
    hits = search(one, "story number", 100, everything) if one.snapshot().rows else []
    return stored, {hit.article.origin: hit.passage.text for hit in hits}


def random_kills(count: int, seed: int = 1) -> dict[str, Any]:
    """``count`` kills: a fifth during a first build, a fifth during a run mostly of deletes."""
    dice = random.Random(seed)
    found: Counter[str] = Counter()
    during: Counter[str] = Counter()
    bad: list[str] = []
    acknowledged = 0
    with tempfile.TemporaryDirectory() as work:
        warmed(Path(work))
        archive = Path(work) / "archive"
        held: Held = {}
        committed: list[Held] = []
        for number in range(count):
            first = number % 5 == 0
            if first:
                shutil.rmtree(archive, ignore_errors=True)
                held = {}
            deletes = 0.7 if number % 5 == 4 else 0.15
            # So that most of the first builds are cut off inside, and others after a few changes.
            lines = killed(archive, held, seed * 10**6 + number,
                           dice.uniform(0, 0.8 if first else 2.5), deletes)  # fmt: skip
            sure, maybe, doing = replayed(held, lines)
            acknowledged += lines.count("done")
            during["first build" if first and "done" not in lines else doing or "between"] += 1
            stored, searched = once(lambda: seen(archive))
            # What was committed and not acknowledged may be published or not; what was
            # acknowledged is published.
            committed = [sure] if first or "done" in lines else [*committed, sure]
            if stored not in (sure, maybe) or searched not in (*committed, maybe):
                bad.append(f"kill {number}, {doing}: {stored} / {searched}, not {sure} or {maybe}")
            found["new" if searched == maybe else "old"] += 1
            # The next run finds the archive as it is, and goes on from what is stored.
            held = stored
    return {"killed": count, "during": dict(during), "acknowledged": acknowledged,
            "found": dict(found), "bad": bad[:20]}  # fmt: skip


def long(command: str, count: int = 1000) -> bool:
    """The long form."""
    found = random_kills(count)
    record("crashes, random", command, found["killed"], not found["bad"], found)
    return not found["bad"]
