"""What an embedder is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""float32 of shape (n, dimension), each row of length one, in the order of the texts."""

DEFAULT_MODEL = "all-MiniLM-L6-v2"
INT8_MODEL = f"{DEFAULT_MODEL}-int8"
"""The same model, its linear layers in 8 bits (docs/decisions/0037)."""
PACKAGED = (DEFAULT_MODEL, INT8_MODEL)


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
