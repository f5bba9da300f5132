"""The weights of the grammar's decisions (``weights.json``), learned by ``training/train.py``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from math import exp, log
from pathlib import Path

from musnad.errors import PackError

_NOTHING = repeat(0.0)
_DECIMALS = (
    6  # of a score: weights have two, and two sums of them that are equal must not differ by the order of adding
)


@dataclass(frozen=True)
class Ranker:
    """The weights of one decision by feature name; a feature without a weight counts nothing.

    A candidate is a list of feature names, its score the sum of their weights. The candidate with the highest score
    is taken, the earlier one of two that are equal.
    """

    weights: dict[str, float]
    _tables: dict[tuple[str, ...], dict[str, list[float]]] = field(default_factory=dict, compare=False, repr=False)

    def score(self, features: Sequence[str]) -> float:
        """The log-odds of one candidate, up to a constant of its decision."""
        return round(sum(map(self.weights.get, features, _NOTHING)), _DECIMALS)

    def log_probabilities(self, candidates: Sequence[Sequence[str]]) -> list[float]:
        """The log-probability of each candidate; ``candidates`` must not be empty."""
        get = self.weights.get
        scores = [round(sum(map(get, features, _NOTHING)), _DECIMALS) for features in candidates]
        top = max(scores)
        total = top + log(sum([exp(score - top) for score in scores]))
        return [score - total for score in scores]

    def label(self, labels: Sequence[str], facts: Sequence[str]) -> int:
        """The number of the likeliest of some labels; the first of those that are equal."""
        totals = self.totals(labels, facts)
        return totals.index(max(totals))

    def totals(self, labels: Sequence[str], facts: Sequence[str]) -> list[float]:
        """The score of each label, where a feature is ``label|fact`` for each of the facts."""
        table = self._by_fact(tuple(labels))
        found = [weights for weights in map(table.get, facts) if weights]
        return [round(sum(column), _DECIMALS) for column in zip(*found, strict=True)] or [0.0] * len(labels)

    def _by_fact(self, labels: tuple[str, ...]) -> dict[str, list[float]]:
        """The weights of each fact by label."""
        table = self._tables.get(labels)
        if table is None:
            table = {}
            for feature, weight in self.weights.items():
                label, _, fact = feature.partition("|")
                if label in labels:
                    table.setdefault(fact, [0.0] * len(labels))[labels.index(label)] = weight
            self._tables[labels] = table
        return table


Weights = Mapping[str, Ranker]


WIDE = "@attribution"  # behind the name of a decision: its weights where beliefs and intentions count too
DECISIONS = ("cue", "start", "end", "seat", "seat_end", "kind", "act", "dropped", "form")


def widened(weights: Weights) -> Weights:
    """The weights to find beliefs and intentions with, where a pack has learned them."""
    return {name: weights.get(name + WIDE, ranker) for name, ranker in weights.items() if not name.endswith(WIDE)}


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no weight")


class Stored(Mapping[str, Ranker]):
    """The rankers of a pack by decision, read from its file when one is first asked for: a process need not hold the
    weights of a language that it never reads. Raises ``PackError`` then if the file is broken.
    """

    def __init__(self, path: Path, place: str) -> None:
        self._path, self._place = path, place

    @cached_property
    def _rankers(self) -> Weights:
        faults: list[str] = []
        found = read_weights(self._path, self._place, faults)
        if found is None:
            raise PackError(faults or [f"{self._place}:1: cannot be read: it is gone"])
        return found

    def __getitem__(self, decision: str) -> Ranker:
        return self._rankers[decision]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rankers)

    def __len__(self) -> int:
        return len(self._rankers)


def read_weights(path: Path, place: str, faults: list[str]) -> Weights | None:
    """The rankers of a pack by decision; None where it has none."""
    if not path.is_file():
        return None
    try:
        decisions = json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse)["decisions"]
        missing = [name for name in DECISIONS if name not in decisions]
        if missing:
            raise ValueError(f"no weights for {', '.join(missing)}")
        return {
            name: Ranker({str(key): float(value) for key, value in weights.items()})
            for name, weights in decisions.items()
        }
    except (
        json.JSONDecodeError,
        UnicodeDecodeError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        faults.append(f"{place}:{getattr(error, 'lineno', 1)}: not a file of weights: {error}")
        return None
