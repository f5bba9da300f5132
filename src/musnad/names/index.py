"""Looks a name up among very many: which of them may be spellings of it, the likeliest first.

Words are kept once, under the consonants that both scripts share, and each knows the names that hold it. A lookup
compares the words of the wanted name with those kept, and then the whole names that hold most of what was found.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from musnad.config import LOOKUP_COMPARED_MAX, LOOKUP_WORD_ODDS_MIN, LOOKUP_WORDS_MAX
from musnad.names.alike import SURELY, word_odds
from musnad.names.compare import compare
from musnad.names.costs import costs
from musnad.names.keys import skeletons
from musnad.names.likeness import Likeness
from musnad.names.rough import rough
from musnad.names.words import Word, words_of

_OFTEN = 0.15  # letters by which a word comes nearer when e times as many names hold it
_HALF_MIN = 3  # letters of a word that may be written as a part of another
_OTHER_COUNT = 0.1  # taken off for each word that one name has more than the other


@dataclass(frozen=True, slots=True)
class Found:
    """A name that was found, its number in the order of adding, and how much it is like the wanted one."""

    name: str
    number: int
    likeness: Likeness


class NameIndex:
    """Names to be looked up in either script.

    >>> index = NameIndex(["Mohammed Chraïbi", "Mohammed Hassan"])
    >>> [found.name for found in index.look_up("محمد الشرايبي") if found.likeness.same]
    ['Mohammed Chraïbi']
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._text = bytearray()
        self._ends = array("Q")
        self._counts = array("B")
        self._words: dict[str, list[Word]] = defaultdict(list)
        self._holders: dict[Word, array[int]] = {}
        self._forms: dict[str, list[Word]] = defaultdict(list)
        self._rough: dict[str, list[str]] = defaultdict(list)
        self._seen = np.zeros(0, dtype=np.float32)
        for name in names:
            self.add(name)

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, name: str) -> int:
        """Keeps a name and gives its number."""
        number = len(self._ends)
        self._text += name.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._text))
        words = words_of(name)
        self._counts.append(len(words))
        for word in dict.fromkeys(words):
            holders = self._holders.get(word)
            if holders is None:
                holders = self._holders[word] = array("I")
                self._forms[word.form].append(word)
                for skeleton in skeletons(word.core):
                    self._words[skeleton].append(word)
                    self._rough[skeleton].append(rough(word.core))
            holders.append(number)
        return number

    def name(self, number: int) -> str:
        """The name with this number."""
        start = self._ends[number - 1] if number else 0
        return self._text[start : self._ends[number]].decode("utf-8", "surrogatepass")

    def look_up(self, name: str, limit: int = 10) -> list[Found]:
        """The names most like this one, at most ``limit``, the likeliest first; empty where none comes near."""
        found = [Found(other, number, compare(name, other)) for number, other in self._candidates(name)]
        found.sort(key=lambda each: (-each.likeness.score, each.number))
        return found[:limit]

    def _candidates(self, name: str) -> list[tuple[int, str]]:
        """The names worth comparing: those of whose words most are alike, and nearest in their number."""
        wanted = words_of(name)
        if len(self._seen) < len(self):
            self._seen = np.zeros(len(self), dtype=np.float32)
        seen, lists = self._seen, []
        for word in (*wanted, *_rewritten(wanted)):
            for other, share in self._alike(word):
                numbers = np.frombuffer(self._holders[other], dtype=np.uint32)
                seen[numbers] += share
                lists.append(numbers)
        if not lists:
            return []
        numbers = np.concatenate(lists)
        counts = np.frombuffer(self._counts, dtype=np.uint8)
        shares = seen[numbers] - _OTHER_COUNT * np.abs(counts[numbers] - np.float32(len(wanted)))
        seen[numbers] = 0
        most = LOOKUP_COMPARED_MAX * len(lists)  # a name stands in the list once for each of its words
        if len(numbers) > most:
            best = np.argpartition(-shares, most)[:most]
            numbers, shares = numbers[best], shares[best]
        numbers, places = np.unique(numbers, return_index=True)
        chosen = np.sort(numbers[np.argsort(-shares[places], kind="stable")[:LOOKUP_COMPARED_MAX]])
        return [(number, self.name(number)) for number in chosen.tolist()]

    def _alike(self, word: Word) -> list[tuple[Word, float]]:
        """The words kept that may spell this one, each with what it counts: 1 if surely, a half if it may be."""
        near = [other for skeleton in skeletons(word.core) for other in self._nearest(skeleton, word)]
        known = [other for form in costs().spelled.get(word.form, ()) for other in self._forms.get(form, ())]
        found = []
        for other in dict.fromkeys([*self._forms.get(word.form, ()), *known, *near]):
            odds = word_odds(word, other)
            if odds >= LOOKUP_WORD_ODDS_MIN:
                found.append((other, 0.75 + odds / SURELY / 4))
        return found

    def _nearest(self, skeleton: str, word: Word) -> list[Word]:
        """Of the words kept under a skeleton, those whose rough spelling takes fewest edits from this one's.

        A word that many names hold comes before one that few hold.
        """
        from rapidfuzz import process  # noqa: PLC0415 only those who look names up pay for loading it
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

        kept = self._words.get(skeleton, [])
        if len(kept) <= LOOKUP_WORDS_MAX:
            return kept
        apart = process.cdist([rough(word.core)], self._rough[skeleton], scorer=Levenshtein.distance, dtype=np.float32)[
            0
        ]
        often = np.log(np.fromiter(map(len, map(self._holders.__getitem__, kept)), dtype=np.float32, count=len(kept)))
        chosen = np.argpartition(apart - _OFTEN * often, LOOKUP_WORDS_MAX)[:LOOKUP_WORDS_MAX]
        return [kept[number] for number in chosen.tolist()]


def _rewritten(words: tuple[Word, ...]) -> list[Word]:
    """Neighbours as one word, and halves of words: writers join what others part ("زين الدين", "Zeineddine")."""
    whole = [word for word in words if not word.initial]
    joined = [one.form + other.form for one, other in pairwise(whole)]
    known = costs().spelled
    halves = [
        half
        for form in (word.form for word in whole)
        for place in range(_HALF_MIN, len(form) - _HALF_MIN + 1)
        if form[:place] in known and form[place:] in known
        for half in (form[:place], form[place:])
    ]
    return [word for form in (*joined, *halves) for word in words_of(form)]
