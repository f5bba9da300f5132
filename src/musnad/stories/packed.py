"""Profiles as bytes and back: a store reads hundreds of them for one article; JSON takes ten times as long."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import lru_cache

from musnad.stories.profile import Profile, Vector

REMEMBERED = 20_000
"""How many profiles are kept read, about 5 kB each: those of the days around the article that is compared."""

_HEAD = struct.Struct("<4H")


def packed_terms(profile: Profile) -> bytes:
    """The four vectors of a profile: four counts, then numbers (32 bits) and weights (64) of each."""
    vectors = (profile.terms, profile.head, profile.title, profile.abroad)
    parts = [_HEAD.pack(*map(len, vectors))]
    for vector in vectors:
        parts.append(struct.pack(f"<{len(vector)}I{len(vector)}d", *vector.keys(), *vector.values()))
    return b"".join(parts)


def packed_numbers(numbers: Iterable[int]) -> bytes:
    """Numbers of 32 bits in ascending order.

    >>> unpacked_numbers(packed_numbers({7, 3}))
    frozenset({3, 7})
    """
    ordered = sorted(numbers)
    return struct.pack(f"<{len(ordered)}I", *ordered)


def read_terms(data: bytes) -> tuple[Vector, Vector, Vector, Vector]:
    """The vectors that ``packed_terms`` packed."""
    place, vectors = _HEAD.size, []
    for count in _HEAD.unpack_from(data):
        values = struct.unpack_from(f"<{count}I{count}d", data, place)
        place += 12 * count
        vectors.append(dict(zip(values[:count], values[count:], strict=True)))
    terms, head, title, abroad = vectors
    return terms, head, title, abroad


def read_numbers(data: bytes) -> frozenset[int]:
    """The numbers that ``packed_numbers`` packed."""
    return frozenset(struct.unpack(f"<{len(data) // 4}I", data))


unpacked_terms = lru_cache(maxsize=REMEMBERED)(read_terms)
"""The same, remembered: what it gives is shared, so leave it as it is."""

unpacked_numbers = lru_cache(maxsize=REMEMBERED)(read_numbers)
"""The same."""
