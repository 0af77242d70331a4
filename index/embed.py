"""What an embedder is, and which one a name stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""float32 of shape (n, dimension), each row of length one, in the order of the texts."""

DEFAULT_MODEL = "all-MiniLM-L6-v2"


class Embedder(Protocol):
    """Turns texts into vectors whose inner product is their cosine.

    ``fingerprint`` names the weights, tokenizer, pooling and window: two embedders of the same
    fingerprint give the same vectors to 1e-3, and only then may one search what the other built.
    """

    name: str
    fingerprint: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts``; (0, dimension) for none."""
        ...


def load(name: str = DEFAULT_MODEL, backend: str = "auto") -> Embedder:
    """The embedder called ``name``: the packaged model through onnxruntime, or any model that
    sentence-transformers can load. ``backend`` ("onnx", "torch") chooses for the packaged one.

    Raises:
        ModelMissing: its files can't be found or fail their hash.
    """
    if name == DEFAULT_MODEL and backend in ("auto", "onnx"):
        from index.embed_onnx import OnnxEmbedder

        return OnnxEmbedder()
    from index.embed_st import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(name)
