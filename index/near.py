"""The approximate index of a large segment: FAISS's inverted lists (IVF) of 8-bit vectors.

The rows are shared out to the nearest of some thousand centroids; a question looks at the lists of
the few centroids nearest to it. What they give is scored again from the stored vectors
(index/dense.py), so a score is exact, and only that a row is found is not certain. How many lists
are looked at is measured when the index is made, against brute force.
"""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embed import Vectors

FILE = "near.faiss"
ABOUT = "near.json"
FROM = 100_000
"""Rows of a segment from which it has one: docs/decisions/0015-segments.md."""
RECALL = 0.99
"""Share of the ten nearest rows that the chosen number of lists has to find in the sample."""
SPARE = 2
"""Questions that the archive has no answer to lie farther from it than those of the sample."""
SAMPLE = 256
PER_CENTROID = 40
ROUNDS = 10
AT_ONCE = 50_000
SEED = 15


def build(vectors: Vectors, folder: Path) -> None:
    """Write the index of ``vectors`` (n, dimension), which may lie in a mapped file: of them only
    a sample and one part at a time are in memory.
    """
    import faiss

    faiss.omp_set_num_threads(os.cpu_count() or 1)
    count, dimension = vectors.shape
    lists = lists_for(count)
    rng = np.random.default_rng(SEED)
    rows = np.sort(rng.choice(count, min(count, lists * PER_CENTROID), replace=False))
    coarse = faiss.IndexFlatIP(dimension)
    store: Any = faiss.IndexIVFScalarQuantizer(
        coarse, dimension, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    store.cp.niter = ROUNDS
    store.cp.seed = SEED
    store.cp.max_points_per_centroid = PER_CENTROID
    store.cp.min_points_per_centroid = 1
    store.train(np.ascontiguousarray(vectors[rows]))
    for start in range(0, count, AT_ONCE):
        store.add(np.ascontiguousarray(vectors[start : start + AT_ONCE]))
    asked = np.sort(rng.choice(count, min(count, SAMPLE), replace=False))
    store.nprobe, recall = _probes(store, vectors, asked)
    faiss.write_index(store, str(folder / FILE))
    about = {"lists": lists, "probes": store.nprobe, "recall": round(recall, 4)}
    (folder / ABOUT).write_text(json.dumps(about))


def lists_for(count: int) -> int:
    """Inverted lists for ``count`` rows: the power of two nearest to 2 times its root.

    >>> lists_for(1_000_000)
    2048
    """
    return int(2 ** round(math.log2(2 * math.sqrt(count))))


def _probes(store: Any, vectors: Vectors, asked: NDArray[np.int64]) -> tuple[int, float]:
    """``SPARE`` times the least power of two of lists that finds ``RECALL`` of what brute force
    does, and what that finds. The questions are means of three stored vectors: as far from the
    nearest one as questions are that the archive answers.
    """
    stored = np.ascontiguousarray(vectors[asked])
    moved = stored + np.roll(stored, 1, axis=0) + np.roll(stored, 2, axis=0)
    moved /= np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    truth = _nearest(vectors, moved, 10)

    def recall(probes: int) -> float:
        store.nprobe = probes
        _, found = store.search(moved, 50)
        hits = [len(set(a) & set(b)) for a, b in zip(truth, found.tolist(), strict=True)]
        return float(np.mean(hits)) / min(10, len(vectors))

    probes = 4
    while probes < store.nlist and recall(probes) < RECALL:
        probes *= 2
    probes = min(SPARE * probes, store.nlist)
    return probes, recall(probes)


def _nearest(vectors: Vectors, asked: Vectors, k: int) -> list[list[int]]:
    """The ``k`` rows of highest inner product, by brute force in parts."""
    best: list[tuple[Vectors, NDArray[np.int64]]] = []
    for start in range(0, len(vectors), AT_ONCE):
        scores = asked @ np.ascontiguousarray(vectors[start : start + AT_ONCE]).T
        some = np.argpartition(-scores, min(k, scores.shape[1]) - 1, axis=1)[:, :k]
        best.append((np.take_along_axis(scores, some, axis=1), some + start))
    scores, rows = (np.concatenate([pair[n] for pair in best], axis=1) for n in (0, 1))
    order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    return [list(map(int, line)) for line in np.take_along_axis(rows, order, axis=1)]


def described(folder: Path) -> str:
    """How the segment in ``folder`` is searched, for people."""
    if not (folder / ABOUT).is_file():
        return "exact"
    about = json.loads((folder / ABOUT).read_bytes())
    return (
        f"approximate: {about['probes']} of {about['lists']:,} lists of 8-bit vectors, "
        f"recall@10 {about['recall']:.3f} in a sample, scores exact"
    )


class NearIndex:
    """The index opened for reading, memory-mapped."""

    def __init__(self, folder: Path) -> None:
        import faiss

        self._store: Any = faiss.read_index(
            str(folder / FILE), faiss.IO_FLAG_MMAP_IFC | faiss.IO_FLAG_READ_ONLY
        )

    def search(self, vector: Vectors, k: int, only: Any, share: float) -> list[int]:
        """About the ``k`` nearest rows, in no order; ``only`` is FAISS's selector, or None, and
        ``share`` how many of the rows it lets through: the fewer, the more lists are looked at.
        """
        import faiss

        parameters: Any = faiss.SearchParametersIVF
        faiss.omp_set_num_threads(1)  # see index/dense.py
        probes = min(self._store.nlist, math.ceil(self._store.nprobe / max(share, 1e-6)))
        _, rows = self._store.search(
            vector.reshape(1, -1), k, params=parameters(sel=only, nprobe=probes)
        )
        return [row for row in rows[0].tolist() if row >= 0]
