"""Parts that are about the same, put together; the same groups in whatever order the parts come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from musnad.claims.content import Part
from musnad.claims.pairs import Pair
from musnad.config.across import OPPOSED_OVERLAP, SAME_CONTENT_SCORE, SAME_LINK_SCORE, SAME_MATTER_SCORE
from musnad.model import Act

_HEAD = 2  # words at the beginning of a denial that say what is denied

Scores = Mapping[tuple[int, int], float]


def grouped(parts: Sequence[Part], pairs: Iterable[Pair]) -> tuple[list[list[int]], list[Pair]]:
    """Groups of part numbers, and the pairs that joined them; counts are left out.

    ``pairs`` come likeliest first, and so taken two groups become one if their contents are alike on average and none
    contradicts another.
    Then those who say that something is so are put together with those who say that it is not, and those that point
    to others with them. A part without a partner is a group by itself.
    """
    pairs = list(pairs)
    scores = {(pair.left, pair.right): pair.score for pair in pairs}
    apart = {(pair.left, pair.right) for pair in pairs if pair.difference}
    group_of = {number: [number] for number, part in enumerate(parts) if part.quantity is None}
    joined = []
    for opposed, least in ((False, SAME_CONTENT_SCORE), (True, SAME_MATTER_SCORE)):
        for pair in pairs:
            if pair.score < least:
                break
            one, other = parts[pair.left], parts[pair.right]
            ours, theirs = group_of[pair.left], group_of[pair.right]
            if opposed is (one.against == other.against) or ours is theirs or pair.difference or not pair.meets:
                continue
            if not (
                _opposed(one, other, pair)
                and _none_apart(ours, theirs, apart)
                and all(_alike(*sides, scores, apart) for sides in _sides(parts, ours, theirs))
                if opposed
                else _alike(ours, theirs, scores, apart)
            ):
                continue
            joined.append(pair)
            ours.extend(theirs)
            for number in theirs:
                group_of[number] = ours
    place = {(part.said.key, part.number): number for number, part in enumerate(parts) if part.quantity is None}
    for number, part in enumerate(parts):
        pointed = place.get((part.said.target, part.number)) if part.quantity is None else None
        if pointed is not None and number in group_of:
            group_of[pointed].append(number)
            del group_of[number]
    groups = {id(group): sorted(group) for group in group_of.values()}
    return sorted(groups.values()), joined


def _opposed(one: Part, other: Part, pair: Pair) -> bool:
    """Whether one says that the other's is not so: who denies may use other words, who only negates the same."""
    explicit = any(part.said.statement.act is Act.DENY or part.said.rejects for part in (one, other))
    if pair.contrary:
        return False  # who denies that it is put off does not deny that it starts
    if not (_begins_with_it(one, other) and _begins_with_it(other, one)):
        return False
    return explicit or pair.overlap >= OPPOSED_OVERLAP


def _begins_with_it(denial: Part, other: Part) -> bool:
    """Whether what a denial begins with stands in what it would deny, and not only what follows; other acts need not.

    "Refuses to negotiate with those who took the engineers" does not deny that they were taken.
    """
    if denial.said.statement.act is not Act.DENY:
        return True
    said, met = denial.content, other.content
    first = [stem for stem in said.stems if stem not in said.spoken][:_HEAD]
    if denial.said.language != other.said.language:
        return any(stem in first and key in met.abroad for key, (stem, _) in said.abroad.items())
    told = met.stems.keys() - met.spoken
    roots = {root for stem, root in met.roots.items() if stem in told}
    return any(stem in told or said.roots.get(stem) in roots for stem in first)


def _sides(parts: Sequence[Part], ours: Sequence[int], theirs: Sequence[int]) -> list[tuple[list[int], list[int]]]:
    """Those of two groups who say that it is so, and those who say that it is not, where both groups have them.

    A denial does not make one claim of two that nobody would put together.
    """
    told = [
        (
            [each for each in ours if parts[each].against is against],
            [each for each in theirs if parts[each].against is against],
        )
        for against in (False, True)
    ]
    return [(mine, other) for mine, other in told if mine and other]


def _none_apart(ours: Sequence[int], theirs: Sequence[int], apart: set[tuple[int, int]]) -> bool:
    """Whether no member of one group contradicts one of the other in a number, time, place or party."""
    return not any((min(one, other), max(one, other)) in apart for one in ours for other in theirs)


def _alike(ours: Sequence[int], theirs: Sequence[int], scores: Scores, apart: set[tuple[int, int]]) -> bool:
    """Whether the members of two groups are alike on average and none contradicts another."""
    total = 0.0
    for one in ours:
        for other in theirs:
            pair = (one, other) if one < other else (other, one)
            if pair in apart:
                return False
            total += scores.get(pair, 0.0)
    return total / (len(ours) * len(theirs)) >= SAME_LINK_SCORE
