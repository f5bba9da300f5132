"""Learns the weights of a language pack's rankers from annotated articles, and writes them into the pack.

    python training/train.py LANGUAGE GOLD.jsonl.xz… [--out FILE] [--strength S]

Each decision of the grammar (is this a cue; where does content begin; where does it end; where does the source
begin; where does it end; which labels) is a multinomial logistic regression over its candidates, fitted with
L-BFGS and an L2 prior of weight ``--strength``. Weights smaller than a thousandth are dropped.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Example = tuple[list[list[str]], list[int]]  # features of the candidates; the numbers of the right ones


def fit(examples: list[Example], *, strength: float, least: int = 2) -> dict[str, float]:
    """Weights by feature name that make the right candidates likely; rare features (< ``least``) are left out."""
    counts: dict[str, int] = {}
    for candidates, _ in examples:
        for features in candidates:
            for feature in features:
                counts[feature] = counts.get(feature, 0) + 1
    names = {name: number for number, name in enumerate(n for n, c in counts.items() if c >= least)}
    rows, columns, right, groups = [], [], [], []
    row = 0
    for candidates, answers in examples:
        groups.append(row)
        for number, features in enumerate(candidates):
            for feature in set(features):
                column = names.get(feature)
                if column is not None:
                    rows.append(row)
                    columns.append(column)
            right.append(number in answers)
            row += 1
    matrix = csr_matrix((np.ones(len(rows), np.float64), (rows, columns)), (row, len(names)))
    starts, correct = np.array(groups), np.array(right)
    sizes = np.diff(np.append(starts, row))
    transposed = matrix.T.tocsr()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        odds = np.exp(scores)
        whole = np.add.reduceat(odds, starts)
        good = np.add.reduceat(np.where(correct, odds, 0.0), starts)
        value = float(-np.log(np.maximum(good, 1e-300) / whole).sum() + 0.5 * strength * (weights @ weights))
        slope = odds / np.repeat(whole, sizes) - np.where(correct, odds / np.repeat(np.maximum(good, 1e-300), sizes), 0)
        return value, transposed @ slope + strength * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return {name: round(float(found.x[number]), 3) for name, number in names.items() if abs(found.x[number]) >= 0.004}
