"""The packaged BERT encoder as an ONNX graph, built from its safetensors without torch.

The graph is the published architecture (Devlin et al. 2019, BERT; Vaswani et al. 2017,
scaled dot-product attention), followed by the two modules that the model's own
``modules.json`` names: mean pooling over the attention mask and L2 normalisation (Reimers
and Gurevych 2019, Sentence-BERT). tests/test_embed.py holds its vectors against
sentence-transformers.

Why not ``torch.onnx.export``: see docs/decisions/0003.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

OPSET = 20  # the first with Gelu as one operator
IR_VERSION = 10


class Graph:
    """Nodes and weights as they are added; every method returns its output's name."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: dict[str, np.ndarray] = {}
        self._count = 0

    def add(self, operator: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        """A node."""
        from onnx import helper

        self._count += 1
        name = output or f"{operator}_{self._count}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name, **attributes))
        return name

    def several(self, operator: str, inputs: list[str], outputs: int) -> tuple[str, ...]:
        """A node with more than one output."""
        from onnx import helper

        self._count += 1
        names = tuple(f"{operator}_{self._count}_{number}" for number in range(outputs))
        self.nodes.append(helper.make_node(operator, inputs, names, names[0]))
        return names

    def constant(self, value: np.ndarray) -> str:
        """A weight."""
        self._count += 1
        name = f"constant_{self._count}"
        self.weights[name] = value
        return name

    def rows(self, table: np.ndarray, numbers: str) -> str:
        """Rows of ``table``, one a number."""
        return self.add("Gather", self.constant(table), numbers)

    def linear(self, x: str, weights: dict[str, np.ndarray], name: str) -> str:
        """``x @ W.T + b``: torch keeps W as (out, in), ONNX MatMul wants (in, out)."""
        import numpy as np

        kernel = self.constant(np.ascontiguousarray(weights[f"{name}.weight"].T))
        return self.add(
            "Add", self.add("MatMul", x, kernel), self.constant(weights[f"{name}.bias"])
        )

    def layer_norm(self, x: str, weights: dict[str, np.ndarray], name: str, epsilon: float) -> str:
        """Layer normalisation over the last axis."""
        scale = self.constant(weights[f"{name}.weight"])
        bias = self.constant(weights[f"{name}.bias"])
        return self.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=epsilon)


def encoder(
    graph: Graph, weights: dict[str, np.ndarray], config: dict[str, Any], pairs: bool = False
) -> tuple[str, str]:
    """Add the encoder to ``graph``; the names of the last hidden states (batch, length, hidden) and
    of the mask as float (batch, length). It reads ``input_ids`` and ``attention_mask``, and
    ``token_type_ids`` for ``pairs`` of texts.

    Raises:
        ValueError: the config is of another architecture than this graph knows.
    """
    import numpy as np
    from onnx import TensorProto

    if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
        raise ValueError(
            f"a BERT encoder with gelu is expected, the config says "
            f"{config.get('model_type')!r} with {config.get('hidden_act')!r}"
        )
    hidden, heads = config["hidden_size"], config["num_attention_heads"]
    epsilon = config["layer_norm_eps"]

    def shape(*dims: int) -> str:
        return graph.constant(np.array(dims, dtype=np.int64))

    # Embeddings: word + position + token type.
    words = graph.rows(weights["embeddings.word_embeddings.weight"], "input_ids")
    length = graph.add("Shape", "input_ids", start=1, end=2)
    positions = graph.add(
        "Slice",
        graph.constant(weights["embeddings.position_embeddings.weight"]),
        shape(0),
        length,
        shape(0),
    )
    kinds = weights["embeddings.token_type_embeddings.weight"]
    if pairs:
        kind = graph.add("Gather", graph.constant(kinds), "token_type_ids")
    else:
        kind = graph.constant(kinds[0])
    x = graph.add("Add", graph.add("Add", words, positions), kind)
    x = graph.layer_norm(x, weights, "embeddings.LayerNorm", epsilon)

    # 0 where a token is read, a large negative number where it is padding: (batch, 1, 1, length).
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    far = graph.constant(np.array(-1e9, dtype=np.float32))
    hole = graph.add("Sub", graph.constant(np.array(1.0, dtype=np.float32)), mask)
    bias = graph.add("Unsqueeze", graph.add("Mul", hole, far), shape(1, 2))

    split = shape(0, 0, heads, hidden // heads)
    joined = shape(0, 0, hidden)
    scale = graph.constant(np.array(1.0 / math.sqrt(hidden // heads), dtype=np.float32))
    for number in range(config["num_hidden_layers"]):
        layer = f"encoder.layer.{number}"

        def heads_of(part: str, order: list[int], source: str = x, layer: str = layer) -> str:
            y = graph.linear(source, weights, f"{layer}.attention.self.{part}")
            return graph.add("Transpose", graph.add("Reshape", y, split), perm=order)

        query = heads_of("query", [0, 2, 1, 3])
        key = heads_of("key", [0, 2, 3, 1])
        value = heads_of("value", [0, 2, 1, 3])
        scores = graph.add("Mul", graph.add("MatMul", query, key), scale)
        weights_of_tokens = graph.add("Softmax", graph.add("Add", scores, bias), axis=-1)
        context = graph.add(
            "Transpose", graph.add("MatMul", weights_of_tokens, value), perm=[0, 2, 1, 3]
        )
        y = graph.linear(
            graph.add("Reshape", context, joined), weights, f"{layer}.attention.output.dense"
        )
        x = graph.layer_norm(
            graph.add("Add", y, x), weights, f"{layer}.attention.output.LayerNorm", epsilon
        )
        y = graph.add("Gelu", graph.linear(x, weights, f"{layer}.intermediate.dense"))
        y = graph.linear(y, weights, f"{layer}.output.dense")
        x = graph.layer_norm(graph.add("Add", y, x), weights, f"{layer}.output.LayerNorm", epsilon)
    return x, mask


def export(
    weights_file: Path, config: dict[str, Any], target: Path, graph: Graph | None = None
) -> None:
    """Write the encoder in ``weights_file`` (safetensors) as ONNX to ``target``; an empty ``graph``
    decides how it computes, in float32 by itself.

    The graph takes ``input_ids`` and ``attention_mask``, both int64 of shape (batch, length),
    and gives ``embedding``, float32 of shape (batch, hidden), each row of length one.

    Raises:
        ValueError: the config is of another architecture than this graph knows.
    """
    import numpy as np
    from onnx import TensorProto, checker, helper, numpy_helper, save_model
    from safetensors.numpy import load_file

    weights = load_file(weights_file)
    hidden = config["hidden_size"]
    graph = graph or Graph()
    x, mask = encoder(graph, weights, config)

    def shape(*dims: int) -> str:
        return graph.constant(np.array(dims, dtype=np.int64))

    # Mean over the tokens that are read, then length one.
    column = graph.add("Unsqueeze", mask, shape(2))
    total = graph.add("ReduceSum", graph.add("Mul", x, column), shape(1), keepdims=0)
    mean = graph.add("Div", total, graph.add("ReduceSum", mask, shape(1), keepdims=1))
    norm = graph.add("ReduceL2", mean, shape(1), keepdims=1)
    graph.add("Div", mean, norm, output="embedding")

    tokens = ["batch", "length"]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "sentence-encoder",
            [
                helper.make_tensor_value_info("input_ids", TensorProto.INT64, tokens),
                helper.make_tensor_value_info("attention_mask", TensorProto.INT64, tokens),
            ],
            [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", hidden])],
            [numpy_helper.from_array(value, name) for name, value in graph.weights.items()],
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    checker.check_model(model)
    save_model(model, target)
