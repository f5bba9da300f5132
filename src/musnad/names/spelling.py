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
_STEPS_REMEMBERED = 4_000  # groups of letters, each with some hundred units: 20 MB at the most
END = "$"
Cuts = tuple[tuple[tuple[str, int], ...], ...]
Steps = tuple[list[tuple[int, dict[str, float]]], dict[str, tuple[tuple[int, float], ...]]]


@dataclass(frozen=True)
class Units:
    """The gains of pairs of units: ``gains[one][other]``; one of them may be empty.

    ``best`` and ``best_other`` are the most that each unit can gain, from either side.
    """

    gains: dict[str, dict[str, float]]
    best: dict[str, float] = field(default_factory=dict)
    best_other: dict[str, float] = field(default_factory=dict)
    _ideals: dict[tuple[str, bool], float] = field(default_factory=dict, repr=False)
    _steps: dict[str, Steps] = field(default_factory=dict, repr=False)

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
        cuts, inserted = _cuts(other), self.gains.get("", {})
        rows = [[NOTHING] * len(cuts) for _ in range(len(one) + 1)]
        rows[0][0] = 0.0
        for number in range(len(one)):
            least = _insert(rows[number], cuts, inserted)
            if least <= NOTHING:
                return NOTHING
            self._advance(rows[number : number + 4], least, one[number : number + 3], cuts)
        _insert(rows[-1], cuts, inserted)
        return rows[-1][-1]

    def _advance(self, rows: list[list[float]], least: float, letters: str, cuts: Cuts) -> None:
        """Carries the sums of the first row on to the next ones, by the units with which ``letters`` begin."""
        row, below = rows[0], rows[1]
        dropped = self.gains.get(letters[0], {}).get("", _UNSEEN)
        tables, known = self._steps_of(letters)
        for place, value in enumerate(row):
            if value < least:
                continue
            below[place] = max(below[place], value + dropped)
            for unit, end in cuts[place]:
                steps = known.get(unit)
                if steps is None:
                    steps = known[unit] = tuple([(n, gain) for n, table in tables if (gain := table.get(unit))])
                for size, gain in steps:
                    rows[size][end] = max(rows[size][end], value + gain)

    def _steps_of(self, letters: str) -> Steps:
        """The gains of the units with which some letters begin, with their sizes; and what is known of a unit."""
        found = self._steps.get(letters)
        if found is None:
            if len(self._steps) >= _STEPS_REMEMBERED:
                self._steps.clear()
            sizes = [size for size in range(1, len(letters) + 1) if letters[:size] in self.gains]
            found = self._steps[letters] = [(size, self.gains[letters[:size]]) for size in sizes], {}
        return found


def _insert(row: list[float], cuts: Cuts, inserted: dict[str, float]) -> float:
    """Carries the sums of a row on to its next places, by letters without a partner; from what a sum is followed."""
    least = max(row) - _BEAM
    for place, cut in enumerate(cuts[:-1]):
        if row[place] > least:
            better = row[place] + inserted.get(cut[0][0], _UNSEEN)
            row[place + 1] = max(row[place + 1], better)
    return least


@lru_cache(maxsize=50_000)
def _cuts(word: str) -> Cuts:
    """For each place of a word with its end mark, the units of one to three letters from there, and where they end."""
    ended = word + END
    count = len(ended)
    return tuple(
        tuple((ended[start:end], end) for end in range(start + 1, min(start + 3, count) + 1))
        for start in range(count + 1)
    )
