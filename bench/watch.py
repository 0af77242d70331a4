"""How soon a saved file is found in a watched folder.

    python -m bench.watch WORK_FOLDER

The archive has 10,000 passages. Their vectors are random numbers (embedding them would take long
and change nothing here); `pressmark watch` embeds what is saved with the packaged model. A file
counts as searchable when another process that holds the archive open finds it.
"""

from __future__ import annotations

import json
import os
import queue
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np

from bench import results_file
from index.models import load
from index.update import update
from search.engine import Archive, search
from search.settings import Settings

ROOT = Path(__file__).parents[1]
PASSAGES, FILES, SAVED, DROPPED = 10_000, 1_250, 10, 1_000


class Random:
    """Random vectors under the name of the packaged model."""

    def __init__(self, model) -> None:
        self.name, self.fingerprint, self.dimension = model.name, model.fingerprint, model.dimension
        self._rng = np.random.default_rng(0)

    def encode(self, texts):
        made = self._rng.normal(size=(len(texts), self.dimension)).astype(np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)


def text(rng: random.Random, sentences: int) -> str:
    words = [f"word{n}" for n in range(3_000)]
    return "\n".join(
        " ".join(rng.choices(words, k=15)).capitalize() + "." for _ in range(sentences)
    )


def cpu(process: int) -> float:
    """Seconds of processor time that a process and its ended children have used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    work = Path(sys.argv[1])
    folder, place = work / "articles", work / "archive"
    model = load()
    rng = random.Random(1)
    if not folder.exists():
        folder.mkdir(parents=True)
        for n in range(FILES):
            (folder / f"{n:05d}.txt").write_text(f"Story {n}\n{text(rng, 53)}\n")
        update(place, [folder], embedder=Random(model))
    archive = Archive(place, model)
    before = archive.snapshot().manifest.passages
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": str(place)}
    process = subprocess.Popen(
        [sys.executable, "-m", "api.main", "watch", str(folder)],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(
        target=lambda: [*map(lines.put, map(str.strip, process.stdout or ()))], daemon=True
    ).start()

    def found(word: str) -> bool:
        hits = search(archive, word, 1, Settings(mode="sparse"))
        return bool(hits)

    try:
        first = lines.get(timeout=300)
        time.sleep(10)  # until model and watcher are loaded
        waits = []
        spent = cpu(process.pid)
        for n in range(SAVED):
            suffix = ("txt", "html")[n % 2]
            word = f"zeppelin{n}"
            body = f"The {word} was moored at the Quayle mast today, said the harbour master."
            page = f"<html><head><title>Mast {n}</title></head><body><p>{body}</p></body></html>"
            begun = time.perf_counter()
            (folder / f"new{n}.{suffix}").write_text(page if n % 2 else f"Mast {n}\n{body}\n")
            while not found(word):
                time.sleep(0.02)
            waits.append(round(time.perf_counter() - begun, 2))
            lines.get(timeout=60)
            time.sleep(1)
        spent = cpu(process.pid) - spent
        drop = folder / "drop"
        drop.mkdir()
        for n in range(DROPPED):
            (drop / f"{n}.txt").write_text(f"Dropped {n}\nThe dropped{n} story is number {n}.\n")
        dropped = lines.get(timeout=600)
        time.sleep(3)
        further = lines.qsize()
        drop.rename(folder / "moved")
        moved = lines.get(timeout=120)
    finally:
        process.terminate()
        process.wait()
    result = {
        "command": "python -m bench.watch WORK",
        "data": "synthetic texts; random vectors but for what is saved while it is watched",
        "passages": before,
        "first_report": first,
        "seconds_until_searchable": waits,
        "load_average": os.getloadavg()[0],
        "cpu_seconds_per_file": round(spent / SAVED, 2),
        "median": sorted(waits)[len(waits) // 2],
        "most": max(waits),
        "dropped_1000": dropped,
        "further_batches": further,
        "moved_folder": moved,
    }
    results_file.write(results_file.FOLDER / "watch.json", result)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
