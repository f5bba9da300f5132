"""Weighs the candidates of one decision: a linear model whose weights stand in the language pack.

A candidate is a list of feature names. Its score is the sum of the weights of its features; the candidate
with the highest score is taken, the earlier one if two are equal. Weights are learned as a multinomial
logistic regression over the candidates of each decision (``training/train.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log


@dataclass(frozen=True)
class Ranker:
    """The weights of one decision by feature name; a feature without a weight counts nothing."""

    weights: dict[str, float]

    def score(self, features: Sequence[str]) -> float:
        """The log-odds of one candidate, up to a constant of its decision."""
        get = self.weights.get
        return sum([get(feature, 0.0) for feature in features])

    def best(self, candidates: Sequence[Sequence[str]]) -> int:
        """The number of the best candidate; ``candidates`` must not be empty."""
        scores = [self.score(features) for features in candidates]
        return scores.index(max(scores))


def normalise(scores: Sequence[float]) -> list[float]:
    """Log-probabilities of the candidates of one decision from their scores."""
    top = max(scores)
    total = top + log(sum(exp(score - top) for score in scores))
    return [score - total for score in scores]
