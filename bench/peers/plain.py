"""The plain recipe: BM25Okapi and a flat FAISS index over 120-word passages, RRF of both.

    python bench/peers/plain.py WORK...

WORK is a folder that prepare.py wrote. Three rows: "plain split" (terms are text.lower().split()),
"plain regex" (terms are runs of word characters), "dense" (the vectors alone). A document stands
where its best passage stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import faiss
import numpy as np
from rank_bm25 import BM25Okapi
from shared import Lookup, documents_of, each_folder, read_lines, write_run

CANDIDATES = 100
RRF = 60
TOKENIZERS: dict[str, Callable[[str], list[str]]] = {
    "plain split": lambda text: text.lower().split(),
    "plain regex": lambda text: re.findall(r"\w+", text.lower()),
}


def fused(*rankings: Iterable[int]) -> list[int]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, place in enumerate(ranking, 1):
            scores[place] += 1 / (RRF + rank)
    return sorted(scores, key=lambda place: -scores[place])


def run(folder: Path) -> None:
    """The three rows of one collection."""
    questions, passages = (
        read_lines(folder / "questions.jsonl"),
        read_lines(folder / "passages.jsonl"),
    )
    owners = [p["document"] for p in passages]
    texts = [p["text"] for p in passages]
    lookup = Lookup.read(folder, 256)
    if lookup is None or not lookup.has(texts):
        print(f"{folder.name}: left out, the vectors of its passages are not there")
        return
    index = faiss.IndexFlatIP(lookup.vectors.shape[1])
    index.add(lookup(texts))
    _, near = index.search(lookup(q["text"] for q in questions), len(texts))
    about = {"passages": len(passages), "candidates": CANDIDATES, "rrf": RRF}
    dense = {q["id"]: documents_of(row, owners) for q, row in zip(questions, near, strict=True)}
    write_run(folder, "dense", dense, {"passages": len(passages)})
    for name, tokenize in TOKENIZERS.items():
        bm25 = BM25Okapi([tokenize(text) for text in texts])
        found = {}
        for question, row in zip(questions, near, strict=True):
            scores = bm25.get_scores(tokenize(question["text"]))
            best = np.argsort(-scores, kind="stable")[:CANDIDATES]
            found[question["id"]] = documents_of(
                fused(best.tolist(), row[:CANDIDATES].tolist()), owners
            )
        write_run(folder, name, found, about)


if __name__ == "__main__":
    each_folder(run)
