"""The packaged embedder in 8 bits beside float32: how fast, how near, and what it finds.

    python -m bench.int8 COLLECTIONS WORK [--only COLLECTION]... [--part N] [--rounds N]

Speed: the same passages of realtimeqa-2022 in turn. Near: cosine of both vectors of a text. Found:
nDCG@10 of articles, hybrid and by vectors alone, on the matrices of bench/lab.py; of 8 bits the
difference to float32 with its standard error. --part: articles of realtimeqa-2022.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import choose, lab, results_file
from bench.cached import CachedEmbedder
from index.embed import DEFAULT_MODEL, INT8_MODEL, Embedder, Vectors
from index.models import load
from index.prepared import cores
from index.signed import exact

TARGET = results_file.FOLDER / "int8.json"
PASSAGES, QUESTIONS = 500, 50


def speed(folder: Path, models: dict[str, Embedder], rounds: int) -> dict[str, Any]:
    """Passages a second, many at once; milliseconds of a question by itself; cosines."""
    judged = lab.collection(folder, 200)
    texts = lab.cut(judged).texts[:PASSAGES]
    questions = [each.text for each in judged.questions[:QUESTIONS]]
    many: dict[str, list[float]] = {name: [] for name in models}
    single: dict[str, list[float]] = {name: [] for name in models}
    vectors: dict[str, Vectors] = {}
    for turn in range(rounds + 1):  # the first one warms up
        for name, embedder in models.items():
            begun = time.perf_counter()
            vectors[name] = embedder.encode(texts)
            embedded = time.perf_counter()
            for question in questions:
                embedder.encode([question])
            ended = time.perf_counter()
            if turn:
                many[name].append(embedded - begun)
                single[name].append(ended - embedded)
    cosines = (vectors[DEFAULT_MODEL] * vectors[INT8_MODEL]).sum(1)
    return {
        "passages": len(texts),
        "passages a second": {n: round(len(texts) / statistics.median(s)) for n, s in many.items()},
        "times as fast": _ratio(many),
        "ms a question": {
            n: round(statistics.median(s) * 1000 / len(questions), 1) for n, s in single.items()
        },
        "times as fast, a question": _ratio(single),
        "cosine to float32": {
            "mean": round(float(cosines.mean()), 4),
            "least": round(float(cosines.min()), 4),
        },
    }


def _ratio(seconds: dict[str, list[float]]) -> float:
    pairs = zip(seconds[DEFAULT_MODEL], seconds[INT8_MODEL], strict=True)
    return round(statistics.median(a / b for a, b in pairs), 2)


def found(
    folder: Path, models: dict[str, Embedder], work: Path, size: int | None
) -> dict[str, Any]:
    """nDCG@10 of a collection by each model."""
    made = lab.cut(lab.collection(folder, size))
    kinds: dict[str, Callable[[choose.Case], lab.Matrix]] = {
        "hybrid": lambda case: choose.convex(case.cosine, case.bm25()),
        "dense": lambda case: case.cosine,
    }
    cases = {
        name: choose.case_of(made, CachedEmbedder(embedder, work / "vectors.sqlite"))
        for name, embedder in models.items()
    }
    told: dict[str, Any] = {"questions": len(made.judged.questions), "passages": len(made.texts)}
    for kind, ranked in kinds.items():
        variants = ((name, case.articles(ranked(case))) for name, case in cases.items())
        of = choose.measured(cases[DEFAULT_MODEL], variants)
        before, now = of[DEFAULT_MODEL], of[INT8_MODEL]
        told[kind] = {"float32": before[0], "int8": now[0], "apart": now[1], "error": now[2]}
    return told


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("collections", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--only", action="append", choices=choose.NAMES)
    parser.add_argument("--part", type=int)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    models = {name: load(name) for name in (DEFAULT_MODEL, INT8_MODEL)}
    machine = f"{platform.machine()}, {cores()} cores, signed kernels: {exact()}"
    figures = speed(options.collections / "realtimeqa-2022", models, options.rounds)
    results_file.put(TARGET, "speed", {"machine": machine, **figures})
    for name in options.only or choose.NAMES:
        size = options.part if name == "realtimeqa-2022" else None
        results_file.put(
            TARGET, name, found(options.collections / name, models, options.work, size)
        )
    print(TARGET.read_text("utf-8"))


if __name__ == "__main__":
    main()
