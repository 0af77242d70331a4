"""How many passages to read: what each depth gets right, and what it costs.

    python -m bench.depth COLLECTION [--limit N]

Right: the best quote holds the answer, of questions with one. AUROC: its support tells answerable
from unanswerable questions, where there are any. Cost: the model alone, warm, 40 questions. A
passage is read once for all depths; the picker's features are made anew for each.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench import results_file
from bench.lab import evenly
from index.models import load
from index.update import put
from search.engine import Archive, search
from search.judged import read_judged
from search.measures import auroc, holds
from search.reader_model import Logits, ReaderModel, packaged
from search.span_reader import SpanReader
from search.windows import Window

DEPTHS = (1, 2, 3, 5, 8, 10, 15, 20)
TARGET = results_file.FOLDER / "depth.json"
TIMED = 40


class Remembering:
    """A reader's model that reads each window once."""

    def __init__(self, model: ReaderModel) -> None:
        self.windows = model.windows
        self._model = model
        self._known: dict[tuple[int, ...], Logits] = {}

    def logits(self, windows: Sequence[Window]) -> list[Logits]:
        new = {tuple(w.ids): w for w in windows if tuple(w.ids) not in self._known}
        found = self._model.logits(list(new.values()))
        self._known |= dict(zip(new, found, strict=True))
        return [self._known[tuple(w.ids)] for w in windows]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("collection", type=Path)
    parser.add_argument("--limit", type=int, default=300)
    options = parser.parse_args()
    judged = read_judged(options.collection)
    checkable = [q for q in judged.questions if q.answers or q.answerable is False]
    questions = evenly(checkable, options.limit)
    model, embedder = ReaderModel(packaged()), load()
    right: dict[int, list[bool]] = {d: [] for d in DEPTHS}
    support: dict[int, list[float]] = {d: [] for d in DEPTHS}
    cost: dict[int, list[float]] = {d: [] for d in DEPTHS}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "archive"
        put(place, judged.documents, embedder=embedder, apart=True)
        archive = Archive(place, embedder)
        snapshot = archive.snapshot()
        terms, passages = snapshot.terms, snapshot.manifest.passages
        for number, question in enumerate(questions):
            hits = search(archive, question.text, max(DEPTHS))
            if number < TIMED:
                for depth in DEPTHS:
                    windows = model.windows.every(question.text, hits[:depth])
                    begun = time.perf_counter()
                    model.logits(windows)
                    cost[depth].append(time.perf_counter() - begun)
            remembering: Any = Remembering(model)
            reader = SpanReader(remembering, terms, passages, embedder.encode)
            for depth in DEPTHS:
                spans = [
                    (span.score, span.support, hits[n].article.text[span.start : span.end])
                    for n, reading in enumerate(reader.read(question.text, hits[:depth]))
                    for span in reading.spans[:1]
                ]
                _, sure, quote = max(spans, default=(0.0, 0.0, ""))
                right[depth].append(holds(quote, question.answers) if question.answers else False)
                support[depth].append(sure)
    answerable = np.array([float(bool(q.answers)) for q in questions])
    rows: dict[str, dict[str, Any]] = {}
    for depth in DEPTHS:
        rows[str(depth)] = {"ms_p50": round(1000 * statistics.median(cost[depth]))}
        if answerable.any():
            share = float(np.array(right[depth])[answerable > 0].mean())
            rows[str(depth)]["right"] = round(share, 4)
        if answerable.any() and not answerable.all():
            rows[str(depth)]["auroc"] = round(float(auroc(answerable, np.array(support[depth]))), 4)
    found = {
        "command": f"python -m bench.depth {options.collection.name} --limit {options.limit}",
        "questions": len(questions), "depths": rows,
    }  # fmt: skip
    results_file.put(TARGET, judged.name, found)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
