"""What the fit of the reader is worth on kinds of text that it was not fitted on.

    python -m bench.elsewhere TRAINING WORK

After ``python -m bench.fit_reader TRAINING WORK --written``, whose tables it takes. The articles
that people ask about are of none of the kinds that the reader is fitted on. So the questions of
each kind are judged by what was fitted on all others: order, evidence and threshold. This is done
as shipped, with the features that are UNUSED, and without each of the others. ``mixed``: a fifth
of the questions is left out instead, whatever their kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import expit

from bench import fit_reader, results_file
from bench.cached import started
from bench.fit_reader import Table
from search.reader_model import packaged
from search.span_reader import NAMES
from training.source import Row

PARTS = 5
TOLD = ("right_of_answerable", "right_or_rightly_refused", "auroc_right", "auroc_answerable")
TARGET = results_file.FOLDER / "elsewhere.json"


def source(row: Row) -> str:
    """The kind of text that ``row`` is from."""
    if "sentences" in row:
        return "written"
    name = str(row["source"])
    if name.startswith("squadshifts/"):
        return name.partition("/")[2]
    return next((kind for kind in ("squad", "nq") if kind in name), name)


def judged(table: Table, group: Table, part: Table, unused: Sequence[str]) -> Table:
    """One line a question, by what was fitted on all parts but its own: its number, how
    far its support lies above the threshold, its kind and group, and whether its best sentence is
    right; ``part``: of each line of ``table``.
    """
    lines = []
    for own in (part == each for each in np.unique(part)):
        made = fit_reader.fit(table[~own], group[~own], unused)
        weights, evidence = (
            np.array([made[name][each] for each in NAMES]) for name in ("weights", "evidence")
        )
        x, (right, number, kind, _) = table[own, : len(NAMES)], table[own, len(NAMES) :].T
        best = fit_reader.first(x @ weights, number)
        above = expit(x[best] @ evidence + made["intercept"]) - made["threshold"]
        lines.append(np.stack((number[best], above, kind[best], group[own][best], right[best]), 1))
    return np.concatenate(lines)


def figures(lines: Table, sources: Table) -> dict[str, float]:
    """Of ``judged``; ``sources``: of each question, by number."""
    number, above, kind, group, right = lines.T
    whole = fit_reader.figures(right, kind, above, fit_reader.counted(kind, group), 0)
    rightly, of = np.where(above >= 0, right, kind > 0), sources[number.astype(int)]
    return {name: whole[name] for name in TOLD} | {
        str(each): round(float(rightly[of == each].mean()), 4) for each in np.unique(of)
    }


def main() -> None:
    training, work, embedder = started(__doc__)
    sources = np.array([
        source(row)
        for of in fit_reader.GROUPS
        for _, chosen in of(training, work, embedder)
        for row, _ in chosen
    ])  # fmt: skip
    paths = [fit_reader.table_of(of, work, packaged(), 10) for of in fit_reader.GROUPS]
    table, group = fit_reader.together([np.load(path) for path in paths])
    number = table[:, -3].astype(int)
    mixed = np.random.default_rng(fit_reader.SEED).permutation(len(sources)) % PARTS
    results: dict[str, Any] = {
        "command": "python -m bench.elsewhere TRAINING WORK",
        "questions": {str(each): int((sources == each).sum()) for each in np.unique(sources)},
    }
    used = [name for name in NAMES if name not in fit_reader.UNUSED]
    ways = {"shipped": fit_reader.UNUSED, "with all": ()} | {
        f"without {name}": (*fit_reader.UNUSED, name) for name in used
    }
    for title, part in (("kinds left out", sources[number]), ("mixed", mixed[number])):
        for name, unused in ways.items():
            told = figures(judged(table, group, part, unused), sources)
            results.setdefault(title, {})[name] = told
            print(title, name, told, flush=True)
    results_file.write(TARGET, results)


if __name__ == "__main__":
    main()
