import math

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from search import measures


def test_retrieval_by_hand():
    qrels = {"a": {"d1": 1, "d9": 1}, "b": {"d2": 1, "d5": 0}}
    found = measures.retrieval(qrels, {"a": ["d3", "d1"], "b": []})
    best = 1 + 1 / math.log2(3)
    assert found["nDCG@10"]["a"] == pytest.approx(1 / math.log2(3) / best)
    assert found["RR@10"]["a"] == 0.5
    assert found["R@1"]["a"] == 0.0
    assert found["R@10"]["a"] == 0.5
    assert found["AP"]["a"] == pytest.approx(0.25)
    assert found["P@30"]["a"] == pytest.approx(1 / 30)
    assert {found[name]["b"] for name in measures.RETRIEVAL} == {0.0}


def test_a_ranking_keeps_its_own_order_whatever_the_names():
    first = measures.retrieval({"q": {"z": 1}}, {"q": ["z", "a"]})["RR@10"]["q"]
    second = measures.retrieval({"q": {"a": 1}}, {"q": ["z", "a"]})["RR@10"]["q"]
    assert (first, second) == (1.0, 0.5)


@pytest.mark.parametrize(
    ("quote", "answers", "right"),
    [
        ("They gave a “luxury Aurus” car.", ["Luxury Aurus"], True),
        ("It was in 1998.", ["98"], False),
        ("The Squid Game is back.", ["squid game"], True),
        ("No.", ["the"], False),
    ],
)
def test_a_quote_holds_an_answer_as_whole_words(quote, answers, right):
    assert measures.holds(quote, answers) is right


def test_short_answers_as_squad_scores_them():
    assert measures.exact("The Aurus!", ["aurus"]) == 1.0
    assert measures.token_f1("a luxury car", ["luxury Aurus car", "tea"]) == pytest.approx(0.8)
    assert measures.token_f1("dagger", ["tea set"]) == 0.0


def test_refusals_by_hand():
    refused = np.array([1.0, 1, 0, 0, 0])
    never = np.array([1.0, 0, 1, 1, 0])
    precision, recall, f1 = measures.refusal(refused, never)
    assert (precision, recall) == (0.5, pytest.approx(1 / 3))
    assert f1 == pytest.approx(0.4)


def test_risk_and_coverage_by_hand():
    right, support = np.array([1.0, 0, 1, 0]), np.array([0.9, 0.8, 0.7, 0.1])
    assert measures.risk_coverage(right, support) == [
        (0.25, 0.0), (0.5, 0.5), (0.75, pytest.approx(1 / 3)), (1.0, 0.5),
    ]  # fmt: skip
    assert measures.area_risk_coverage(right, support) == pytest.approx((0.5 + 1 / 3 + 0.5) / 4)


def test_calibration_error_is_nought_for_the_truth_and_large_for_its_opposite():
    support = np.repeat([0.2, 0.8], 500)
    right = np.tile([1.0, 0, 0, 0, 0], 100).tolist() + np.tile([1.0, 1, 1, 1, 0], 100).tolist()
    assert measures.calibration_error(np.array(right), support) == pytest.approx(0.0)
    assert measures.calibration_error(1 - np.array(right), support) == pytest.approx(0.6)


def test_an_interval_holds_the_mean_of_what_it_was_drawn_from():
    luck = np.random.default_rng(3)
    inside = 0
    for _ in range(60):
        figure = measures.mean(luck.normal(0.5, 0.2, 80).tolist())
        inside += figure.low <= 0.5 <= figure.high
    assert 50 <= inside <= 60


def test_p_is_small_for_a_steady_difference_and_large_for_none():
    luck = np.random.default_rng(4)
    one = luck.normal(0.5, 0.1, 50)
    assert measures.p_value(one, one + 0.05 + luck.normal(0, 0.02, 50)) < 0.001
    assert measures.p_value(one, one) == 1.0
    assert measures.p_value(one, one + luck.normal(0, 0.1, 50)) > 0.01


def test_the_area_is_scikit_learns():
    luck = np.random.default_rng(6)
    for n in (2, 7, 200):
        positive = luck.permutation(np.arange(n) % 2).astype(float)
        score = luck.integers(0, 5, n) / 4  # many are equal
        assert measures.auroc(positive, score) == pytest.approx(roc_auc_score(positive, score))


def test_areas_without_both_classes_are_not_made_up():
    assert measures.statistic(measures.auroc, [np.ones(5), np.arange(5.0)]) is None
    assert measures.mean([]) is None
