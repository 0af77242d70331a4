"""Batches of examples of like length, in an order that only depends on the seed and the step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

POOL = 64
"""Batches that are cut from one pool sorted by length: less padding, still mixed."""
SAMPLE, SAMPLE_BATCH = 512, 16


Rows = np.ndarray[Any, Any]


class Examples:
    """What training.data wrote."""

    def __init__(self, folder: Path, sure: bool = False) -> None:
        """``sure``: only those of full weight."""
        self.tokens = np.load(folder / "tokens.npy", mmap_mode="r")
        self.table = np.load(folder / "examples.npy")
        if sure:
            self.table = self.table[self.table["weight"] == 1]

    def __len__(self) -> int:
        return len(self.table)

    def order(self, epoch: int, size: int, seed: int, ranks: int) -> list[list[Rows]]:
        """Rows of each batch of an epoch, one array a rank, of about ``size / ranks`` rows; a
        rival stays behind its own example.
        """
        luck = np.random.default_rng([seed, epoch])
        firsts = luck.permutation(np.flatnonzero(~self.table["rival"]))
        pairs = np.append(self.table["rival"][1:], False)
        longest = np.maximum(self.table["length"], np.roll(self.table["length"], -1) * pairs)
        batches: list[list[Rows]] = []
        for low in range(0, len(firsts), size * POOL):
            pool = firsts[low : low + size * POOL]
            pool = pool[np.argsort(longest[pool], kind="stable")]
            filled = np.cumsum(1 + pairs[pool]) - 1
            shares = [
                np.concatenate([[r, r + 1] if pairs[r] else [r] for r in part])
                for part in np.split(pool, np.flatnonzero(np.diff(filled // (size // ranks))) + 1)
            ]
            cut = [shares[i : i + ranks] for i in range(0, len(shares) - ranks + 1, ranks)]
            luck.shuffle(cut)
            batches += cut
        return batches

    def sample(self) -> Iterator[dict[str, Tensor]]:
        """At most ``SAMPLE`` examples drawn by chance, always the same, in small batches."""
        count = min(SAMPLE, len(self))
        chosen = np.sort(np.random.default_rng(0).choice(len(self), count, replace=False))
        for at in range(0, count, SAMPLE_BATCH):
            yield self.batch(chosen[at : at + SAMPLE_BATCH])

    def batch(self, rows: Rows) -> dict[str, Tensor]:
        """The rows as tensors; ``rival``: the place in the batch of an example's rival, or -1."""
        part = self.table[rows]
        longest = int(part["length"].max())
        ids = np.zeros((len(rows), longest), dtype=np.int64)
        place = np.arange(longest)[None, :]
        for n, row in enumerate(part):
            at, length = int(row["at"]), int(row["length"])
            ids[n, :length] = self.tokens[at : at + length]
        mask = place < part["length"][:, None]
        kinds = mask & (place >= part["second"][:, None])
        allowed = kinds & (place < part["length"][:, None] - 1)
        allowed[:, 0] = True
        made = {
            "ids": ids, "kinds": kinds.astype(np.int64), "mask": mask.astype(np.int64),
            "allowed": allowed, "weight": part["weight"],
            "rival": np.where(np.append(part["rival"][1:], False), np.arange(len(part)) + 1, -1),
        }  # fmt: skip
        for name in ("start", "end", "relevant", "answers", "first", "last"):
            made[name] = part[name].astype(np.int64)
        return {name: torch.from_numpy(np.array(value)) for name, value in made.items()}
