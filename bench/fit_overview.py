"""Fit search/overview.json: whether what an article says is about a topic.

    python -m bench.fit_overview WORK

Data: the group ``fit`` of bench/topics.py. Right is what may be quoted of the article that the
topic was taken from, for a person a sentence with the name; nothing is right for a near miss, and
for what is not in the archive. Logistic regression on the best of each topic, first by a plain sum,
then by what was fitted. The threshold is the middle of those that are within a standard error of
the most topics rightly told of or rightly refused, as in bench/fit_reader.py.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from bench.cached import CachedEmbedder
from bench.fit_reader import by_name, first, middle
from bench.topics import Asked, archives
from index.models import load
from search.engine import Archive, search
from search.overview import NAMES, READ, Quotable, quotable
from search.topics import Request

TARGET = Path(__file__).parents[1] / "search" / "overview.json"
ROUNDS = 3
Floats = np.ndarray[Any, Any]


def lines(archive: Archive, asked: Asked, embedder: CachedEmbedder) -> list[tuple[float, ...]]:
    """Features of what may be quoted, and whether it is right."""
    request = Request(asked.topic, "overview")
    terms = archive.snapshot().terms
    return [
        (*p.features, float(asked.held and p.hit.article.title == asked.title and _tells(asked, p)))
        for own in quotable(request, search(archive, asked.topic, READ), terms, embedder.encode)
        for p in own
    ]


def _tells(asked: Asked, p: Quotable) -> bool:
    return asked.kind != "person" or asked.topic in p.hit.article.text[p.start : p.end]


def fitted_on(
    names: Sequence[str], asked: Iterable[tuple[Sequence[tuple[float, ...]], bool]]
) -> dict[str, Any]:
    """What is fitted on the lines of each question that is ``asked``, features of the ``names`` and
    whether that is right, and whether anything answers it.
    """
    table: list[tuple[float, ...]] = []
    there: list[bool] = []
    for found, answered in asked:
        table += [(*line, len(there)) for line in found or [(0.0,) * (len(names) + 1)]]
        there.append(answered)
    data = np.array(table)
    x, right, number = data[:, : len(names)], data[:, len(names)] > 0, data[:, -1]
    weights: Floats = np.ones(len(names))
    intercept = 0.0
    for _ in range(ROUNDS):
        best = first(x @ weights, number)
        model = LogisticRegression(C=1.0, max_iter=5000).fit(x[best], right[best])
        weights, intercept = model.coef_[0], float(model.intercept_[0])
    best = first(x @ weights, number)
    support: Floats = expit(x[best] @ weights + intercept)
    held = np.array(there)
    grid = np.arange(0.02, 0.98, 0.01)
    gain = np.array([np.where(support >= t, right[best], ~held).mean() for t in grid])
    threshold = middle(grid, gain, len(support))
    return {
        "weights": by_name(names, weights),
        "evidence": by_name(names, weights),
        "intercept": round(intercept, 4),
        "threshold": round(threshold, 2),
        "fitted": {
            "topics": len(there),
            "auroc_right": round(float(roc_auc_score(right[best], support)), 4),
            "right_or_rightly_refused": round(
                float(np.where(support >= threshold, right[best], ~held).mean()), 4
            ),
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("work", type=Path, help="folder for archives and vectors")
    work = parser.parse_args().work
    embedder = CachedEmbedder(load(), work / "vectors.sqlite")
    asked = ((a, one) for _, a, questions in archives("fit", work, embedder) for one in questions)
    fields = fitted_on(NAMES, ((lines(archive, one, embedder), one.held) for archive, one in asked))
    TARGET.write_text(json.dumps(fields, indent=2) + "\n", "utf-8")
    print(json.dumps(fields, indent=2))


if __name__ == "__main__":
    main()
