"""Measures of retrieval, of answers and of refusals, with intervals.

Retrieval is measured by ir_measures (MacAvaney, Macdonald and Ounis 2022) over trec_eval; the
tests are scipy's. What is defined here: whether a quote is right, the F1 of a short answer
(Rajpurkar et al. 2016, as the SQuAD script has it), the area under the ROC curve (by the ranks of
scipy), the risk of answering (El-Yaniv and Wiener 2010) and the calibration error (Guo et al. 2017,
with bins of equal size).
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RETRIEVAL = ("nDCG@10", "RR@10", "R@1", "R@10", "R@100", "AP", "P@30")
RESAMPLES = 2_000
BINS = 10

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure: its value, the 95 % interval by bootstrap over questions, and their number."""

    value: float
    low: float
    high: float
    n: int


def retrieval(
    qrels: Mapping[str, Mapping[str, int]], run: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, float]]:
    """Each measure of RETRIEVAL for each question; ``run`` has documents, best first."""
    import ir_measures

    judged = {q: {d: g for d, g in documents.items() if g > 0} for q, documents in qrels.items()}
    # trec_eval sorts by score and breaks ties by name: minus the rank keeps our own order.
    scored = {
        q: {document: -float(rank) for rank, document in enumerate(run.get(q, ()), 1)}
        for q in judged
    }
    values: dict[str, dict[str, float]] = {name: dict.fromkeys(judged, 0.0) for name in RETRIEVAL}
    measures = [ir_measures.parse_measure(name) for name in RETRIEVAL]
    for found in ir_measures.iter_calc(measures, judged, scored):
        values[str(found.measure)][found.query_id] = float(found.value)
    return values


def mean(values: Sequence[float]) -> Figure | None:
    """The mean of ``values``; None of none."""
    return statistic(np.mean, [np.asarray(values, dtype=float)])


def statistic(of: Callable[..., float], samples: list[Floats]) -> Figure | None:
    """``of`` the paired ``samples``, all of one length, resampled together. None if it is not
    defined for them, as an area without both classes.
    """
    n = len(samples[0])
    if not n:
        return None
    value = float(of(*samples))
    if np.isnan(value):
        return None
    luck = np.random.default_rng(0)
    drawn = [
        float(of(*(s[pick] for s in samples)))
        for pick in luck.integers(0, n, (RESAMPLES if of is np.mean else RESAMPLES // 4, n))
    ]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Figure(value, float(low), float(high), n)


def p_value(one: Sequence[float], other: Sequence[float]) -> float:
    """Two-sided p of the difference of two paired means, by permutation (Smucker, Allan and
    Carterette 2007, "A comparison of statistical significance tests for information retrieval").
    """
    from scipy.stats import permutation_test

    difference = np.asarray(one, dtype=float) - np.asarray(other, dtype=float)
    if not len(difference) or not difference.any():
        return 1.0
    found = permutation_test(
        (difference,),
        np.mean,
        permutation_type="samples",
        n_resamples=9_999,
        rng=np.random.default_rng(0),
    )
    return float(found.pvalue)


def normalized(text: str) -> str:
    """Lower case, without punctuation, articles and repeated white space, as SQuAD has it."""
    words = text.casefold().translate(str.maketrans("", "", string.punctuation + "“”‘’…–—"))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", words).split())


def holds(quote: str, answers: Sequence[str]) -> bool:
    """Whether ``quote`` holds one of the answers, as whole words: with punctuation left out, as
    SQuAD compares, or with words that end at it, since "2008's" holds 2008 and "Six-time" six.

    >>> holds("A seven-layer protocol.", ["seven"]), holds("Sixteen of them.", ["six"])
    (True, False)
    """
    for form in (normalized, _words):
        words = f" {form(quote)} "
        if any(f" {sought} " in words for sought in map(form, answers) if sought):
            return True
    return False


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def exact(short: str, answers: Sequence[str]) -> float:
    """1 if the short answer is one of the answers."""
    return float(any(normalized(short) == normalized(a) for a in answers))


def token_f1(short: str, answers: Sequence[str]) -> float:
    """The best token F1 of the short answer with one of the answers."""
    return max(
        (_f1(normalized(short).split(), normalized(a).split()) for a in answers), default=0.0
    )


def _f1(given: list[str], gold: list[str]) -> float:
    if not given or not gold:
        return float(given == gold)
    shared = sum((Counter(given) & Counter(gold)).values())
    return 2 * shared / (len(given) + len(gold))


def auroc(positive: Floats, score: Floats) -> float:
    """Area under the ROC curve; nan without both classes. It is the share of pairs of one positive
    and one other that the score has in order (Hanley and McNeil 1982), told by their ranks: of a
    thousand resamples, scikit-learn takes most of the time to look at what it is given.
    """
    from scipy.stats import rankdata

    many = positive.sum()
    if many in (0, len(positive)):
        return float("nan")
    above = rankdata(score)[positive > 0].sum() - many * (many + 1) / 2
    return float(above / (many * (len(positive) - many)))


def refusal(refused: Floats, unanswerable: Floats) -> tuple[float, float, float]:
    """Precision, recall and F1 of refusing; nan where nothing was refused or should have been."""
    both = float((refused * unanswerable).sum())
    precision = both / refused.sum() if refused.sum() else float("nan")
    recall = both / unanswerable.sum() if unanswerable.sum() else float("nan")
    total = refused.sum() + unanswerable.sum()
    return float(precision), float(recall), float(2 * both / total) if total else float("nan")


def calibration_error(right: Floats, support: Floats) -> float:
    """Mean distance of support and share of right answers, over bins of equal size."""
    order = np.argsort(support, kind="stable")
    parts = np.array_split(order, min(BINS, len(order)))
    return float(sum(len(p) * abs(support[p].mean() - right[p].mean()) for p in parts) / len(order))


def reliability(right: Floats, support: Floats) -> list[tuple[float, float, int]]:
    """(mean support, share right, questions) of each bin."""
    order = np.argsort(support, kind="stable")
    return [
        (float(support[p].mean()), float(right[p].mean()), len(p))
        for p in np.array_split(order, min(BINS, len(order)))
        if len(p)
    ]


def risk_coverage(right: Floats, support: Floats) -> list[tuple[float, float]]:
    """(share of questions answered, share of those answered wrongly), from the surest on."""
    order = np.argsort(-support, kind="stable")
    wrong = np.cumsum(1 - right[order])
    count = np.arange(1, len(order) + 1)
    return list(zip((count / len(order)).tolist(), (wrong / count).tolist(), strict=True))


def area_risk_coverage(right: Floats, support: Floats) -> float:
    """Area under the risk–coverage curve: 0 is perfect."""
    return float(np.mean([risk for _, risk in risk_coverage(right, support)]))
