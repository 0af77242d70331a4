"""Fit search/reader.json: how the trained reader weighs a sentence, and how sure it may be.

    python -m bench.fit_reader TRAINING WORK [--model FILE] [--depth N]

Data: the articles of shared/training that training/data.py kept from the reader (2 %), among as
many of the others as make ``ARTICLES``; no test collection is in them. Questions are asked against
that archive as a user would. A tenth of the kept articles is left out of it: their questions, and
those marked as unanswerable, must be refused.

Passages: logistic regression from their best span's signals and the retrieval's score to "holds the
answer"; it orders the hits of ``search --rerank``.
Stage 1: on answerable questions, logistic regression over all sentences read, to "holds the
answer". Stage 2: from the best sentence's features to "is right", where the best is the one by a
stage 1 that was fitted on the other half of the questions. The threshold is where most questions
are answered rightly or refused rightly, as SQuAD 2.0 chooses it. The figures are those of
five-fold cross-validation.

Only questions that can be asked of an archive: those of squadshifts ("How is the battery?") and
fairytaleqa presuppose their text. Kinds of questions are weighed as PRIOR says.
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
from search.measures import calibration_error, holds
from search.pick import SentencePicker
from search.reader_model import ReaderModel, packaged
from search.span_reader import NAMES, SpanReader
from training.data import is_dev, rows

ARTICLES = 3_000
QUESTIONS = (1_200, 400, 400)
"""At most, of each kind: answerable, marked as unanswerable, foreign to the archive."""
PRIOR = (2 / 3, 1 / 12, 1 / 4)
"""What share of a user's questions each kind is taken to be: a third has no answer in the articles,
and few of these were made to mislead, as those that are marked were.
"""
PRESUPPOSE = ("squadshifts", "fairytaleqa")
SEED = 7
Table = np.ndarray[Any, Any]
TARGET = Path(__file__).parents[1] / "search" / "reader.json"


def draft(row: dict[str, Any]) -> Draft:
    text = " ".join(row["context"].split())
    title = " ".join(str(row["title"]).replace("_", " ").split())[:150]
    return Draft(
        origin=sha256(text.encode()).hexdigest()[:16], source="training", title=title, text=text
    )


def asked(training: Path, work: Path, model: Path, depth: int) -> tuple[Table, ...]:
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
    chosen = [
        (row, kind)
        for kind, most in enumerate(QUESTIONS)
        for row in [r for r in kinds[kind] if not r["source"].startswith(PRESUPPOSE)][:most]
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


def passages(x: Table, right: Table, owner: Table) -> dict[str, float]:
    """Weights of PASSAGE that tell passages with an answer from others; ``owner``: question and
    hit of each sentence.
    """
    columns = [NAMES.index(name) for name in PASSAGE]
    found = [np.flatnonzero((owner == each).all(1)) for each in np.unique(owner, axis=0)]
    best = [group[x[group, NAMES.index("span")].argmax()] for group in found]
    holds_it = [bool(right[group].any()) for group in found]
    fitted = LogisticRegression(C=1, max_iter=5000).fit(x[best][:, columns], holds_it)
    return {n: round(float(w), 4) for n, w in zip(PASSAGE, fitted.coef_[0], strict=True)}


def named(weights: Table) -> dict[str, float]:
    return {n: round(float(w), 4) for n, w in zip(NAMES, weights, strict=True)}


def fit(x: Table, right: Table, number: Table, kind: Table, hit: Table) -> dict[str, Any]:
    """All weights, and how they do on questions that they were not fitted on."""
    held = np.isin(number, number[right])  # questions with a right sentence among those read
    questions = np.unique(number)
    groups = [np.flatnonzero(number == n) for n in questions]

    def ordering(use: Table) -> Table:
        use = use & held
        fitted = LogisticRegression(C=10, class_weight="balanced", max_iter=5000)
        return np.asarray(fitted.fit(x[use], right[use]).coef_[0])

    odd = number % 2 == 1
    scores = np.where(odd, x @ ordering(~odd), x @ ordering(odd))
    best = np.array([group[scores[group].argmax()] for group in groups])
    shares = np.bincount(kind[best].astype(int), minlength=3) / len(best)
    weight = (np.array(PRIOR) / shares)[kind[best].astype(int)]
    ok, never = right[best], kind[best] > 0

    def evidence(use: Table) -> LogisticRegression:
        return LogisticRegression(C=1, max_iter=5000).fit(x[best][use], ok[use], weight[use])

    support = np.zeros(len(best))
    for fold in range(5):
        test = np.arange(len(best)) % 5 == fold
        support[test] = evidence(~test).predict_proba(x[best][test])[:, 1]
    grid = np.arange(0.02, 0.9, 0.01)
    scored = [np.average(np.where(support >= t, ok, never), weights=weight) for t in grid]
    threshold = float(grid[int(np.argmax(scored))])
    refused = support < threshold
    often = np.repeat(np.arange(len(best)), np.rint(20 * weight).astype(int))
    everything = evidence(np.ones(len(best), bool))
    return {
        "passage": passages(x[held], right[held], np.stack((number, hit), 1)[held]),
        "weights": named(ordering(held)),
        "evidence": named(everything.coef_[0]),
        "intercept": round(float(everything.intercept_[0]), 4),
        "threshold": round(threshold, 2),
        "cross_validated": {
            "questions": len(questions),
            "right_of_answerable": round(float(ok[~never].mean()), 4),
            "auroc_right": round(float(roc_auc_score(ok, support)), 4),
            "auroc_answerable": round(float(roc_auc_score(~never, support)), 4),
            "auroc_answerable_against_foreign": round(
                float(roc_auc_score((kind[best] == 0)[kind[best] != 1], support[kind[best] != 1])),
                4,
            ),
            "refused_of_answerable": round(float(refused[~never].mean()), 4),
            "refused_of_marked": round(float(refused[kind[best] == 1].mean()), 4),
            "refused_of_foreign": round(float(refused[kind[best] == 2].mean()), 4),
            "right_or_rightly_refused": round(float(max(scored)), 4),
            "calibration_error": round(
                float(calibration_error(ok[often].astype(float), support[often])), 4
            ),
        },
    }


if __name__ == "__main__":
    main()
