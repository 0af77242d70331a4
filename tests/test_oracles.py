"""The index parts against independent implementations: rank-bm25, numpy, sentence-transformers."""

import json
from pathlib import Path

import numpy as np
import pytest
from rank_bm25 import BM25Okapi
from scipy.stats import spearmanr

from index import dense, model_files, terms
from index.embed_onnx import OnnxEmbedder
from index.embed_st import SentenceTransformerEmbedder
from index.errors import ModelMissing
from index.read import article_files, read_article
from index.split import split

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def passages():
    found = []
    for path in article_files(SEEDS / "articles"):
        text = read_article(path, path.read_bytes()).text
        found += [text[a:b] for a, b in split(text)]
    return found


def test_the_term_index_ranks_as_bm25okapi_does(tmp_path, passages):
    # Tantivy keeps lengths in one byte and another floor for common words: rankings, not scores.
    terms.write([("", text) for text in passages], tmp_path, "english")
    index = terms.TermIndex(tmp_path, "english")
    analyze = index.analyzer.terms
    oracle = BM25Okapi([analyze(text) for text in passages], k1=1.2, b=0.75)
    overlaps, correlations = [], []
    for line in (SEEDS / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)["question"]
        scores = oracle.get_scores(list(dict.fromkeys(analyze(question))))
        found = index.search(question, 10)
        best = sorted(range(len(scores)), key=lambda row: (-scores[row], row))[: len(found)]
        if not found:
            continue
        overlaps.append(len({row for row, _ in found} & set(best)) / len(found))
        if len(found) > 4:
            ours = [score for _, score in found]
            correlations.append(spearmanr(ours, [scores[row] for row, _ in found]).statistic)
    assert len(correlations) > 30
    assert np.mean(overlaps) > 0.9
    assert np.mean(correlations) > 0.9


@pytest.mark.parametrize(
    ("hostile", "plain"),
    [
        ("title:ferry AND (", "title ferry"),
        ('"ferry" OR *', "ferry"),
        ("[ferry TO bridge]", "ferry bridge"),
        ("ferry\0bridge^9 -x~2", "ferry bridge 9 x 2"),
        ("🚢 ferry \\", "ferry"),
    ],
)
def test_query_syntax_is_only_words(tmp_path, passages, hostile, plain):
    terms.write([("", text) for text in passages], tmp_path, "english")
    index = terms.TermIndex(tmp_path, "english")
    assert index.search(plain, 10)
    assert index.search(hostile, 10) == index.search(plain, 10)


def test_terms_meet_across_ways_of_writing(tmp_path):
    texts = [("", "cafe\u0301 Rene\u0301e"), ("", "Sørensen’s ferries"), ("Ferries", "Nothing.")]
    terms.write(texts, tmp_path, "english")
    index = terms.TermIndex(tmp_path, "english")
    assert [row for row, _ in index.search("Café", 9)] == [0]
    assert [row for row, _ in index.search("cafe", 9)] == [0]
    assert [row for row, _ in index.search("sorensen", 9)] == [1]
    assert {row for row, _ in index.search("ferry", 9)} == {1, 2}
    assert index.search("what is it?", 9) == []
    assert index.search("a" * 5000, 9) == []


def test_faiss_equals_brute_force_and_ties_go_to_the_lower_row(tmp_path):
    rng = np.random.default_rng(5)
    vectors = rng.normal(size=(300, 64)).astype(np.float32)
    vectors[200] = vectors[17]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    dense.write(vectors, tmp_path)
    index = dense.DenseIndex(tmp_path)
    for query in (vectors[17], vectors[5], vectors[0]):
        truth = vectors.astype(np.float64) @ query
        best = sorted(range(300), key=lambda row: (-round(truth[row], 6), row))[:20]
        found = index.search(query, 20)
        assert [row for row, _ in found] == best
        assert np.allclose([score for _, score in found], truth[best], atol=1e-6)
    assert len(index.search(vectors[0], 1000)) == 300
    assert np.allclose(index.scores(vectors[3], [3, 17]), vectors[[3, 17]] @ vectors[3], atol=1e-6)


def test_an_empty_store_finds_nothing(tmp_path):
    dense.write(np.empty((0, 8), dtype=np.float32), tmp_path)
    assert dense.DenseIndex(tmp_path).search(np.ones(8, dtype=np.float32), 5) == []


TEXTS = [
    "what gifts were exchanged?",
    "",
    "👩🏽‍🚒 cafe\u0301 naïve 漢字",
    "Kim gifted Putin artworks featuring his likeness. " * 15,  # over 128 tokens
    "The capital was brightly lit, an unusual sight in such a country. " * 40,  # over 256
]


def test_onnxruntime_and_sentence_transformers_give_the_same_vectors():
    ours, theirs = OnnxEmbedder(), SentenceTransformerEmbedder("all-MiniLM-L6-v2")
    together = ours.encode(TEXTS)
    assert ours.fingerprint == theirs.fingerprint
    assert np.abs(together - theirs.encode(TEXTS)).max() < 1e-4
    alone = np.vstack([ours.encode([text]) for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-5
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert ours.encode([]).shape == (0, 384)


def test_a_changed_model_file_is_refused(tmp_path, monkeypatch):
    data = bytearray((model_files.folder() / "tokenizer.json").read_bytes())
    data[1000] ^= 1
    (tmp_path / "tokenizer.json").write_bytes(bytes(data))
    monkeypatch.setattr(model_files, "folder", lambda: tmp_path)
    with pytest.raises(ModelMissing, match="SHA-256"):
        model_files.verified("tokenizer.json")


def test_a_changed_cached_graph_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("PRESSMARK_CACHE", str(tmp_path))
    made = model_files.onnx_model()
    whole = made.read_bytes()
    made.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert model_files.onnx_model().read_bytes() == whole
