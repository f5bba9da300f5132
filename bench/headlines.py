"""Measures how conflicts and agreement are told on pairs of Arabic headlines (ANS: agree, disagree, other).

    python bench/headlines.py [DATA_FOLDER]

Prints, on the dev part, the F1 of each label and their mean (macro) for: the label that is commonest in train; a
regression on the share of words alone, learned on train; what ``musnad.claims`` says without having seen ANS; a
regression on all that it finds, learned on train. ANS: Alhindi and others 2021, Apache-2.0.
"""

from __future__ import annotations

import json
import lzma
import sys
from pathlib import Path

import numpy as np

from musnad.claims.content import Said
from musnad.claims.likeness import shared
from musnad.claims.pairs import pair_of
from musnad.claims.said import said_in
from musnad.config.across import SAME_MATTER_SCORE
from musnad.model import Act, Article, Extraction, Form, SourceKind, Span, Statement
from musnad.pack import packs
from musnad.steps.align import parts_of

LABELS = ("agree", "disagree", "other")
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def said(text: str, name: str) -> Said:
    """A headline as a statement of nobody."""
    pack = packs()["ar"]
    statement = Statement("s1", (), (), (Span(0, len(text)),), SourceKind.IMPLICIT, None, Act.ASSERT, Form.INDIRECT)
    return said_in(Extraction(Article(name, name, "ar", text), (statement,), ()), pack, lambda article, number: None)[0]


def looked_at(row: dict[str, str]) -> tuple[str, list[float]]:
    """What the package says of a pair, and the values behind it."""
    parts = parts_of([said(row["s1"], "a"), said(row["s2"], "b")])
    best, values = None, [0.0] * 10
    for one in parts:
        for other in parts:
            if one.quantity or other.quantity or (one.said.article_id, other.said.article_id) != ("a", "b"):
                continue
            pair = pair_of((0, one), (1, other))
            if best is None or pair.score > best[0].score:
                common = shared(one.content, other.content)
                best = (pair, one, other)
                sizes = sorted((len(one.content.stems), len(other.content.stems)))
                values = [
                    1.0, common.overlap, common.holding, pair.score, float(pair.difference is not None),
                    float(one.against != other.against), float(bool(common.differing)), float(bool(common.agreeing)),
                    (sizes[1] - sizes[0]) / 10, common.overlap**2,
                ]  # fmt: skip
    if best is None or best[0].score < SAME_MATTER_SCORE:
        return "other", values
    counts = [
        {
            (part.quantity.counted, part.quantity.value)
            for part in parts
            if part.quantity and part.said.article_id == name
        }
        for name in "ab"
    ]
    kinds = {kind for kind, _ in counts[0]} & {kind for kind, _ in counts[1]}
    differ = any(
        {v for k, v in counts[0] if k == kind}.isdisjoint({v for k, v in counts[1] if k == kind}) for kind in kinds
    )
    values[6] = max(values[6], float(differ))
    conflict = best[0].difference is not None or best[1].against != best[2].against or differ
    return ("disagree" if conflict else "agree"), values


def learned(values: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Weights [value, label] of a softmax regression, labels weighed alike; 3,000 steps of gradient descent."""
    wanted = np.eye(len(LABELS))[labels]
    each = (1 / wanted.sum(0))[labels]
    each /= each.sum()
    weights = np.zeros((values.shape[1], len(LABELS)))
    for _ in range(3_000):
        odds = np.exp(values @ weights - (values @ weights).max(1, keepdims=True))
        weights -= 2.0 * (values.T @ (each[:, None] * (odds / odds.sum(1, keepdims=True) - wanted)) + 1e-4 * weights)
    return weights


def report(name: str, found: np.ndarray, gold: np.ndarray) -> None:
    """One line: F1 of each label and their mean, in percent."""
    scores = []
    for label in range(len(LABELS)):
        hit = int(((found == label) & (gold == label)).sum())
        scores.append(200 * hit / max(1, int((found == label).sum() + (gold == label).sum())))
    shown = "  ".join(f"{label} {score:5.1f}" for label, score in zip(LABELS, scores, strict=True))
    print(f"{name:42} {shown}  macro {sum(scores) / len(scores):5.1f}")


def main() -> None:
    """Measures."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    told, values, gold = {}, {}, {}
    for part in ("train", "dev"):
        with lzma.open(data / "ans" / f"{part}.jsonl.xz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        seen = [looked_at(row) for row in rows]
        told[part] = np.array([LABELS.index(label) for label, _ in seen])
        values[part] = np.array([value for _, value in seen])
        gold[part] = np.array([LABELS.index(row["stance"]) for row in rows])
    report("commonest label", np.full(len(gold["dev"]), np.bincount(gold["train"]).argmax()), gold["dev"])
    few = [0, 1, 9]
    report(
        "share of words, learned",
        (values["dev"][:, few] @ learned(values["train"][:, few], gold["train"])).argmax(1),
        gold["dev"],
    )
    report("musnad.claims, not learned on ANS", told["dev"], gold["dev"])
    report(
        "all that musnad.claims finds, learned",
        (values["dev"] @ learned(values["train"], gold["train"])).argmax(1),
        gold["dev"],
    )


if __name__ == "__main__":
    main()
