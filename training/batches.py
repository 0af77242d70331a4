"""Batches of examples of like length, in an order that only depends on the seed and the step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

POOL = 64
"""Batches that are cut from one pool sorted by length: less padding, still mixed."""


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

    def order(self, epoch: int, size: int, seed: int) -> list[np.ndarray[Any, Any]]:
        """Rows of each batch of an epoch."""
        luck = np.random.default_rng([seed, epoch])
        rows = luck.permutation(len(self.table))
        batches: list[np.ndarray[Any, Any]] = []
        for low in range(0, len(rows), size * POOL):
            pool = rows[low : low + size * POOL]
            pool = pool[np.argsort(self.table["length"][pool], kind="stable")]
            cut = [pool[i : i + size] for i in range(0, len(pool), size)]
            luck.shuffle(cut)  # type: ignore[arg-type]
            batches += cut
        return batches

    def batch(self, rows: np.ndarray[Any, Any]) -> dict[str, Tensor]:
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
        }  # fmt: skip
        for name in ("start", "end", "relevant", "answers"):
            made[name] = part[name].astype(np.int64)
        return {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in made.items()}
