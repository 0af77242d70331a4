"""The FAISS store: one vector a passage, exact inner product (a cosine: rows have length 1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from index.embed import Vectors
from index.ranked import Ranking, ranked

FILE = "dense.faiss"


def write(vectors: Vectors, folder: Path) -> None:
    """Write ``vectors`` (n, dimension) as FAISS rows 0 to n-1."""
    import faiss

    store = faiss.IndexFlatIP(vectors.shape[1])
    store.add(np.ascontiguousarray(vectors))
    faiss.write_index(store, str(folder / FILE))


class DenseIndex:
    """A store opened for reading."""

    def __init__(self, folder: Path) -> None:
        import faiss

        self._store: Any = faiss.read_index(str(folder / FILE))

    def __len__(self) -> int:
        return int(self._store.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._store.d)

    def search(self, vector: Vectors, k: int) -> Ranking:
        """The ``k`` rows of highest cosine with ``vector``, of shape (dimension,)."""
        k = min(k, len(self))
        if k == 0:
            return []
        scores, rows = self._store.search(vector.reshape(1, -1), k)
        return ranked(zip(rows[0].tolist(), scores[0].tolist(), strict=True), k)

    def scores(self, vector: Vectors, rows: list[int]) -> list[float]:
        """Cosines of ``vector`` with the given rows, in their order."""
        if not rows:
            return []
        stored = self._store.reconstruct_batch(np.array(rows, dtype=np.int64))
        return [float(score) for score in stored @ vector]
