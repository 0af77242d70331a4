"""How fast, beside the plain recipe (bench/speed_peer.py), in turn in one run.

    python -m bench.speed COLLECTION WORK [--sizes 1000 10000 100000] [--indexed 400]

COLLECTION is a shared one such as realtimeqa-2022. For each size its articles are repeated with a
tenth of their words exchanged, and vectors are drawn near real ones (bench/speed_text.py), as
embedding would take hours; questions, and all that is said to be indexed, are embedded by the real
model. What stands in results/speed.json for a size that is not asked for stays there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench import results_file, speed_peer, speed_text
from bench.collection import questions
from bench.load import Server, clients
from index.models import load
from index.update import update
from search import engine, window_cache

ROOT = Path(__file__).parents[1]
TARGET = results_file.FOLDER / "speed.json"


def measured(command: list[str], archive: Path) -> dict[str, float]:
    """Seconds, seconds of the processor, and most memory of a whole process."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": str(archive)}
    env |= {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], env=env, stdout=subprocess.DEVNULL, stderr=log
        )
        most = 0.0
        while True:
            # Not what wait4 tells: that counts this process too, which it was forked from.
            lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
            peak = [line.split()[1] for line in lines if line.startswith("VmHWM")]
            most = max(most, int(peak[0]) / 1024 if peak else 0.0)
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            time.sleep(0.01)
        seconds = time.perf_counter() - begun
        log.seek(0)
        code, said = os.waitstatus_to_exitcode(status), log.read().decode()[-500:]
    if code not in (0, 1):
        raise RuntimeError(f"{command}: exit {code}: {said}")
    return {"seconds": seconds, "cpu_seconds": used.ru_utime + used.ru_stime, "mb": most}


def in_turn(
    runs: int, work: dict[str, Callable[[], dict[str, float]]], skipped: int = 1
) -> dict[str, Any]:
    """Medians of each, and ratios of "plain" to each, run by run, without the first ``skipped``."""
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in work}
    for number in range(runs + skipped):
        for name, run in work.items():
            row = run()
            if number >= skipped:
                rows[name].append(row)
    found: dict[str, Any] = {
        name: {key: round(statistics.median(r[key] for r in each), 3) for key in each[0]}
        for name, each in rows.items()
    }
    for name in work:
        if name != "plain":
            for key in ("seconds", "cpu_seconds"):
                ratios = [p[key] / o[key] for p, o in zip(rows["plain"], rows[name], strict=True)]
                found[name][f"plain_over_this_{key}"] = round(statistics.median(ratios), 2)
    return found


def spread(seconds: list[float]) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds."""
    cut = statistics.quantiles(seconds, n=100, method="inclusive")
    return {f"p{q}_ms": round(1000 * cut[q - 1], 2) for q in (50, 95, 99)}


def size_of(folder: Path) -> float:
    """Megabytes of its files; a file with two names counts once."""
    files = {p.stat().st_ino: p.stat().st_size for p in folder.rglob("*") if p.is_file()}
    return round(sum(files.values()) / 1e6, 1)


def indexing(collection: Path, work: Path, passages: int, runs: int) -> dict[str, Any]:
    """Whole processes from files to searchable, with the real models."""
    folder = work / "indexed"
    shutil.rmtree(folder, ignore_errors=True)
    ours = speed_text.write(collection, folder, passages)
    theirs = len(speed_peer.cut(folder))
    letters = sum(len(p.read_text(encoding="utf-8")) for p in folder.rglob("*.txt"))

    def fresh(name: str, *command: str) -> dict[str, float]:
        shutil.rmtree(work / name, ignore_errors=True)
        return measured([*command], work / "index-ours")

    found = in_turn(
        runs,
        {
            "pressmark": lambda: fresh("index-ours", "api.main", "index", str(folder)),
            "plain": lambda: fresh(
                "index-plain", "bench.speed_peer", "build", str(folder), str(work / "index-plain")
            ),
        },
        skipped=0,
    )
    for name, count in (("pressmark", ours), ("plain", theirs)):
        row = found[name]
        row["passages"] = count
        for unit, of in (("passages", count), ("letters", letters)):
            row[f"{unit}_per_second"] = round(of / row["seconds"], 1)
            row[f"{unit}_per_cpu_second"] = round(of / row["cpu_seconds"], 1)
    return {"letters": letters, **found}


def sized(collection: Path, work: Path, size: int, runs: int, count: int) -> dict[str, Any]:
    """Everything about an archive of ``size`` passages."""
    place = work / str(size)
    archive, plain_place, folder = place / "archive", place / "plain", place / "articles"
    embedder = load()
    asked = [q["text"] for q in questions(collection)[:count]]
    found: dict[str, Any] = {}
    if not (plain_place / "bm25.pickle").exists():
        shutil.rmtree(place, ignore_errors=True)
        speed_text.write(collection, folder, size)
        texts = speed_peer.cut(folder)
        real = embedder.encode(texts[:300])
        near = speed_text.Near(embedder.name, embedder.fingerprint, real)
        update(archive, [folder], embedder=near)
        speed_peer.Plain.build(texts, near.encode).save(plain_place)
    ours, theirs = engine.Archive(archive, embedder), speed_peer.Plain.load(plain_place)
    found["passages"] = {
        "pressmark": ours.snapshot().manifest.passages,
        "plain": len(theirs.texts),
    }
    found["megabytes_on_disk"] = {"pressmark": size_of(archive), "plain": size_of(plain_place)}
    question = asked[0]
    found["cold"] = in_turn(
        runs,
        {
            "search": lambda: measured(["api.main", "search", question], archive),
            "ask": lambda: measured(["api.main", "ask", question], archive),
            "plain": lambda: measured(
                ["bench.speed_peer", "search", str(plain_place), question], archive
            ),
        },
    )
    encode = speed_peer.encoder()
    times: dict[str, list[float]] = {"search": [], "plain": [], "ask": []}
    for number, text in enumerate([*asked[:3], *asked]):
        steps: dict[str, Callable[[], Any]] = {
            "search": partial(engine.search, ours, text),
            "plain": partial(theirs.search, text, encode),
        }
        if number < 3 + count // 6:
            steps["ask"] = partial(engine.ask, ours, text)
        for name, step in steps.items():
            begun = time.perf_counter()
            step()
            if number >= 3:
                times[name].append(time.perf_counter() - begun)
    found["warm"] = {name: spread(each) for name, each in times.items()}
    found["warm"]["search"]["plain_over_this_p50"] = round(
        found["warm"]["plain"]["p50_ms"] / found["warm"]["search"]["p50_ms"], 2
    )
    found["http"] = served(archive, asked)
    found["one_article"] = one_article(ours, theirs, place, embedder, encode)
    return found


def served(archive: Path, asked: list[str]) -> dict[str, Any]:
    """Searches through HTTP, by number of clients at once."""
    server = Server(archive)
    try:
        clients(server.url, "search", asked, 1, 2)
        found: dict[str, Any] = {}
        for number in (1, 4, 16):
            seen = clients(server.url, "search", asked, number, 8)
            failed = sum(status != 200 for *_, status, _ in seen)
            found[f"{number}_clients"] = {
                **spread([seconds for *_, seconds in seen]),
                "per_second": round(len(seen) / 8, 1),
                "failed": failed,
            }
        found["mb"] = round(server.megabytes())
    finally:
        server.process.terminate()
        server.process.wait()
    return found


def one_article(
    ours: engine.Archive, theirs: speed_peer.Plain, place: Path, embedder: Any, encode: Any
) -> dict[str, Any]:
    """Seconds until a new article can be found, with the models loaded; it is taken out again."""
    text = "The lighthouse of Quarn was sold for nine crowns. " * 40
    new = place / "articles" / "new.txt"
    new.write_text(f"Quarn\n{text}\n")
    begun = time.perf_counter()
    update(ours.folder, [place / "articles"], embedder=embedder)
    hits = engine.search(ours, "Who bought the lighthouse of Quarn?", 1)
    seconds = time.perf_counter() - begun
    if hits[0].article.title != "Quarn":
        raise RuntimeError("the new article is not found")
    new.unlink()
    begun = time.perf_counter()
    update(ours.folder, [place / "articles"], embedder=embedder)
    ours.snapshot()
    removed = time.perf_counter() - begun
    words = text.split()
    begun = time.perf_counter()
    more = theirs.add([" ".join(words[n : n + 120]) for n in range(0, len(words), 120)], encode)
    more.save(place / "plain-more")
    plain = time.perf_counter() - begun
    shutil.rmtree(place / "plain-more")
    return {
        "added_seconds": round(seconds, 3),
        "removed_seconds": round(removed, 3),
        "plain_added_seconds": round(plain, 3),
    }


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("collection", type=Path)
    options.add_argument("work", type=Path)
    options.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    options.add_argument("--indexed", type=int, default=400, help="passages; 0 to leave it out")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--questions", type=int, default=100)
    given = options.parse_args()
    window_cache.KEPT = 0  # what is asked again is read again, as a new question is
    given.work.mkdir(parents=True, exist_ok=True)
    results = results_file.held(TARGET)
    results["machine"] = (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, shared "
        "with other work: trust ratios, not seconds"
    )
    results["text"] = f"{given.collection.name}, repeated with a tenth of the words exchanged"
    results["vectors"] = "indexing: real; sizes: drawn near real ones, questions real"
    if given.indexed:
        results["indexing"] = {
            "command": "python -m bench.speed COLLECTION WORK --sizes "
            f"--indexed {given.indexed} --runs {given.runs}",
            "load_before": os.getloadavg()[0],
            **indexing(given.collection, given.work, given.indexed, given.runs),
        }
        results_file.write(TARGET, results)
    for size in given.sizes:
        row = {
            "command": f"python -m bench.speed COLLECTION WORK --indexed 0 --sizes {size} "
            f"--runs {given.runs} --questions {given.questions}",
            "load_before": os.getloadavg()[0],
            **sized(given.collection, given.work, size, given.runs, given.questions),
        }
        results.setdefault("sizes", {})[str(size)] = row
        results_file.write(TARGET, results)
        print(json.dumps(row, indent=1), flush=True)


if __name__ == "__main__":
    main()
