"""Looks a name up among very many: which of them may be spellings of it, the likeliest first.

Words are kept once, under the consonants that both scripts share, and each knows the names that hold it. A lookup
compares the words of the wanted name with those kept, ranks the names that hold most of what was found by their
words' odds, and compares the first of them as a whole.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musnad.config import LOOKUP_COMPARED_MAX, LOOKUP_RANKED_MAX, LOOKUP_REWRITTEN_WORDS_MAX, LOOKUP_WORDS_MAX
from musnad.names.alike import SURELY
from musnad.names.compare import compare_words
from musnad.names.costs import costs
from musnad.names.kept import NO_WORD, Alike, KeptWords, Numbers, readings
from musnad.names.likeness import Likeness
from musnad.names.ranking import estimates
from musnad.names.words import Word, read_words, words_of

_WORDS_MORE = 2  # words of a longer name than the wanted one that are looked at to rank it
_NO_NAMES = np.zeros(0, dtype=np.uint32)


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
        self._kept = KeptWords()
        self._content = array("I")  # the numbers of the words of all names, one name behind another
        self._content_ends = array("I", [0])
        self._seen = np.zeros(0, dtype=np.bool_)
        for name in names:
            self.add(name)

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, name: str) -> int:
        """Keeps a name and gives its number."""
        number = len(self._ends)
        self._text += name.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._text))
        self._content.extend([self._kept.add(word, number) for word in read_words(name)])
        self._content_ends.append(len(self._content))
        return number

    def name(self, number: int) -> str:
        """The name with this number."""
        start = self._ends[number - 1] if number else 0
        return self._text[start : self._ends[number]].decode("utf-8", "surrogatepass")

    def look_up(self, name: str, limit: int = 10) -> list[Found]:
        """The names most like this one, at most ``limit``, the likeliest first; empty where none comes near."""
        wanted = words_of(name)
        found = [
            Found(self.name(each), each, compare_words(wanted, self._words(each)))
            for each in self._likeliest(wanted, limit)
        ]
        found.sort(key=lambda each: (-each.likeness.score, each.number))
        return found[:limit]

    def _words(self, number: int) -> tuple[Word, ...]:
        content = self._content[self._content_ends[number] : self._content_ends[number + 1]]
        return tuple([self._kept.word(each) for each in content])

    def _likeliest(self, wanted: tuple[Word, ...], limit: int) -> list[int]:
        """The numbers of the names worth comparing, the likeliest first."""
        if len(self._seen) < len(self):
            self._seen = np.zeros(len(self), dtype=np.bool_)
        best: dict[int, float] = {}
        alike: dict[Word, Alike] = {}
        most = max(limit, LOOKUP_COMPARED_MAX)
        for reading in readings(wanted):
            for word in reading:
                if word not in alike:
                    alike[word] = self._kept.alike(
                        word, LOOKUP_WORDS_MAX if word in wanted else LOOKUP_REWRITTEN_WORDS_MAX
                    )
            names = self._holding([alike[word] for word in reading], least=0 if best else most)
            if not len(names):
                continue
            values = self._estimates(names, reading, alike)
            chosen = np.argpartition(-values, most)[:most] if len(names) > most else np.arange(len(names))
            for name, value in zip(names[chosen].tolist(), values[chosen].tolist(), strict=True):
                best[name] = max(value, best.get(name, value))
        return sorted(best, key=lambda each: (-best[each], each))[:most]

    def _holding(self, alike: list[Alike], least: int) -> Numbers:
        """The names that hold words like two of the wanted ones; like one, where those are fewer than ``least``."""
        lists = [
            np.concatenate([self._kept.holders(each) for each in words.numbers.tolist()])
            for words in alike
            if len(words.numbers)
        ]
        if not lists:
            return _NO_NAMES
        lists.sort(key=len)
        twice, seen = [_NO_NAMES], self._seen
        for numbers in lists[:-1]:
            twice.append(numbers[seen[numbers]])
            seen[numbers] = True
        twice.append(lists[-1][seen[lists[-1]]])
        for numbers in lists[:-1]:
            seen[numbers] = False
        found = np.unique(np.concatenate(twice))
        if len(found) < least or len(alike) == 1:
            found = np.unique(np.concatenate([found, lists[0][:LOOKUP_RANKED_MAX]]))
        return found

    def _estimates(self, names: Numbers, reading: tuple[Word, ...], alike: dict[Word, Alike]) -> NDArray[np.float32]:
        """How likely each of some names is the wanted one, in rough log-odds."""
        ends = np.frombuffer(self._content_ends, dtype=np.uint32)
        starts = ends[names].astype(np.int64)
        counts = ends[names + 1] - starts
        places = starts[:, None] + np.arange(min(counts.max(), len(reading) + _WORDS_MORE))
        inside = places < (starts + counts)[:, None]
        content = np.frombuffer(self._content, dtype=np.uint32)[np.where(inside, places, 0)]
        content[~inside] = NO_WORD
        odds = np.empty((*content.shape, len(reading)), dtype=np.float32)
        rarity = np.empty_like(odds)
        table = np.full(len(self._kept), -SURELY, dtype=np.float32)
        table[NO_WORD] = -np.inf
        rarities = self._kept.rarities()[content]
        for number, word in enumerate(reading):
            table[alike[word].numbers] = alike[word].odds
            odds[:, :, number] = table[content]
            table[alike[word].numbers] = -SURELY
            rarity[:, :, number] = (rarities + np.float32(costs().rarity(word.form))) / 2
        return estimates(odds, rarity, counts)
