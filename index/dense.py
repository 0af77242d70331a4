"""The FAISS store: one vector a passage, exact inner product (a cosine: rows have length 1)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from index.embed import Vectors
from index.facets import Mask
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

    def search(self, vector: Vectors, k: int, only: Mask | None = None) -> Ranking:
        """The ``k`` rows of highest cosine with ``vector``, of shape (dimension,); where ``only``
        is given, of the rows that it flags.
        """
        k = min(k, len(self) if only is None else int(only.sum()))
        if k == 0:
            return []
        scores, rows = self._store.search(vector.reshape(1, -1), k, params=_selection(only))
        return ranked(zip(rows[0].tolist(), scores[0].tolist(), strict=True), k)

    def scores(self, vector: Vectors, rows: list[int]) -> list[float]:
        """Cosines of ``vector`` with the given rows, in their order."""
        if not rows:
            return []
        stored = self._store.reconstruct_batch(np.array(rows, dtype=np.int64))
        return [float(score) for score in stored @ vector]


def _selection(only: Mask | None) -> Any:
    """FAISS's way to look at the flagged rows only."""
    if only is None:
        return None
    import faiss

    # FAISS changes the signatures of these two when it is imported, which its stubs don't know.
    parameters: Any = faiss.SearchParameters
    bitmap: Any = faiss.IDSelectorBitmap
    return parameters(sel=bitmap(np.packbits(only, bitorder="little")))
