"""The trained reader with the paragraph given, as SQuAD 2.0 asks: answer or say there is none.

    python -m bench.given TRAINING COLLECTION [--model FILE] [--limit N]

Token F1 and exact match as in the SQuAD script. What is marked is the best span; how sure it is, a
logistic regression tells from the features of its sentence, all that the product has. That and
the threshold for "no answer" are fitted on the rows that training/data.py kept from the reader,
then used on the collection.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench import results_file
from index import sparse
from index.models import load
from search.judged import read_judged
from search.measures import auroc, exact, token_f1
from search.reader_model import ReaderModel, packaged
from search.span_reader import NAMES, SpanReader
from training.data import is_dev
from training.given import hit
from training.source import rows

TARGET = results_file.FOLDER / "given.json"
Row = tuple[str, str, tuple[str, ...]]
"""Question, paragraph, answers (none: unanswerable)."""
Table = np.ndarray[Any, Any]


def reader_of(texts: Sequence[str], model: ReaderModel) -> SpanReader:
    """A reader that knows how rare words are among ``texts``."""
    rows_ = [("", text) for text in texts]
    # Opened files outlive the folder; Tantivy's watcher may still lock the index once as it goes.
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        sparse.write(rows_, rows_, Path(folder), "english")
        terms = sparse.SparseIndex(Path(folder), "english", range(len(rows_)))
    return SpanReader(model, terms, 1, load().encode)


def read(reader: SpanReader, asked: list[Row]) -> tuple[Table, Table]:
    """Features of the sentence with the best span, and (token F1, exact) of that span."""
    signals, points = [], []
    span, null = NAMES.index("span"), NAMES.index("null")
    for question, text, answers in asked:
        found = reader.candidates(question, [hit(text)])
        best = max(found, key=lambda c: c.features[span] - c.features[null])
        short = text[best.short[0] : best.short[1]]
        signals.append(best.features)
        points.append((token_f1(short, answers), exact(short, answers)) if answers else (0, 0))
    return np.array(signals), np.array(points)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("training", type=Path)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--limit", type=int, default=10_000)
    options = parser.parse_args()
    dev: list[Row] = [
        (r["question"][:1000], r["context"], tuple(r["answers"]["text"]))
        for r in rows(options.training)
        if is_dev(r) and r["source"].startswith(("squad1", "squad2"))
    ]
    judged = read_judged(options.collection)
    texts = {d.origin: d.text for d in judged.documents}
    lines = (options.collection / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    written_against = {row["_id"]: row.get("source_doc_id") for row in map(json.loads, lines)}
    test: list[Row] = []
    for q in judged.questions:
        place = next(iter(q.relevant), None) or written_against.get(q.id)
        if place is not None:
            test.append((q.text, texts[place], () if q.answerable is False else q.answers))
    model = ReaderModel(options.model or packaged())
    kept_reader, reader = (
        reader_of(sorted({row[1] for row in asked}), model) for asked in (dev, test)
    )
    for asked in (dev, test):
        random.Random(1).shuffle(asked)
    dev, test = dev[: options.limit], test[: options.limit]
    report: dict[str, Any] = {
        "command": "python -m bench.given TRAINING COLLECTION"
        + (f" --limit {options.limit}" if options.limit < 10_000 else ""),
        **figures(read(kept_reader, dev), dev, read(reader, test), test),
    }
    results_file.put(TARGET, judged.name, report)
    print(json.dumps(report, indent=2))


def figures(
    kept: tuple[Table, Table], dev: list[Row], found: tuple[Table, Table], test: list[Row]
) -> dict[str, Any]:
    """Fitted on ``dev``, measured on ``test``."""
    signals, points = kept
    yes = np.array([float(bool(r[2])) for r in dev])
    fitted = make_pipeline(
        StandardScaler(), LogisticRegression(C=1, class_weight="balanced", max_iter=5000)
    ).fit(signals, yes)
    sure = fitted.decision_function(signals)
    grid = np.quantile(sure, np.linspace(0, 1, 200))
    gain = [np.where(sure >= t, points[:, 0], 1 - yes).mean() for t in grid]
    threshold = float(grid[int(np.argmax(gain))])
    signals, points = found
    answerable = np.array([float(bool(r[2])) for r in test])
    sure = fitted.decision_function(signals)
    margin = signals[:, NAMES.index("span")] - signals[:, NAMES.index("null")]
    given, some = sure >= threshold, answerable > 0
    values = {
        "F1 on the rows that it was fitted on": max(gain),
        "F1": np.where(given, points[:, 0], ~some).mean(),
        "EM": np.where(given, points[:, 1], ~some).mean(),
        "F1 of answerable": points[some, 0].mean(),
        "EM of answerable": points[some, 1].mean(),
        "AUROC answerable": auroc(answerable, sure),
        "AUROC of span - null alone": auroc(answerable, margin),
    }
    return {
        "fitted on": len(dev),
        "questions": len(test),
        "unanswerable": int((~some).sum()),
        **{n: round(float(value), 4) for n, value in values.items() if not np.isnan(value)},
    }


if __name__ == "__main__":
    main()
