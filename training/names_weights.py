"""Learns what speaks for two words, and two names, being one: the ``weights`` of ``src/musnad/names/costs.json``.

    python training/names_weights.py PEOPLE.jsonl.xz

Runs after ``training/names_costs.py``, on a tenth of the people that it did not look at. Needs ``scipy`` and
``rapidfuzz``. Takes about two minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from names_costs import ASIDE, COSTS, TUNING, Person, aligned, people, siblings, tenth
from rapidfuzz import process
from rapidfuzz.distance import Indel, Levenshtein
from scipy.optimize import minimize

from musnad.names.alike import form_features
from musnad.names.costs import costs
from musnad.names.keys import may_be_alike
from musnad.names.likeness import name_features, pairing_of

Counted = Counter[tuple[str, str]]
Example = tuple[dict[str, float], bool]
PENALTY = 1.0
NEAR = 6  # near words and names that are taken as what is not the same


def fit(examples: list[Example]) -> dict[str, float]:
    """The weights of a logistic regression, rounded."""
    names = sorted({name for features, _ in examples for name in features})
    x = np.array([[features.get(name, 0.0) for name in names] for features, _ in examples])
    y = np.array([1.0 if same else -1.0 for _, same in examples])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margins = y * (x @ w)
        slopes = -y / (1 + np.exp(np.clip(margins, -500, 500)))
        return float(np.logaddexp(0, -margins).sum() + PENALTY / 2 * w @ w), x.T @ slopes + PENALTY * w

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    right = ((x @ found > 0) == (y > 0)).mean()
    print(time.strftime("%X"), f"  {len(y)} examples, {right:.3f} right")
    return dict(zip(names, np.round(found, 3).tolist(), strict=True))


def near(words: list[str], wanted: Iterable[str], count: int) -> Iterator[tuple[str, list[str]]]:
    """For each wanted word the nearest others by edit distance."""
    for word in wanted:
        found = process.extract(word, words, scorer=Indel.normalized_similarity, limit=count + 1)
        yield word, [other for other, _, _ in found if other != word][:count]


def across_examples(fresh: Counted, everybody: Counted) -> list[Example]:
    """Words of people with their Latin spelling, and with near spellings of other people's words."""
    dice = random.Random(1)
    spellings: dict[str, set[str]] = defaultdict(set)
    for one, other in (*fresh, *everybody):
        spellings[one].add(other)
        spellings[other].add(one)
    vocabulary = sorted({other for _, other in everybody})
    some = dice.sample(sorted(fresh), 1500)
    neighbours = dict(near(vocabulary, sorted({other for _, other in some}), NEAR))
    found = []
    for one, other in some:
        found.append((form_features(one, other), True))
        for wrong in neighbours[other]:
            if wrong not in spellings[one] and not spellings[wrong] & spellings[other] and may_be_alike(one, wrong):
                found.append((form_features(one, wrong), False))
    return found


def within_examples(fresh: Counted, everybody: Counted, side: int) -> list[Example]:
    """Two spellings of one word of the other script, and near words that share none."""
    dice = random.Random(2)
    pairs = fresh + everybody
    pivots: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        pivots[pair[side]].add(pair[1 - side])
    alike = siblings(pairs, side)
    words = sorted({pair[side] for pair in fresh})
    seen = set(words)
    good = [
        (one, other)
        for (one, other), weight in sorted(alike.items())
        if one < other and weight >= (0.3 if side else 0.6) and (one in seen or other in seen)
    ]
    good = dice.sample(good, min(2000, len(good)))
    vocabulary = sorted(pivots)
    found = [(form_features(one, other), True) for one, other in good if may_be_alike(one, other)]
    for word, others in near(vocabulary, dice.sample(words, 800), NEAR):
        for other in others:
            if not pivots[word] & pivots[other] and may_be_alike(word, other):
                one, two = sorted((word, other))
                found.append((form_features(one, two), False))
    return found


def name_examples(known: list[Person], rest: list[Person]) -> list[Example]:
    """People with their own Latin name, and with those of others who share a word of it or look like it."""
    dice = random.Random(3)
    others = [(arabic, latins[0]) for arabic, latins in rest]
    by_word: dict[str, list[int]] = defaultdict(list)
    for number, (_, latin) in enumerate(others):
        for word in latin.lower().split():
            by_word[word].append(number)
    latins_of = [latin for _, latin in others]
    found = []
    for arabic, latins in dice.sample(known, 1500):
        right = dice.choice(latins)
        found.append((name_features(pairing_of(arabic, right)), True))
        alike = [number for word in right.lower().split() for number in by_word[word]]
        alike = dice.sample(alike, min(300, len(alike)))
        wrong = {latins_of[number] for number in alike if others[number][0] != arabic} - set(latins)
        chosen = [name for name, _, _ in process.extract(right, wrong, scorer=Levenshtein.normalized_similarity, limit=2)]
        strangers = dice.sample(latins_of, 500)
        chosen += [name for name, _, _ in process.extract(right, strangers, limit=1) if name not in latins]
        found.extend((name_features(pairing_of(arabic, name)), False) for name in chosen)
    return found


def main() -> None:
    """Learns the weights and adds them to the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", type=Path)
    options = parser.parse_args()
    everybody = people(options.people)
    known = [person for person in everybody if tenth(person[0]) == TUNING]
    rest = [person for person in everybody if tenth(person[0]) not in (ASIDE, TUNING)]
    weights = costs().weights
    fresh = aligned(known, costs().across, sure=0.15)
    pairs = aligned(random.Random(4).sample(rest, 12_000), costs().across)
    weights["across"] = fit(across_examples(fresh, pairs))
    for kind, side in (("latin", 1), ("arabic", 0)):
        # What is the same here was told by the words that both spell; so that can be no feature, and is weighed as above.
        told = ("known", "rival")
        examples = within_examples(fresh, pairs, side)
        weights[kind] = fit([({k: v for k, v in each.items() if k not in told}, same) for each, same in examples])
        weights[kind].update({name: weights["across"][name] for name in told})
    weights["name"] = fit(name_examples(known, rest))
    for kind, values in weights.items():
        print(kind, values)
    written = json.loads(COSTS.read_text(encoding="utf-8"))
    written["weights"] = weights
    COSTS.write_text(json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
