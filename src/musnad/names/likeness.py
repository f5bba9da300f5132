"""How likely two names are one person's, with the reasons: their words are paired, then weighed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from musnad.config import SAME_SCORE
from musnad.names.alike import SURELY, joined_odds, word_odds
from musnad.names.costs import costs
from musnad.names.words import Word, words_of

_TWO = 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two names are alike: ``score`` 0 to 1, and the reasons in plain words, strongest first.

    ``same`` tells whether the score is enough to take them for spellings of one name (``SAME_SCORE``).
    """

    score: float
    reasons: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the score reaches ``musnad.config.SAME_SCORE``."""
        return self.score >= SAME_SCORE


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of two names that face one another: half-open ranges of word numbers, and the log-odds of being one."""

    ours: tuple[int, int]
    theirs: tuple[int, int]
    odds: float

    @property
    def size(self) -> int:
        """The number of words on both sides."""
        return self.ours[1] - self.ours[0] + self.theirs[1] - self.theirs[0]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two names, word by word: what is paired, in the order of the first name, and the numbers of what is left over.

    Words are left over on one side at most.
    """

    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]
    pairs: tuple[Pair, ...]
    ours_left: tuple[int, ...]
    theirs_left: tuple[int, ...]


def pairing_of(one: str, other: str) -> Pairing:
    """The best pairing of the words of two names.

    >>> [pair.odds > 0 for pair in pairing_of("علي رضا ماكرون", "Macron, Alireza").pairs]
    [True, True]
    """
    return paired(words_of(one), words_of(other))


def paired(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> Pairing:
    """The same for the words of two names."""
    cells = [
        Pair((i, i + 1), (j, j + 1), word_odds(word, facing))
        for i, word in enumerate(ours)
        for j, facing in enumerate(theirs)
    ]
    pairs = _chosen([cell for cell in cells if cell.odds > 0])
    if sum(pair.size for pair in pairs) < len(ours) + len(theirs) and len(ours) + len(theirs) > _TWO:
        joined = _joined_cells(ours, theirs, pairs)
        if joined:
            pairs = _chosen([*joined, *(cell for cell in cells if cell.odds > 0)])
    return _completed(ours, theirs, pairs, cells)


def _joined_cells(ours: tuple[Word, ...], theirs: tuple[Word, ...], pairs: list[Pair]) -> list[Pair]:
    """Two words of one side against one of the other, all without a sure partner."""
    sure = [pair for pair in pairs if pair.odds > SURELY / 2]
    free = {number for number, word in enumerate(ours) if not word.initial} - {pair.ours[0] for pair in sure}
    free_too = {number for number, word in enumerate(theirs) if not word.initial} - {pair.theirs[0] for pair in sure}
    found = []
    for i, j in product(free, free_too):
        if i + 1 in free:
            odds = joined_odds(ours[i].form, ours[i + 1].form, theirs[j].form)
            found.append(Pair((i, i + 2), (j, j + 1), odds))
        if j + 1 in free_too:
            odds = joined_odds(theirs[j].form, theirs[j + 1].form, ours[i].form)
            found.append(Pair((i, i + 1), (j, j + 2), odds))
    return [pair for pair in found if pair.odds > 0]


def _chosen(cells: list[Pair]) -> list[Pair]:
    """Pairs that do not overlap, the best first; of equals the one nearer to the same place."""
    taken: set[tuple[str, int]] = set()
    found = []
    for cell in sorted(cells, key=lambda cell: (-cell.odds * cell.size, abs(cell.ours[0] - cell.theirs[0]))):
        places = {("ours", n) for n in range(*cell.ours)} | {("theirs", n) for n in range(*cell.theirs)}
        if taken.isdisjoint(places):
            taken |= places
            found.append(cell)
    return found


def _completed(ours: tuple[Word, ...], theirs: tuple[Word, ...], pairs: list[Pair], cells: list[Pair]) -> Pairing:
    """The pairing in which what found no partner faces what is left on the other side, as far as it goes."""
    left = set(range(len(ours))) - {number for pair in pairs for number in range(*pair.ours)}
    left_too = set(range(len(theirs))) - {number for pair in pairs for number in range(*pair.theirs)}
    rest = _chosen([cell for cell in cells if cell.ours[0] in left and cell.theirs[0] in left_too])
    found = sorted([*pairs, *rest], key=lambda pair: pair.ours)
    left -= {pair.ours[0] for pair in rest}
    left_too -= {pair.theirs[0] for pair in rest}
    return Pairing(ours, theirs, tuple(found), tuple(sorted(left)), tuple(sorted(left_too)))


def name_features(pairing: Pairing) -> dict[str, float]:
    """What speaks for two names being one person's."""
    agreed = [pair for pair in pairing.pairs if pair.odds > 0]
    against = [pair for pair in pairing.pairs if pair.odds <= 0]
    left = [pairing.ours[n] for n in pairing.ours_left] or [pairing.theirs[n] for n in pairing.theirs_left]
    longer = pairing.ours if pairing.ours_left else pairing.theirs
    left_numbers = pairing.ours_left or pairing.theirs_left
    turned = [pair.theirs for pair in agreed] != sorted(pair.theirs for pair in agreed)
    weights = [min(_rarity(pairing, pair), 9.0) / 9 for pair in agreed]
    return {
        "always": 1.0,
        "agreed": sum(pair.odds / SURELY for pair in agreed),
        "agreed_rare": sum(weight * pair.odds / SURELY for weight, pair in zip(weights, agreed, strict=True)),
        "weakest": min([pair.odds for pair in pairing.pairs], default=-SURELY) / SURELY,
        "against": sum(pair.odds / SURELY for pair in against) - float(_other_initials(pairing, left)),
        "against_count": float(len(against)),
        "left_count": float(len(left)),
        "left_first": float(0 in left_numbers),
        "left_last": float(bool(left_numbers) and left_numbers[-1] == len(longer) - 1),
        "turned": float(turned),
        "turned_common": float(turned) * (1 - sum(weights) / len(weights) if weights else 0.0),
        "alone": float(len(agreed) == 1),
    }


def _other_initials(pairing: Pairing, left: list[Word]) -> bool:
    """Whether an initial is left over although the other name has initials, too: those tell people apart."""
    both = [word for words in (pairing.ours, pairing.theirs) for word in words if word.initial]
    return any(word.initial for word in left) and len(both) > sum(word.initial for word in left)


def _rarity(pairing: Pairing, pair: Pair) -> float:
    """How rare the words of a pair are, by their rarer side; two words joined count as one."""
    ours = "".join(word.form for word in pairing.ours[slice(*pair.ours)])
    theirs = "".join(word.form for word in pairing.theirs[slice(*pair.theirs)])
    return (costs().rarity(ours) + costs().rarity(theirs)) / 2
