"""The trained reader with the paragraph given, as SQuAD 2.0 asks: answer or say there is none.

    python -m bench.given TRAINING COLLECTION [--model FILE] [--limit N]

Token F1 and exact match as in the SQuAD script. The threshold for "no answer", and the weights of
the three signals of it, are fitted on the rows that training/data.py kept from the reader, then
used on the collection.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from index.records import Article, Passage, Span
from search.judged import read_judged
from search.measures import auroc, exact, token_f1
from search.reader_model import ReaderModel, packaged
from search.results import Hit
from search.spans import best_spans
from training.data import is_dev, rows

BATCH = 32
Row = tuple[str, str, tuple[str, ...]]
"""Question, paragraph, answers (none: unanswerable)."""


def hit(text: str) -> Hit:
    article = Article("x", 1, "", "given", "", text, "given", None, None, None, ())
    return Hit(Passage(0, 0, Span("x", 0, len(text)), text), article, 0.0, {}, {})


def read(model: ReaderModel, asked: list[Row]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Signals (span − null, answers, relevant), and (token F1, exact) of the best span."""
    signals, points = [], []
    for low in range(0, len(asked), BATCH):
        part = asked[low : low + BATCH]
        cut = [
            (n, w) for n, row in enumerate(part) for w in model.windows.of(row[0], [hit(row[1])])
        ]
        best: dict[int, tuple[float, ...]] = {}
        for (n, w), logits in zip(cut, model.logits([w for _, w in cut]), strict=True):
            for s in best_spans(w, logits, [(0, len(part[n][1]))]):
                found = (s.logit - logits.null, logits.answers, logits.relevant, *s.short)
                if n not in best or found[0] > best[n][0]:
                    best[n] = found
        for n, (_, text, answers) in enumerate(part):
            *three, a, b = best[n]
            short = text[int(a) : int(b)]
            signals.append(three)
            points.append((token_f1(short, answers), exact(short, answers)) if answers else (0, 0))
    return np.array(signals), np.array(points)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("training", type=Path)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--limit", type=int, default=10_000)
    options = parser.parse_args()
    model = ReaderModel(options.model or packaged())
    dev: list[Row] = [
        (r["question"][:1000], r["context"], tuple(r["answers"]["text"]))
        for r in rows(options.training)
        if is_dev(r) and "squad" in r["source"]
    ]
    random.Random(1).shuffle(dev)
    judged = read_judged(options.collection)
    texts = {d.origin: d.text for d in judged.documents}
    lines = (options.collection / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    written_against = {row["_id"]: row.get("source_doc_id") for row in map(json.loads, lines)}
    test: list[Row] = []
    for q in judged.questions:
        place = next(iter(q.relevant), None) or written_against.get(q.id)
        if place is not None:
            test.append((q.text, texts[place], () if q.answerable is False else q.answers))
    random.Random(1).shuffle(test)
    dev, test = dev[: options.limit], test[: options.limit]
    signals, points = read(model, dev)
    yes = np.array([float(bool(r[2])) for r in dev])
    fitted = LogisticRegression(C=1, class_weight="balanced", max_iter=5000).fit(signals, yes)
    sure = fitted.decision_function(signals)
    grid = np.quantile(sure, np.linspace(0, 1, 200))
    gain = [np.where(sure >= t, points[:, 0], 1 - yes).mean() for t in grid]
    threshold = float(grid[int(np.argmax(gain))])
    report: dict[str, Any] = {"fitted on": len(dev), "F1 on them": round(float(max(gain)), 4)}
    signals, points = read(model, test)
    yes = np.array([float(bool(r[2])) for r in test])
    sure = fitted.decision_function(signals)
    given = sure >= threshold
    report |= {
        "questions": len(test),
        "unanswerable": int((1 - yes).sum()),
        "F1": round(float(np.where(given, points[:, 0], 1 - yes).mean()), 4),
        "EM": round(float(np.where(given, points[:, 1], 1 - yes).mean()), 4),
        "F1 of answerable": round(float(points[yes > 0, 0].mean()), 4),
        "EM of answerable": round(float(points[yes > 0, 1].mean()), 4),
        "AUROC answerable": round(float(auroc(yes, sure)), 4) if 0 < yes.mean() < 1 else None,
        "AUROC of span - null alone": round(float(auroc(yes, signals[:, 0])), 4)
        if 0 < yes.mean() < 1
        else None,
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
