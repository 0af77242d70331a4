"""Near-duplicate articles as one story, by MinHash (Broder 1997) over shingles of three words.

Replacing a share p of the words keeps about (1 - p) ** 3 of the shingles: at 20 % a Jaccard
similarity of about .34, where two different articles have .01. The limit lies between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

PERMUTATIONS = 128
SHINGLE = 3
SAME = 0.27
"""Least estimated Jaccard similarity of two articles of one story."""
BAND = 2
"""Values that two signatures must share in one place to be compared: at a similarity of .34 they
do in one of the 64 places with a probability of .9996."""
SMALL = 20
"""Articles that share a band up to which each is compared with each."""
AT_ONCE = 50_000

_WORD = re.compile(r"\w+")


def signature(text: str) -> bytes:
    """The MinHash of a text: 128 numbers of 32 bits. Case and punctuation do not count."""
    from rensa import RMinHash

    words = _WORD.findall(text.casefold())
    shingles = {" ".join(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1))}
    made = RMinHash(num_perm=PERMUTATIONS, seed=1)
    made.update(sorted(shingles))
    return np.array(made.digest(), dtype="<u4").tobytes()


def tabled(signatures: Sequence[bytes]) -> NDArray[np.uint32]:
    """Signatures as a table (articles, 128)."""
    return np.frombuffer(b"".join(signatures), dtype="<u4").reshape(-1, PERMUTATIONS)


def stories(signatures: Sequence[bytes] | NDArray[np.uint32]) -> NDArray[np.int64]:
    """For each article the place of the first one of its story; for most, its own place.

    Whether two articles are compared does not depend on the others but where very many share a
    band, and then only on which there are: an update gives the same as a rebuild.
    """
    count = len(signatures)
    first = np.arange(count, dtype=np.int64)
    if count < 2:
        return first
    table = signatures if isinstance(signatures, np.ndarray) else tabled(signatures)
    parent = first.tolist()

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    candidates = sorted(set(_candidates(table)))
    for start in range(0, len(candidates), AT_ONCE):
        pairs = np.array(candidates[start : start + AT_ONCE], dtype=np.int64)
        shared = (table[pairs[:, 0]] == table[pairs[:, 1]]).mean(axis=1)
        for one, other in pairs[shared >= SAME].tolist():
            low, high = sorted((root(one), root(other)))
            parent[high] = low
    return np.array([root(place) for place in range(count)], dtype=np.int64)


def _candidates(table: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Pairs of places (lower, higher) whose signatures share a band."""
    for column in range(0, PERMUTATIONS, BAND):
        band = _band(table, column)
        order = np.argsort(band, kind="stable")
        runs = np.concatenate(([False], band[order][:-1] == band[order][1:], [False]))
        # Where a run of equals begins and ends: places at which "equal to the next" changes.
        for begin, end in np.flatnonzero(runs[:-1] != runs[1:]).reshape(-1, 2).tolist():
            members = order[begin : end + 1].tolist()
            if len(members) <= SMALL:
                yield from ((a, b) for n, a in enumerate(members) for b in members[n + 1 :])
            else:
                yield from pairwise(members)
                yield from ((members[0], other) for other in members[1:])


def _band(table: NDArray[np.uint32], column: int) -> NDArray[np.uint64]:
    """The values in two columns as one number each."""
    high = table[:, column].astype(np.uint64) << np.uint64(32)
    return high | table[:, column + 1]


def joined(
    known: Sequence[NDArray[np.uint32]], new: NDArray[np.uint32]
) -> Iterator[tuple[int, int]]:
    """Pairs (known article, new article) of one story, and (new, new) ones, all numbered through
    the tables ``known`` and then ``new``: the pairs that ``stories`` joins, where no more than
    ``SMALL`` articles share a band.
    """
    first = sum(len(table) for table in known)
    start = 0
    for table in [*known, new]:
        pairs: set[tuple[int, int]] = set()
        for column in range(0, PERMUTATIONS, BAND):
            theirs, ours = _band(table, column), _band(new, column)
            order = np.argsort(ours, kind="stable")
            low = np.searchsorted(ours[order], theirs, side="left")
            high = np.searchsorted(ours[order], theirs, side="right")
            for place in np.flatnonzero(high > low).tolist():
                pairs.update((place, own) for own in order[low[place] : high[place]].tolist())
        for place, own in sorted(pairs):
            if start + place < first + own and np.mean(table[place] == new[own]) >= SAME:
                yield start + place, first + own
        start += len(table)
