"""Fusion: values by hand, ties, and what holds for any two rankings."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.fuse import convex, fresher, rrf

ROWS = st.integers(0, 30)
COSINES = st.dictionaries(ROWS, st.floats(-1, 1), max_size=20)
BM25 = st.dictionaries(ROWS, st.floats(0, 50), max_size=20)
WEIGHTS = st.floats(0, 1)
RANKINGS = st.lists(ROWS, unique=True, max_size=20).map(lambda rows: [(row, 1.0) for row in rows])


def test_rrf_adds_the_reciprocal_ranks():
    dense = [(5, 0.9), (6, 0.8), (7, 0.7)]
    sparse = [(7, 12.0), (5, 3.0)]
    assert rrf([dense, sparse]) == [
        (5, pytest.approx(1 / (60 + 1) + 1 / (60 + 2))),
        (7, pytest.approx(1 / (60 + 3) + 1 / (60 + 1))),
        (6, pytest.approx(1 / (60 + 2))),
    ]


def test_rrf_takes_another_constant():
    assert rrf([[(1, 1.0), (2, 0.5)]], k=2) == [(1, 1 / (2 + 1)), (2, 1 / (2 + 2))]


def test_rrf_looks_at_ranks_and_not_at_scores():
    assert rrf([[(1, 99.0), (2, 1.0)]]) == rrf([[(1, 0.3), (2, 0.2)]])


def test_rrf_ties_stand_in_order_of_row():
    # Each is first once and nowhere else: 1/61 both.
    assert rrf([[(9, 1.0)], [(4, 1.0)]]) == [(4, 1 / 61), (9, 1 / 61)]


def test_rrf_of_nothing_is_nothing():
    assert rrf([]) == []
    assert rrf([[], []]) == []


def test_convex_scales_from_the_least_a_scorer_can_give():
    dense = {1: 0.8, 2: 0.2, 3: -0.4}  # scaled by (c + 1) / (0.8 + 1): 1, 1.2/1.8, 0.6/1.8
    sparse = {2: 6.0, 4: 3.0}  # scaled by s / 6: 1, 0.5
    assert convex(dense, sparse, 0.8) == [
        (1, pytest.approx(0.8 * 1 + 0.2 * 0)),
        (2, pytest.approx(0.8 * 1.2 / 1.8 + 0.2 * 1)),
        (3, pytest.approx(0.8 * 0.6 / 1.8 + 0.2 * 0)),
        (4, pytest.approx(0.8 * 0 + 0.2 * 0.5)),
    ]


def test_convex_with_all_scores_equal_gives_each_the_whole_weight():
    # max - min would be 0 here: the trap of an unguarded min-max.
    assert convex({3: 0.5, 1: 0.5}, {}, 0.8) == [(1, 0.8), (3, 0.8)]
    assert convex({}, {8: 2.0, 6: 2.0}, 0.75) == [(6, 0.25), (8, 0.25)]


def test_convex_where_every_score_is_the_least_gives_zero():
    assert convex({2: -1.0, 1: -1.0}, {1: 0.0}, 0.5) == [(1, 0.0), (2, 0.0)]


def test_convex_of_nothing_is_nothing():
    assert convex({}, {}, 0.5) == []


@given(COSINES, BM25, WEIGHTS)
def test_convex_is_sorted_complete_and_within_0_and_1(dense, sparse, weight):
    fused = convex(dense, sparse, weight)
    assert fused == sorted(fused, key=lambda pair: (-pair[1], pair[0]))
    assert {row for row, _ in fused} == dense.keys() | sparse.keys()
    assert len(fused) == len(dense.keys() | sparse.keys())
    assert all(0 <= score <= 1 for _, score in fused)


@given(COSINES, BM25, WEIGHTS)
def test_convex_does_not_depend_on_the_order_of_its_inputs(dense, sparse, weight):
    turned = convex(
        dict(reversed(dense.items())), dict(reversed(sparse.items())), weight
    )  # dicts keep the order of adding, and sets of rows have one of their own
    assert convex(dense, sparse, weight) == turned


@given(COSINES, BM25)
def test_convex_at_either_end_is_one_ranking_alone(dense, sparse):
    scores = dict(convex(dense, sparse, 1.0))
    if dense:
        best = max(dense.values())
        assert all(
            scores[row] == (0.0 if best == -1 else (score + 1) / (best + 1))
            for row, score in dense.items()
        )
    assert all(scores[row] == 0 for row in sparse.keys() - dense.keys())


@given(RANKINGS, RANKINGS)
def test_rrf_equals_exact_fractions_and_is_within_0_and_1(first, second):
    exact: dict[int, Fraction] = {}
    for ranking in (first, second):
        for place, (row, _) in enumerate(ranking):
            exact[row] = exact.get(row, Fraction(0)) + Fraction(1, 61 + place)
    fused = rrf([first, second])
    assert dict(fused) == {row: pytest.approx(float(value)) for row, value in exact.items()}
    assert fused == sorted(fused, key=lambda pair: (-pair[1], pair[0]))
    assert all(0 < score <= 1 for _, score in fused)
    assert rrf([second, first]) == fused


def test_news_of_the_days_before_the_question_count_more_by_hand():
    found = fresher([(1, 0.6), (2, 0.6), (3, 0.5)], {2: 0, 3: 30, 1: -1})
    assert [row for row, _ in found] == [2, 1, 3]
    assert [score for _, score in found] == pytest.approx(
        [0.9 * 0.6 + 0.1, 0.9 * 0.6, 0.9 * 0.5 + 0.1 / math.e]
    )
    assert fresher([], {}) == []
