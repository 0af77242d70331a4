"""Retrieval of the shared collections by named settings, side by side.

    python -m bench.quality COLLECTIONS WORK [--only NAME]... [--part N]

Vectors are kept below WORK, so a second run takes minutes. ``--part N`` takes the N first articles
of realtimeqa-2022, its gold articles before others (the whole has 70,000 passages). Each setting is
compared with the default by a paired permutation test.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from bench.cached import CachedEmbedder
from index.models import load
from search.evaluate import evaluate
from search.judged import Judged, read_judged
from search.measures import p_value
from search.settings import Settings

COLLECTIONS = ("xquad-en", "time", "cacm", "scifact", "squad2-dev-half", "realtimeqa-2022")
SETTINGS = {
    "default": Settings(),
    "sparse": Settings(mode="sparse"),
    "dense": Settings(mode="dense"),
    "rrf": Settings(fusion="rrf"),
    **{f"convex {w}": Settings(dense_weight=w) for w in (0.5, 0.6, 0.7, 0.9)},
}
SHOWN = ("nDCG@10", "RR@10", "R@1", "R@100", "AP", "P@30")


def part_of(judged: Judged, size: int) -> Judged:
    """The gold articles, then others in their order, up to ``size``; questions that are judged."""
    gold = {d for q in judged.questions for d in q.relevant}
    first = sorted(judged.documents, key=lambda d: d.origin not in gold)[:size]
    return Judged(f"{judged.name} ({size})", tuple(first), judged.questions)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("collections", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--only", action="append", choices=COLLECTIONS)
    parser.add_argument("--part", type=int)
    options = parser.parse_args()
    embedder = CachedEmbedder(load(), options.work / "vectors.sqlite")
    target = Path(__file__).parent / "results" / "quality.json"
    results = json.loads(target.read_text()) if target.exists() else {}
    for name in options.only or COLLECTIONS:
        folder = options.collections / name
        if not folder.is_dir():
            print(f"{folder} is not there: skipped", file=sys.stderr)
            continue
        judged = read_judged(folder)
        if options.part and name == "realtimeqa-2022":
            judged = part_of(judged, options.part)
        judged = replace(judged, questions=tuple(q for q in judged.questions if q.relevant))
        begun = time.monotonic()
        found = evaluate(judged, list(SETTINGS.values()), embedder=embedder, answers=False)
        base = found[0].by_question
        rows = {}
        for label, each in zip(SETTINGS, found, strict=True):
            rows[label] = {
                m: [round(f.value, 4), round(f.low, 4), round(f.high, 4)]
                for m in SHOWN
                if (f := each.figures.get(m))
            }
            rows[label]["p of nDCG@10 against default"] = round(
                p_value(list(base["nDCG@10"].values()), list(each.by_question["nDCG@10"].values())),
                4,
            )
            print(
                f"{judged.name:24} {label:12}",
                " ".join(f"{m} {rows[label][m][0]:.4f}" for m in SHOWN),
                flush=True,
            )
        results[judged.name] = {
            "command": f"python -m bench.quality COLLECTIONS WORK --only {name}"
            + (f" --part {options.part}" if "(" in judged.name else ""),
            "documents": len(judged.documents),
            "questions": len(judged.questions),
            "seconds": round(time.monotonic() - begun),
            "settings": rows,
        }
        target.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
