"""The words of the names of an index: each kept once, under its consonants, with the names that hold it."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from musnad.config import LOOKUP_WORD_ODDS_MIN, LOOKUP_WORDS_MAX
from musnad.names.alike import word_odds
from musnad.names.costs import costs
from musnad.names.keys import skeletons, sound_marks
from musnad.names.rough import rough
from musnad.names.words import Word, words_of

Numbers = NDArray[np.uint32]
NO_WORD = 0
"""The number that stands for no word at all."""
_OFTEN = 0.15  # letters by which a word comes nearer when e times as many names hold it
_EDITS_MAX = 2  # letters that may differ, or half of a long word; of words further apart 1 in 16 are alike
_ALIKE_REMEMBERED = 5_000  # words that were looked up: 10 MB at the most
_HALF_MIN = 3  # letters of a word that may be written as a part of another


@dataclass(frozen=True, slots=True)
class Alike:
    """The numbers of words that may spell another, the likeliest first, and their log-odds."""

    numbers: Numbers
    odds: NDArray[np.float32]


class KeptWords:
    """Words with their numbers, from 1, and the numbers of the names that hold them.

    >>> kept = KeptWords()
    >>> for number, name in enumerate(["Mohammed Chraïbi", "Omar Chraïbi"]):
    ...     _ = [kept.add(word, number) for word in words_of(name)]
    >>> [(kept.word(each).form, kept.holders(each).tolist()) for each in kept.alike(words_of("الشرايبي")[0]).numbers]
    [('chraibi', [0, 1])]
    """

    def __init__(self) -> None:
        self._words: list[Word] = [Word("", (), "", False)]
        self._numbers: dict[Word, int] = {}
        self._holders: list[array[int]] = [array("I")]
        self._counts = array("I", [0])
        self._rarities = array("f", [0.0])
        self._forms: dict[str, list[int]] = defaultdict(list)
        self._alike: dict[tuple[Word, int], Alike] = {}
        self._skeletons: dict[str, tuple[array[int], list[str]]] = {}

    def __len__(self) -> int:
        return len(self._words)

    def add(self, word: Word, name: int) -> int:
        """Keeps a word of the name with this number, and gives the word's own."""
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self._words)
            self._words.append(word)
            self._holders.append(array("I"))
            self._counts.append(0)
            self._rarities.append(costs().rarity(word.form))
            self._forms[word.form].append(number)
            self._alike.clear()
            sound_marks(word.form)  # asked of every word that is looked at closely, and remembered
            spelled = rough(word.core)
            for skeleton in skeletons(word.core):
                numbers, roughs = self._skeletons.setdefault(skeleton, (array("I"), []))
                numbers.append(number)
                roughs.append(spelled)
        holders = self._holders[number]
        if not holders or holders[-1] != name:
            holders.append(name)
            self._counts[number] += 1
        return number

    def word(self, number: int) -> Word:
        """The word with this number."""
        return self._words[number]

    def holders(self, number: int) -> Numbers:
        """The numbers of the names that hold a word, ascending; not to be kept while names are added."""
        return np.frombuffer(self._holders[number], dtype=np.uint32)

    def rarities(self) -> NDArray[np.float32]:
        """How rare people's words are, by number of the word; not to be kept while names are added."""
        return np.frombuffer(self._rarities, dtype=np.float32)

    def alike(self, word: Word, most: int = LOOKUP_WORDS_MAX) -> Alike:
        """The words that may spell this one, ``most`` of them by their consonants; remembered until a word comes in."""
        found = self._alike.get((word, most))
        if found is None:
            known = [other for form in costs().spelled.get(word.form, ()) for other in self._forms.get(form, ())]
            others = dict.fromkeys([*self._forms.get(word.form, ()), *known, *self._nearest(word, most)])
            odds = {other: word_odds(word, self._words[other], LOOKUP_WORD_ODDS_MIN) for other in others}
            likely = sorted(
                (other for other in odds if odds[other] >= LOOKUP_WORD_ODDS_MIN), key=lambda each: -odds[each]
            )
            if len(self._alike) >= _ALIKE_REMEMBERED:
                self._alike.clear()
            found = self._alike[word, most] = Alike(
                np.array(likely, dtype=np.uint32), np.array([odds[other] for other in likely], dtype=np.float32)
            )
        return found

    def _nearest(self, word: Word, most: int) -> list[int]:
        """Of the words kept under its consonants, those whose rough spelling takes fewest edits from this one's.

        A word that many names hold comes before one that few hold.
        """
        from rapidfuzz import process  # noqa: PLC0415 only those who look names up pay for loading it
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

        spelled, shelves = rough(word.core), [self._skeletons.get(skeleton) for skeleton in skeletons(word.core)]
        kept = [np.frombuffer(shelf[0], dtype=np.uint32) for shelf in shelves if shelf]
        if not kept:
            return []
        edits = max(_EDITS_MAX, len(spelled) // 2)
        apart = np.concatenate(
            [
                process.cdist([spelled], shelf[1], scorer=Levenshtein.distance, score_cutoff=edits, dtype=np.int32)[0]
                for shelf in shelves
                if shelf
            ]
        )
        near = np.flatnonzero(apart <= edits)
        numbers = np.concatenate(kept)[near]
        if len(near) > most:
            often = np.log(np.frombuffer(self._counts, dtype=np.uint32)[numbers].astype(np.float32))
            numbers = numbers[np.argpartition(apart[near] - _OFTEN * often, most)[:most]]
        found: list[int] = numbers.tolist()
        return found


def readings(words: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    """A name as it stands, and as others part it: neighbours as one word, halves of a word as two.

    >>> [[word.form for word in reading] for reading in readings(words_of("زين الدين"))]
    [['زين', 'الدين'], ['زينالدين']]
    >>> [[word.form for word in reading] for reading in readings(words_of("Alireza"))]
    [['alireza'], ['ali', 'reza']]
    """
    known = costs().spelled
    found = [words]
    for place, (one, other) in enumerate(pairwise(words)):
        if not one.initial and not other.initial:
            found.append((*words[:place], *words_of(one.form + other.form), *words[place + 2 :]))
    for place, word in enumerate(words):
        for cut in range(_HALF_MIN, len(word.form) - _HALF_MIN + 1):
            half, rest = word.form[:cut], word.form[cut:]
            if half in known and rest in known:
                found.append((*words[:place], *words_of(half), *words_of(rest), *words[place + 1 :]))
    return found
