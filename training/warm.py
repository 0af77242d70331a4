"""The weights of an exported reader, read back, so that its training can go on without its state.

    python -m training.warm search/reader.onnx RUN_FOLDER

Writes RUN_FOLDER/state.safetensors at step 0, without the optimiser's moments: training.train goes
on from it. Weights have 8 bits in the file, so a little is lost.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file

from training.int8 import from_least
from training.model import LAYER

Array = np.ndarray[Any, Any]
LINEAR = (
    "attention.self.query", "attention.self.key", "attention.self.value",
    "attention.output.dense", "intermediate.dense", "output.dense",
)  # fmt: skip
NORM = ("attention.output.LayerNorm", "output.LayerNorm")


def weights_of(file: Path) -> dict[str, Array]:
    """float32 weights by the names of training.model.ReaderModel, found by the order of the
    operators that training.int8 writes.
    """
    return read(file)[0]


def read(file: Path) -> tuple[dict[str, Array], dict[str, Array]]:
    """The weights of ``file``, and its factors: see training.int8.Int8Tokens."""
    graph = onnx.load(file).graph
    stored = {x.name: numpy_helper.to_array(x) for x in graph.initializer}
    makes = {node.output[0]: node for node in graph.node}
    reads: dict[str, list[Any]] = {}
    for node in graph.node:
        for name in node.input:
            reads.setdefault(name, []).append(node)

    def constant(node: Any) -> Array:
        return next(stored[n] for n in reversed(node.input) if n in stored)

    def after(node: Any, operator: str) -> Any:
        return next(n for n in reads[node.output[0]] if n.op_type == operator)

    def factor_of(product: Any) -> Array | None:
        """What its input is multiplied by, channel by channel, before it is rounded."""
        node = product
        for _ in range(4):  # Cast, Add, Mul by the steps, and Mul by the factors, if there are any
            node = makes.get(node.input[0])
            if node is None:
                return None
        names = [n for n in node.input if n in stored] if node.op_type == "Mul" else []
        return stored[names[0]] if names and stored[names[0]].ndim == 1 else None

    def products() -> Iterator[tuple[Array, Array, Array | None]]:
        """(weight as torch keeps it, bias, factors of the input) of each linear layer in 8 bits."""
        for node in graph.node:
            if node.op_type == "MatMulInteger":
                scaled = after(after(after(node, "Cast"), "Mul"), "Mul")
                kernel = stored[node.input[1]].astype(np.float32) - 128
                weight, bias = (kernel * constant(scaled)).T, constant(after(scaled, "Add"))
                if stored[node.input[2]] == 0:
                    bias = bias - from_least(weight)
                factor = factor_of(node)
                yield weight if factor is None else weight * factor, bias, factor

    norms = [n for n in graph.node if n.op_type == "LayerNormalization"]
    gathers = [n for n in graph.node if n.op_type == "Gather"]
    found: dict[str, Array] = {}

    def norm(name: str, node: Any) -> None:
        found[f"{name}.weight"], found[f"{name}.bias"] = (stored[n] for n in node.input[1:])

    words = [n for n in gathers if n.input[1] == "input_ids"]
    q, scale = sorted((stored[n.input[0]] for n in words), key=lambda a: a.dtype != np.int8)
    embeddings = "body.embeddings"
    found[f"{embeddings}.word_embeddings.weight"] = q.astype(np.float32) * scale
    place = next(n for n in graph.node if n.op_type == "Slice")
    found[f"{embeddings}.position_embeddings.weight"] = stored[place.input[0]]
    kind = next(n for n in gathers if n.input[1] == "token_type_ids")
    found[f"{embeddings}.token_type_embeddings.weight"] = stored[kind.input[0]]
    norm(f"{embeddings}.LayerNorm", norms[0])
    layers = [f"{LAYER}{n}" for n in range((len(norms) - 1) // 2)]
    names = [f"{layer}.{part}" for layer in layers for part in LINEAR]
    factors: dict[str, Array] = {}
    for name, (weight, bias, factor) in zip(names, products(), strict=True):
        found[f"{name}.weight"], found[f"{name}.bias"] = weight, bias
        if factor is not None:
            factors[name] = factor
    for name, node in zip(
        [f"{layer}.{part}" for layer in layers for part in NORM], norms[1:], strict=True
    ):
        norm(name, node)
    heads = [n for n in graph.node if n.op_type == "MatMul" and n.input[1] in stored]
    for name, node in zip(("pool", "span", "verdict"), heads, strict=True):
        found[f"{name}.weight"] = stored[node.input[1]].T
        found[f"{name}.bias"] = constant(after(node, "Add"))
    whole = {n: np.ascontiguousarray(value, dtype=np.float32) for n, value in found.items()}
    return whole, factors


def begin(weights: dict[str, Array], run: Path, new: Iterable[int] = ()) -> None:
    """Write the state at step 0 from which training.train goes on, ``run``/state.safetensors.
    ``new``: the layers, counted from 1, that learn faster than the others.
    """
    run.mkdir(parents=True, exist_ok=True)
    copies = ("model", "mean")
    tensors = {f"{copy}.{name}": value for name, value in weights.items() for copy in copies}
    save_file(tensors, run / "state.safetensors", {"step": "0", "new": " ".join(map(str, new))})


def main() -> None:
    begin(weights_of(Path(sys.argv[1])), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
