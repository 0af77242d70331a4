"""The FAISS store against brute force in numpy."""

import numpy as np
import pytest

from index import dense
from index.dense import DenseIndex


def unit(seed, count, dimension=64):
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def store(tmp_path):
    def make(vectors):
        dense.write(vectors, tmp_path)
        return DenseIndex(tmp_path)

    return make


@pytest.mark.parametrize("k", [1, 10, 300])
def test_rows_and_values_are_those_of_brute_force(store, k):
    vectors = unit(1, 300)
    index = store(vectors)
    assert (len(index), index.dimension) == (300, 64)
    for query in [*unit(2, 20), vectors[7], -vectors[7]]:
        truth = vectors.astype(np.float64) @ query.astype(np.float64)
        best = np.argsort(-truth, kind="stable")[:k]
        found = index.search(query, k)
        assert [row for row, _ in found] == best.tolist()
        assert np.allclose([score for _, score in found], truth[best], atol=1e-6)


def test_a_score_is_the_cosine_and_not_a_distance(store):
    index = store(np.array([[1, 0], [0, 1], [-1, 0], [0.6, 0.8]], dtype=np.float32))
    found = index.search(np.array([1, 0], dtype=np.float32), 4)
    assert [row for row, _ in found] == [0, 3, 1, 2]
    assert [score for _, score in found] == pytest.approx([1, 0.6, 0, -1])
    assert all(type(row) is int and type(score) is float for row, score in found)


def test_equal_scores_stand_in_order_of_row(store):
    # Every vector four times, far apart: FAISS itself promises no order among equals.
    vectors = np.tile(unit(3, 50), (4, 1))
    index = store(vectors)
    for row in (0, 7, 49):
        found = index.search(vectors[row], 200)
        assert [r for r, _ in found[:4]] == [row, row + 50, row + 100, row + 150]
        assert len({score for _, score in found[:4]}) == 1
        assert found == sorted(found, key=lambda pair: (-pair[1], pair[0]))


def test_a_tie_at_the_end_of_the_list_goes_to_the_lower_rows(store):
    # More equals than are asked for: which of them are left out must not be an accident.
    # FAISS keeps its best in one way up to 100 and in another above.
    vectors = np.tile(unit(4, 1), (400, 1))
    index = store(vectors)
    for k in (1, 3, 10, 99, 100, 101, 250, 399, 400):
        assert [row for row, _ in index.search(vectors[0], k)] == list(range(k))


def test_more_than_there_are_gives_all(store):
    vectors = unit(5, 7)
    found = store(vectors).search(vectors[2], 1000)
    assert sorted(row for row, _ in found) == list(range(7))
    assert found[0][0] == 2


def test_none_asked_for_none_given(store):
    vectors = unit(5, 7)
    assert store(vectors).search(vectors[0], 0) == []


def test_an_empty_store_finds_nothing(store):
    index = store(np.empty((0, 8), dtype=np.float32))
    assert (len(index), index.dimension) == (0, 8)
    assert index.search(np.ones(8, dtype=np.float32), 5) == []
    assert index.scores(np.ones(8, dtype=np.float32), []) == []


def test_scores_of_given_rows_are_those_of_numpy_in_their_order(store):
    vectors = unit(6, 100)
    index = store(vectors)
    query = unit(7, 1)[0]
    rows = [99, 0, 41, 0, 3]
    assert np.allclose(index.scores(query, rows), vectors[rows] @ query, atol=1e-6)
    assert index.scores(query, []) == []
    searched = dict(index.search(query, 100))
    assert index.scores(query, rows) == pytest.approx([searched[r] for r in rows], abs=1e-6)
