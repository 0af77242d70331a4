"""A million passages on this machine: building, searching, adding and removing one article.

    python -m bench.million COLLECTION WORK [--sizes 100000,1000000] [--skip-build]

What is real and what is not: the texts are the first 200 articles of the collection again and
again, each time with 60 % of the words replaced by words drawn from all of its articles, so that
copies are no near-duplicates. Their vectors are made, not embedded: of a passage's real vector, the
real vector of another passage and noise (0.9, 0.35, 0.015 a number; then length 1). Questions and
their vectors are real; as most ask for what stands in other articles, their nearest passages are
farther, and harder to find, than those of questions that are answered here. Everything else is what
an update and a search do. Each step runs in a process of its own; its peak memory is that
process's. Beside the time on the clock stands that of the processor, as other work may run.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench import results_file
from bench.collection import corpus, questions
from index import near
from index.build import build_of
from index.catalogue import Catalogue
from index.header import embedded_text
from index.models import load
from index.origins import origin_key, origin_of
from index.publish import publish
from index.records import Draft
from index.split import split
from index.update import put, remove

ROOT = Path(__file__).parents[1]
ARTICLES, REPLACED = 200, 0.6
OWN, OTHER, NOISE = 0.9, 0.35, 0.015
ASKED = 200
AT_ONCE = 3_000


class Given:
    """The real model's vectors of known questions, so that a search can be timed without it."""

    def __init__(self, vectors: dict[str, np.ndarray[Any, Any]], real: Any) -> None:
        self.name, self.fingerprint, self.dimension = real.name, real.fingerprint, real.dimension
        self._vectors = vectors

    def encode(self, texts: Any) -> Any:
        return np.stack([self._vectors[text] for text in texts])


def base(collection: Path, work: Path) -> tuple[list[Any], Any, list[str], Any, list[str]]:
    """Articles as (title, words of each passage), their vectors, questions and theirs, words."""
    rng = random.Random(1)
    documents = [d for d in corpus(collection) if d["text"].strip()]
    articles = []
    for d in documents[:ARTICLES]:
        title = " ".join(d["title"].split())[:160] or "Untitled"
        articles.append((title, [d["text"][a:b].split() for a, b in split(d["text"])]))
    asked = [q["text"] for q in questions(collection)]
    rng.shuffle(asked)
    asked = asked[:ASKED]
    words = " ".join(d["text"] for d in documents).split()
    kept = work / "base.npz"
    if not kept.is_file():
        model = load()
        texts = [embedded_text(t, None, " ".join(p)) for t, ps in articles for p in ps]
        order = np.argsort([len(text) for text in texts])
        made = np.empty((len(texts), model.dimension), dtype=np.float32)
        for some in np.array_split(order, max(1, len(texts) // 32)):
            made[some] = model.encode([texts[n] for n in some])
        of = np.concatenate([model.encode([question]) for question in asked])
        np.savez(kept, passages=made, questions=of)
    with np.load(kept) as file:
        return articles, file["passages"], asked, file["questions"], words


def fill(collection: Path, work: Path, archive: Path, size: int) -> dict[str, Any]:
    """The catalogue of ``size`` passages, and the generation of it."""
    articles, vectors, _, _, words = base(collection, work)
    rng, draw = np.random.default_rng(7), random.Random(7)
    vocabulary = np.array(words, dtype=object)
    archive.mkdir(parents=True)
    build = build_of(load(), "english")
    begun, made, copy = time.perf_counter(), 0, 0
    spent = time.process_time()
    firsts = np.cumsum([0, *(len(ps) for _, ps in articles)])
    with closing(Catalogue(archive, write=True)) as catalogue:
        with catalogue.transaction():
            for key, value in asdict(build).items():
                catalogue.set_meta(key, str(value))
        batch: list[Any] = []
        while made < size:
            number = copy % len(articles)
            title, passages = articles[number]
            parts = [varied(words_, vocabulary, rng) for words_ in passages[: size - made]]
            day = (
                datetime.date(2020, 1, 1) + datetime.timedelta(draw.randrange(1_000))
            ).isoformat()
            text = "\n\n".join(parts)
            draft = Draft(
                f"bench:{copy}", varied(title.split(), vocabulary, rng), text,
                f"source {draw.randrange(200)}", None, day, None, (), "en",
            )  # fmt: skip
            spans, at = [], 0
            for part in parts:
                digest = hashlib.sha256(embedded_text(draft.title, day, part).encode()).digest()
                spans.append((at, at + len(part), digest))
                at += len(part) + 2
            mixed = OWN * vectors[firsts[number] : firsts[number] + len(parts)]
            mixed = mixed + OTHER * vectors[rng.integers(len(vectors), size=len(parts))]
            mixed = mixed + NOISE * rng.standard_normal(mixed.shape, dtype=np.float32)
            mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
            batch.append((draft, spans, mixed.astype(np.float32)))
            made += len(parts)
            copy += 1
            if len(batch) == AT_ONCE or made >= size:
                with catalogue.transaction():
                    # In order of their keys: the table is a tree of them.
                    keys = [key for _, spans, _ in batch for *_, key in spans]
                    stacked = np.concatenate([mixed for *_, mixed in batch])
                    order = sorted(range(len(keys)), key=keys.__getitem__)
                    catalogue.put_vectors(
                        build.fingerprint, [keys[n] for n in order], stacked[order]
                    )
                    for draft, spans, _ in batch:
                        _put(catalogue, draft, spans)
                batch = []
        filled, spent_filling = time.perf_counter(), time.process_time()
        shown = publish(archive, catalogue, build, anew=True)
    return {
        "passages": shown.passages,
        "articles": shown.articles,
        "catalogue_seconds": round(filled - begun, 1),
        "publish_seconds": round(time.perf_counter() - filled, 1),
        "processor_seconds": [
            round(spent_filling - spent, 1),
            round(time.process_time() - spent_filling, 1),
        ],
        "peak_mb": peak(),
        "dense": [each.dense for each in shown.segments],
        "mb": {
            "catalogue": round((archive / "catalogue.sqlite").stat().st_size / 1e6),
            "generation": round(sum(size for size, _ in shown.files.values()) / 1e6),
        },
    }


def _put(catalogue: Catalogue, draft: Draft, spans: list[tuple[int, int, bytes]]) -> None:
    """As an update writes an article that nothing else is a copy of."""
    origin = origin_of(draft, None)
    revision = catalogue.put_revision(origin.key, draft, (), spans)
    catalogue.set_article(origin.key, revision, origin.key)
    catalogue.put_origins([replace(origin, article=origin.key, revision=revision)])


def varied(words: list[str], vocabulary: Any, rng: Any) -> str:
    made = np.array(words, dtype=object)
    other = rng.random(len(made)) < REPLACED
    made[other] = vocabulary[rng.integers(len(vocabulary), size=int(other.sum()))]
    return " ".join(made.tolist())


def ask(collection: Path, work: Path, archive: Path) -> dict[str, Any]:
    """Opening, warm searches with and without embedding the question, memory, recall."""
    from search.engine import Archive, search
    from search.settings import Settings

    _, _, asked, vectors, _ = base(collection, work)
    real = load()
    given = Given(dict(zip(asked, vectors, strict=True)), real)
    opening = []
    for _ in range(3):
        begun = time.perf_counter()
        opened = Archive(archive, given)
        opening.append(round(time.perf_counter() - begun, 3))
    times: dict[str, list[tuple[float, float]]] = {}
    for name, settings in (
        ("hybrid", Settings()),
        ("dense", Settings(mode="dense")),
        ("sparse", Settings(mode="sparse")),
        ("hybrid, one a story", Settings(one_per_story=True)),
        ("hybrid", Settings()),
    ):
        times[name] = timed(lambda q, s=settings: search(opened, q, 10, s), asked)
    plain = memory()
    opened = Archive(archive, real)
    times["hybrid with embedding"] = timed(lambda q: search(opened, q, 10), asked)
    snapshot = opened.snapshot()
    found = [{row for row, _ in snapshot.dense.search(v, 10)} for v in vectors]
    with_model = memory()
    truth = near._nearest(snapshot.dense._parts[0].vectors, vectors, 10)
    recall = np.mean([len(a & set(b)) / 10 for a, b in zip(found, truth, strict=True)])
    return {
        "opening_seconds": opening,
        "milliseconds": {
            name: {
                **{f"p{p}": round(float(np.percentile(wall, p)) * 1e3, 2) for p in (50, 95, 99)},
                "processor_p50": round(float(np.percentile(spent, 50)) * 1e3, 2),
            }
            for name, taken in times.items()
            for wall, spent in [np.transpose(taken)]
        },
        "rss_mb": {"searching": plain, "with the model": with_model},
        "recall@10 against exact": round(float(recall), 4),
    }


def timed(work: Any, asked: list[str]) -> list[tuple[float, float]]:
    """Seconds on the clock and of the processor, of the second time that each question is asked."""
    taken = []
    for lap in range(2):
        for question in asked:
            begun, spent = time.perf_counter(), time.process_time()
            work(question)
            if lap:
                taken.append((time.perf_counter() - begun, time.process_time() - spent))
    return taken


def change(archive: Path) -> dict[str, Any]:
    """One article added, then removed, and found or not; what was written."""
    from search.engine import Archive, search

    real = load()
    real.encode(["warm"])
    reader = Archive(archive, real)
    rounds = []
    for number in range(3):
        draft = Draft(
            f"bench:zeppelin{number}", f"Zeppelin at Quayle {number}",
            f"A zeppelin was moored at the Quayle mast today, for the {number}th time.",
        )  # fmt: skip
        done: dict[str, Any] = {}
        for name in ("add", "remove"):
            before, begun = written(), time.perf_counter()
            if name == "add":
                put(archive, [draft], embedder=real)
            else:
                remove(archive, [origin_key(draft.origin)], embedder=real)
            changed = time.perf_counter() - begun
            found = search(reader, "zeppelin moored at the Quayle mast", 1)
            seen = found[0].article.title == draft.title
            if seen != (name == "add"):
                raise SystemExit(f"{name} did not show: {found[0].article.title}")
            done[name] = {
                "update_seconds": round(changed, 2),
                "until_searched_seconds": round(time.perf_counter() - begun, 2),
                "mb_written": round((written() - before) / 1e6, 1),
            }
        rounds.append(done)
    return {"rounds": rounds, "peak_mb": peak()}


def written() -> int:
    """Bytes that this process had the kernel write to the disk."""
    lines = Path("/proc/self/io").read_text().splitlines()
    return int(dict(line.split(": ") for line in lines)["write_bytes"])


def peak() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)


def memory() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return round(int(next(x for x in lines if x.startswith("VmRSS")).split()[1]) / 1e3)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("collection", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--sizes", default="100000,1000000")
    parser.add_argument("--skip-build", action="store_true")
    parser.add_argument("--step", nargs=2)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.step:
        name, size = options.step[0], int(options.step[1])
        archive = options.work / f"archive-{size}"
        if name == "build":
            made = fill(options.collection, options.work, archive, size)
        elif name == "ask":
            made = ask(options.collection, options.work, archive)
        else:
            made = change(archive)
        print(json.dumps(made))
        return
    target = results_file.FOLDER / "million.json"
    result = results_file.held(target)
    base(options.collection, options.work)
    for size in map(int, options.sizes.split(",")):
        held = result.setdefault(f"{size}", {})
        for step in ("build", "ask", "change"):
            if step == "build":
                if options.skip_build:
                    continue
                shutil.rmtree(options.work / f"archive-{size}", ignore_errors=True)
            done = subprocess.run(
                [sys.executable, "-m", "bench.million", str(options.collection),
                 str(options.work), "--step", step, str(size)],
                stdout=subprocess.PIPE, text=True, check=True,
            )  # fmt: skip
            held[step] = json.loads(done.stdout.splitlines()[-1])
            # Above the number of cores, only times of the processor can be compared.
            held[step]["load_average"] = round(os.getloadavg()[1], 1)
            print(size, step, json.dumps(held[step]), flush=True)
    result |= {
        "command": f"python -m bench.million {options.collection.name} WORK --sizes "
        + options.sizes,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, "
        f"{round(os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9)} GB",
        "python": platform.python_version(),
    }
    results_file.write(target, result)


if __name__ == "__main__":
    main()
