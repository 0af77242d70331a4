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
from pathlib import Path
from typing import Any

from bench import results_file
from bench.cached import CachedEmbedder
from bench.lab import collection
from index.models import load
from search.evaluate import evaluate
from search.measures import p_value
from search.settings import Settings

COLLECTIONS = ("xquad-en", "time", "cacm", "scifact", "squad2-dev-half", "realtimeqa-2022")
SETTINGS = {
    "default": Settings(),
    "sparse": Settings(mode="sparse"),
    "dense": Settings(mode="dense"),
    "rrf": Settings(fusion="rrf"),
    "rerank": Settings(rerank=True),
    **{f"convex {w}": Settings(dense_weight=w) for w in (0.5, 0.6, 0.7, 0.9)},
}
SHOWN = ("nDCG@10", "RR@10", "R@1", "R@100", "AP", "P@30")


def peers(folder: Path, name: str, base: dict[str, float]) -> dict[str, dict[str, Any]]:
    """nDCG@10 of each peer whose values by question are in ``folder``, and p against ``base``."""
    stem = name.replace(" (", "-").rstrip(")")
    rows: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob(f"{stem}-*.json")):
        label = path.stem[len(stem) + 1 :].replace("-", " ")
        values = json.loads(path.read_text())
        if not base.keys() <= values.keys():
            continue  # another part of the collection
        mine, theirs = list(base.values()), [values[q] for q in base]
        rows[f"peer: {label}"] = {
            "nDCG@10": [round(sum(theirs) / len(theirs), 4)],
            "p of nDCG@10 against default": round(p_value(mine, theirs), 4),
        }
    return rows


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("collections", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--only", action="append", choices=COLLECTIONS)
    parser.add_argument("--part", type=int)
    parser.add_argument("--most", type=int, help="questions of a collection, taken evenly")
    parser.add_argument("--peers", type=Path, help="values that bench/peers/score.py wrote")
    options = parser.parse_args()
    embedder = CachedEmbedder(load(), options.work / "vectors.sqlite")
    target = results_file.FOLDER / "quality.json"
    results = results_file.held(target)
    for name in options.only or COLLECTIONS:
        folder = options.collections / name
        if not folder.is_dir():
            print(f"{folder} is not there: skipped", file=sys.stderr)
            continue
        part = options.part if name == "realtimeqa-2022" else None
        judged = collection(folder, part, options.most)
        begun = time.monotonic()
        found = evaluate(judged, list(SETTINGS.values()), embedder=embedder, answers=False)
        labels = list(SETTINGS)
        if any(q.date for q in judged.questions):  # each asked on its own day
            found += evaluate(judged, [Settings()], embedder=embedder, answers=False, dated=True)
            labels.append("asked_on")
        base = found[0].by_question
        rows: dict[str, dict[str, Any]] = {}
        for label, each in zip(labels, found, strict=True):
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
        rows |= peers(options.peers, judged.name, base["nDCG@10"]) if options.peers else {}
        results[judged.name] = {
            "command": f"python -m bench.quality COLLECTIONS WORK --only {name}"
            + (f" --part {options.part}" if "(" in judged.name else "")
            + (f" --most {options.most}" if options.most == len(judged.questions) else ""),
            "documents": len(judged.documents),
            "questions": len(judged.questions),
            "seconds": round(time.monotonic() - begun),
            "settings": rows,
        }
        results_file.write(target, results)


if __name__ == "__main__":
    main()
