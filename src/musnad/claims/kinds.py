"""What is counted once only in each article of a story: two articles that count it differently differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from musnad.claims.content import Part
from musnad.claims.quantity import HAPPENINGS, LENGTH, NOT_COMPARED, Quantity

_ANYTHING = frozenset({"", "percent", "degree", "metre", LENGTH}) | HAPPENINGS | NOT_COMPARED
"""What articles measure many things in, and what is a claim by itself."""


def lone_kinds(parts: Iterable[Part]) -> frozenset[str]:
    """The kinds of things of which no article of the story gives two numbers, so that all numbers are of one thing.

    Shares, lengths and degrees are left out: what they are of is not said by their unit.
    """
    told: dict[str, dict[str, list[Quantity]]] = defaultdict(lambda: defaultdict(list))
    for part in parts:
        if part.quantity is None:
            for each in part.content.quantities:
                if each.kind not in _ANYTHING and each.counted not in _ANYTHING:
                    told[each.kind][part.said.article_id].append(each)
    return frozenset(
        kind
        for kind, by_article in told.items()
        if len(by_article) > 1
        and all(one.meets(other) for found in by_article.values() for one, other in combinations(found, 2))
    )
