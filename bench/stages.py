"""The two stages of a calibration: what orders sentences, and how sure the best one may be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from search.measures import calibration_error
from search.span_reader import NAMES

Table = np.ndarray[Any, Any]
PRIOR = (0.6, 0.2, 0.2)
"""What share of a user's questions each kind is taken to be, whatever the shares in the data."""


PASSAGE = ("span", "null", "relevant", "answers", "passage_score")


def passages(x: Table, right: Table, owner: Table) -> dict[str, float]:
    """Weights of PASSAGE that tell passages with an answer from others; ``owner``: question and
    hit of each sentence.
    """
    columns = [NAMES.index(name) for name in PASSAGE]
    found = [np.flatnonzero((owner == each).all(1)) for each in np.unique(owner, axis=0)]
    best = [group[x[group, NAMES.index("span")].argmax()] for group in found]
    holds_it = [bool(right[group].any()) for group in found]
    fitted = LogisticRegression(C=1, max_iter=5000).fit(x[best][:, columns], holds_it)
    return {n: round(float(w), 4) for n, w in zip(PASSAGE, fitted.coef_[0], strict=True)}


def ordering(x: Table, right: Table) -> Table:
    """Weights that tell right sentences from others."""
    fitted = LogisticRegression(C=10, class_weight="balanced", max_iter=5000)
    return np.asarray(fitted.fit(x, right).coef_[0])


def crossed(x: Table, right: Table, number: Table) -> Table:
    """A score of each sentence, by weights that were fitted on the other half of the questions."""
    held = np.isin(number, number[right])  # questions with a right sentence among these
    odd = number % 2 == 1
    by_odd, by_even = (ordering(x[u], right[u]) for u in (held & odd, held & ~odd))
    return np.where(odd, x @ by_even, x @ by_odd)


def best_of(scores: Table, number: Table, most: int) -> Table:
    """Lines of the best ``most`` sentences of each question, best first."""
    made = []
    for n in np.unique(number):
        group = np.flatnonzero(number == n)
        made.append(group[np.argsort(-scores[group], kind="stable")[:most]])
    return np.concatenate(made)


@dataclass(frozen=True, slots=True)
class Stages:
    """Weights of both stages, and what they make of the best sentence of each question."""

    names: tuple[str, ...]
    weights: Table
    evidence: LogisticRegression
    support: Table
    """Cross-validated."""
    right: Table
    kind: Table
    share: Table
    """What each question counts for, see PRIOR."""

    def told(self) -> dict[str, Any]:
        """As search.calibration reads it, without a threshold."""
        pairs = ("weights", self.weights), ("evidence", self.evidence.coef_[0])
        return {
            **{
                name: {n: round(float(w), 4) for n, w in zip(self.names, values, strict=True)}
                for name, values in pairs
            },
            "intercept": round(float(self.evidence.intercept_[0]), 4),
        }


def stages(x: Table, right: Table, number: Table, kind: Table, names: tuple[str, ...]) -> Stages:
    """Both stages on these sentences."""
    held = np.isin(number, number[right])
    best = best_of(crossed(x, right, number), number, 1)
    at, ok, of = x[best], right[best], kind[best]
    share = (np.array(PRIOR) / (np.bincount(of, minlength=3) / len(best)))[of]

    def evidence(use: Table) -> LogisticRegression:
        return LogisticRegression(C=1, max_iter=5000).fit(at[use], ok[use], share[use])

    support = np.zeros(len(best))
    for fold in range(5):
        test = np.arange(len(best)) % 5 == fold
        support[test] = evidence(~test).predict_proba(at[test])[:, 1]
    everything = evidence(np.ones(len(best), dtype=bool))
    return Stages(names, ordering(x[held], right[held]), everything, support, ok, of, share)


def figures(made: Stages, threshold: float) -> dict[str, float]:
    """How well questions are answered, and how well they are told apart."""
    kind, support, ok = made.kind, made.support, made.right
    refused, plain = support < threshold, kind != 1
    often = np.repeat(np.arange(len(ok)), np.rint(20 * made.share).astype(int))
    found = {
        "right_of_answerable": ok[kind == 0].mean(),
        "auroc_right": roc_auc_score(ok, support),
        "auroc_answerable": roc_auc_score(kind == 0, support),
        "auroc_answerable_against_foreign": roc_auc_score(kind[plain] == 0, support[plain]),
        "refused_of_answerable": refused[kind == 0].mean(),
        "refused_of_marked": refused[kind == 1].mean(),
        "refused_of_foreign": refused[kind == 2].mean(),
        "calibration_error": calibration_error(ok[often].astype(float), support[often]),
    }
    return {name: round(float(value), 4) for name, value in found.items()}
