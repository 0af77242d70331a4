"""Shared parts of the tests."""

import hashlib

import numpy as np
import pytest


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


@pytest.fixture(scope="session")
def hashed():
    return HashedEmbedder()


@pytest.fixture(scope="session")
def hashed_kind():
    return HashedEmbedder
