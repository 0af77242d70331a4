"""Fitted weights of a reader: what orders sentences, and what makes a probability of it."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Calibration:
    """``score = weights · features`` orders sentences; below ``threshold`` no answer is given.
    ``support = 1 / (1 + exp(-(evidence · features + intercept)))`` is a probability.
    ``passage · features`` of its best sentence orders a passage.
    """

    weights: tuple[float, ...]
    evidence: tuple[float, ...]
    intercept: float
    threshold: float
    passage: tuple[float, ...] = ()

    def of(self, names: tuple[str, ...], name: str) -> tuple[float, float]:
        """What the feature ``name``, one of ``names``, weighs in the order and as evidence."""
        number = names.index(name)
        return self.weights[number], self.evidence[number]

    def score(self, features: Sequence[float]) -> float:
        """How well a sentence with these features seems to answer; higher is better."""
        return sum(w * f for w, f in zip(self.weights, features, strict=True))

    def relevance(self, features: Sequence[float]) -> float:
        """How well the passage of a sentence with these features seems to answer."""
        return sum(w * f for w, f in zip(self.passage, features, strict=True))

    def support(self, features: Sequence[float]) -> float:
        """Probability that a quote with these features answers its question."""
        x = sum(w * f for w, f in zip(self.evidence, features, strict=True)) + self.intercept
        return 1 / (1 + math.exp(-x))


@cache
def fitted(file: str, names: tuple[str, ...]) -> Calibration:
    """The fitted one in ``file`` beside this one, for the features ``names``."""
    fields = json.loads(files("search").joinpath(file).read_text(encoding="utf-8"))
    return Calibration(
        tuple(fields["weights"][name] for name in names),
        tuple(fields["evidence"][name] for name in names),
        fields["intercept"],
        fields["threshold"],
        tuple(fields.get("passage", {}).get(name, 0.0) for name in names),
    )
