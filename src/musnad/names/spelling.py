"""How well one word spells another: the best alignment of their letters, by learned gains and costs.

Both words are cut into units of one to three letters; each pair of units that stand for one another gains
``log(p(together) / p(apart))``, in natural log-odds. The gains are in ``costs.json``; they were learned by expectation
maximisation over names of people that Wikidata gives in both scripts (``training/names_costs.py``), in the manner of
E. Brill and R. Moore, *An improved error model for noisy channel spelling correction*, ACL 2000.
"""

from __future__ import annotations

from dataclasses import dataclass, field

NOTHING = -1e9
_UNSEEN = -8.0  # a letter left out or put in that training never saw so, in log-odds
_BEAM = 9.0  # an alignment this much worse than the best one so far is given up
_LONGEST = 3  # letters of a unit
_NOISE = 1e-6  # more than sums of floats may be off by
_WORDS_REMEMBERED = 8_000  # for each of three tables, some 2 KB each
_STEPS_REMEMBERED = 2_000  # pairs of letters, each with some fifty units: 20 MB at the most
END = "$"
Step = tuple[int, int, float]
"""How many letters of one word and of the other a pair of units takes, and what it gains."""
Steps = dict[str, tuple[Step, ...]]
Cuts = tuple[tuple[str, ...], ...]
Rows = list[list[float]]


@dataclass(frozen=True)
class Units:
    """The gains of pairs of units: ``gains[one][other]``; one of them may be empty.

    ``best`` and ``best_other`` are the most that each unit can gain, from either side. What is remembered of words is
    kept in tuples: the interpreter need not look through those when it cleans up.
    """

    gains: dict[str, dict[str, float]]
    best: dict[str, float] = field(default_factory=dict)
    best_other: dict[str, float] = field(default_factory=dict)
    _pairs: dict[str, dict[str, Step]] = field(default_factory=dict, repr=False)
    _longest: list[int] = field(default_factory=lambda: [1, 2], repr=False)
    _rests: dict[tuple[str, bool], tuple[float, ...]] = field(default_factory=dict, repr=False)
    _cuts: dict[str, tuple[Cuts, tuple[float, ...]]] = field(default_factory=dict, repr=False)
    _steps: dict[str, tuple[float, Steps]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for one, others in self.gains.items():
            pairs = self._pairs.setdefault(one, {})
            for other, gain in others.items():
                if gain and one and other and len(other) <= _LONGEST:  # what gains 0.0 was left out in training, too
                    pairs[other] = (len(one), len(other), gain)
                    self._longest[:] = max(self._longest[0], len(one)), max(self._longest[1], len(other))
                for table, unit in ((self.best, one), (self.best_other, other)):
                    if unit and gain > table.get(unit, NOTHING):
                        table[unit] = gain

    def ideal(self, word: str, *, other: bool = False) -> float:
        """The most that any word could gain with this one: 0 or more letters, ``other`` for the second side."""
        return self._rests_of(word, other)[0]

    def _rests_of(self, word: str, other: bool) -> tuple[float, ...]:
        """The most that each end of a word could gain, from the whole word to nothing; letters put in gain nothing."""
        known = self._rests.get((word, other))
        if known is not None:
            return known
        table, ended = self.best_other if other else self.best, word + END
        found = [0.0] * (len(ended) + _LONGEST)
        for start in range(len(ended) - 1, -1, -1):
            best = found[start + 1] + table.get(ended[start], _UNSEEN)
            for end in range(start + 2, start + self._longest[other] + 1):  # past the end of the word the same again
                gain = table.get(ended[start:end])
                if gain is not None and gain + found[end] > best:
                    best = gain + found[end]
            found[start] = best
        if len(self._rests) >= _WORDS_REMEMBERED:
            self._rests.clear()
        return self._rests.setdefault((word, other), tuple(found))

    def gain(self, one: str, other: str, least: float = NOTHING) -> float:
        """What the best alignment of two folded words gains, in log-odds; some number below ``least`` where it is less.

        Each row holds what so many letters of one gain with the first 0, 1, 2 … letters of the other.
        """
        rests, size = self._rests_of(one, False), self._longest[0]
        if rests[0] < least:
            return NOTHING
        one += END
        cuts, puts = self._cuts_of(other)
        rows = [[NOTHING] * (len(cuts) + 1) for _ in range(len(one) + 1)]
        rows[0][0] = 0.0
        for number in range(len(one)):
            best = max(rows[number])
            followed = max(best - _BEAM, least - rests[number])
            if best >= followed:
                self._advance(rows[number : number + size + 1], followed, one[number : number + size], cuts, puts)
        return _filled(rows[-1], puts)

    def own_gain(self, word: str) -> float:
        """What a word gains with itself."""
        letter_by_letter = sum([self.gains.get(letter, {}).get(letter, 2 * _UNSEEN) for letter in word + END])
        return self.gain(word, word, letter_by_letter - _NOISE)

    def _cuts_of(self, word: str) -> tuple[Cuts, tuple[float, ...]]:
        """For each letter of a second word the units from there on, and what it costs to put the letter in."""
        known = self._cuts.get(word)
        if known is not None:
            return known
        inserted, padded = self.gains.get("", {}), f"{word}{END}\0\0"  # no unit holds the letter put behind the end
        if self._longest[1] > 2:
            cuts: Cuts = tuple([(padded[at], padded[at : at + 2], padded[at : at + 3]) for at in range(len(word) + 1)])
        else:
            cuts = tuple([(padded[at], padded[at : at + 2]) for at in range(len(word) + 1)])
        if len(self._cuts) >= _WORDS_REMEMBERED:
            self._cuts.clear()
        return self._cuts.setdefault(word, (cuts, tuple([inserted.get(letter, _UNSEEN) for letter in word + END])))

    def _advance(self, rows: Rows, least: float, letters: str, cuts: Cuts, puts: tuple[float, ...]) -> None:
        """Carries the sums of the first row on, along it and to the next ones, by units that ``letters`` begin with.

        Most of the time of comparing names is spent here, so comparisons stand in the place of calls of ``max``.
        """
        row, below = rows[0], rows[1]
        dropped, steps = self._steps_of(letters)
        for place, units in enumerate(cuts):
            value = row[place]
            if value < least:
                continue
            if (better := value + puts[place]) > row[place + 1]:
                row[place + 1] = better
            if (better := value + dropped) > below[place]:
                below[place] = better
            for unit in units:
                if unit in steps:
                    for size, length, gain in steps[unit]:
                        if (better := value + gain) > rows[size][place + length]:
                            rows[size][place + length] = better
        if row[-1] >= least:
            below[-1] = max(below[-1], row[-1] + dropped)

    def _steps_of(self, letters: str) -> tuple[float, Steps]:
        """What it costs to leave the first of some letters out, and what the units that they begin with gain."""
        known = self._steps.get(letters)
        if known is not None:
            return known
        merged: Steps = {}
        for size in range(1, len(letters) + 1):
            for unit, step in self._pairs.get(letters[:size], {}).items():
                merged[unit] = (*merged.get(unit, ()), step)
        if len(self._steps) >= _STEPS_REMEMBERED:
            self._steps.clear()
        return self._steps.setdefault(letters, (self.gains.get(letters[0], {}).get("", _UNSEEN), merged))


def _filled(row: list[float], puts: tuple[float, ...]) -> float:
    """The last sum of the last row, after the letters without a partner."""
    least = max(row) - _BEAM
    for place, put in enumerate(puts):
        if row[place] > least:
            row[place + 1] = max(row[place + 1], row[place] + put)
    return row[-1]
