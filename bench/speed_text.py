"""Articles for bench/speed.py: a shared collection, repeated with some other words until there are
enough passages; and vectors for them without hours of embedding.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from bench.collection import corpus
from index.embed import Vectors
from index.split import split

SHARE = 0.1
"""Words of a repeated article that are another word of the collection."""


def write(collection: Path, target: Path, passages: int) -> int:
    """Articles with at least so many passages as files below ``target``; how many passages."""
    chance = random.Random(1)
    documents = corpus(collection)
    words = [word for d in documents[:200] for word in d["text"].split()]
    target.mkdir(parents=True)
    found = number = 0
    while found < passages:
        document = documents[number % len(documents)]
        title, text = " ".join(document["title"].split())[:150] or "Untitled", document["text"]
        if number >= len(documents):
            title = f"{title} ({number // len(documents)})"
            text = " ".join(
                chance.choice(words)
                if chance.random() < SHARE
                else word + "\n\n" * word.endswith(".")
                for word in text.split()
            )
        if any(map(str.isalnum, text)):
            name = f"{number % 100:02}/{number:06}.txt"
            (target / name).parent.mkdir(exist_ok=True)
            (target / name).write_text(f"{title}\n{text}\n", encoding="utf-8")
            found += len(split(text))
        number += 1
    return found


class Near:
    """Stands in for the packaged model: for each text one of ``real`` vectors, chosen by its words,
    with noise (cosine to it about .9). Same fingerprint, so that real questions can be asked.
    """

    def __init__(self, name: str, fingerprint: str, real: Vectors) -> None:
        self.name, self.fingerprint, self.dimension = name, fingerprint, real.shape[1]
        self._real = real
        self._chance = np.random.default_rng(1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [crc32(text.encode()) % len(self._real) for text in texts]
        noise = self._chance.standard_normal((len(texts), self.dimension), dtype=np.float32)
        found = self._real[rows] + noise * (0.48 / self.dimension**0.5)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)
