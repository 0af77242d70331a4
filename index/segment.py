"""A segment: the rows of some articles, written once. Generations share it.

Beside the vectors (index/dense.py) and facets (index/facet_file.py) it has

    rows.npy        int64 (n, 4): revision, ordinal, start, end of each row
    signatures.npy  uint32 (articles, 128), column after column: the MinHash of each article
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import arrays, dense, facet_file, near
from index.embed import Vectors
from index.entry import Entry
from index.facet_file import FacetWriter
from index.manifest import Held
from index.sparse import SparseWriter
from index.stories import PERMUTATIONS, tabled

ROWS = "rows.npy"
SIGNATURES = "signatures.npy"
AT_ONCE = 4_096
"""Vectors in memory at a time."""


def write(
    entries: Iterable[Entry],
    count: int,
    folder: Path,
    *,
    first: tuple[int, int],
    dimension: int,
    vectors_of: Callable[[Sequence[bytes]], Vectors],
    sparse: SparseWriter,
) -> Held:
    """Write a segment of ``entries``, which have ``count`` passages together, and add them to the
    term indexes. ``first`` is the number of its first row and of its first article. ``vectors_of``
    gives the vectors of keys.
    """
    folder.mkdir(parents=True)
    facets, table = FacetWriter(), array("q")
    signatures: list[bytes] = []

    def vectors() -> Iterator[Vectors]:
        keys: list[bytes] = []
        for entry in entries:
            sparse.add(first[1] + len(signatures), first[0] + len(table) // 4, entry)
            for ordinal, (start, end, key) in enumerate(entry.spans):
                table.extend((entry.revision, ordinal, start, end))
                keys.append(key)
            facets.add(entry.facets)
            signatures.append(entry.signature)
            if len(keys) >= AT_ONCE:
                yield vectors_of(keys)
                keys.clear()
        yield vectors_of(keys)

    dense.write_parts(vectors(), count, dimension, folder)
    facets.write(folder)
    _save(folder, np.array(table, dtype=np.int64).reshape(-1, 4), tabled(signatures))
    return Held(count, len(signatures), near.described(folder))


def merge(folders: Sequence[Path], folder: Path) -> Held:
    """Write the segments in ``folders`` as one, their rows in the same order."""
    folder.mkdir(parents=True)
    stored = [dense.opened(each) for each in folders]
    count, dimension = sum(len(each) for each in stored), stored[0].shape[1]
    chunks = (
        each[start : start + AT_ONCE] for each in stored for start in range(0, len(each), AT_ONCE)
    )
    dense.write_parts(chunks, count, dimension, folder)
    facets = FacetWriter()
    for each in folders:
        facets.add_part(facet_file.read(each))
    facets.write(folder)
    signed = np.concatenate([signatures(each) for each in folders])
    _save(folder, np.concatenate([rows(each) for each in folders]), signed)
    return Held(count, len(signed), near.described(folder))


def _save(folder: Path, table: NDArray[np.int64], signed: NDArray[np.uint32]) -> None:
    np.save(folder / ROWS, table, allow_pickle=False)
    np.save(folder / SIGNATURES, np.asfortranarray(signed), allow_pickle=False)


def rows(folder: Path) -> NDArray[np.int64]:
    """Revision, ordinal, start and end of each row."""
    table: NDArray[np.int64] = arrays.load(folder / ROWS)
    return table


def signatures(folder: Path) -> NDArray[np.uint32]:
    """The MinHash of each article, mapped into memory."""
    path = folder / SIGNATURES
    if path.stat().st_size <= 128:  # only the header: an empty table can't be mapped
        return np.empty((0, PERMUTATIONS), dtype=np.uint32)
    table: NDArray[np.uint32] = arrays.load(path, mapped=True)
    return np.asarray(table)
