"""What words mean whatever their language, and how rare that is in the news (``meanings.npz``)."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

SHARES = 255
"""What a share of 1 is stored as."""

STEPS = 20
"""How many steps of the table one natural logarithm takes."""

Meant = tuple[tuple[int, float, float], ...]
"""What a stem means: numbers of meanings, its share in each (their squares add up to 1), and how rare each is."""


@dataclass(frozen=True)
class Meanings:
    """For the number of a stem (``vocabulary.stories.number_of``) what it means.

    A meaning bears one number in all packs. It is rare by minus the natural logarithm of the share of articles that
    hold it, 0 to 12.
    """

    by_stem: dict[int, Meant] = field(repr=False)

    def of(self, number: int) -> Meant:
        """What the stem of this number means; empty where nobody has learned it."""
        return self.by_stem.get(number, ())


def read_meanings(path: Path, place: str, faults: list[str]) -> Meanings | None:
    """The table of a pack (``stems``, ``meanings``, ``shares``, ``rarities``); None where it has none."""
    if not path.is_file():
        return None
    try:
        with np.load(path) as table:
            stems, meanings = table["stems"].tolist(), table["meanings"].tolist()
            shares, rarities = table["shares"].tolist(), table["rarities"].tolist()
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        faults.append(f"{place}:1: cannot be read: {error}; make it again with training/stories")
        return None
    by_stem: dict[int, Meant] = {}
    if not len(stems) == len(meanings) == len(shares) == len(rarities):
        faults.append(f"{place}:1: its columns differ in length; make it again with training/stories")
        return None
    for stem, meaning, share, rarity in zip(stems, meanings, shares, rarities, strict=True):
        by_stem[stem] = (*by_stem.get(stem, ()), (meaning, share / SHARES, rarity / STEPS))
    return Meanings(by_stem)
