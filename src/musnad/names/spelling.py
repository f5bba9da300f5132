"""How well one word spells another: the best alignment of their letters, by learned gains and costs.

Both words are cut into units of one to three letters; each pair of units that stand for one another gains
``log(p(together) / p(apart))``, in natural log-odds. The gains are in ``costs.json``; they were learned by expectation
maximisation over names of people that Wikidata gives in both scripts (``training/names_costs.py``), in the manner of
E. Brill and R. Moore, *An improved error model for noisy channel spelling correction*, ACL 2000.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

NOTHING = -1e9
_UNSEEN = -8.0  # a letter left out or put in that training never saw so, in log-odds
_BEAM = 9.0  # an alignment this much worse than the best one so far is given up
END = "$"


@dataclass(frozen=True)
class Units:
    """The gains of pairs of units: ``gains[one][other]``; one of them may be empty.

    ``best`` and ``best_other`` are the most that each unit can gain, from either side.
    """

    gains: dict[str, dict[str, float]]
    best: dict[str, float] = field(default_factory=dict)
    best_other: dict[str, float] = field(default_factory=dict)
    _ideals: dict[tuple[str, bool], float] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for one, others in self.gains.items():
            for other, gain in others.items():
                for table, unit in ((self.best, one), (self.best_other, other)):
                    if unit and gain > table.get(unit, NOTHING):
                        table[unit] = gain

    def ideal(self, word: str, *, other: bool = False) -> float:
        """The most that any word could gain with this one: 0 or more letters, ``other`` for the second side."""
        key = (word, other)
        if key not in self._ideals:
            table, ended = self.best_other if other else self.best, word + END
            sums = [0.0] + [NOTHING] * len(ended)
            for start in range(len(ended)):
                for end in range(start + 1, min(start + 3, len(ended)) + 1):
                    gain = table.get(ended[start:end], _UNSEEN if end == start + 1 else NOTHING)
                    sums[end] = max(sums[end], sums[start] + gain)
            self._ideals[key] = sums[-1]
        return self._ideals[key]

    def gain(self, one: str, other: str) -> float:
        """What the best alignment of two folded words gains, in log-odds; ``NOTHING`` where there is none."""
        one += END
        cuts = _cuts(other)
        count, gains = len(one), self.gains
        inserted = gains.get("", {})
        rows = [[NOTHING] * len(cuts) for _ in range(count + 1)]
        rows[0][0] = 0.0
        for number, row in enumerate(rows):
            top = max(row)
            if top <= NOTHING:
                return NOTHING
            steps = []
            for size in (1, 2, 3):
                if number + size <= count and (unit := gains.get(one[number : number + size])):
                    steps.append((unit, rows[number + size]))
            dropped = gains.get(one[number : number + 1], {}).get("", _UNSEEN) if number < count else NOTHING
            below = rows[number + 1] if number < count else row
            for place, cut in enumerate(cuts):
                value = row[place]
                if value < top - _BEAM:
                    continue
                top = max(top, value)
                if cut:
                    better = value + inserted.get(cut[0][0], _UNSEEN)
                    row[place + 1] = max(row[place + 1], better)
                better = value + dropped
                below[place] = max(below[place], better)
                for unit, target in steps:
                    for letters, end in cut:
                        gain = unit.get(letters)
                        if gain is not None and value + gain > target[end]:
                            target[end] = value + gain
        return rows[count][-1]


@lru_cache(maxsize=50_000)
def _cuts(word: str) -> tuple[tuple[tuple[str, int], ...], ...]:
    """For each place of a word with its end mark, the units of one to three letters from there, and where they end."""
    ended = word + END
    count = len(ended)
    return tuple(
        tuple((ended[start:end], end) for end in range(start + 1, min(start + 3, count) + 1))
        for start in range(count + 1)
    )
