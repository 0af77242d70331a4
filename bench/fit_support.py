"""Fit search/picker.json: how the sentence picker weighs a sentence, and when it refuses.

    python -m bench.fit_support TRAINING WORK

Data: shared/training's SQuAD-like rows, which were cleaned of every test collection. Paragraphs
of ``ARTICLES`` rows become an archive; questions are asked against it as a user would. A
sentence is right if it holds the answer and lies in the question's own paragraph. Questions
without an answer: those marked so, and as many whose paragraph was left out of the archive.

Stage 1, on answerable questions of the first half: logistic regression over all sentences read.
Stage 2, on the second half: logistic regression from the best sentence's features to "the best
sentence is right", over answerable and unanswerable questions alike. The threshold
is where answerable questions are best told from foreign ones (balanced accuracy, stage 2).
Near misses can't be told by words and cosines; between the threshold and a half the answer is
called partial. The shipped threshold is bench/threshold.py's.
"""

from __future__ import annotations

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
from search.settings import READ_FAST
from training.source import Row
from training.source import rows as rows_of

SOURCES = (
    "squad2-bt/exact",
    "squad2-bt/noanswer",
    "squad1-en",
    "nq-open",
    "qed",
    "squadshifts/amazon",
    "squadshifts/reddit",
    "fairytaleqa",
)
"""Taken evenly: encyclopaedia, search-engine questions, reviews, forum, stories."""
INSIDE, OUTSIDE, QUESTIONS = 1_800, 900, 1_800
SEED = 7


def _even(rows: list[dict], rng: random.Random) -> list[dict]:
    """Shuffled so that every prefix holds the sources evenly."""
    groups: dict[str, list[dict]] = {}
    for row in rows:
        groups.setdefault(row["source"], []).append(row)
    for group in groups.values():
        rng.shuffle(group)
    width = max(map(len, groups.values()))
    return [g[i] for i in range(width) for _, g in sorted(groups.items()) if i < len(g)]


def main() -> None:
    training, work = Path(sys.argv[1]), Path(sys.argv[2])
    rng = random.Random(SEED)
    of_source: dict[str, list[dict]] = {source: [] for source in SOURCES}
    for row in rows_of(training):
        source = next((s for s in SOURCES if row["source"].startswith(s)), None)
        if source and len(row["context"]) > 200:
            of_source[source].append(row)
    inside: dict[str, int] = {}
    outside: set[str] = set()
    for group in of_source.values():
        contexts = sorted({row["context"] for row in group} - inside.keys() - outside)
        rng.shuffle(contexts)
        share = INSIDE // len(SOURCES)
        for text in contexts[:share]:
            inside[text] = len(inside)
        outside.update(contexts[share : share + OUTSIDE // len(SOURCES)])
    rows = [row for group in of_source.values() for row in group]
    titles = {row["context"]: row["title"] for row in rows}
    folder = work / "articles"
    if not folder.exists():
        folder.mkdir(parents=True)
        for text, n in inside.items():
            title = " ".join(str(titles[text]).replace("_", " ").split())[:150] or "Untitled"
            body = " ".join(text.split())
            (folder / f"{n:06d}.txt").write_text(f"{title}\n{body}\n", encoding="utf-8")
    update(work / "archive", [folder])
    answerable: list[Row] = []
    marked: list[Row] = []
    foreign: list[Row] = []
    for row in rows:
        texts = row["answers"]["text"]
        if row["context"] in inside:
            (answerable if texts else marked).append(row)
        elif row["context"] in outside and texts:
            foreign.append(row)
    answerable, marked, foreign = (_even(g, rng) for g in (answerable, marked, foreign))
    half, quarter = QUESTIONS // 2, QUESTIONS // 4
    chosen = [(r, "answerable") for r in answerable[:half]]
    chosen += [(r, "marked") for r in marked[:quarter]]
    chosen += [(r, "foreign") for r in foreign[:quarter]]
    rng.shuffle(chosen)
    embedder = load()
    archive = Archive(work / "archive", embedder)
    picker = SentencePicker(embedder, archive.snapshot().terms)
    asked = []
    begun = time.time()
    for number, (row, what) in enumerate(chosen):
        has_answer = what == "answerable"
        hits = search(archive, row["question"][:1000], READ_FAST)
        found = picker.candidates(row["question"], hits)
        x = np.array([c.features for c in found])
        y = np.zeros(len(found), dtype=bool)
        if has_answer:
            for i, c in enumerate(found):
                hit = hits[c.hit]
                own = Path(hit.article.origin).stem == f"{inside[row['context']]:06d}"
                quote = hit.article.text[c.start : c.end]
                y[i] = own and any(a in quote for a in row["answers"]["text"])
        asked.append((x, y, what))
        if number % 200 == 0:
            print(number, round(time.time() - begun), file=sys.stderr, flush=True)
    first, second = asked[: len(asked) // 2], asked[len(asked) // 2 :]
    fit = [(x, y) for x, y, what in first if what == "answerable" and y.any()]
    stage1 = LogisticRegression(C=10, class_weight="balanced", max_iter=2000).fit(
        np.vstack([x for x, _ in fit]), np.concatenate([y for _, y in fit])
    )
    weights = stage1.coef_[0]
    best = [(x @ weights).argmax() for x, _, _ in second]
    top = np.array([x[i] for (x, _, _), i in zip(second, best, strict=True)])
    right = np.array([y[i] for (_, y, _), i in zip(second, best, strict=True)])
    has, off = (np.array([what == w for _, _, what in second]) for w in ("answerable", "foreign"))
    stage2 = LogisticRegression(C=1, max_iter=2000).fit(top, right)
    support = stage2.predict_proba(top)[:, 1]

    def balanced(t: float) -> float:
        return float((support[has] >= t).mean() + (support[off] < t).mean()) / 2

    threshold = max(np.arange(0.01, 0.5, 0.005), key=balanced)
    target = Path(__file__).parents[1] / "search" / "picker.json"
    report = {
        "weights": {n: round(float(w), 4) for n, w in zip(NAMES, weights, strict=True)},
        "evidence": {n: round(float(w), 4) for n, w in zip(NAMES, stage2.coef_[0], strict=True)},
        "intercept": round(float(stage2.intercept_[0]), 4),
        "threshold": json.loads(target.read_text(encoding="utf-8"))["threshold"],
        "fitted": {
            "questions": len(asked),
            "threshold_of_stage_2": round(float(threshold), 3),
            "best_sentence_right_of_answerable": round(float(right[has].mean()), 4),
            "auroc_right": round(float(roc_auc_score(right, support)), 4),
            "auroc_answerable": round(float(roc_auc_score(has, support)), 4),
            "auroc_answerable_against_foreign": round(
                float(roc_auc_score(has[has | off], support[has | off])), 4
            ),
            "refused_of_foreign": round(float((support[off] < threshold).mean()), 4),
            "refused_of_marked": round(float((support[~has & ~off] < threshold).mean()), 4),
            "refused_of_answerable": round(float((support[has] < threshold).mean()), 4),
            "answered_above_half": round(float((support >= 0.5).mean()), 4),
            "right_above_half": round(float(right[support >= 0.5].mean()), 4),
        },
    }
    target.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
