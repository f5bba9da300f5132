"""Texts with the names in them, from the corpora that the tagger learns from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from examples import load

BLOCK = 40  # neighbouring sentences of ANERcorp that are kept apart together, since they are of one article
_TYPES = {"PERS": "person", "ORG": "organisation", "LOC": "place"}


class Named(NamedTuple):
    """A text and its names as (start, end, type) in code points; type ``skip``: not to be learned from."""

    text: str
    names: list[tuple[int, int, str]]


def anercorp(path: Path) -> tuple[list[Named], list[Named]]:
    """The sentences of ANERcorp to learn from, and the tenth kept apart: every block whose number's digest says so."""
    parts: tuple[list[Named], list[Named]] = ([], [])
    for number, row in enumerate(load(path)):
        apart = int(hashlib.sha256(str(number // BLOCK).encode()).hexdigest(), 16) % 10 == 0
        parts[apart].append(joined(row["tokens"], row["tags"]))
    return parts


def joined(tokens: list[str], tags: list[str]) -> Named:
    """A sentence of tokens and tags; names of other sorts are left out."""
    names: list[tuple[int, int, str]] = []
    place = 0
    before = "O"
    for token, tag in zip(tokens, tags, strict=True):
        sort = _TYPES.get(tag[2:])
        if sort and (tag.startswith("B") or before[2:] != tag[2:]):
            names.append((place, place + len(token), sort))
        elif sort:
            names[-1] = (names[-1][0], place + len(token), sort)
        before = tag
        place += len(token) + 1
    return Named(" ".join(tokens), names)


def words_of(named: Named) -> Iterator[tuple[int, int]]:
    """The words between spaces of a text, as (start, end)."""
    place = 0
    for word in named.text.split(" "):
        yield place, place + len(word)
        place += len(word) + 1
