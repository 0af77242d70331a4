"""The encoder's linear layers in 8 bits: what a text gives is rounded by scales of its own."""

from __future__ import annotations

from typing import Any

import numpy as np

from index.onnx_export import Graph

LEAST = -0.17
"""Just below the least value of a GELU, -0.16997 (Hendrycks and Gimpel 2016)."""
BELOW = 16
"""Of the 256 steps of a GELU's output, those for what is negative."""


def quantised(
    table: np.ndarray[Any, Any], axis: int
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """int8 values and float32 scales along ``axis`` (kept as a dimension): table ≈ q · scale."""
    scale = np.abs(table).max(axis=axis, keepdims=True).astype(np.float32) / 127
    scale = np.maximum(scale, 1e-12)
    return np.clip(np.rint(table / scale), -127, 127).astype(np.int8), scale


def unsigned(rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The kernel (in × out) of int8 ``rows`` (out × in), as uint8 around 128 (index/signed.py)."""
    return np.ascontiguousarray((rows.T.astype(np.int16) + 128).astype(np.uint8))


class Int8Graph(Graph):
    """A kernel has a scale for each of its outputs. What a layer reads has one for the whole batch
    (ONNX, DynamicQuantizeLinear): so a batch has to be one text, or its vector would depend on the
    texts beside it. What comes out of a GELU has one for each token, as a few tokens are many times
    as large there as the others, which would be left with a few steps. Word vectors, attention and
    norms stay in float32.
    """

    def __init__(self) -> None:
        super().__init__()
        self._zero = self.constant(np.array(128, dtype=np.uint8))
        self._read: dict[str, tuple[str, str, str]] = {}

    def linear(self, x: str, weights: dict[str, np.ndarray], name: str) -> str:
        """See Graph."""
        from onnx import TensorProto

        rows, lengths = quantised(weights[f"{name}.weight"], 1)
        kernel, scale = self.constant(unsigned(rows)), self.constant(lengths[:, 0])
        of_tokens = x.startswith("Gelu_")
        q, unit, middle = self._rounded(x, of_tokens)
        sums = self.add("MatMulInteger", q, kernel, middle, self._zero)
        whole = self.add("Cast", sums, to=TensorProto.FLOAT)
        if of_tokens:
            y = self.add("Mul", self.add("Mul", whole, scale), unit)
        else:  # in this order onnxruntime does all of it in one step
            y = self.add("Mul", whole, self.add("Mul", unit, scale))
        return self.add("Add", y, self.constant(weights[f"{name}.bias"]))

    def _rounded(self, x: str, of_tokens: bool) -> tuple[str, str, str]:
        """``x`` as uint8, the length of a step, and what stands for 0."""
        if x not in self._read:
            if of_tokens:
                self._read[x] = self._by_token(x)
            else:
                q, unit, middle = self.several("DynamicQuantizeLinear", [x], 3)
                self._read[x] = q, unit, middle
        return self._read[x]

    def _by_token(self, x: str) -> tuple[str, str, str]:
        """The steps of a token are as long as its greatest value takes, or ``LEAST``."""

        def number(value: float) -> str:
            return self.constant(np.array(value, dtype=np.float32))

        above = 255 - BELOW
        last = self.constant(np.array([-1], dtype=np.int64))
        most = self.add("ReduceMax", x, last, keepdims=1)
        most = self.add("Max", most, number(-LEAST * above / BELOW))
        middle = self.constant(np.array(BELOW, dtype=np.uint8))
        steps = self.add("Mul", x, self.add("Div", number(above), most))
        q = self.add("QuantizeLinear", steps, number(1), middle)
        return q, self.add("Mul", most, number(1 / above)), middle
