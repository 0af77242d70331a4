"""Texts in batches that fit a core's cache, each core with batches of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

MOST = 512
"""Tokens of a batch: more do not fit beside the weights in a core's own cache, which costs a
quarter of the speed (docs/decisions/0016)."""


def batches(lengths: Sequence[int], most: int = MOST) -> list[list[int]]:
    """Numbers of texts of those lengths, like lengths together, in batches of at most ``most``
    tokens with their padding (a longer text is one by itself).

    >>> batches([300, 2, 250, 3])
    [[1, 3], [2], [0]]
    """
    made: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if made and (len(made[-1]) + 1) * lengths[row] <= most:
            made[-1].append(row)
        else:
            made.append([row])
    return made


def on_all(cores: int, parts: Sequence[list[int]], run: Callable[[list[int]], None]) -> None:
    """``run`` of each of ``parts``, on as many threads as there are ``cores``."""
    if cores == 1 or len(parts) == 1:
        for part in parts:
            run(part)
        return
    pool = ThreadPoolExecutor(cores)
    try:
        # The longest first, so that all cores end at about the same time.
        for done in [pool.submit(run, part) for part in reversed(parts)]:
            done.result()
    finally:
        pool.shutdown(cancel_futures=True)  # where it was interrupted, at once
