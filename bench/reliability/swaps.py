"""Readers while generations are swapped, and writers that race each other.

What a reader is told must be, field for field, what one of the generations tells alone.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.reliability.hashed import HashedEmbedder
from bench.reliability.places import QUESTIONS
from bench.reliability.record import record
from bench.reliability.stories import drafts
from index import durable, generation
from index.errors import ArchiveBusy
from index.update import put
from search.engine import Archive, ask, search
from search.settings import Settings
from search.wire import of_answer, of_hit


def told(archive: Archive, asked: str) -> str:
    """All that a reader is told, as one string; an answer in every third."""
    hits = [of_hit(n, hit) for n, hit in enumerate(search(archive, asked, 5), 1)]
    answer = of_answer(ask(archive, asked, Settings(fast=True, min_support=0.0)))
    return f"{hits}\n{answer}"


def megabytes() -> float:
    """Resident memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(swaps: int, readers: int = 32, seconds: float = 1e9) -> dict[str, Any]:
    """``swaps`` swaps, as fast as they are taken up, under ``readers`` readers."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "archive"
        current = folder / generation.CURRENT
        made, expected = [], []
        for edition in (0, 1):
            put(folder, drafts(edition), embedder=HashedEmbedder())
            made.append(current.read_bytes())
        for content in made:
            durable.replace(current, content)
            expected.append({q: told(Archive(folder, HashedEmbedder()), q) for q in QUESTIONS})
        assert all(expected[0][q] != expected[1][q] for q in QUESTIONS[:1])
        archive = Archive(folder, HashedEmbedder())
        stop = threading.Event()
        found: Counter[str] = Counter()
        bad: list[str] = []

        def read(first: int) -> None:
            number = first
            while not stop.is_set():
                asked = QUESTIONS[number % len(QUESTIONS)]
                number += 1
                try:
                    hits, answer = told(archive, asked).split("\n")
                except Exception as error:
                    found["errors"] += 1
                    bad.append(f"{type(error).__name__}: {error}"[:200])
                    continue
                # A search and a question are two calls: a swap may lie between them.
                for part, place in ((hits, 0), (answer, 1)):
                    if part not in {e[asked].split("\n")[place] for e in expected}:
                        found["mixed"] += 1
                        bad.append(part[:200])
                found["answers"] += 1

        threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
        for thread in threads:
            thread.start()
        memory: list[float] = []
        done, end = 0, time.monotonic() + seconds
        while done < swaps and time.monotonic() < end:
            durable.replace(current, made[done % 2])
            archive.snapshot()  # each swap is taken up, and none is passed over
            done += 1
            memory.append(megabytes())
        stop.set()
        for thread in threads:
            thread.join()
    fifth = max(1, len(memory) // 5)
    early = sum(memory[fifth : 2 * fifth]) / max(1, len(memory[fifth : 2 * fifth]))
    late = sum(memory[-fifth:]) / fifth
    return {
        "swaps": done, "readers": readers, "answers": found["answers"],
        "errors": found["errors"], "mixed": found["mixed"],
        "memory_mb": {"second fifth": round(early, 1), "last fifth": round(late, 1)},
        "memory_growth": round(late / early - 1, 4), "bad": bad[:10],
    }  # fmt: skip


def race(indexers: int, rounds: int, seconds: float = 1e9) -> dict[str, Any]:
    """Writers in threads of their own connections: each change is made whole or refused as busy."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "archive"
        put(folder, drafts(0), embedder=HashedEmbedder())
        found: Counter[str] = Counter()
        texts: dict[str, str] = {}
        bad: list[str] = []
        lock = threading.Lock()
        end = time.monotonic() + seconds

        def write(number: int) -> None:
            for turn in range(rounds):
                if time.monotonic() > end:
                    return
                draft = drafts(number + 2)[number % 2]
                words = f"{draft.text} Writer {number} turn {turn}."
                one = type(draft)(f"api:race-{number % 8}", draft.title, words)
                try:
                    with lock if number % 2 else threading.Lock():
                        put(folder, [one], embedder=HashedEmbedder())
                        texts[one.origin] = words
                    found["made"] += 1
                except ArchiveBusy:
                    found["busy"] += 1
                except Exception as error:
                    bad.append(f"{type(error).__name__}: {error}"[:200])

        threads = [threading.Thread(target=write, args=(n,)) for n in range(indexers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        archive = Archive(folder, HashedEmbedder())
        with archive.catalogue() as catalogue:
            if catalogue.integrity() != "ok":
                bad.append(catalogue.integrity())
            stored = {a.origin: a.text for a in catalogue.current() if "race" in a.origin}
        if stored.keys() != texts.keys():
            bad.append(f"{stored.keys()} are stored, {texts.keys()} were made")
        everything = Settings(mode="dense", one_per_story=False)
        hits = {h.article.origin: h.article.text for h in search(archive, "x", 100, everything)}
        if any(hits.get(origin) != text for origin, text in stored.items()):
            bad.append("what is found is not what is stored")
    return {"indexers": indexers, "rounds": rounds, **found, "bad": bad[:10]}


def long(command: str, count: int = 10_000, seconds: float = 1800) -> bool:
    """Swaps under 32 readers, then 50 racing writers with 100 changes each."""
    found = run(count, seconds=seconds)
    still = not found["bad"] and found["memory_growth"] <= 0.05
    record("generation swaps", command, found["swaps"], still, found)
    raced = race(50, 100, seconds)
    record("racing indexers", command, raced.get("made", 0) + raced.get("busy", 0),
           not raced["bad"], raced)  # fmt: skip
    return still and not raced["bad"]
