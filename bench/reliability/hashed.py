"""An embedder of the poorest kind, and a real one: quick, and the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np


class HashedEmbedder:
    """Hashed words. What is tested here is what becomes of vectors, not what they mean."""

    name = "hashed"
    dimension = 64

    def __init__(self, fingerprint: str = "hashed/1") -> None:
        self.fingerprint = fingerprint

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for line, text in enumerate(texts):
            for word in text.lower().split():
                digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
                vectors[line, digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
            vectors[line, 0] += 1e-3
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
