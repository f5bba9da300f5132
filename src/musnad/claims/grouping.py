"""Parts that assert the same, put together; the same groups in whatever order the parts come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from musnad.claims.content import Part
from musnad.claims.pairs import Pair
from musnad.config import SAME_CONTENT_SCORE, SAME_LINK_SCORE, SAME_MATTER_SCORE


def grouped(parts: Sequence[Part], pairs: Iterable[Pair]) -> tuple[list[list[int]], list[Pair]]:
    """Groups of part numbers, and the pairs that joined them.

    Likeliest pairs first, two groups become one if their contents are alike on average and none contradicts another. A
    part without a partner is a group by itself.
    """
    pairs = list(pairs)
    scores = {(pair.left, pair.right): pair.score for pair in pairs}
    apart = {(pair.left, pair.right) for pair in pairs if pair.difference}
    group_of = {number: [number] for number in range(len(parts))}
    joined = []
    for pair in pairs:
        if pair.score < _least(parts[pair.left], parts[pair.right]) or pair.difference:
            continue
        ours, theirs = group_of[pair.left], group_of[pair.right]
        if ours is theirs or not _fit(ours, theirs, scores, apart):
            continue
        joined.append(pair)
        ours.extend(theirs)
        for number in theirs:
            group_of[number] = ours
    groups = {id(group): sorted(group) for group in group_of.values()}
    return sorted(groups.values()), joined


def _least(one: Part, other: Part) -> float:
    """A denial names what it denies in fewer words, and shares no more than the matter."""
    return SAME_MATTER_SCORE if one.against or other.against else SAME_CONTENT_SCORE


def _fit(
    ours: Sequence[int],
    theirs: Sequence[int],
    scores: Mapping[tuple[int, int], float],
    apart: set[tuple[int, int]],
) -> bool:
    total = 0.0
    for one in ours:
        for other in theirs:
            pair = (one, other) if one < other else (other, one)
            if pair in apart:
                return False
            total += scores.get(pair, 0.0)
    return total / (len(ours) * len(theirs)) >= SAME_LINK_SCORE
