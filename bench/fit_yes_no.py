"""Fit search/yes_no.json: how the reader weighs a sentence where yes or no is asked for.

    python -m bench.fit_yes_no TRAINING WORK

Asked are what bench/fit_stated.py asks. That is in the words of what answers. People ask in
their own, and half of the time the answer is no: so such questions of invented folders are asked
too (the group "fitted" of bench/yes_or_no.json), of each folder, and of one archive with other
articles of training/written.py, from which a fifth of the folders is left out. Each of these counts
as ``OFTEN`` others.

Order: as bench/fit_reader.py does it, on people's questions alone. Evidence: logistic regression of
few weights, how sure the reader is, and ``BESIDE``, on all of them; order and evidence by halves
crossed. The threshold is the reader's, so that a support means the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from bench import fit_reader, written
from bench.cached import CachedEmbedder, started
from bench.fit_reader import SEED, Archives, Asked, Floats, Table, by_name, figures
from bench.fit_stated import as_others, read_of
from bench.questioned import Folder, drafts, folders
from bench.yes_or_no import FILE as OF_PEOPLE
from search.calibration import fitted
from search.results import Hit
from search.span_reader import MOST_COMPARED, NAMES, YES_NO, Candidate, SpanReader
from search.yes_no import FILE, asks_yes_or_no

TARGET = Path(fit_reader.__file__).parents[1] / "search" / FILE
OFTEN = 2.0
BESIDE = ("titled", "covered_by_sentence", "passages")
"""What tells that a sentence answers, beside how sure the reader is of it: the last one, that the
fit is as sure as it should be in archives of every size.
"""
FILLING = 1_500
"""Articles beside those of the folders; with more it would be larger than those of the reader."""
LEFT_OUT = 5
"""Of so many folders one is left out of the large archive."""


def people_large(_: Path, __: Path, embedder: CachedEmbedder) -> Archives:
    """What people ask of one archive of the folders and the invented articles."""
    some = _people()
    Random(SEED).shuffle(some)
    out, held = some[::LEFT_OUT], [each for n, each in enumerate(some) if n % LEFT_OUT]
    asked = [one for each in held for one in _rows(each)]
    foreign = [(row, 2) for each in out for row, of in _rows(each) if of == 0]
    filling = map(written.draft, written.all_in_one(Random(SEED)).articles[:FILLING])
    with written.archive_of([*drafts(held), *filling], embedder) as archive:
        yield archive, [*asked, *foreign]


def people_small(_: Path, __: Path, embedder: CachedEmbedder) -> Archives:
    """What people ask of each folder."""
    for each in _people():
        with written.archive_of(drafts([each]), embedder) as archive:
            yield archive, _rows(each)


def _people() -> list[Folder]:
    return [each for each in folders(OF_PEOPLE) if each.group == "fitted"]


def _rows(folder: Folder) -> list[Asked]:
    """What is asked for a yes or a no of the folder, and its kind."""
    return [
        ({"question": one.question, "sentences": [words for _, words in one.right]}, not one.right)
        for one in folder.asked
        if asks_yes_or_no(one.question)
    ]


WORTH = dict.fromkeys(fit_reader.GROUPS, 1.0) | dict.fromkeys((people_large, people_small), OFTEN)


def compared(reader: SpanReader, question: str, hits: Sequence[Hit]) -> list[Candidate]:
    """What search/span_reader.py weighs for such a question."""
    return reader.titled(question, hits, reader.candidates(question, hits))


def main() -> None:
    training, work, embedder = started(__doc__)
    made_by = f"{len(YES_NO)}-{MOST_COMPARED}"
    report = fit(*read_of(WORTH, training, work, embedder, made_by, compared))
    TARGET.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


def fit(table: Table, group: Table) -> dict[str, Any]:
    """``table``: see fit_reader.read, its features are those of YES_NO; ``group``: which of WORTH
    each of its lines is of.
    """
    x, right = table[:, : len(YES_NO)], table[:, len(YES_NO)] > 0
    number, kind = table[:, len(YES_NO) + 1 : -1].T
    people = group >= len(fit_reader.GROUPS)
    scores = fit_reader.crossed(x, right, number, people)
    best = fit_reader.first(scores, number)
    counts = fit_reader.counted(kind[best], group[best])
    counts *= np.array(list(WORTH.values()))[group[best]]
    base = fitted("reader.json", NAMES)
    beside = [YES_NO.index(name) for name in BESIDE]
    told = np.c_[x[best][:, : len(NAMES)] @ np.array(base.evidence), x[best][:, beside]]
    made = LogisticRegression(C=1e6, max_iter=5000).fit(told, right[best], sample_weight=counts)
    share, *others = made.coef_[0]
    evidence = np.array([*(share * np.array(base.evidence)), 0.0])
    evidence[beside] += others
    intercept = float(made.intercept_[0])
    support: Floats = expit(x[best] @ evidence + intercept)
    answered = support >= base.threshold
    return {
        "weights": by_name(YES_NO, fit_reader.ordering(x[people], right[people], number[people])),
        "evidence": by_name(YES_NO, evidence),
        "intercept": round(intercept, 4),
        "threshold": base.threshold,
        "further": fit_reader.further(
            scores, right, number, best[answered], logit(support[answered]), counts[answered]
        ),
        "fitted": {"questions": len(best)}
        | {
            f"{of.__name__}, {way}": figures(
                right[chosen][some], kind[chosen][some], sure[some], counts[some], base.threshold
            )
            for way, chosen, sure in (
                ("shipped", best, support),
                ("as others", *as_others(x, number)),
            )
            for n, of in enumerate(WORTH)
            for some in [group[chosen] == n]
        },
    }


if __name__ == "__main__":
    main()
