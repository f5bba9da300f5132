"""Names of three words and more, found by the words between first and last that they may share.

Of a family a thousand may be called Mohammed Something Hassan; each is worth comparing with those few whose second
name may be a spelling of its own, and with all that have no second name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, product

from musnad.config import LINK_WORD_ODDS_MIN, NAME_PAIRS_REMEMBERED
from musnad.names.alike import form_odds, word_odds
from musnad.names.keys import may_be_alike, share_enough, skeletons, sound_marks
from musnad.names.words import Word

FULL = 2
"""Words of a name that has nothing between its first and its last."""


def near(one: Word, other: Word) -> bool:
    """Whether two words are not surely two.

    >>> from musnad.names.words import words_of
    >>> (ruhani, putin), (rouhani,) = words_of("روحاني بوتين"), words_of("Rouhani")
    >>> near(ruhani, rouhani), near(putin, rouhani)
    (True, False)
    """
    return one == other or _may_be_spellings(*sorted((one, other)))


@lru_cache(maxsize=NAME_PAIRS_REMEMBERED)
def _may_be_spellings(one: Word, other: Word) -> bool:
    if not (may_be_alike(one.form, other.form) or may_be_alike(one.core, other.core) or one.initial or other.initial):
        return False
    return word_odds(one, other, LINK_WORD_ODDS_MIN) > LINK_WORD_ODDS_MIN


def all_partnered(short: Sequence[Word], long: Sequence[Word]) -> bool:
    """Whether each word of a name may be a spelling of a word of a longer one, which may write two in a row as one."""
    if len(short) == len(long):
        return all(any(near(word, each) for each in long) for word in short)
    twos, long_twos = _twos(short), _twos(long)
    for place, word in enumerate(short):
        if any(near(word, each) for each in long) or any(_is_joined(word.form, two) for two in long_twos):
            continue
        if not any(_is_joined(each.form, two) for two in twos[max(0, place - 1) : place + 1] for each in long):
            return False
    return True


def _twos(words: Sequence[Word]) -> list[str]:
    """Each two words in a row, written as one."""
    return [one.form + other.form for one, other in pairwise(words)]


def _is_joined(form: str, two: str) -> bool:
    """Whether a word is two others written as one: the same consonants, and rather the same letters."""
    return not set(skeletons(form)).isdisjoint(skeletons(two)) and form_odds(form, two, 0.0) > 0


class Partners:
    """Names (by id, as words) with the words between their ends, among which each finds those that it may be.

    ``ends`` are the words of a name that are known to fit: they are not looked at.
    """

    def __init__(self, names: Mapping[str, Sequence[Word]], ends: Mapping[str, frozenset[Word]]) -> None:
        self._full = {each for each, words in names.items() if len(words) <= FULL}
        self._names, self._ends = names, ends
        self._holding: dict[Word, set[str]] = defaultdict(set)
        self._joined: dict[str, set[str]] = defaultdict(set)
        for each in names.keys() - self._full:
            for word in names[each]:
                self._holding[word].add(each)
            for two in _twos(names[each]):
                self._joined[two].add(each)
        self._words: dict[tuple[int, int], set[Word]] = defaultdict(set)
        for word in self._holding:
            for form in (word.form, word.core):
                self._words[sound_marks(form)].add(word)
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._spelled: dict[str, set[Word]] = defaultdict(set)
        for two in self._joined:
            for skeleton in skeletons(two):
                self._forms[skeleton].add(two)
        for word in self._holding:
            for skeleton in skeletons(word.form):
                self._spelled[skeleton].add(word)
        self._initials = {word for word in self._holding if word.initial}
        self._found: dict[Word | str, set[str]] = {}
        self._fellows: dict[str, set[str]] = {}

    def pairs(self, ours: set[str], theirs: set[str]) -> Iterator[tuple[str, str]]:
        """The pairs of one of ours and one of theirs that may be one by the words between.

        Some are given twice, and a few that are none are among them.
        """
        short, far_short = ours & self._full, theirs & self._full
        yield from product(short, theirs)
        yield from product(ours - short, far_short)
        yield from ((one, other) for one in ours - short for other in self._fellows_of(one) & theirs)
        yield from ((one, other) for one in theirs - far_short for other in self._fellows_of(one) & ours)

    def _fellows_of(self, name: str) -> set[str]:
        """The long names that have a partner for each word between the ends of one."""
        if name not in self._fellows:
            words = self._names[name]
            twos = _twos(words)
            fellows = self._names.keys() - self._full
            for place, word in enumerate(words):
                if word not in self._ends[name]:
                    beside = (self._with_word_for(two) for two in twos[max(0, place - 1) : place + 1])
                    fellows &= self._with(word).union(*beside)
            self._fellows[name] = fellows
        return self._fellows[name]

    def _with(self, word: Word) -> set[str]:
        """The names that hold a word that may be a spelling of one, or two that are it written as one."""
        if word not in self._found:
            words = set(self._holding) if word.initial else self._alike(word) | self._initials
            twos = {two for skeleton in skeletons(word.form) for two in self._forms.get(skeleton, ())}
            self._found[word] = set().union(
                *(self._holding[each] for each in words if near(word, each)),
                *(self._joined[two] for two in twos if _is_joined(word.form, two)),
            )
        return self._found[word]

    def _with_word_for(self, two: str) -> set[str]:
        """The names that hold a word that is two others written as one."""
        if two not in self._found:
            words = {word for skeleton in skeletons(two) for word in self._spelled.get(skeleton, ())}
            self._found[two] = set().union(*(self._holding[each] for each in words if _is_joined(each.form, two)))
        return self._found[two]

    def _alike(self, word: Word) -> set[Word]:
        """The words that sound enough like one to be worth a closer look."""
        own = {sound_marks(word.form), sound_marks(word.core)}
        return set().union(*(held for marks, held in self._words.items() if any(share_enough(marks, m) for m in own)))
