"""Fit search/yes_no.json: how sure the reader may be that a sentence answers a yes-or-no question.

    python -m bench.fit_yes_no TRAINING WORK

Data: the questions that bench/fit_reader.py asks of its archives, turned into questions for a yes
or a no (bench/yes_no.py). Logistic regression on the best sentence of each, in the order that
search/reader.json has, to "is right": on what the reader's own evidence comes to, and on the
shares of the question's words and names that sentence and passage hold, none of which may count
against it. Each kind of question counts as in bench/fit_reader.py, and the threshold stays.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from scipy.special import expit

from bench import fit_reader
from bench.cached import CachedEmbedder
from bench.fit_reader import Archives, Asked, Floats, counted, figures, first
from bench.yes_no import kind, turned
from index.cache import file_sha256
from index.models import load
from search.calibration import fitted
from search.reader_model import ReaderModel, packaged
from search.span_reader import NAMES
from search.yes_no import FILE
from training.source import Row

TARGET = Path(fit_reader.__file__).parents[1] / "search" / FILE
MORE = ("named", "covered_by_sentence", "covered_by_passage")
"""What may make it surer than the reader is."""
L2 = 1e-3
MOST = 1_000_000


def asked_so(archives: Archives, training: Path) -> Archives:
    """``archives`` with the questions that can be turned, turned. One that has no answer gets an
    answer to another question of its paragraph of the same form.
    """
    spare: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for row in fit_reader.split(training)[0]:
        if row["answers"]["text"]:
            spare[row["context"], kind(row["question"])].append(_shortest(row))
    for archive, chosen in archives:
        yield archive, list(_turned(chosen, spare))


def _turned(chosen: Any, spare: dict[tuple[str, str | None], list[str]]) -> Iterator[Asked]:
    for row, of in chosen:
        said = _shortest(row) if row["answers"]["text"] else None
        form = kind(row["question"])
        if of == 1 and form:
            said = next(iter(spare.get((row.get("context", ""), form), [])), None)
        words = turned(row["question"], said) if said else None
        if words:
            yield {**row, "question": words}, of


def _shortest(row: Row) -> str:
    return str(min(row["answers"]["text"], key=len))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("training", type=Path)
    parser.add_argument("work", type=Path, help="folder for archives and vectors")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    model = packaged()
    tables = []
    for group in fit_reader.GROUPS:
        kept = given.work / f"yes-no-{group.__name__}-{file_sha256(model)[:12]}-{len(NAMES)}.npy"
        if not kept.exists():
            embedder = CachedEmbedder(load(), given.work / "vectors.sqlite")
            with mock.patch.object(fit_reader, "QUESTIONS", MOST):
                archives = asked_so(group(given.training, given.work, embedder), given.training)
                np.save(kept, fit_reader.read(archives, embedder, ReaderModel(model), 10))
        tables.append(np.load(kept))
        if len(tables) > 1:
            tables[-1][:, -3] += tables[-2][:, -3].max() + 1
    sizes = [len(each) for each in tables]
    report = fit(np.concatenate(tables), np.repeat(np.arange(len(tables)), sizes))
    TARGET.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


def fit(table: Floats, group: np.ndarray[Any, Any]) -> dict[str, Any]:
    """``table``: see fit_reader.read; ``group``: which of its GROUPS each line is of."""
    base = fitted("reader.json", NAMES)
    x = table[:, : len(NAMES)]
    right, number, of = table[:, len(NAMES)] > 0, *table[:, len(NAMES) + 1 : -1].T
    best = first(x @ np.array(base.weights), number)
    logit = x[best] @ np.array(base.evidence) + base.intercept
    columns = [NAMES.index(name) for name in MORE]
    z = np.c_[logit, x[best][:, columns]]
    counts = counted(of[best], group[best])
    weights, intercept = regression(z, right[best], counts)
    even = number[best] % 2 == 0
    crossed = np.empty(len(best))
    for seen, held in ((even, ~even), (~even, even)):
        w, b = regression(z[seen], right[best][seen], counts[seen])
        crossed[held] = expit(z[held] @ w + b)
    evidence = weights[0] * np.array(base.evidence)
    evidence[columns] += weights[1:]
    return {
        "weights": fit_reader.by_name(NAMES, np.array(base.weights)),
        "evidence": fit_reader.by_name(NAMES, evidence),
        "intercept": round(float(weights[0] * base.intercept + intercept), 4),
        "threshold": base.threshold,
        "fitted": {
            "questions": len(best),
            "kinds": [int((of[best] == n).sum()) for n in range(3)],
            "of the reader's evidence": round(float(weights[0]), 4),
            "as the reader is": figures(
                right[best], of[best], expit(logit), counts, base.threshold
            ),
            "crossed by halves": figures(right[best], of[best], crossed, counts, base.threshold),
        },
    }


def regression(z: Floats, right: np.ndarray[Any, Any], counts: Floats) -> tuple[Floats, float]:
    """Weights, none of them below 0, and intercept of a logistic regression to "is right"."""
    y, scale, middle = right.astype(float), z.std(0) + 1e-9, z.mean(0)
    inner = np.c_[(z - middle) / scale, np.ones(len(z))]
    each = counts / counts.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        own = np.r_[weights[:-1], 0]
        logit = inner @ weights
        value = each @ (np.logaddexp(0, logit) - y * logit) + L2 * own @ own
        return float(value), inner.T @ (each * (expit(logit) - y)) + 2 * L2 * own

    found = fit_reader.bounded(loss, [(0.0, None)] * z.shape[1] + [(None, None)])
    weights = found[:-1] / scale
    return weights, float(found[-1] - weights @ middle)


if __name__ == "__main__":
    main()
