"""A slow and plain way to count what is certain of each other, which origins are measured by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations


def clique(numbers: Sequence[int], pairs: Iterable[Sequence[int]]) -> int:
    """The most numbers of which every two are a pair, the smaller first; 0 without a number. Few enough to try all."""
    joined = {tuple(pair) for pair in pairs}
    touched = sorted({number for pair in joined for number in pair})
    for count in range(len(touched), 1, -1):
        for chosen in combinations(touched, count):
            if all(pair in joined for pair in combinations(chosen, 2)):
                return count
    return min(1, len(numbers))
