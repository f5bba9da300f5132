"""Neighbours → groups: average linkage, the same whatever the order in which articles came."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

from musnad.config import across

Edges = Mapping[int, Mapping[int, int]]
"""For each member the likelihoods of its neighbours, in millionths; symmetric."""


def groups(members: Sequence[int], edges: Edges, cohesion_min: int, size_max: int | None = None) -> list[list[int]]:
    """Divides members into groups, each in ascending order, the groups by their first member.

    Starting from single members, the two groups with the highest mean likelihood over all pairs of a member of
    each are joined, until no mean reaches ``cohesion_min``; pairs without an edge count 0. Two whose sum exceeds
    ``size_max`` stay apart. Sums are whole numbers and the first of equal pairs goes first, so the result depends on
    members and edges alone.

    >>> groups([1, 2, 3], {1: {2: 900}, 2: {1: 900, 3: 500}, 3: {2: 500}}, 300)
    [[1, 2], [3]]
    >>> groups([1, 2, 3], {1: {2: 900}, 2: {1: 900, 3: 900}, 3: {2: 900}}, 300, size_max=2)
    [[1, 2], [3]]
    """
    inside = set(members)
    held = {member: [member] for member in members}
    sums = {
        member: {other: each for other, each in edges.get(member, {}).items() if other in inside} for member in members
    }
    heap: list[tuple[float, int, int]] = [
        (-each, one, other) for one in members for other, each in sums[one].items() if one < other
    ]
    heapq.heapify(heap)
    while heap:
        mean, one, other = heapq.heappop(heap)
        if -mean < cohesion_min:
            break
        if one not in held or other not in held or mean != -_mean(held, sums, one, other):
            continue
        if size_max is not None and len(held[one]) + len(held[other]) > size_max:
            continue
        held[one] += held.pop(other)
        for third, likely in sums.pop(other).items():
            if third != one:
                sums[third].pop(other)
                sums[one][third] = sums[third][one] = sums[one].get(third, 0) + likely
        sums[one].pop(other, None)
        for third in sums[one]:
            first, second = min(one, third), max(one, third)
            heapq.heappush(heap, (-_mean(held, sums, first, second), first, second))
    return sorted(sorted(group) for group in held.values())


def grouped(ranks: Mapping[str, float], edges: Mapping[str, Mapping[str, int]]) -> list[tuple[str, ...]]:
    """The stories of articles that edges connect, each as article ids, earliest first; the stories by their first.

    ``ranks`` are the days of publication, infinite where nobody knows; of one day the smaller id comes first. Edges
    to other articles count for nothing.

    >>> grouped({"b": 1.0, "a": 2.0, "c": 1.0}, {"a": {"b": 900_000}, "b": {"a": 900_000}})
    [('b', 'a'), ('c',)]
    """
    order = sorted(ranks, key=lambda each: (ranks[each], each))
    number = {article_id: place for place, article_id in enumerate(order)}
    likely = {
        number[each]: {number[other]: like for other, like in edges.get(each, {}).items() if other in number}
        for each in order
    }
    made = groups(range(len(order)), likely, across.STORY_COHESION_MIN, across.STORY_ARTICLES_MAX)
    return [tuple(order[place] for place in group) for group in made]


def _mean(held: dict[int, list[int]], sums: dict[int, dict[int, int]], one: int, other: int) -> float:
    return sums[one][other] / (len(held[one]) * len(held[other]))
