"""An embedder that keeps its vectors in a file: a bench that ran once runs again in minutes."""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from index.embed import Embedder, Vectors
from index.models import load


class CachedEmbedder:
    """Vectors of ``inner``, by the hash of its fingerprint and the text."""

    def __init__(self, inner: Embedder, file: Path) -> None:
        self.inner = inner
        self.name, self.fingerprint, self.dimension = inner.name, inner.fingerprint, inner.dimension
        file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(file, check_same_thread=False, timeout=60)
        self._db.execute("create table if not exists vectors (key blob primary key, vector blob)")

    def encode(self, texts: Sequence[str]) -> Vectors:
        keys = [sha256(f"{self.fingerprint}\0{text}".encode()).digest() for text in texts]
        made = np.zeros((len(texts), self.dimension), dtype=np.float32)
        missing: dict[bytes, list[int]] = {}
        for n, key in enumerate(keys):
            row = self._db.execute("select vector from vectors where key = ?", (key,)).fetchone()
            if row:
                made[n] = np.frombuffer(row[0], dtype=np.float32)
            else:
                missing.setdefault(key, []).append(n)
        if missing:
            fresh = self.inner.encode([texts[places[0]] for places in missing.values()])
            for (key, places), vector in zip(missing.items(), fresh, strict=True):
                made[places] = vector
                self._db.execute(
                    "insert or ignore into vectors values (?, ?)", (key, vector.tobytes())
                )
            self._db.commit()
        return made


def keeping(doc: str | None) -> CachedEmbedder:
    """An embedder that keeps its vectors in WORK, for a bench with that docstring."""
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("work", type=Path, help="folder for vectors")
    return CachedEmbedder(load(), parser.parse_args().work / "vectors.sqlite")


def started(doc: str | None) -> tuple[Path, Path, CachedEmbedder]:
    """TRAINING and WORK of a bench with that docstring, and an embedder that keeps its vectors."""
    parser = argparse.ArgumentParser(description=(doc or "").partition("\n")[0])
    parser.add_argument("training", type=Path)
    parser.add_argument("work", type=Path, help="folder for archives and vectors")
    args = parser.parse_args()
    return args.training, args.work, CachedEmbedder(load(), args.work / "vectors.sqlite")
