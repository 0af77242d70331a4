"""The instrument against the outside world: figures that others publish, made by our parts.

    python -m bench.outside COLLECTIONS WORK [--dense]

BM25 of whole documents with Anserini's k1 .9 and b .4 over our analyzer, on scifact (published
nDCG@10 .665 to .679) and cacm (published MAP .312, P@30 .194, on its unpadded judgments); with
--dense, whole abstracts of scifact by the packaged model (published .645).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from bench import results_file
from bench.cached import CachedEmbedder
from bench.lab import Field, Matrix, bm25
from index.models import load
from index.terms import Analyzer
from search.judged import Judged, read_judged
from search.measures import retrieval

RESULTS = results_file.FOLDER / "outside.json"
DEEP = 1000


def figures(judged: Judged, scores: Matrix) -> dict[str, float]:
    """Means over the judged questions; the scores are of those, in order."""
    names = [d.origin for d in judged.documents]
    asked = [q for q in judged.questions if q.relevant]
    run = {
        q.id: [names[n] for n in np.argsort(-row, kind="stable")[:DEEP] if row[n] > 0]
        for q, row in zip(asked, scores, strict=True)
    }
    values = retrieval({q.id: q.relevant for q in asked}, run)
    return {name: round(float(np.mean(list(of.values()))), 4) for name, of in values.items()}


def words(judged: Judged) -> Matrix:
    """BM25 of judged questions and whole documents."""
    analyzer = Analyzer("english")
    asked = [dict.fromkeys(analyzer.terms(q.text), 1.0) for q in judged.questions if q.relevant]
    return bm25(asked, Field([f"{d.title} {d.text}" for d in judged.documents], analyzer), 0.9, 0.4)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("collections", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--dense", action="store_true")
    options = parser.parse_args()
    made = results_file.held(RESULTS)
    scifact = read_judged(options.collections / "scifact")
    cacm = read_judged(options.collections / "cacm", qrels="anserini_as_is")
    made["scifact, BM25 of whole documents"] = figures(scifact, words(scifact))
    made["cacm (anserini_as_is), BM25 of whole documents"] = figures(cacm, words(cacm))
    if options.dense:
        embedder = CachedEmbedder(load(), options.work / "vectors.sqlite")
        texts = [f"{d.title} {d.text}".strip() for d in scifact.documents]
        near = np.concatenate(
            [embedder.encode(texts[n : n + 256]) for n in range(0, len(texts), 256)]
        )
        asked = embedder.encode([q.text for q in scifact.questions if q.relevant])
        made["scifact, MiniLM of whole documents"] = figures(scifact, asked @ near.T)
    results_file.write(RESULTS, made)
    print(json.dumps(made, indent=1))


if __name__ == "__main__":
    main()
