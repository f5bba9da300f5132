"""A rough score of many names at once, from the odds of their words alone: which of them are worth a close look."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from musnad.names.alike import SURELY
from musnad.names.costs import costs

Table = NDArray[np.float32]
_RAREST = 9.0  # as ``likeness.name_features`` takes it


def estimates(odds: Table, rarity: Table, counts: NDArray[np.int64]) -> Table:
    """The log-odds of each name being the wanted one, as ``compare`` would weigh them but for small matters.

    ``odds[name, word, wanted]`` and ``rarity`` are of each pair of words, the first ``-SURELY`` where a word is not
    known to be like the wanted one, and below that where a name has no such word; ``counts`` are words of each name.
    """
    weights = costs().weights["name"]
    names, held, wanted = odds.shape
    odds = odds.copy()
    rows = np.arange(names)
    total = np.full(names, weights["always"], dtype=np.float32)
    agreed = np.zeros(names, dtype=np.float32)
    common = np.zeros(names, dtype=np.float32)
    places = np.full((names, wanted), -1, dtype=np.int64)
    for _ in range(min(held, wanted)):
        best = odds.reshape(names, -1).argmax(axis=1)
        place, facing = best // wanted, best % wanted
        value = odds[rows, place, facing]
        for_it, there = value > 0, value >= -SURELY
        share = np.maximum(value, -SURELY) / SURELY
        rare = np.minimum(rarity[rows, place, facing], _RAREST) / _RAREST
        total += np.where(for_it, share * (weights["agreed"] + weights["agreed_rare"] * rare), 0)
        total += np.where(~for_it & there, share * weights["against"] + weights["against_count"], 0)
        agreed += for_it
        common += for_it * (1 - rare)
        places[rows, facing] = np.where(for_it, place, -1)
        odds[rows, place] = odds[rows, :, facing] = -np.inf
    turned = _are_turned(places)
    total += turned * (weights["turned"] + weights["turned_common"] * common / np.maximum(agreed, 1))
    total += weights["alone"] * (agreed == 1)
    total += weights["left_count"] * np.abs(counts - wanted)
    return total


def _are_turned(places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the words that agree stand in another order; -1 is the place of one that does not."""
    reached = np.maximum.accumulate(places, axis=1)
    turned: NDArray[np.bool_] = np.any((places >= 0) & (places < reached), axis=1)
    return turned
