"""The vectors of passages: exact inner product (a cosine: rows have length 1), by FAISS.

Each segment has its vectors in a file that is mapped into memory. A small one is searched row by
row, a large one through its approximate index, and what that gives is scored from the same
vectors by the same kernel: a row has one score, wherever it stands and however it was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import arrays, near
from index.embed import Vectors
from index.facets import Mask
from index.ranked import Ranking, ranked

FILE = "vectors.npy"
NARROW = 20_000
"""Rows that a filter leaves of a large segment up to which each of them is scored."""
AGAIN = 3
"""How many times ``k`` rows of an approximate index are scored again."""


def write(vectors: Vectors, folder: Path) -> None:
    """Write ``vectors`` (n, dimension) as rows 0 to n-1."""
    write_parts([vectors], len(vectors), vectors.shape[1], folder)


def write_parts(parts: Iterable[Vectors], count: int, dimension: int, folder: Path) -> None:
    """Write the vectors that come in ``parts``, ``count`` together."""
    if count == 0:
        np.save(folder / FILE, np.empty((0, dimension), dtype=np.float32), allow_pickle=False)
        return
    table = np.lib.format.open_memmap(
        folder / FILE, mode="w+", dtype=np.float32, shape=(count, dimension)
    )
    at = 0
    for part in parts:
        table[at : at + len(part)] = part
        at += len(part)
    table.flush()
    if at != count:
        raise ValueError(f"{at} vectors came, {count} were expected")
    if count >= near.FROM:
        near.build(table, folder)


def opened(folder: Path) -> Vectors:
    """The vectors in ``folder``, mapped into memory."""
    path = folder / FILE
    table: Vectors = arrays.load(path)[:0] if _empty(path) else arrays.load(path, mapped=True)
    return np.asarray(table)


def _empty(path: Path) -> bool:
    """Whether only the header is there: an empty file can't be mapped."""
    return path.stat().st_size <= 128


class _Part:
    """One segment; ``start`` is the number of its first row."""

    def __init__(self, folder: Path, start: int) -> None:
        self.vectors, self.start = opened(folder), start
        self._near = near.NearIndex(folder) if (folder / near.FILE).is_file() else None

    def search(self, vector: Vectors, k: int, only: Mask | None) -> Iterable[tuple[int, float]]:
        among = len(self.vectors) if only is None else int(only.sum())
        k = min(k, among)
        if k == 0:
            return []
        if self._near is None:
            return _nearest(self.vectors, vector, k, _selector(only))
        if only is not None and among <= NARROW:
            rows = np.flatnonzero(only)
        else:
            share = among / len(self.vectors)
            found = self._near.search(vector, AGAIN * k, _selector(only), share)
            rows = np.sort(np.array(found, dtype=np.int64))
        scored = _nearest(np.ascontiguousarray(self.vectors[rows]), vector, min(k, len(rows)))
        return [(int(rows[place]), score) for place, score in scored]


class DenseIndex:
    """The segments of a generation, opened for reading. Rows are numbered through."""

    def __init__(self, *folders: Path, dead: NDArray[np.int64] | None = None) -> None:
        """``dead``: rows that are not to be found, as their articles are gone."""
        self._parts: list[_Part] = []
        total = 0
        for folder in folders:
            self._parts.append(_Part(folder, total))
            total += len(self._parts[-1].vectors)
        self._alive: Mask | None = None
        self._dead = 0 if dead is None else len(dead)
        if dead is not None and len(dead):
            self._alive = np.ones(total, dtype=np.bool_)
            self._alive[dead] = False
        self._total = total

    def __len__(self) -> int:
        return self._total - self._dead

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._parts[0].vectors.shape[1])

    def search(self, vector: Vectors, k: int, only: Mask | None = None) -> Ranking:
        """The ``k`` rows of highest cosine with ``vector``, of shape (dimension,); where ``only``
        is given, of the rows that it flags. In large segments, about those rows.
        """
        if self._alive is not None:
            only = self._alive if only is None else only & self._alive
        found: list[tuple[int, float]] = []
        for part in self._parts:
            end = part.start + len(part.vectors)
            here = None if only is None else only[part.start : end]
            found += [(part.start + row, s) for row, s in part.search(vector, k, here)]
        return ranked(found, max(k, 0))

    def scores(self, vector: Vectors, rows: list[int]) -> list[float]:
        """Cosines of ``vector`` with the given rows, in their order."""
        if not rows:
            return []
        stored = np.empty((len(rows), self.dimension), dtype=np.float32)
        asked = np.array(rows, dtype=np.int64)
        for part in self._parts:
            here = (asked >= part.start) & (asked < part.start + len(part.vectors))
            stored[here] = part.vectors[asked[here] - part.start]
        scored = dict(_nearest(stored, vector, len(rows)))
        return [scored[place] for place in range(len(rows))]


def _nearest(
    vectors: Vectors, vector: Vectors, k: int, only: Any = None
) -> list[tuple[int, float]]:
    """The ``k`` rows of highest inner product, each with it, by FAISS's brute force."""
    import faiss

    if k == 0:
        return []
    scores, rows = np.empty(k, dtype=np.float32), np.empty(k, dtype=np.int64)
    asked = np.ascontiguousarray(vector, dtype=np.float32)
    # One question is one thread's work; a team of them only waits for each other, for twenty times
    # as long on a busy machine. The setting is that of this thread.
    faiss.omp_set_num_threads(1)
    faiss.knn_inner_product(
        faiss.swig_ptr(asked), faiss.swig_ptr(vectors), vectors.shape[1], 1, len(vectors), k,
        faiss.swig_ptr(scores), faiss.swig_ptr(rows), only,
    )  # fmt: skip
    return list(zip(rows.tolist(), scores.tolist(), strict=True))


def _selector(only: Mask | None) -> Any:
    """FAISS's way to look at the flagged rows only."""
    if only is None:
        return None
    import faiss

    # FAISS changes the signature when it is imported, which its stubs don't know.
    bitmap: Any = faiss.IDSelectorBitmap
    return bitmap(np.packbits(only, bitorder="little"))
