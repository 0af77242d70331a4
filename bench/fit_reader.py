"""Fit search/reader.json: how the trained reader weighs a sentence, and how sure it may be.

    python -m bench.fit_reader TRAINING WORK [--model FILE] [--depth N] [--written]

Data: the articles of shared/training that training/data.py kept from the reader (2 %), among as
many of the others as make ``ARTICLES``, and small folders of them (bench/folders.py). With
``--written`` also those of bench/written.py, whose questions share fewer words with what answers
them, in one archive and in folders. No test collection is in them. Questions are asked against
each archive as a user would. A part of the articles is left out of the large ones: their questions,
and those marked as unanswerable, must be refused.

Order: on the questions of all archives with a right sentence. Evidence: on the best sentence of
each question, to "is right", by halves crossed: what is best is told by an order that was fitted
on the other half. Each kind of question counts as much in the folders as in the large archives
(``MIX``), or else the number of passages would tell the kind. Neither may count it against a
sentence that it holds more of the question (``MORE_IS_BETTER``): among questions that share most
words with their passage, as those of SQuAD do, a fit does so, and people's are not like them.
The threshold is where most questions are answered rightly or refused rightly, as SQuAD 2.0
chooses it; since that curve is flat, the middle of what is within a standard error of its peak.
Further sentences: of questions whose best sentence reaches the threshold, the next ``FURTHER``,
logistic regression to "is right" from how sure the best one is and how far they are behind it.
Passages: on those of half of the large archive, logistic regression from their best span's
signals and the retrieval's score to "holds the answer"; it orders ``search --rerank``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

from bench import written
from bench.cached import CachedEmbedder
from bench.folders import folders
from index.cache import file_sha256
from index.models import load
from index.records import Draft
from index.update import put
from search.engine import Archive, search
from search.measures import holds
from search.reader_model import ReaderModel, packaged
from search.results import Citation
from search.span_reader import MOST_PASSAGES, NAMES, Candidate, SpanReader
from training.data import is_dev
from training.source import Row, rows

Table = np.ndarray[Any, Any]
Floats = np.ndarray[Any, Any]
MORE_IS_BETTER = ("named", "bm25", "covered_by_sentence", "covered_by_passage")
UNUSED = ("bm25",)
"""It tells nothing beside the others (docs/decisions/0039-no-sentence-vectors.md)."""
ORDER_L2, EVIDENCE_L2 = 1e-4, 1e-3
ARTICLES = 3_000
QUESTIONS = 1_400
MIX = (0.6, 0.2, 0.2)
"""Shares of the questions: answerable, marked as unanswerable, answered by a foreign article. Where
there are none of a kind, what is left.
"""
SHORTEST = 100
"""Characters of a paragraph."""
FURTHER = 5
"""Sentences behind the best one of a question."""
SEED = 7
TARGET = Path(__file__).parents[1] / "search" / "reader.json"

Asked = tuple[Row, int]
"""A row of the training data, and its kind."""
Archives = Iterator[tuple[Archive, Sequence[Asked]]]
"""Open archives, and what is asked of each."""


def draft(text: str, source: str = "", title: str = "") -> Draft:
    return Draft(sha256(text.encode()).hexdigest()[:16], title, text, source)


def one_line(text: str) -> str:
    return " ".join(text.split())


def drafts_of(wanted: Iterable[Row]) -> list[Draft]:
    """The articles of the first of ``wanted``, ``ARTICLES`` of them."""
    drafts: dict[str, Draft] = {}
    for row in wanted:
        title = one_line(str(row["title"]).replace("_", " "))[:150]
        made = draft(one_line(row["context"]), "training", title)
        drafts[made.origin] = made
        if len(drafts) >= ARTICLES:
            break
    return list(drafts.values())


def split(training: Path) -> tuple[list[Row], list[Row]]:
    """The rows of kept articles, without the shortest, and all others."""
    everything = rows(training)
    kept = [row for row in everything if is_dev(row) and len(row["context"]) > SHORTEST]
    return kept, [row for row in everything if not is_dev(row)]


def large(training: Path, work: Path, embedder: CachedEmbedder) -> Archives:
    """One archive of ``ARTICLES``."""
    dev, others = split(training)
    luck = random.Random(SEED)
    luck.shuffle(others)
    kept = sorted({row["context"] for row in dev})
    luck.shuffle(kept)
    foreign = set(kept[: len(kept) // 10])
    drafts = drafts_of((*(r for r in dev if r["context"] not in foreign), *others))
    kinds = [
        [r for r in dev if r["answers"]["text"] and r["context"] not in foreign],
        [r for r in dev if not r["answers"]["text"] and r["context"] not in foreign],
        [r for r in dev if r["answers"]["text"] and r["context"] in foreign],
    ]
    for group in kinds:
        luck.shuffle(group)
    chosen = [
        (row, kind)
        for kind, share in enumerate(MIX)
        for row in kinds[kind][: round(share * QUESTIONS)]
    ]
    luck.shuffle(chosen)
    place = work / "archive"
    if not place.exists():
        put(place, drafts, embedder=embedder)
    yield Archive(place, embedder), chosen


def small(training: Path, work: Path, embedder: CachedEmbedder) -> Archives:
    """Folders of a few articles each, see bench/folders.py."""
    kept, others = split(training)
    filling = [row for row in others if len(row["context"]) > SHORTEST]
    for number, folder in enumerate(folders(kept, filling, random.Random(SEED))):
        place = work / "folders" / str(number)
        if not place.exists():
            put(place, [draft(text) for text in folder.texts], embedder=embedder, apart=True)
        yield Archive(place, embedder), folder.questions


def written_large(_: Path, work: Path, embedder: CachedEmbedder) -> Archives:
    """One archive of bench/written.py."""
    folder = written.all_in_one(random.Random(SEED))
    yield folder.archive(work / "written" / written.version() / "all", embedder), folder.questions


def written_small(_: Path, work: Path, embedder: CachedEmbedder) -> Archives:
    """Folders of it."""
    for number, folder in enumerate(written.folders(random.Random(SEED))):
        place = work / "written" / written.version() / str(number)
        yield folder.archive(place, embedder), folder.questions


def answers(row: Row, quote: str) -> bool:
    """Whether ``quote`` is a sentence that answers, where those are known, or holds the answer."""
    return (
        written.answers(row, quote) if "sentences" in row else holds(quote, row["answers"]["text"])
    )


def is_right(row: Row, citation: Citation) -> bool:
    """Whether ``citation`` quotes what answers."""
    return answers(row, citation.quote)


def read(
    archives: Archives,
    model: ReaderModel,
    depth: int,
    candidates: Callable[..., Sequence[Candidate]] = SpanReader.candidates,
) -> Table:
    """One line a sentence of the ``candidates`` of a reader, a question and hits: its features,
    whether it is right, the question's number and kind (0 answerable, 1 marked unanswerable, 2
    foreign), and its hit.
    """
    lines: list[tuple[float, ...]] = []
    number = 0
    for archive, chosen in archives:
        snapshot = archive.snapshot()
        if snapshot.manifest.passages > MOST_PASSAGES:
            raise SystemExit(
                f"MOST_PASSAGES in search/span_reader.py must be {snapshot.manifest.passages}"
            )
        encode = archive.embedder(snapshot.manifest).encode
        reader = SpanReader(model, snapshot.terms, snapshot.manifest.passages, encode)
        for row, kind in chosen:
            question = row["question"][:1000]
            hits = search(archive, question, depth)
            for c in candidates(reader, question, hits):
                quote = hits[c.hit].article.text[c.start : c.end]
                right = kind == 0 and answers(row, quote)
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
    parser.add_argument("--written", action="store_true", help="fit on bench/written.py too")
    options = parser.parse_args()
    groups = GROUPS if options.written else GROUPS[:2]
    model = options.model or packaged()
    options.work.mkdir(parents=True, exist_ok=True)
    tables: list[Table] = []
    for kind in groups:
        kept = table_of(kind, options.work, model, options.depth)
        if not kept.exists():
            embedder = CachedEmbedder(load(), options.work / "vectors.sqlite")
            archives = kind(options.training, options.work, embedder)
            np.save(kept, read(archives, ReaderModel(model), options.depth))
        tables.append(np.load(kept))
    table, group = together(tables)
    report = {"passage": passages(table, group), **fit(table, group, UNUSED)}
    TARGET.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


def table_of(kind: Callable[..., Archives], work: Path, model: Path, depth: int) -> Path:
    """Where what was read for ``kind``, one of GROUPS, is kept."""
    made_by = f"{file_sha256(model)[:12]}-{depth}-{len(NAMES)}"
    if kind in (written_large, written_small):
        made_by += f"-{written.version()}"
    return work / f"{kind.__name__}-{made_by}.npy"


def together(tables: Sequence[Table]) -> tuple[Table, np.ndarray[Any, Any]]:
    """One of ``tables``, with questions numbered through, and which of them each line is of."""
    before = np.cumsum([0, *(each[:, -3].max() + 1 for each in tables[:-1])])
    numbered = [each.copy() for each in tables]
    for each, count in zip(numbered, before, strict=True):
        each[:, -3] += count
    group = np.repeat(np.arange(len(tables)), [len(each) for each in tables])
    return np.concatenate(numbered), group


GROUPS = (large, small, written_large, written_small)
PASSAGE = ("span", "null", "relevant", "answers", "passage_score")


def passages(table: Table, group: np.ndarray[Any, Any]) -> dict[str, float]:
    """Weights of PASSAGE that tell passages with an answer from others; see ``fit``."""
    right, number, _, hit = table[:, len(NAMES)] > 0, *table[:, len(NAMES) + 1 :].T
    held = (group == 0) & (number % 2 == 0) & np.isin(number, number[right])
    x, right, owner = table[held, : len(NAMES)], right[held], np.stack((number, hit), 1)[held]
    columns = [NAMES.index(name) for name in PASSAGE]
    found = [np.flatnonzero((owner == each).all(1)) for each in np.unique(owner, axis=0)]
    best = [group[x[group, NAMES.index("span")].argmax()] for group in found]
    holds_it = [bool(right[group].any()) for group in found]
    fitted = LogisticRegression(C=1, max_iter=5000).fit(x[best][:, columns], holds_it)
    return by_name(PASSAGE, fitted.coef_[0])


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

    return bounded(loss, bounds(x)) / scale


def evidence(x: Floats, right: np.ndarray[Any, Any], counts: Floats) -> tuple[Floats, float]:
    """Weights and intercept of a logistic regression to "is right"; ``counts``: of each row."""
    y, scale, middle = right.astype(float), x.std(0) + 1e-9, x.mean(0)
    z = np.c_[(x - middle) / scale, np.ones(len(x))]
    each = counts / counts.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        own = np.r_[weights[:-1], 0]
        logit = z @ weights
        value = each @ (np.logaddexp(0, logit) - y * logit) + EVIDENCE_L2 * own @ own
        return float(value), z.T @ (each * (expit(logit) - y)) + 2 * EVIDENCE_L2 * own

    found = bounded(loss, [*bounds(x), (None, None)])
    weights = found[:-1] / scale
    return weights, float(found[-1] - weights @ middle)


def bounds(x: Floats) -> list[tuple[float | None, None]]:
    """Of the weights of ``x``, the features of NAMES and what follows them."""
    own: list[tuple[float | None, None]] = [
        (0.0 if name in MORE_IS_BETTER else None, None) for name in NAMES
    ]
    return own + [(None, None)] * (x.shape[1] - len(own))


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


def crossed(
    x: Floats, right: np.ndarray[Any, Any], number: Floats, some: Table | bool = True
) -> Floats:
    """The score of each row, by an order that other questions, ``some`` of the rows, were fitted
    to.
    """
    even = number % 2 == 0
    scores = np.empty(len(x))
    for seen, asked in ((even, ~even), (~even, even)):
        own = seen & some
        scores[asked] = x[asked] @ ordering(x[own], right[own], number[own])
    return scores


def further(
    scores: Floats,
    right: np.ndarray[Any, Any],
    number: Floats,
    best: np.ndarray[Any, Any],
    surest: Floats,
    counts: Floats,
) -> dict[str, float]:
    """Weights that tell how sure a sentence is behind the ``best`` ones (rows), whose logits are
    ``surest``; the mean logarithmic loss, and that of the odds of the best one, less by the
    distance of the scores.
    """
    order = np.lexsort((-scores, number))
    asked, begins = np.unique(number[order], return_index=True)
    rank = np.arange(len(order)) - begins[np.searchsorted(asked, number[order])]
    them = order[(rank > 0) & (rank <= FURTHER) & np.isin(number[order], number[best])]
    their = np.searchsorted(number[best], number[them])  # ``best`` is in order of ``number``
    x = np.stack((surest[their], scores[best[their]] - scores[them]), 1)
    y, each = right[them], counts[their]
    made = LogisticRegression(C=1e6).fit(x, y, sample_weight=each)
    as_odds = expit(x[:, 0] - x[:, 1])
    return {
        "surest": round(float(made.coef_[0, 0]), 4),
        "behind": round(float(made.coef_[0, 1]), 4),
        "intercept": round(float(made.intercept_[0]), 4),
        "loss": round(float(log_loss(y, made.predict_proba(x)[:, 1], sample_weight=each)), 4),
        "loss_of_odds": round(float(log_loss(y, as_odds, sample_weight=each)), 4),
    }


def fit(table: Table, group: np.ndarray[Any, Any], unused: Sequence[str] = ()) -> dict[str, Any]:
    """``table``: see ``read``; ``group``: which of GROUPS each of its lines is of; ``unused``:
    features that weigh nothing.
    """
    x = table[:, : len(NAMES)].copy()
    x[:, [NAMES.index(name) for name in unused]] = 0
    right, number, kind, _ = table[:, len(NAMES)] > 0, *table[:, len(NAMES) + 1 :].T
    scores = crossed(x, right, number)
    best = first(scores, number)
    counts = counted(kind[best], group[best])
    weights, intercept = evidence(x[best], right[best], counts)
    support: Floats = expit(x[best] @ weights + intercept)
    grid = np.arange(0.02, 0.9, 0.01)
    gain = np.array([
        np.average(np.where(support >= t, right[best], kind[best] > 0), weights=counts)
        for t in grid
    ])  # fmt: skip
    of_as_many = counts.sum() ** 2 / (counts**2).sum()  # Kish 1965: the effective sample size
    threshold = middle(grid, gain, of_as_many)
    answered = support >= threshold
    told = {
        of.__name__: figures(
            right[best][some], kind[best][some], support[some], counts[some], threshold
        )
        for n, of in enumerate(GROUPS[: int(group.max()) + 1])
        for some in [group[best] == n]
    }
    return {
        "weights": by_name(NAMES, ordering(x, right, number)),
        "evidence": by_name(NAMES, weights),
        "intercept": round(intercept, 4),
        "threshold": round(threshold, 2),
        "further": further(
            scores, right, number, best[answered], logit(support[answered]), counts[answered]
        ),
        "fitted": {"questions": len(best), **told},
    }


def middle(grid: Floats, gain: Floats, questions: float) -> float:
    """The middle of the thresholds of ``grid`` whose share of right outcomes, ``gain``, is within a
    standard error, for so many ``questions``, of the best one's.
    """
    most = float(gain.max())
    plateau = grid[gain >= most - (most * (1 - most) / questions) ** 0.5]
    return float(plateau[0] + plateau[-1]) / 2


def counted(kind: Floats, group: np.ndarray[Any, Any]) -> Floats:
    """What each question counts, so that each group has ``MIX``."""
    counts = np.ones(len(kind))
    for of in (group == n for n in np.unique(group)):
        shares = {n: share for n, share in enumerate(MIX) if (of & (kind == n)).any()}
        for n, share in shares.items():
            some = of & (kind == n)
            counts[some] = share / sum(shares.values()) * of.sum() / some.sum()
    return counts


def figures(
    right: np.ndarray[Any, Any], kind: Floats, support: Floats, counts: Floats, threshold: float
) -> dict[str, float]:
    """Of the best sentence of each question: how often it is right, and what its support tells."""
    kinds = {"answerable": kind == 0, "marked": kind == 1, "foreign": kind == 2}
    yes, refused = kinds["answerable"], support < threshold
    near = ~kinds["marked"]
    values = {
        "right_of_answerable": right[yes].mean(),
        "auroc_right": roc_auc_score(right, support, sample_weight=counts),
        "auroc_answerable": roc_auc_score(yes, support, sample_weight=counts),
        **(
            {"auroc_answerable_against_foreign": roc_auc_score(yes[near], support[near])}
            if kinds["foreign"].any()
            else {}
        ),
        **{
            f"refused_of_{name}": refused[some].mean() for name, some in kinds.items() if some.any()
        },
        "right_or_rightly_refused": np.average(np.where(refused, ~yes, right), weights=counts),
        "support": np.average(support, weights=counts),
        "right": np.average(right, weights=counts),
    }
    return {name: round(float(value), 4) for name, value in values.items()}


def by_name(names: Sequence[str], weights: Floats) -> dict[str, float]:
    return {n: round(float(w), 4) + 0.0 for n, w in zip(names, weights, strict=True)}  # no -0.0


if __name__ == "__main__":
    main()
