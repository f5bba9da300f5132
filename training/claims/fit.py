"""Learns the weights of ``src/musnad/claims/weights.json`` from stories with annotated claims.

usage: python -m training.claims.fit STATEMENTS.jsonl STORY.json… [--and STATEMENTS.jsonl.xz STORY.json…] [--meaning]

The small made-up stories for tuning are learned from, too. A pair of contents is about the same where their statements
support, or support and deny, one claim, or are in conflict: what differs is told apart by rules. Of several contents of
two statements the likeliest counts. Pairs that share a number of dead or hurt are left out: those are claims by
themselves. What is shared may only speak for, what is not shared only against. Every story counts alike. Prints how
well the pairs of each story are told by the weights of the others.
"""

from __future__ import annotations

import json
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
from training.claims.small import small_stories

from musnad.claims.content import Part
from musnad.claims.likeness import Embedder, shared
from musnad.claims.odds import NAMES, WEIGHTS, features
from musnad.claims.pairs import candidates
from musnad.dossiers.annotated import Told, stories
from musnad.dossiers.build import Linked
from musnad.pack import packs
from musnad.steps.align import parts_of, told_in

PENALTY = 2.0
SPEAK_FOR = ("overlap", "holding", "numbers agree", "roles agree", "speaker", "cosine")
SPEAK_AGAINST = ("article", "number alone")

Examples = list[tuple[list[float], float]]


def examples(told: Told, names: list[str], embedder: Embedder | None) -> Examples:
    """Values and labels (1 about the same, 0 not) of the pairs of a story that the annotation judges."""
    ordered = sorted(told.extractions, key=lambda each: each.article.id)
    parts = parts_of(told_in(ordered, packs(), Linked.of(ordered).entity_of))
    same, judged = _judged(told)
    found: Examples = []
    likeliest: dict[tuple[str, ...], tuple[float, list[float]]] = {}
    for left, right in sorted(candidates(parts)):
        one, other = parts[left], parts[right]
        key = tuple(sorted((one.said.key, other.said.key)))
        if not set(key) <= judged or _counts(parts, key[0]) & _counts(parts, key[1]):
            continue
        values = features(one, other, shared(one.content, other.content, embedder))
        row = [values[name] for name in names]
        if key not in same:
            found.append((row, 0.0))
        elif key not in likeliest or values["overlap"] + values["holding"] > likeliest[key][0]:
            likeliest[key] = (values["overlap"] + values["holding"], row)
    return found + [(row, 1.0) for _, row in likeliest.values()]


def _judged(told: Told) -> tuple[set[tuple[str, ...]], set[str]]:
    same: set[tuple[str, ...]] = set()
    judged: set[str] = set()
    for claim in told.gold["claims"]:
        members = {*claim.get("support", []), *claim.get("deny", [])}
        same |= set(combinations(sorted(members), 2))
        judged |= members | set(claim.get("contradict", []))
        for conflict in claim.get("conflict", []):
            judged |= set(conflict["between"])
            same.add(tuple(sorted(conflict["between"])))
    if told.gold.get("complete"):
        judged |= {f"{each.article.id}/{one.id}" for each in told.extractions for one in each.statements}
    return same, judged


def _counts(parts: list[Part], key: str) -> set[str]:
    return {part.quantity.counted for part in parts if part.said.key == key and part.quantity}


def fitted(every: list[Examples], names: list[str]) -> np.ndarray:
    """The weights that tell the examples best, each story weighed by the root of its size."""
    from scipy.optimize import minimize  # noqa: PLC0415 who only measures need not have it

    values = np.array([row for story in every for row, _ in story])
    labels = np.array([label for story in every for _, label in story])
    weighed = np.concatenate([np.full(len(story), len(story) ** -0.5) for story in every])
    weighed /= weighed.mean()
    held = PENALTY * np.array([float(name != "bias") for name in names])

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = values @ weights
        loss = (weighed * (np.logaddexp(0, odds) - labels * odds)).sum() + (held * weights**2).sum() / 2
        return loss, values.T @ (weighed * (1 / (1 + np.exp(-odds)) - labels)) + held * weights

    bounds = [
        (0, None) if name in SPEAK_FOR else (None, 0) if name in SPEAK_AGAINST else (None, None) for name in names
    ]
    return np.asarray(minimize(cost, np.zeros(len(names)), jac=True, bounds=bounds, method="L-BFGS-B").x)


def main() -> None:
    """Learns and writes."""
    given = [each for each in sys.argv[1:] if each not in ("--and", "--meaning")]
    embedder: Embedder | None = None
    if "--meaning" in sys.argv:
        from musnad.claims.meaning import SentenceEncoder  # noqa: PLC0415 an extra

        embedder = SentenceEncoder()
    names = [*NAMES, "cosine"] if embedder else list(NAMES)
    every: dict[str, Examples] = {}
    sets: list[list[Path]] = []
    for path in map(Path, given):
        if ".jsonl" in path.name:
            sets.append([path])
        else:
            sets[-1].append(path)
    for statements, *files in sets:
        every.update({told.name: examples(told, names, embedder) for told in stories(statements, files)})
    every.update({told.name: examples(told, names, embedder) for told in small_stories(kept_apart=False)})
    hits = found = wanted = 0
    for name, story in every.items():
        weights = fitted([each for other, each in every.items() if other != name], names)
        told = np.array([row for row, _ in story]) @ weights > 0
        labels = np.array([label for _, label in story]) > 0
        hits, found, wanted = hits + int((told & labels).sum()), found + int(told.sum()), wanted + int(labels.sum())
    print(f"pairs of stories left out: F1 {200 * hits / (found + wanted):.1f}")
    weights = dict(zip(names, (round(float(each), 3) for each in fitted(list(every.values()), names)), strict=True))
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    stored["weights"]["with cosine" if embedder else "without cosine"] = weights
    WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
