"""Fit search/reader.json: how the trained reader weighs a sentence, and how sure it may be.

    python -m bench.fit_reader TRAINING WORK [--model FILE] [--depth N]

Data: the articles of shared/training that training/data.py kept from the reader (2 %), among as
many of the others as make ``ARTICLES``, and small folders of them (bench/folders.py); no test
collection is in them. Questions are asked against each archive as a user would. A tenth of the kept
articles is left out of the large one: their questions, and those marked as unanswerable, must be
refused.

Order: on the questions of all archives with a right sentence. Evidence: on the best sentence of
each question of the large archive, to "is right", by halves crossed: what is best is told by an
order that was fitted on the other half. Neither may count it against a sentence that it holds
more of the question (``MORE_IS_BETTER``): among questions that share most words with their
passage, as those of SQuAD do, a fit does so, and people's questions are not like them.
The threshold is where most questions are answered rightly or refused rightly, as SQuAD 2.0
chooses it. Passages: on those of half of the large archive, logistic regression from their best
span's signals and the retrieval's score to "holds the answer"; it orders ``search --rerank``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bench.cached import CachedEmbedder
from bench.folders import folders
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

Table = np.ndarray[Any, Any]
Floats = np.ndarray[Any, Any]
MORE_IS_BETTER = ("named", "cosine", "bm25", "covered_by_sentence", "covered_by_passage")
BOUNDS: list[tuple[float | None, None]] = [
    (0.0 if name in MORE_IS_BETTER else None, None) for name in NAMES
]
ORDER_L2, EVIDENCE_L2 = 1e-4, 1e-3
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


def untitled(text: str) -> Draft:
    return Draft(origin=sha256(text.encode()).hexdigest()[:16], title="", text=text)


Asked = tuple[dict[str, Any], int]
"""A row of the training data, and its kind."""


def large(
    training: Path, work: Path, embedder: CachedEmbedder
) -> Iterator[tuple[Archive, list[Asked]]]:
    """One archive of ``ARTICLES``."""
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
    place = work / "archive"
    if not place.exists():
        put(place, list(drafts.values()), embedder=embedder)
    yield Archive(place, embedder), chosen


def small(
    training: Path, work: Path, embedder: CachedEmbedder
) -> Iterator[tuple[Archive, list[Asked]]]:
    """Folders of a few articles each, see bench/folders.py."""
    everything = rows(training)
    luck = random.Random(SEED)
    kept = [row for row in everything if is_dev(row) and len(row["context"]) > 100]
    others = [row for row in everything if not is_dev(row) and len(row["context"]) > 100]
    for number, folder in enumerate(folders(kept, others, luck)):
        place = work / "folders" / str(number)
        if not place.exists():
            put(place, [untitled(text) for text in folder.texts], embedder=embedder, apart=True)
        yield Archive(place, embedder), list(folder.questions)


def read(
    archives: Iterator[tuple[Archive, list[Asked]]],
    embedder: CachedEmbedder,
    model: ReaderModel,
    depth: int,
) -> Table:
    """One line a sentence read: its features, whether it is right, the question's number and kind
    (0 answerable, 1 marked unanswerable, 2 foreign), and its hit.
    """
    lines: list[tuple[float, ...]] = []
    number = 0
    for archive, chosen in archives:
        reader = SpanReader(model, SentencePicker(embedder, archive.snapshot().terms))
        for row, kind in chosen:
            question = row["question"][:1000]
            hits = search(archive, question, depth)
            for c in reader.candidates(question, hits):
                quote = hits[c.hit].article.text[c.start : c.end]
                right = kind == 0 and holds(quote, row["answers"]["text"])
                lines.append((*c.features, float(right), number, kind, c.hit))
            number += 1
            if number % 100 == 0:
                print(number, file=sys.stderr, flush=True)
    return np.array(lines)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("training", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--depth", type=int, default=10)
    options = parser.parse_args()
    model = options.model or packaged()
    options.work.mkdir(parents=True, exist_ok=True)
    tables = []
    for kind in (large, small):
        kept = options.work / f"{kind.__name__}-{file_sha256(model)[:12]}-{options.depth}.npy"
        if not kept.exists():
            embedder = CachedEmbedder(load(), options.work / "vectors.sqlite")
            archives = kind(options.training, options.work, embedder)
            np.save(kept, read(archives, embedder, ReaderModel(model), options.depth))
        tables.append(np.load(kept))
    tables[1][:, -3] += tables[0][:, -3].max() + 1  # numbers of questions
    sizes = [len(each) for each in tables]
    report = fit(np.concatenate(tables), np.repeat([True, False], sizes))
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


def ordering(x: Floats, right: np.ndarray[Any, Any], number: Floats) -> np.ndarray[Any, Any]:
    """Weights under which the right sentences of a question have the greatest share of a softmax
    over all that were read (ListNet, Cao et al. 2007, with the top one only).
    """
    order = np.argsort(number, kind="stable")
    order = order[np.isin(number[order], number[right])]
    x, right, number = x[order], right[order], number[order]
    starts = np.flatnonzero(np.r_[True, number[1:] != number[:-1]])
    group = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(number)]))
    scale = x.std(0) + 1e-9
    z = (x - x.mean(0)) / scale

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = z @ weights
        e = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        whole, held = np.add.reduceat(e, starts), np.add.reduceat(e * right, starts) + 1e-30
        apart = e / whole[group] - e * right / held[group]
        value = np.log(whole / held).mean() + ORDER_L2 * weights @ weights
        return float(value), z.T @ apart / len(starts) + 2 * ORDER_L2 * weights

    return bounded(loss, BOUNDS) / scale


def evidence(x: Floats, right: np.ndarray[Any, Any]) -> tuple[Floats, float]:
    """Weights and intercept of a logistic regression to "is right"."""
    y, scale, middle = right.astype(float), x.std(0) + 1e-9, x.mean(0)
    z = np.c_[(x - middle) / scale, np.ones(len(x))]

    def loss(weights: Floats) -> tuple[float, Floats]:
        own = np.r_[weights[:-1], 0]
        logit = z @ weights
        value = (np.logaddexp(0, logit) - y * logit).mean() + EVIDENCE_L2 * own @ own
        apart = 1 / (1 + np.exp(-logit)) - y
        return float(value), z.T @ apart / len(y) + 2 * EVIDENCE_L2 * own

    found = bounded(loss, [*BOUNDS, (None, None)])
    weights = found[:-1] / scale
    return weights, float(found[-1] - weights @ middle)


def bounded(
    loss: Callable[[Floats], tuple[float, Floats]], bounds: list[tuple[float | None, None]]
) -> Floats:
    """Where ``loss`` (value and gradient) is least."""
    begin = np.zeros(len(bounds))
    found: Floats = minimize(loss, begin, jac=True, bounds=bounds, method="L-BFGS-B").x
    return found


def first(scores: Floats, number: Floats) -> np.ndarray[Any, Any]:
    """The row with the greatest score of each question."""
    order = np.lexsort((-scores, number))
    return order[np.r_[True, np.diff(number[order]) > 0]]


def fit(table: Table, large_ones: np.ndarray[Any, Any]) -> dict[str, Any]:
    """``table``: see ``read``; ``large_ones``: which of its lines are of the large archive."""
    x = table[:, : len(NAMES)]
    right, number, kind, hit = table[:, len(NAMES)] > 0, *table[:, len(NAMES) + 1 :].T
    half = number % 2 == 0
    best = np.concatenate([
        other[first(x[other] @ ordering(x[own], right[own], number[own]), number[other])]
        for own, rest in ((half, ~half), (~half, half))
        for other in (np.flatnonzero(rest),)
    ])  # fmt: skip
    small_best, best = best[~large_ones[best]], best[large_ones[best]]
    weights, intercept = evidence(x[best], right[best])
    support, small_support = (
        1 / (1 + np.exp(-(x[rows_] @ weights + intercept))) for rows_ in (best, small_best)
    )
    never, ok = kind[best] > 0, right[best]
    grid = np.arange(0.02, 0.9, 0.01)
    scored = [np.where(support >= t, ok, never).mean() for t in grid]
    threshold = float(grid[int(np.argmax(scored))])
    refused = refusal((support < threshold).astype(float), never.astype(float))
    held = large_ones & half & np.isin(number, number[right])
    return {
        "passage": passages(x[held], right[held], np.stack((number, hit), 1)[held]),
        "weights": named(ordering(x, right, number)),
        "evidence": named(weights),
        "intercept": round(intercept, 4),
        "threshold": round(threshold, 2),
        "fitted": {
            "questions": len(np.unique(number)),
            "right_of_answerable": share(ok[~never]),
            "right_of_answerable_small": share(right[small_best][kind[small_best] == 0]),
            "auroc_right": round(float(roc_auc_score(ok, support)), 4),
            "auroc_answerable": round(float(roc_auc_score(~never, support)), 4),
            "auroc_answerable_small": round(
                float(roc_auc_score(kind[small_best] == 0, small_support)), 4
            ),
            "auroc_answerable_against_foreign": round(
                float(roc_auc_score((kind[best] == 0)[kind[best] != 1], support[kind[best] != 1])),
                4,
            ),
            "refused_of_answerable": share(support[~never] < threshold),
            "refused_of_marked": share(support[kind[best] == 1] < threshold),
            "refused_of_foreign": share(support[kind[best] == 2] < threshold),
            "right_or_rightly_refused": round(float(max(scored)), 4),
            "refusal_f1": round(float(refused[2]), 4),
            "calibration_error": round(float(calibration_error(ok.astype(float), support)), 4),
            "calibration_error_small": round(
                float(calibration_error(right[small_best].astype(float), small_support)), 4
            ),
        },
    }


def named(weights: Floats) -> dict[str, float]:
    return {n: round(float(w), 4) for n, w in zip(NAMES, weights, strict=True)}


def share(of: np.ndarray[Any, Any]) -> float:
    return round(float(of.mean()), 4)


if __name__ == "__main__":
    main()
