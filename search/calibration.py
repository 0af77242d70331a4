"""Fitted weights of a reader: what orders sentences, and what makes a probability of it."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Calibration:
    """``score = weights · features`` orders sentences; below ``threshold`` no answer is given.
    ``logit = evidence · features + intercept`` is that of ``support``, a probability.
    ``passage · features`` of its best sentence orders a passage. ``further``: weights of ``beside``
    and its intercept, where there are any.
    """

    weights: tuple[float, ...]
    evidence: tuple[float, ...]
    intercept: float
    threshold: float
    passage: tuple[float, ...] = ()
    further: tuple[float, float, float] | None = None

    def score(self, features: Sequence[float]) -> float:
        """How well a sentence with these features seems to answer; higher is better."""
        return sum(w * f for w, f in zip(self.weights, features, strict=True))

    def relevance(self, features: Sequence[float]) -> float:
        """How well the passage of a sentence with these features seems to answer."""
        return sum(w * f for w, f in zip(self.passage, features, strict=True))

    def logit(self, features: Sequence[float]) -> float:
        """Of ``support``."""
        return sum(w * f for w, f in zip(self.evidence, features, strict=True)) + self.intercept

    def support(self, features: Sequence[float]) -> float:
        """Probability that a quote with these features answers its question."""
        return probability(self.logit(features))

    def beside(self, surest: float, behind: float) -> float | None:
        """Probability that a sentence answers too whose score is ``behind`` that of the best one,
        whose support has the logit ``surest``.
        """
        if self.further is None:
            return None
        of_surest, of_behind, intercept = self.further
        return probability(of_surest * surest + of_behind * behind + intercept)


def probability(logit: float) -> float:
    """The probability with this logit.

    >>> probability(0.0), probability(-1000.0)
    (0.5, 0.0)
    """
    if logit < 0:
        return 1 - probability(-logit)
    return 1 / (1 + math.exp(-logit))


def logit(probability: float) -> float:
    """The logit of a probability; of 0 and of 1 that of one which is very near to it.

    >>> logit(0.5)
    0.0
    """
    near = min(max(probability, TINY), 1 - TINY)
    return math.log(near / (1 - near))


@cache
def fitted(file: str, names: tuple[str, ...]) -> Calibration:
    """The fitted one in ``file`` beside this one, for the features ``names``."""
    fields = json.loads(files("search").joinpath(file).read_text(encoding="utf-8"))
    further = fields.get("further")
    return Calibration(
        tuple(fields["weights"][name] for name in names),
        tuple(fields["evidence"][name] for name in names),
        fields["intercept"],
        fields["threshold"],
        tuple(fields.get("passage", {}).get(name, 0.0) for name in names),
        further and (further["surest"], further["behind"], further["intercept"]),
    )
