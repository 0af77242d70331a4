"""Answers of the trained reader and of the picker on the shared collections, side by side.

    python -m bench.answers COLLECTIONS WORK --only NAME [--part N] [--most N] [--dated]

As ``pressmark eval NAME --against fast=true``, with vectors kept below WORK. ``--part N`` takes the
N first articles, gold articles before others, and of the questions those that have a gold article
and those that have no answer. ``--most N``: so many questions, taken evenly.

``--dated``: each question is asked on its day, as realtimeqa-2022's SOURCE.md asks for ("this
week"). Its questions that have no answer are of three years later, and how new a story is counts
(docs/decisions/0012): their own days alone would tell them from the others. So they are asked on
the days of the others, in turn.

Asked are the questions that can be checked: those that have no answer, and those whose answer
stands in one of their gold articles (of realtimeqa-2022, 14 of 94 don't: no quote could be right).
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

from bench import results_file
from bench.cached import CachedEmbedder
from bench.lab import evenly, part_of
from index.models import load
from search.evaluate import Evaluation, evaluate
from search.judged import Judged, Question, read_judged
from search.measures import holds, p_value
from search.settings import Settings

TARGET = results_file.FOLDER / "answers.json"
SHOWN = (
    "best quote right",
    "right of answered",
    "short F1",
    "answered",
    "refusal F1",
    "answerable AUROC",
    "calibration error",
    "risk-coverage area",
    "citations verbatim",
)


def figures(found: Evaluation) -> dict[str, Any]:
    """Value and 95 % interval of each measure that the collection allows."""
    return {
        name: [round(x, 4) for x in (f.value, f.low, f.high)]
        for name in SHOWN
        if (f := found.figures.get(name))
    }


def checkable(judged: Judged) -> list[Question]:
    """See above."""
    texts = {d.origin: d.text for d in judged.documents}
    return [
        q
        for q in judged.questions
        if q.answerable is False
        or any(holds(texts[d], q.answers) for d, grade in q.relevant.items() if grade > 0)
    ]


def narrowed(judged: Judged, part: int | None, most: int | None) -> Judged:
    """``judged`` with its first ``part`` articles, and ``most`` of the questions to check."""
    if part:
        judged = part_of(judged, part)
        known = tuple(q for q in judged.questions if q.relevant or q.answerable is False)
        judged = replace(judged, questions=known)
    return replace(judged, questions=evenly(checkable(judged), most))


def on_days(judged: Judged) -> Judged:
    """``judged``, with its questions that have no answer on the days of the others, in turn."""
    days = cycle(q.date for q in judged.questions if q.answerable is not False)
    questions = tuple(
        replace(q, date=next(days, None)) if q.answerable is False else q for q in judged.questions
    )
    return replace(judged, name=f"{judged.name} (dated)", questions=questions)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("collections", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--only", required=True)
    parser.add_argument("--part", type=int)
    parser.add_argument("--most", type=int)
    parser.add_argument("--dated", action="store_true")
    options = parser.parse_args()
    judged = narrowed(read_judged(options.collections / options.only), options.part, options.most)
    asked = judged.questions
    if options.dated:
        judged = on_days(judged)
    begun = time.monotonic()
    embedder = CachedEmbedder(load(), options.work / "vectors.sqlite")
    reader, picker = evaluate(
        judged, [Settings(), Settings(fast=True)], embedder=embedder, dated=options.dated
    )
    mine, theirs = (each.by_question["best quote right"] for each in (reader, picker))
    found = {
        "command": f"python -m bench.answers COLLECTIONS WORK --only {options.only}"
        + (f" --part {options.part}" if options.part else "")
        + (f" --most {options.most}" if options.most else "")
        + (" --dated" if options.dated else ""),
        "questions": len(asked),
        "unanswerable": sum(q.answerable is False for q in asked),
        "seconds": round(time.monotonic() - begun),
        "reader": figures(reader),
        "picker": figures(picker),
        "p of best quote right": round(
            p_value([mine[q] for q in mine], [theirs[q] for q in mine]), 4
        ),
    }
    results_file.put(TARGET, judged.name, found)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
