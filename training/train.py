"""Learns the weights of a language pack's decisions from annotated articles, and writes them into the pack.

    python training/train.py [GOLD.jsonl.xz[:KEEP]…] [--own training/own_ar.yml:COUNT] [--out FILE]
        [--without ID,ID] [--apart GOLD.jsonl.xz] [--lean 0.4] [--smallest 0.1]

Each decision of the grammar (is this a cue; where does content begin; where does it end; where does the source
begin; where does it end; which labels) is a multinomial logistic regression over its candidates, fitted with
L-BFGS and an L2 prior (``STRENGTH``; how it was chosen stands in docs/model-card.md).
``:KEEP`` leaves every article aside whose number in its file is a multiple of KEEP, so that it can measure.
``:/EACH`` takes only the articles whose number is a multiple of EACH, where all are too many.
``--lean`` is added to the log-odds of every cue, so that more of those in doubt are taken.
``--own`` adds COUNT articles made from sentences of our own (``own.py``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from examples import ATTRIBUTION, COMMUNICATION, LIKELY, Decision, Gold, collect, load, without
from musnad.pack import PACKS, load_pack
from musnad.vocabulary.weights import WIDE
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
ITERATIONS = 150
EMPHASIS = 2.0  # how much more an example of our own guidelines counts beside those of other ones
LEAST_WEIGHT = (
    0.05  # smaller weights are dropped: on a fold of the training articles that moved figures by half a point
)


def fit(
    decision: Decision, *, strength: float, smallest: float = LEAST_WEIGHT, least: int = 2
) -> dict[str, dict[str, float]]:
    """For each scope the weights by feature name that make the right candidates likely.

    Rare features (< ``least``) and weights below ``smallest`` are left out. Where there are examples of two scopes,
    each feature has a weight that both share and one of each scope's own, and what a scope gets is the sum of the two
    (Daumé III 2007, "Frustratingly easy domain adaptation").
    """
    problem = _problem(decision, least)
    starts, correct, transposed = problem.starts, problem.correct, problem.matrix.T.tocsr()
    sizes = np.diff(np.append(starts, len(correct)))
    ours = np.array([scope == COMMUNICATION for _, _, scope in decision.examples])
    emphasis = np.where(ours, EMPHASIS if len(problem.scopes) > 1 else 1.0, 1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = problem.matrix @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        odds = np.exp(scores)
        whole = np.add.reduceat(odds, starts)
        good = np.add.reduceat(np.where(correct, odds, 0.0), starts)
        lost = -np.log(np.maximum(good, 1e-300) / whole) @ emphasis
        slope = odds / np.repeat(whole, sizes) - np.where(correct, odds / np.repeat(np.maximum(good, 1e-300), sizes), 0)
        slope *= np.repeat(emphasis, sizes)
        return float(lost + 0.5 * strength * (weights @ weights)), transposed @ slope + strength * weights

    size = problem.matrix.shape[1]
    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS}).x
    share = size // (len(problem.scopes) + 1) if len(problem.scopes) > 1 else size
    weights = {}
    for number, scope in enumerate(problem.scopes):
        own = found[share * (number + 1) : share * (number + 2)] if len(problem.scopes) > 1 else 0.0
        total = found[:share] + own
        named = {name: round(float(total[column]), 2) for name, column in problem.names.items()}
        weights[scope] = {name: weight for name, weight in sorted(named.items()) if abs(weight) >= smallest}
    return weights


class Problem(NamedTuple):
    """The examples of a decision as a matrix: a row per candidate, a column per feature (and scope)."""

    matrix: csr_matrix
    starts: np.ndarray  # the first row of each example
    correct: np.ndarray  # for each row whether its candidate is right
    names: dict[str, int]
    scopes: list[str]


def _problem(decision: Decision, least: int) -> Problem:
    scopes = sorted({scope for _, _, scope in decision.examples}, reverse=True)
    rows = [(features, scopes.index(scope)) for candidates, _, scope in decision.examples for features in candidates]
    lengths = np.array([len(features) for features, _ in rows])
    numbers = np.concatenate([np.frombuffer(features, np.intc) for features, _ in rows])
    row_of = np.repeat(np.arange(len(rows)), lengths)
    kept = np.flatnonzero(np.bincount(numbers, minlength=len(decision.names)) >= least)
    column_of = np.full(len(decision.names), -1, np.int64)
    column_of[kept] = np.arange(len(kept))
    columns = column_of[numbers]
    row_of, columns = row_of[columns >= 0], columns[columns >= 0]
    width = len(kept)
    if len(scopes) > 1:
        scope_of = np.array([scope for _, scope in rows])
        columns = np.concatenate([columns, columns + len(kept) * (1 + scope_of[row_of])])
        row_of, width = np.concatenate([row_of, row_of]), len(kept) * (1 + len(scopes))
    matrix = csr_matrix((np.ones(len(columns)), (row_of, columns)), (len(rows), width))
    matrix.sum_duplicates()
    matrix.data[:] = 1.0
    sizes = np.array([len(candidates) for candidates, _, _ in decision.examples])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    correct = np.array([n in answers for each, answers, _ in decision.examples for n in range(len(each))])
    known = {name: int(column_of[number]) for name, number in decision.names.items() if column_of[number] >= 0}
    return Problem(matrix, starts, correct, known, scopes)


def gold_of(argument: str) -> tuple[str, list[Gold]]:
    """The training articles of ``FILE`` or ``FILE:KEEP``, with a line that says which file it was."""
    name, _, keep = argument.partition(":")
    path = Path(name)
    if path.suffix == ".yml":
        articles, keep = own_articles(path, count=int(keep)), ""
    else:
        articles = load(path)
    if keep:
        sampled = keep.startswith("/")
        step = int(keep.removeprefix("/"))
        articles = [article for number, article in enumerate(articles) if (number % step == 0) == sampled]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return f"{path.name}{':' + keep if keep else ''} sha256 {digest} ({len(articles)} articles)", articles


def main() -> None:
    """Trains all decisions and writes the file of weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*")
    parser.add_argument("--own", action="append", default=[])
    parser.add_argument("--without", default="", help="ids of articles to leave out, separated by commas")
    parser.add_argument("--apart", type=Path, help="a file of articles that measure: none of them is trained on")
    parser.add_argument("--lean", type=float, default=0.0)
    parser.add_argument("--smallest", type=float, default=LEAST_WEIGHT, help="weights below it are dropped")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    named = [gold_of(argument) for argument in options.gold + options.own]
    languages = {article["lang"] for _, found in named for article in found}
    if len(languages) != 1:
        parser.error(f"the articles are in {len(languages)} languages; give those of one")
    folder = PACKS / languages.pop()
    out = options.out or folder / "weights.json"
    left_out = set(options.without.split(","))
    articles = [article for _, found in named for article in found if article["id"] not in left_out]
    articles = without(articles, load(options.apart) if options.apart else [])
    examples = collect(articles, load_pack(folder))
    decisions = {}
    for name, found in sorted(examples.decisions.items()):
        for scope, weights in fit(found, strength=STRENGTH[name.removesuffix(WIDE)], smallest=options.smallest).items():
            if scope != LIKELY:
                decisions[name.removesuffix(WIDE) + (WIDE if scope == ATTRIBUTION else "")] = weights
        print(f"{name:15} {len(found.examples):6} examples  {len(decisions[name]):6} weights", flush=True)
    for name in ("cue", f"cue{WIDE}"):
        if options.lean and name in decisions:
            decisions[name]["1"] = round(decisions[name].get("1", 0.0) + options.lean, 2)
    about = {"trained_on": [line for line, _ in named], "decisions": decisions}
    out.write_text(json.dumps(about, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print("not expressible:", dict(examples.lost))


if __name__ == "__main__":
    main()
