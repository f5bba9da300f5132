"""Parts that are about the same, put together; the same groups in whatever order the parts come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from musnad.claims.content import Part
from musnad.claims.pairs import Pair
from musnad.config import OPPOSED_SCORE, SAME_CONTENT_SCORE, SAME_LINK_SCORE, SAME_MATTER_SCORE

Scores = Mapping[tuple[int, int], float]


def grouped(parts: Sequence[Part], pairs: Iterable[Pair]) -> tuple[list[list[int]], list[Pair]]:
    """Groups of part numbers, and the pairs that joined them; counts are left out.

    Likeliest pairs first, two groups become one if their contents are alike on average and none contradicts another:
    first those who say the same, then those who say that it is so with those who say that it is not. A part without a
    partner is a group by itself.
    """
    pairs = list(pairs)
    scores = {(pair.left, pair.right): pair.score for pair in pairs}
    apart = {(pair.left, pair.right) for pair in pairs if pair.difference}
    group_of = {number: [number] for number, part in enumerate(parts) if part.quantity is None}
    joined = []
    for opposed in (False, True):
        for pair in pairs:
            ours, theirs = group_of[pair.left], group_of[pair.right]
            if opposed is (parts[pair.left].against == parts[pair.right].against) or ours is theirs:
                continue
            if pair.score < (SAME_MATTER_SCORE if opposed else SAME_CONTENT_SCORE) or pair.difference:
                continue
            if not _fit((ours, theirs), scores, apart, OPPOSED_SCORE if opposed else SAME_LINK_SCORE):
                continue
            joined.append(pair)
            ours.extend(theirs)
            for number in theirs:
                group_of[number] = ours
    groups = {id(group): sorted(group) for group in group_of.values()}
    return sorted(groups.values()), joined


def _fit(groups: tuple[list[int], list[int]], scores: Scores, apart: set[tuple[int, int]], least: float) -> bool:
    ours, theirs = groups
    total = 0.0
    for one in ours:
        for other in theirs:
            pair = (one, other) if one < other else (other, one)
            if pair in apart:
                return False
            total += scores.get(pair, 0.0)
    return total / (len(ours) * len(theirs)) >= least
