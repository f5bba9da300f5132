"""Learns the weights of a language pack's decisions from annotated articles, and writes them into the pack.

    python training/train.py GOLD.jsonl.xz[:KEEP]… [--own training/own_ar.yml:COUNT] [--out FILE]
        [--without ID,ID] [--language ar]

Each decision of the grammar (is this a cue; where does content begin; where does it end; where does the source
begin; where does it end; which labels) is a multinomial logistic regression over its candidates, fitted with
L-BFGS and an L2 prior (``STRENGTH``; how it was chosen stands in docs/model-card.md).
``:KEEP`` leaves every article aside whose number in its file is a multiple of KEEP, so that it can measure.
``--own`` adds COUNT articles made from sentences of our own (``own.py``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from examples import Gold, collect, load
from musnad.pack import PACKS, load_pack
from own import own_articles

# The weight of the L2 prior of each decision.
STRENGTH = {
    "cue": 3.0,
    "start": 1.5,
    "end": 3.0,
    "seat": 1.5,
    "seat_end": 0.7,
    "kind": 1.0,
    "act": 1.0,
    "dropped": 1.0,
    "form": 2.0,
}
LEAST_WEIGHT = (
    0.05  # smaller weights are dropped: on a fold of the training articles that moved figures by half a point
)

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
    weights = {name: round(float(found.x[number]), 2) for name, number in names.items()}
    return {name: weight for name, weight in sorted(weights.items()) if abs(weight) >= LEAST_WEIGHT}


def gold_of(argument: str) -> tuple[str, list[Gold]]:
    """The training articles of ``FILE`` or ``FILE:KEEP``, with a line that says which file it was."""
    name, _, keep = argument.partition(":")
    path = Path(name)
    if path.suffix == ".yml":
        articles, keep = own_articles(path, count=int(keep)), ""
    else:
        articles = load(path)
    if keep:
        articles = [article for number, article in enumerate(articles) if number % int(keep)]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return f"{path.name}{':' + keep if keep else ''} sha256 {digest} ({len(articles)} articles)", articles


def main() -> None:
    """Trains all decisions and writes the file of weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--own", action="append", default=[])
    parser.add_argument("--without", default="", help="ids of articles to leave out, separated by commas")
    parser.add_argument("--language", default="ar")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    folder = PACKS / options.language
    out = options.out or folder / "weights.json"
    named = [gold_of(argument) for argument in options.gold + options.own]
    left_out = set(options.without.split(","))
    articles = [article for _, found in named for article in found if article["id"] not in left_out]
    examples = collect(articles, load_pack(folder))
    decisions = {name: fit(found, strength=STRENGTH[name]) for name, found in sorted(examples.decisions.items())}
    about = {"trained_on": [line for line, _ in named], "decisions": decisions}
    out.write_text(json.dumps(about, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    for name, weights in decisions.items():
        print(f"{name:10} {len(examples.decisions[name]):6} examples  {len(weights):6} weights")
    print("not expressible:", dict(examples.lost))


if __name__ == "__main__":
    main()
