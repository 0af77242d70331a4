"""Searches narrowed by date, beside wide ones and beside brute force.

    python -m bench.filters WORK_FOLDER [PASSAGES]

The passages (50,000 unless told) are synthetic: words drawn by Zipf's law, and vectors of 384
numbers around one of 200 centres. The days of the articles spread over 1,000 days.
"""

from __future__ import annotations

import datetime
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from bench import results_file
from index import update
from index.facets import Condition
from index.records import Draft
from search.engine import Archive, search
from search.filters import Filters
from search.fuse import convex
from search.settings import Settings

DIMENSION, DAYS, CENTRES = 384, 1_000, 200
FIRST = datetime.date(2020, 1, 1)


class Synthetic:
    """Vectors that depend on nothing but the text, at no cost worth measuring."""

    name, fingerprint, dimension = "synthetic", "synthetic/1", DIMENSION

    def __init__(self) -> None:
        self._centres = np.random.default_rng(0).normal(size=(CENTRES, DIMENSION))

    def encode(self, texts):
        made = np.empty((len(texts), DIMENSION), dtype=np.float32)
        for line, text in enumerate(texts):
            rng = np.random.default_rng(_seed(text))
            made[line] = self._centres[rng.integers(CENTRES)] + rng.normal(size=DIMENSION)
        return made / np.linalg.norm(made, axis=1, keepdims=True)


def _seed(text: str) -> int:
    return int.from_bytes(text.encode()[-64:], "little")


def articles(count: int):
    rng = np.random.default_rng(1)
    for n in range(count):
        words = np.minimum(rng.zipf(1.3, size=45), 20_000)
        text = " ".join(f"w{w}" for w in words) + f" n{n}."
        day = FIRST + datetime.timedelta(days=int(rng.integers(DAYS)))
        yield Draft(f"api:{n}", f"T{n}", text.capitalize(), "synthetic", None, day.isoformat())


def main() -> None:
    work = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 50_000
    embedder = Synthetic()
    if not (work / "archive" / "CURRENT").exists():
        update.put(work / "archive", list(articles(count)), embedder=embedder)
    archive = Archive(work / "archive", embedder)
    snapshot = archive.snapshot()
    rng = np.random.default_rng(2)
    questions = [
        " ".join(f"w{w}" for w in np.minimum(rng.zipf(1.3, size=6), 20_000)) + f" q{n}"
        for n in range(100)
    ]
    archive.narrowed(snapshot, Filters(lang="en"))  # as after the first question
    facets = archive._facets
    assert facets is not None
    days = facets[1]
    result: dict[str, Any] = {
        "command": f"python -m bench.filters WORK {count}",
        "data": "synthetic texts and vectors of 384 numbers; the cost of encoding is left out",
        "passages": len(snapshot.rows),
        "questions": len(questions),
        "by_share": {},
    }
    for share in (0.001, 0.01, 0.1, 0.5, 1.0):
        last = FIRST + datetime.timedelta(days=round(DAYS * share) - 1)
        filters = Filters(since=FIRST.isoformat(), until=last.isoformat())
        kept = days.mask(Condition(FIRST.toordinal(), last.toordinal()))
        settings = Settings(filters=filters)
        same, wide, narrow = 0, [], []
        for question in questions:
            begun = time.perf_counter()
            search(archive, question, 10)
            middle = time.perf_counter()
            hits = search(archive, question, 10, settings)
            narrow.append(time.perf_counter() - middle)
            wide.append(middle - begun)
            same += [h.passage.row for h in hits] == brute(snapshot, embedder, question, kept)
        result["by_share"][f"{share:g}"] = {
            "rows_kept": int(kept.sum()),
            "same_top_10": same,
            "ms_unfiltered": round(statistics.median(wide) * 1000, 2),
            "ms_filtered": round(statistics.median(narrow) * 1000, 2),
            "ratio": round(statistics.median(narrow) / statistics.median(wide), 2),
        }
    results_file.write(results_file.FOLDER / "filters.json", result)
    print(json.dumps(result, indent=1))


def brute(snapshot, embedder, question, kept):
    """The default fusion over whole rankings, cut down to the rows that are kept."""
    total = len(snapshot.rows)
    cosines = snapshot.dense._store.reconstruct_n(0, total) @ embedder.encode([question])[0]
    near = [int(r) for r in np.argsort(-cosines, kind="stable") if kept[r]][:100]
    asked = snapshot.terms.asked(question)
    words = [r for r, _ in snapshot.terms._passages.search(asked, total) if kept[r]][:100]
    pool = {r: float(cosines[r]) for r in [*near, *words]}
    bm25 = dict(zip(pool, snapshot.terms.scores(asked, list(pool)), strict=True))
    return [r for r, _ in convex(pool, bm25, Settings().dense_weight)[:10]]


if __name__ == "__main__":
    main()
