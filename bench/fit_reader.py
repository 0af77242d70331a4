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
stage 1 that was fitted on the other half of the questions. Both stages are then fitted again on the
few sentences that are read twice, by what both readings say. The threshold is where most questions
are answered rightly or refused rightly, as SQuAD 2.0 chooses it. The figures are those of five-fold
cross-validation.

Only questions that can be asked of an archive: those of squadshifts ("How is the battery?") and
fairytaleqa presuppose their text. Kinds of questions are weighed as stages.PRIOR says.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from bench.cached import CachedEmbedder
from bench.stages import Table, best_of, crossed, figures, passages, stages
from index.cache import file_sha256
from index.models import load
from index.records import Draft
from index.update import put
from search import second_look
from search.engine import Archive, search
from search.measures import holds
from search.pick import SentencePicker
from search.reader_model import ReaderModel, packaged
from search.span_reader import NAMES, SpanReader
from training.data import is_dev, rows

ARTICLES = 3_000
QUESTIONS = (1_200, 400, 400)
"""At most, of each kind: answerable, marked as unanswerable, foreign to the archive."""
PRESUPPOSE = ("squadshifts", "fairytaleqa")
SEED = 7
TARGET = Path(__file__).parents[1] / "search" / "reader.json"


def draft(row: dict[str, Any]) -> Draft:
    text = " ".join(row["context"].split())
    title = " ".join(str(row["title"]).replace("_", " ").split())[:150]
    return Draft(
        origin=sha256(text.encode()).hexdigest()[:16], source="training", title=title, text=text
    )


@dataclass(frozen=True, slots=True)
class Read:
    """One line a sentence read: features ``x``, whether it is ``right``, the ``number`` and the
    ``kind`` of its question (0 answerable, 1 marked unanswerable, 2 foreign), its ``hit`` and its
    ``words``.
    """

    x: Table
    right: Table
    number: Table
    kind: Table
    hit: Table
    words: Table
    questions: Table
    """By number."""


def asked(training: Path, work: Path, model: Path, depth: int) -> Read:
    """Every sentence that the reader reads for the questions of kept articles."""
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
    words: list[str] = []
    for number, (row, kind) in enumerate(chosen):
        question = row["question"][:1000]
        hits = search(archive, question, depth)
        for c in reader.candidates(question, hits):
            words.append(hits[c.hit].article.text[c.start : c.end])
            right = kind == 0 and holds(words[-1], row["answers"]["text"])
            lines.append((*c.features, float(right), number, kind, c.hit))
        if number % 100 == 0:
            print(number, file=sys.stderr, flush=True)
    table = np.array(lines)
    x, (right, number, kind, hit) = table[:, : len(NAMES)], table[:, len(NAMES) :].T
    questions = np.array([row["question"][:1000] for row, _ in chosen], dtype=object)
    return Read(
        x, right > 0, number.astype(int), kind.astype(int), hit, np.array(words, dtype=object),
        questions,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("training", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--depth", type=int, default=10)
    options = parser.parse_args()
    model = options.model or packaged()
    kept = options.work / f"read-{file_sha256(model)[:12]}-{options.depth}.pkl"
    if not kept.exists():
        options.work.mkdir(parents=True, exist_ok=True)
        read = asked(options.training, options.work, model, options.depth)
        kept.write_bytes(pickle.dumps(read))
    report = fit(pickle.loads(kept.read_bytes()), ReaderModel(model))
    TARGET.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


def seen_again(read: Read, few: Table, model: ReaderModel) -> Table:
    """The features of second_look.NAMES of the lines ``few``."""
    seen = []
    for n in np.unique(read.number[few]):
        words = read.words[few[read.number[few] == n]].tolist()
        seen += second_look.looked(model, read.questions[n], words)
    return np.array(seen)


def fit(read: Read, model: ReaderModel) -> dict[str, Any]:
    """All weights, and how they do on questions that they were not fitted on."""
    x, right, number, kind = read.x, read.right, read.number, read.kind
    first = stages(x, right, number, kind, NAMES)
    few = best_of(crossed(x, right, number), number, second_look.FEW)
    both = np.c_[x[few], seen_again(read, few, model)]
    names = (*NAMES, *second_look.NAMES)
    again = stages(both, right[few], number[few], kind[few], names)
    grid = np.arange(0.02, 0.9, 0.01)
    scored = [
        np.average(np.where(again.support >= t, again.right, again.kind > 0), weights=again.share)
        for t in grid
    ]
    threshold = round(float(grid[int(np.argmax(scored))]), 2)
    held = np.isin(number, number[right])
    return {
        "passage": passages(x[held], right[held], np.stack((number, read.hit), 1)[held]),
        **first.told(),
        "threshold": threshold,
        "again": {**again.told(), "threshold": threshold},
        "cross_validated": {
            "questions": len(again.kind),
            "right_of_answerable, read once": round(float(first.right[first.kind == 0].mean()), 4),
            **figures(again, threshold),
            "right_or_rightly_refused": round(float(max(scored)), 4),
        },
    }


if __name__ == "__main__":
    main()
