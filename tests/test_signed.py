"""Signed kernels: the same numbers, the same sums, the same bits."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from index import signed
from index.onnx_export import IR_VERSION, OPSET
from search.reader_model import ReaderModel, packaged
from search.windows import Window


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory):
    target = tmp_path_factory.mktemp("signed") / "reader.onnx"
    signed.with_signed_kernels(packaged(), target)
    return target


def kernels(file):
    """Of every integer product, as numbers: the kernel less what stands for 0 in it."""
    model = onnx.load_model(file)
    stored = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    products = [node for node in model.graph.node if node.op_type == "MatMulInteger"]
    return [
        (stored[node.input[1]].dtype, stored[node.input[1]].astype(int) - stored[node.input[3]])
        for node in products
    ]


def test_every_kernel_is_the_same_numbers_with_a_sign(rewritten):
    before, after = kernels(packaged()), kernels(rewritten)
    assert len(before) == len(after) == 36  # six of each of six layers
    for (kind, one), (other_kind, other) in zip(before, after, strict=True):
        assert (kind, other_kind) == (np.uint8, np.int8)
        assert np.array_equal(one, other)
        assert np.abs(other).max() == 127


def test_the_probe_is_one_product_of_unsigned_and_signed_numbers():
    sides = [("a", TensorProto.UINT8, ["m", "k"]), ("b", TensorProto.INT8, ["k", "n"])]
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["a", "b"], ["y"])],
        "probe",
        [helper.make_tensor_value_info(*side) for side in sides],
        [helper.make_tensor_value_info("y", TensorProto.INT32, ["m", "n"])],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION
    )
    assert onnx.load_model_from_string(signed.PRODUCT) == model


def test_passages_read_the_same_to_the_last_bit(monkeypatch):
    if not signed.exact():
        pytest.skip("this processor adds products in 16 bits")
    quick = ReaderModel(packaged())
    monkeypatch.setattr(signed, "exact", lambda: False)
    plain = ReaderModel(packaged())
    rng = np.random.default_rng(5)
    windows = []
    for length in (12, 40, 41, 120, 256, 384):
        ids = rng.integers(999, 30_000, length).tolist()
        kinds = [0] * 8 + [1] * (length - 8)
        starts = np.arange(length - 9)
        windows.append(Window(0, ids, kinds, 8, starts, starts + 1))
    for one, other in zip(quick.logits(windows), plain.logits(windows), strict=True):
        assert np.array_equal(one.start, other.start)
        assert np.array_equal(one.end, other.end)
        assert (one.null, one.relevant, one.answers) == (other.null, other.relevant, other.answers)
