"""Shared parts of the tests."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]


def pressmark(place, *arguments, **more):
    """Run the command in ``place``, whose archive is ``place/archive``."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": "archive", **more}
    return subprocess.run(
        [sys.executable, "-m", "api.main", *arguments],
        env=env, cwd=place, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


class HashedEmbedder:
    """A real embedder of the poorest kind: hashed words. Quick, and the same on every machine."""

    name = "hashed"
    dimension = 64

    def __init__(self, fingerprint="hashed/1"):
        self.fingerprint = fingerprint

    def encode(self, texts):
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for line, text in enumerate(texts):
            for word in text.lower().split():
                digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
                vectors[line, digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
            vectors[line, 0] += 1e-3
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
