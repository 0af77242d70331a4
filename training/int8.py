"""The reader's graph with weights of 8 bits.

Every weight matrix is stored as int8 with one scale a row of outputs (a column of the kernel), its
word vectors with one scale a word. ``weights``: the arithmetic stays in float32; ``tokens``: the
products are done in int8, each token with a scale of its own, so that a passage has the same score
alone and among others (a scale a batch, as usual in dynamic quantisation, would break that).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

from index.onnx_export import IR_VERSION, OPSET, Graph, encoder
from index.onnx_int8 import LEAST, quantised, unsigned

Weights = dict[str, np.ndarray[Any, Any]]


def from_least(weight: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """What a product with ``weight`` (out × in) is of a vector that is ``LEAST`` everywhere."""
    return LEAST * weight.sum(1, dtype=np.float64).astype(np.float32)


class Int8Weights(Graph):
    """Kernels and word vectors in int8, computed in float32."""

    def rows(self, table: np.ndarray[Any, Any], numbers: str) -> str:
        q, scale = quantised(table, 1)
        found = self.add(
            "Cast", self.add("Gather", self.constant(q), numbers), to=TensorProto.FLOAT
        )
        return self.add("Mul", found, self.add("Gather", self.constant(scale), numbers))

    def kernel(self, weight: np.ndarray[Any, Any]) -> tuple[str, str]:
        """Names of the int8 kernel (in, out) and of its scales (out)."""
        q, scale = quantised(weight, 1)
        return self.constant(np.ascontiguousarray(q.T)), self.constant(scale[:, 0])

    def linear(self, x: str, weights: Weights, name: str) -> str:
        kernel, scale = self.kernel(weights[f"{name}.weight"])
        zero = self.constant(np.zeros(len(weights[f"{name}.bias"]), dtype=np.int8))
        full = self.add("DequantizeLinear", kernel, scale, zero, axis=1)
        return self.add("Add", self.add("MatMul", x, full), self.constant(weights[f"{name}.bias"]))


class Int8Tokens(Int8Weights):
    """Kernels in 8 bits, and every token's vector too, with a scale of its own.

    Both factors of a product are unsigned: around 128, or from ``LEAST`` on for what comes out of a
    GELU, which is hardly ever negative and so has twice as many steps. What that moves the product
    by is the same for all tokens and in the bias. Of unsigned times signed ones onnxruntime
    adds pairs in 16 bits on processors without VNNI, which overflows (its page on quantisation says
    so), and the same file would read otherwise there.
    """

    def __init__(self, factors: Weights) -> None:
        """``factors``: what each channel of a layer's input is multiplied by before it is rounded,
        by the layer's name.
        """
        super().__init__()
        self._factors = factors
        self._known: dict[str, tuple[str, str, str]] = {}
        self._zero = self.constant(np.array(128, dtype=np.uint8))
        self._middle = self.constant(np.array(128.5, dtype=np.float32))
        self._none = self.constant(np.array(0, dtype=np.uint8))

    def tokens(self, x: str, factor: np.ndarray[Any, Any] | None = None) -> tuple[str, str, str]:
        """uint8 tokens, a scale each, and what stands for 0 in them."""
        if x not in self._known:
            if factor is not None:
                made = self._around(self.add("Mul", x, self.constant(factor)))
            else:
                made = self._above(x) if x.startswith("Gelu_") else self._around(x)
            self._known[x] = made
        return self._known[x]

    def _around(self, x: str) -> tuple[str, str, str]:
        """Around 128."""
        last = self.constant(np.array([-1], dtype=np.int64))
        most = self.add("ReduceMax", self.add("Abs", x), last, keepdims=1)
        most = self.add("Max", most, self.constant(np.array(1e-12, dtype=np.float32)))
        up, unit = self._steps(127, most)
        moved = self.add("Add", self.add("Mul", x, up), self._middle)
        return self.add("Cast", moved, to=TensorProto.UINT8), unit, self._zero

    def _above(self, x: str) -> tuple[str, str, str]:
        """From 0 at ``LEAST`` on: all 8 bits for what is above."""
        last = self.constant(np.array([-1], dtype=np.int64))
        least = self.constant(np.array(LEAST, dtype=np.float32))
        over = self.add("Sub", self.add("ReduceMax", x, last, keepdims=1), least)
        up, unit = self._steps(255, over)
        half = self.constant(np.array(0.5, dtype=np.float32))
        moved = self.add("Add", self.add("Mul", self.add("Sub", x, least), up), half)
        return self.add("Cast", moved, to=TensorProto.UINT8), unit, self._none

    def _steps(self, count: int, length: str) -> tuple[str, str]:
        """How many of ``count`` steps over ``length`` are in 1, and the length of one."""
        up = self.add("Div", self.constant(np.array(count, dtype=np.float32)), length)
        return up, self.add("Mul", length, self.constant(np.array(1 / count, dtype=np.float32)))

    def linear(self, x: str, weights: Weights, name: str) -> str:
        bias = weights[f"{name}.bias"]
        factor = self._factors.get(name)
        weight = weights[f"{name}.weight"]
        table, column = quantised(weight if factor is None else weight / factor, 1)
        kernel, scale = self.constant(unsigned(table)), self.constant(column[:, 0])
        q, unit, zero = self.tokens(x, factor)
        if zero == self._none:
            bias = bias + from_least(table * column.astype(np.float64))
        product = self.add("MatMulInteger", q, kernel, zero, self._zero)
        whole = self.add("Cast", product, to=TensorProto.FLOAT)
        y = self.add("Mul", self.add("Mul", whole, unit), scale)
        return self.add("Add", y, self.constant(bias))


GRAPHS = {"float32": Graph, "weights": Int8Weights}
KINDS = (*GRAPHS, "tokens")


def _of_body(tensors: Weights) -> Weights:
    return {k[len("body.") :]: v for k, v in tensors.items() if k.startswith("body.")}


def build(
    weights: Weights, config: dict[str, Any], kind: str, factors: Weights | None = None
) -> Any:
    """The reader's graph: ``input_ids``, ``token_type_ids``, ``attention_mask`` (int64, batch ×
    length) to ``span`` (batch × length × 2, start and end logits) and ``verdict`` (batch × 2,
    logits of "relevant" and of "answers"). ``factors``: see Int8Tokens.
    """
    graph = Int8Tokens(_of_body(factors or {})) if kind == "tokens" else GRAPHS[kind]()
    states, _ = encoder(graph, _of_body(weights), config, pairs=True)
    heads = Graph()  # three small layers in float32
    heads.nodes, heads.weights, heads._count = graph.nodes, graph.weights, 100_000
    first = heads.add("Gather", states, heads.constant(np.array(0, dtype=np.int64)), axis=1)
    pooled = heads.add("Tanh", heads.linear(first, weights, "pool"))
    for name, source in (("span", states), ("verdict", pooled)):
        heads.add("Identity", heads.linear(source, weights, name), output=name)
    tokens = ["batch", "length"]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "reader",
            [
                helper.make_tensor_value_info(name, TensorProto.INT64, tokens)
                for name in ("input_ids", "token_type_ids", "attention_mask")
            ],
            [
                helper.make_tensor_value_info("span", TensorProto.FLOAT, [*tokens, 2]),
                helper.make_tensor_value_info("verdict", TensorProto.FLOAT, ["batch", 2]),
            ],
            [numpy_helper.from_array(value, name) for name, value in graph.weights.items()],
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    checker.check_model(model)
    return model
