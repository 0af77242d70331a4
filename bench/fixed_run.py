"""Makes tests/fixed_run.npz: a small retrieval run as numbers, which a test repeats.

    python -m bench.fixed_run COLLECTION WORK [PARAGRAPHS]

The first paragraphs of xquad-en and their questions: vectors as float16, terms as numbers in order
of appearance. No text can be read from it, so it may lie in the project; the retrievers and the
fusion run on it as on an archive (tests/test_fixed_run.py). Made anew where what terms or vectors
are changes, never to let the test pass.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench import lab
from bench.cached import CachedEmbedder
from index.models import load
from index.terms import Analyzer
from search.judged import Judged

TARGET = Path(__file__).parents[1] / "tests" / "fixed_run.npz"


def main() -> None:
    folder, work = map(Path, sys.argv[1:3])
    size = int(sys.argv[3]) if len(sys.argv) > 3 else 60
    whole = lab.collection(folder)
    documents = whole.documents[:size]
    held = {d.origin for d in documents}
    asked = [q for q in whole.questions if held & q.relevant.keys()]
    made = lab.cut(Judged(whole.name, documents, tuple(asked)))
    embedder = CachedEmbedder(load(), work / "vectors.sqlite")
    analyze, numbers = Analyzer("english").terms, dict[str, int]()

    def terms(texts: Iterable[str]) -> list[list[int]]:
        return [[numbers.setdefault(t, len(numbers)) for t in analyze(text)] for text in texts]

    parts: dict[str, Any] = {
        "owner": made.owner.astype(np.int16),
        "gold": np.array(
            [next(n for n, d in enumerate(documents) if d.origin in q.relevant) for q in asked],
            dtype=np.int16,
        ),
        "passage_vectors": lab.vectors(made, embedder).astype(np.float16),
        "question_vectors": embedder.encode([q.text for q in asked]).astype(np.float16),
    }
    for name, texts in (
        ("titles", [d.title for d in documents]),
        ("articles", [d.text for d in documents]),
        ("passages", made.texts),
        ("questions", [q.text for q in asked]),
    ):
        parts |= _flat(name, terms(texts))
    np.savez_compressed(TARGET, **parts)
    print(f"{len(documents)} articles, {len(made.texts)} passages, {len(asked)} questions")


def _flat(name: str, lists: Sequence[Sequence[int]]) -> dict[str, Any]:
    return {
        f"{name}_terms": np.array([t for row in lists for t in row], dtype=np.uint16),
        f"{name}_ends": np.cumsum([len(row) for row in lists]).astype(np.int32),
    }


if __name__ == "__main__":
    main()
