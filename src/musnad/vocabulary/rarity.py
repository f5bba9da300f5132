"""How rare words are in the news: what sharing one says of two contents (``rarity.npz``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from musnad.config import WORDS_REMEMBERED

if TYPE_CHECKING:
    import numpy as np

BUCKETS = 1 << 16
STEPS = 16
"""A stored step is this part of a natural logarithm."""


@lru_cache(maxsize=WORDS_REMEMBERED)
def bucket(stem: str) -> int:
    """The place of a stem in the table.

    >>> bucket("قتل") == bucket("قتل"), bucket("kill") < BUCKETS
    (True, True)
    """
    return crc32(stem.encode()) % BUCKETS


@dataclass(frozen=True)
class Rarity:
    """``steps`` by bucket: the logarithm of sentences to sentences that hold the stem, in parts of ``STEPS``."""

    steps: bytes = field(repr=False)

    def of(self, stem: str) -> float:
        """The natural logarithm of how many sentences there are to one that holds the stem; 0 to 16."""
        return self.steps[bucket(stem)] / STEPS


def read_rarity(path: Path, place: str, faults: list[str]) -> Rarity | None:
    """The rarities of a pack; None where it has none."""
    if not path.is_file():
        return None
    import numpy as np  # noqa: PLC0415 a pack without such a file needs none

    try:
        with np.load(path) as stored:
            steps: np.ndarray = stored["steps"]
        if steps.shape != (BUCKETS,) or steps.dtype != np.uint8:
            raise ValueError("its table has another size")
    except (OSError, KeyError, ValueError) as error:
        faults.append(f"{place}:1: not a file of rarities: {error}")
        return None
    return Rarity(steps.tobytes())
