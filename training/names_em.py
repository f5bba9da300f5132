"""Learns which letters stand for which in pairs of words, by expectation maximisation over all alignments."""

from __future__ import annotations

import math
from collections import Counter

from musnad.names.spelling import END

Pairs = dict[tuple[str, str], float]
ACROSS = ((1, 0), (0, 1), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3))
WITHIN = ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (2, 2))
LONGEST = 16
DISCOUNT = 1.0  # taken off the expected count of a larger unit, three times that where both sides are large
LEAST = 1e-7


def gains(pairs: Pairs, sizes: tuple[tuple[int, int], ...], rounds: int = 6) -> dict[str, dict[str, float]]:
    """The gains of pairs of units, as ``musnad.names.spelling.Units`` takes them; ``pairs`` carry weights."""
    chances = _learn(pairs, sizes, rounds)
    one = _log_shares(pairs, 0)
    other = _log_shares(pairs, 1)
    found: dict[str, dict[str, float]] = {}
    for (left, right), chance in sorted(chances.items()):
        apart = sum(one[letter] for letter in left) + sum(other[letter] for letter in right)
        found.setdefault(left, {})[right] = round(math.log(chance) - apart, 2)
    return found


def _log_shares(pairs: Pairs, side: int) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for pair, weight in pairs.items():
        for letter in pair[side] + END:
            counts[letter] += weight
    total = sum(counts.values())
    return {letter: math.log(count / total) for letter, count in counts.items()}


def _learn(pairs: Pairs, sizes: tuple[tuple[int, int], ...], rounds: int) -> dict[tuple[str, str], float]:
    numbers: dict[tuple[str, str], int] = {}
    lattices = [
        (_lattice(one + END, other + END, sizes, numbers), (len(one) + 2) * (len(other) + 2), weight)
        for (one, other), weight in sorted(pairs.items())
        if max(len(one), len(other)) <= LONGEST
    ]
    units = list(numbers)
    chances = [(0.05 if len(left) > 1 else 1.0) * (1.0 if left and right else 0.1) for left, right in units]
    total = sum(chances)
    chances = [chance / total for chance in chances]
    for _ in range(rounds):
        counts = _expected(lattices, chances)
        for number, (left, right) in enumerate(units):
            if len(left) > 1:
                counts[number] = max(0.0, counts[number] - 3 * DISCOUNT) * 0.7
            elif len(right) > 1:
                counts[number] = max(0.0, counts[number] - DISCOUNT)
        total = sum(counts)
        chances = [count / total for count in counts]
    return {unit: chance for unit, chance in zip(units, chances, strict=True) if chance > LEAST}


def _lattice(
    one: str, other: str, sizes: tuple[tuple[int, int], ...], numbers: dict[tuple[str, str], int]
) -> list[tuple[int, int, int]]:
    """The ways to cut both words into units: place before, place behind, number of the pair of units."""
    width, edges = len(other) + 1, []
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            for x, y in sizes:
                left, right = one[i : i + x], other[j : j + y]
                if i + x > len(one) or j + y > len(other) or (END in left) != (END in right):
                    continue
                number = numbers.setdefault((left, right), len(numbers))
                edges.append((i * width + j, (i + x) * width + j + y, number))
    return edges


def _expected(lattices: list[tuple[list[tuple[int, int, int]], int, float]], chances: list[float]) -> list[float]:
    """The expected count of each pair of units, by the forward and backward sums of each lattice."""
    counts = [0.0] * len(chances)
    for edges, size, weight in lattices:
        forward = [0.0] * size
        forward[0] = 1.0
        for before, behind, number in edges:
            value = forward[before]
            if value:
                forward[behind] += value * chances[number]
        if forward[-1] < 1e-280:
            continue
        backward = [0.0] * size
        backward[-1] = weight / forward[-1]
        for before, behind, number in reversed(edges):
            value = backward[behind] * chances[number]
            if value:
                backward[before] += value
                counts[number] += value * forward[before]
    return counts
