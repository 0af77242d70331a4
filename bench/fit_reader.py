"""Fit search/reader.json: how the trained reader weighs a sentence, and how sure it may be.

    python -m bench.fit_reader TRAINING WORK [--model FILE] [--depth N]

Data: the articles of shared/training that training/data.py kept from the reader (2 %), among as
many of the others as make ``ARTICLES``; no test collection is in them. Questions are asked against
that archive as a user would. A tenth of the kept articles is left out of it: their questions, and
those marked as unanswerable, must be refused.

Passages: on those of the first half, logistic regression from their best span's signals and the
retrieval's score to "holds the answer"; it orders the hits of ``search --rerank``.
Stage 1: on answerable questions of one half, logistic regression over all sentences read, to
"holds the answer". Stage 2: on the other half, from the best sentence's features to "is right".
The threshold is where most questions are answered rightly or refused rightly, as SQuAD 2.0
chooses it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bench.cached import CachedEmbedder
from index.cache import file_sha256
from index.models import load
from index.records import Draft
from index.update import put
from search.engine import Archive, search
from search.measures import calibration_error, holds, refusal
from search.pick import SentencePicker
from search.reader_model import ReaderModel, packaged
from search.span_reader import NAMES, SpanReader
from training.data import is_dev, rows

ARTICLES = 3_000
QUESTIONS = 1_400
SEED = 7
TARGET = Path(__file__).parents[1] / "search" / "reader.json"


def draft(row: dict[str, Any]) -> Draft:
    text = " ".join(row["context"].split())
    title = " ".join(str(row["title"]).replace("_", " ").split())[:150]
    return Draft(
        origin=sha256(text.encode()).hexdigest()[:16], source="training", title=title, text=text
    )


def asked(training: Path, work: Path, model: Path, depth: int) -> tuple[np.ndarray[Any, Any], ...]:
    """One line a sentence read: features, whether it is right; the question's number and kind (0
    answerable, 1 marked unanswerable, 2 foreign).
    """
    everything = rows(training)
    luck = random.Random(SEED)
    dev = [row for row in everything if is_dev(row) and len(row["context"]) > 100]
    others = [row for row in everything if not is_dev(row)]
    luck.shuffle(others)
    kept = sorted({row["context"] for row in dev})
    luck.shuffle(kept)
    foreign = set(kept[: len(kept) // 10])
    drafts = {d.origin: d for row in dev if row["context"] not in foreign for d in (draft(row),)}
    for row in others:
        if len(drafts) >= ARTICLES:
            break
        made = draft(row)
        drafts[made.origin] = made
    kinds = [
        [r for r in dev if r["answers"]["text"] and r["context"] not in foreign],
        [r for r in dev if not r["answers"]["text"] and r["context"] not in foreign],
        [r for r in dev if r["answers"]["text"] and r["context"] in foreign],
    ]
    for group in kinds:
        luck.shuffle(group)
    quarter = QUESTIONS // 5
    chosen = [
        (row, kind)
        for kind, share in enumerate((3 * quarter, quarter, quarter))
        for row in kinds[kind][:share]
    ]
    luck.shuffle(chosen)
    embedder = CachedEmbedder(load(), work / "vectors.sqlite")
    place = work / "archive"
    if not place.exists():
        put(place, list(drafts.values()), embedder=embedder)
    archive = Archive(place, embedder)
    picker = SentencePicker(embedder, archive.snapshot().terms)
    reader = SpanReader(ReaderModel(model), picker)
    lines: list[tuple[Any, ...]] = []
    for number, (row, kind) in enumerate(chosen):
        question = row["question"][:1000]
        hits = search(archive, question, depth)
        for c in reader.candidates(question, hits):
            quote = hits[c.hit].article.text[c.start : c.end]
            right = kind == 0 and holds(quote, row["answers"]["text"])
            lines.append((*c.features, float(right), number, kind, c.hit))
        if number % 100 == 0:
            print(number, file=sys.stderr, flush=True)
    table = np.array(lines)
    return table[:, : len(NAMES)], table[:, -4] > 0, table[:, -3], table[:, -2], table[:, -1]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("training", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--depth", type=int, default=10)
    options = parser.parse_args()
    model = options.model or packaged()
    kept = options.work / f"read-{file_sha256(model)[:12]}-{options.depth}.npz"
    if not kept.exists():
        options.work.mkdir(parents=True, exist_ok=True)
        parts = asked(options.training, options.work, model, options.depth)
        np.savez(kept, *parts)
    x, right, number, kind, hit = np.load(kept).values()
    report = fit(x, right, number, kind, hit)
    TARGET.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


PASSAGE = ("span", "null", "relevant", "answers", "passage_score")


def passages(
    x: np.ndarray[Any, Any], right: np.ndarray[Any, Any], owner: np.ndarray[Any, Any]
) -> dict[str, float]:
    """Weights of PASSAGE that tell passages with an answer from others; ``owner``: question and
    hit of each sentence.
    """
    columns = [NAMES.index(name) for name in PASSAGE]
    found = [np.flatnonzero((owner == each).all(1)) for each in np.unique(owner, axis=0)]
    best = [group[x[group, NAMES.index("span")].argmax()] for group in found]
    holds_it = [bool(right[group].any()) for group in found]
    fitted = LogisticRegression(C=1, max_iter=5000).fit(x[best][:, columns], holds_it)
    return {n: round(float(w), 4) for n, w in zip(PASSAGE, fitted.coef_[0], strict=True)}


def fit(
    x: np.ndarray[Any, Any],
    right: np.ndarray[Any, Any],
    number: np.ndarray[Any, Any],
    kind: np.ndarray[Any, Any],
    hit: np.ndarray[Any, Any],
) -> dict[str, Any]:
    first = number % 2 == 0
    held = np.isin(number, number[right])  # questions with a right sentence among those read
    use = first & held
    stage1 = LogisticRegression(C=10, class_weight="balanced", max_iter=5000).fit(
        x[use], right[use]
    )
    weights = stage1.coef_[0]
    scores = x @ weights
    best = np.array(
        [
            (at := np.flatnonzero(number == n))[scores[at].argmax()]
            for n in np.unique(number[~first])
        ]
    )
    stage2 = LogisticRegression(C=1, max_iter=5000).fit(x[best], right[best])
    support = stage2.predict_proba(x[best])[:, 1]
    never, ok = kind[best] > 0, right[best]
    grid = np.arange(0.02, 0.9, 0.01)
    scored = [np.where(support >= t, ok, never).mean() for t in grid]
    threshold = float(grid[int(np.argmax(scored))])
    refused = refusal((support < threshold).astype(float), never.astype(float))
    return {
        "passage": passages(x[use], right[use], np.stack((number, hit), 1)[use]),
        "weights": {n: round(float(w), 4) for n, w in zip(NAMES, weights, strict=True)},
        "evidence": {n: round(float(w), 4) for n, w in zip(NAMES, stage2.coef_[0], strict=True)},
        "intercept": round(float(stage2.intercept_[0]), 4),
        "threshold": round(threshold, 2),
        "fitted": {
            "questions": len(np.unique(number)),
            "right_of_answerable": round(float(ok[~never].mean()), 4),
            "auroc_right": round(float(roc_auc_score(ok, support)), 4),
            "auroc_answerable": round(float(roc_auc_score(~never, support)), 4),
            "auroc_answerable_against_foreign": round(
                float(roc_auc_score((kind[best] == 0)[kind[best] != 1], support[kind[best] != 1])),
                4,
            ),
            "refused_of_answerable": round(float((support[~never] < threshold).mean()), 4),
            "refused_of_marked": round(float((support[kind[best] == 1] < threshold).mean()), 4),
            "refused_of_foreign": round(float((support[kind[best] == 2] < threshold).mean()), 4),
            "right_or_rightly_refused": round(float(max(scored)), 4),
            "refusal_f1": round(float(refused[2]), 4),
            "calibration_error": round(float(calibration_error(ok.astype(float), support)), 4),
        },
    }


if __name__ == "__main__":
    main()
