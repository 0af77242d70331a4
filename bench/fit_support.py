"""Fit search/calibration.json: how the sentence picker weighs a sentence, and when it refuses.

    python bench/fit_support.py ../shared/training WORK_FOLDER

Data: shared/training's SQuAD-like rows, which were cleaned of every test collection. Paragraphs
of ``ARTICLES`` rows become an archive; questions are asked against it as a user would. A
sentence is right if it holds the answer and lies in the question's own paragraph. Questions
without an answer: those marked so, and as many whose paragraph was left out of the archive.

Stage 1, on answerable questions of the first half: logistic regression over all sentences read.
Stage 2, on the second half: logistic regression from the best sentence's features to "the best
sentence is right", over answerable and unanswerable questions alike. The threshold
is where F1 of "answer" on stage 2 is highest.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from index.models import load
from index.update import update
from search.engine import Archive, search
from search.features import NAMES
from search.pick import SentencePicker
from search.settings import Settings

SOURCES = ("squad2-bt/exact", "squad2-bt/noanswer", "squad1-en", "nq-open", "qed", "squadshifts")
INSIDE, OUTSIDE, QUESTIONS = 2_000, 400, 2_000
SEED = 7


def main() -> None:
    training, work = Path(sys.argv[1]), Path(sys.argv[2])
    rng = random.Random(SEED)
    rows = []
    with gzip.open(training / "train.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["source"].startswith(SOURCES) and len(row["context"]) > 200:
                rows.append(row)
    contexts = sorted({row["context"] for row in rows})
    rng.shuffle(contexts)
    inside = {text: n for n, text in enumerate(contexts[:INSIDE])}
    outside = set(contexts[INSIDE : INSIDE + OUTSIDE])
    titles = {row["context"]: row["title"] for row in rows}
    folder = work / "articles"
    if not folder.exists():
        folder.mkdir(parents=True)
        for text, n in inside.items():
            title = " ".join(str(titles[text]).replace("_", " ").split())[:150] or "Untitled"
            body = " ".join(text.split())
            (folder / f"{n:06d}.txt").write_text(f"{title}\n{body}\n", encoding="utf-8")
    update(work / "archive", [folder])
    answerable, marked, foreign = [], [], []
    for row in rows:
        texts = row["answers"]["text"]
        if row["context"] in inside:
            (answerable if texts else marked).append(row)
        elif row["context"] in outside and texts:
            foreign.append(row)
    for group in (answerable, marked, foreign):
        rng.shuffle(group)
    half, quarter = QUESTIONS // 2, QUESTIONS // 4
    chosen = [(r, True) for r in answerable[:half]]
    chosen += [(r, False) for r in marked[:quarter] + foreign[:quarter]]
    rng.shuffle(chosen)
    embedder = load()
    archive = Archive(work / "archive", embedder)
    picker = SentencePicker(embedder, archive.snapshot().terms)
    asked = []
    begun = time.time()
    for number, (row, has_answer) in enumerate(chosen):
        hits = search(archive, row["question"][:1000], Settings().read)
        found = picker.candidates(row["question"], hits)
        x = np.array([c.features for c in found])
        y = np.zeros(len(found), dtype=bool)
        if has_answer:
            for i, c in enumerate(found):
                hit = hits[c.hit]
                own = Path(hit.article.origin).stem == f"{inside[row['context']]:06d}"
                quote = hit.article.text[c.start : c.end]
                y[i] = own and any(a in quote for a in row["answers"]["text"])
        asked.append((x, y, has_answer))
        if number % 200 == 0:
            print(number, round(time.time() - begun), file=sys.stderr, flush=True)
    first, second = asked[: len(asked) // 2], asked[len(asked) // 2 :]
    fit = [(x, y) for x, y, has in first if has and y.any()]
    stage1 = LogisticRegression(C=10, class_weight="balanced", max_iter=2000).fit(
        np.vstack([x for x, _ in fit]), np.concatenate([y for _, y in fit])
    )
    weights = stage1.coef_[0]
    best = [(x @ weights).argmax() for x, _, _ in second]
    top = np.array([x[i] for (x, _, _), i in zip(second, best, strict=True)])
    right = np.array([y[i] for (_, y, _), i in zip(second, best, strict=True)])
    has = np.array([h for _, _, h in second])
    stage2 = LogisticRegression(C=1, max_iter=2000).fit(top, right)
    support = stage2.predict_proba(top)[:, 1]

    def f1(t: float) -> float:
        given = support >= t
        hit = (given & right).sum()
        return float(2 * hit / max(given.sum() + has.sum(), 1))

    threshold = max(np.arange(0.05, 0.9, 0.01), key=f1)
    report = {
        "weights": {n: round(float(w), 4) for n, w in zip(NAMES, weights, strict=True)},
        "evidence": {
            n: round(float(w), 4) for n, w in zip(NAMES, stage2.coef_[0], strict=True)
        },
        "intercept": round(float(stage2.intercept_[0]), 4),
        "threshold": round(float(threshold), 2),
        "fitted": {
            "questions": len(asked),
            "best_sentence_right_of_answerable": round(float(right[has].mean()), 4),
            "auroc_right": round(float(roc_auc_score(right, support)), 4),
            "auroc_answerable": round(float(roc_auc_score(has, support)), 4),
            "f1_at_threshold": round(f1(float(threshold)), 4),
            "refused_of_unanswerable": round(float((support[~has] < threshold).mean()), 4),
            "refused_of_answerable": round(float((support[has] < threshold).mean()), 4),
        },
    }
    target = Path(__file__).parents[1] / "search" / "calibration.json"
    target.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
