"""Fit search/stated.json: how the reader weighs a sentence where it is asked whether one is true.

    python -m bench.fit_stated TRAINING WORK

As bench/fit_reader.py fits search/reader.json, on the same archives and with the same questions,
as far as they can be turned into questions for a yes or a no (bench/yes_no.py). The threshold is
the reader's, so that a support means the same; the one that these questions alone would have is
put down beside it, and so is how often the reader's own weights put a right sentence first.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from scipy.special import expit

from bench import fit_reader
from bench.cached import CachedEmbedder, started
from bench.fit_reader import Archives, Asked, Floats, Table, figures, first
from bench.yes_no import kind, turned
from index.cache import file_sha256
from search.calibration import fitted
from search.reader_model import ReaderModel, packaged
from search.span_reader import NAMES, Candidate, SpanReader
from search.yes_no import STATED
from training.source import Row

TARGET = Path(fit_reader.__file__).parents[1] / "search" / STATED
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


def read_of(
    groups: Iterable[Callable[..., Archives]],
    training: Path,
    work: Path,
    embedder: CachedEmbedder,
    made_by: str,
    candidates: Callable[..., Sequence[Candidate]] = SpanReader.candidates,
) -> tuple[Table, Table]:
    """What was read for each of the groups, as fit_reader.together gives it: those of
    bench/fit_reader.py with their questions turned. Kept in ``work``; ``made_by`` tells it apart.
    """
    model = packaged()
    tables = []
    for of in groups:
        kept = work / f"yes-no-{of.__name__}-{file_sha256(model)[:12]}-{made_by}.npy"
        if not kept.exists():
            with mock.patch.object(fit_reader, "QUESTIONS", MOST):
                archives = of(training, work, embedder)
                if of in fit_reader.GROUPS:
                    archives = asked_so(archives, training)
                np.save(kept, fit_reader.read(archives, ReaderModel(model), 10, candidates))
        tables.append(np.load(kept))
    return fit_reader.together(tables)


def as_others(x: Floats, number: Floats) -> tuple[Table, Floats]:
    """The best line of each question by the weights of other questions, and how sure it is; ``x``:
    features that begin with those of NAMES.
    """
    base, own = fitted("reader.json", NAMES), x[:, : len(NAMES)]
    best = first(own @ np.array(base.weights), number)
    return best, expit(own[best] @ np.array(base.evidence) + base.intercept)


def main() -> None:
    training, work, embedder = started(__doc__)
    table, group = read_of(fit_reader.GROUPS, training, work, embedder, str(len(NAMES)))
    threshold = fitted("reader.json", NAMES).threshold
    report = fit_reader.fit(table, group)
    report["fitted"] |= {
        "threshold of these alone": report["threshold"],
        "as the reader weighs": before(table, threshold),
    }
    report["threshold"] = threshold
    TARGET.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


def before(table: Table, threshold: float) -> dict[str, float]:
    """Figures of the reader's own weights; ``table``: see fit_reader.read."""
    right, number, of = table[:, len(NAMES)] > 0, *table[:, len(NAMES) + 1 : -1].T
    best, support = as_others(table, number)
    return figures(right[best], of[best], support, np.ones(len(best)), threshold)


if __name__ == "__main__":
    main()
