"""From what two contents share to the chance that they are about the same, by learned weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from math import exp
from pathlib import Path

from musnad.claims.content import Part
from musnad.claims.likeness import Shared
from musnad.model import SourceKind

WEIGHTS = Path(__file__).with_name("weights.json")
NAMES = (
    "bias", "overlap", "holding", "numbers agree", "number alone", "roles agree", "speaker", "article", "short",
)  # fmt: skip
_NAMED = frozenset({SourceKind.PERSON, SourceKind.OFFICE, SourceKind.ORGANISATION})
_SHORT = 3  # stems


def features(one: Part, other: Part, common: Shared) -> dict[str, float]:
    """The values that the weights are for, each about 0 to 1; ``cosine`` only where it was measured."""
    ours, theirs = one.said, other.said
    speaks = bool(ours.speaker) and ours.speaker == theirs.speaker and ours.statement.kind in _NAMED
    found = {
        "bias": 1.0,
        "overlap": common.overlap,
        "holding": common.holding,
        "numbers agree": float(bool(common.agreeing)),
        "number alone": float(0 if common.differing else common.unmatched),
        "roles agree": float(common.roles),
        "speaker": float(speaks),
        "article": float(ours.article_id == theirs.article_id),
        "short": float(min(len(one.content.stems), len(other.content.stems)) < _SHORT),
    }
    if common.cosine is not None:
        found["cosine"] = common.cosine
    return found


def chance(values: Mapping[str, float], *, abroad: bool = False) -> float:
    """The probability, 0 to 1, that belongs to the values; other weights are taken where a cosine was measured.

    So they are for two languages (``abroad``): what words mean is known of fewer of them, and says less in common.
    """
    weights = _weights()["with cosine" if "cosine" in values else "abroad" if abroad else "without cosine"]
    odds = sum([weights[name] * value for name, value in values.items()])
    return round(1 / (1 + exp(-max(-30.0, min(30.0, odds)))), 4)


@cache
def _weights() -> dict[str, dict[str, float]]:
    read: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return read
