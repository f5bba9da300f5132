"""Keys under which names are looked up: the consonants of their words, alike in both scripts."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, product

from musnad.config import NAMES_REMEMBERED
from musnad.names.letters import letters
from musnad.names.words import ARABIC, Word, words_of

_SKELETONS_MAX = 4  # a word of many letters that may be two sounds has no more skeletons than this


@lru_cache(maxsize=NAMES_REMEMBERED)
def sounds_of(form: str) -> tuple[str, ...]:
    """The sounds that each consonant of a folded word may be, in order; a space is none at all.

    >>> sounds_of("شرايبي"), sounds_of("chraibi")
    (('S', 'R', 'P'), ('SK', 'R', 'P'))
    """
    table, place = letters().sounds, 0
    found: list[str] = []
    while place < len(form):
        pair = form[place : place + 2]
        count = 2 if pair in table else 1
        sounds = table.get(pair) or table.get(form[place], "")
        if sounds and not (found and found[-1] == sounds):
            found.append(sounds)
        place += count
    return tuple(found)


@lru_cache(maxsize=NAMES_REMEMBERED)
def skeletons(form: str) -> tuple[str, ...]:
    """The consonants of a folded word as signs of sounds, once for each way to read them; never empty.

    >>> skeletons("شرايبي"), skeletons("chraibi")
    (('SRP',), ('SRP', 'KRP'))
    """
    found: dict[str, None] = {}
    for reading in product(*sounds_of(form)):
        plain = ""
        for sign in reading:
            if sign != " " and plain[-1:] != sign:
                plain += sign
        found[plain] = None
        if len(found) == _SKELETONS_MAX:
            break
    return tuple(found)


def readings_of(word: Word) -> tuple[str, ...]:
    """The skeletons of a word of a name, with and without what looks like the article but may be its first letters.

    >>> from musnad.names.words import ARABIC, Word, words_of
    >>> [readings_of(word) for word in (*words_of("إلياس"), *words_of("elias"))]
    [('S', 'LS'), ('LS',)]
    """
    joined = word.script == ARABIC and word.skips == (len(letters().article),)
    return skeletons(word.core) + (skeletons(word.form) if joined else ())


def keys(name: str) -> frozenset[str]:
    """Keys such that two spellings of one name share at least one; empty for a name without words.

    A name of several words has a key for each two of them, and one for each word by itself (marked ``1:``), which is
    for names of which only a part is shared: many names share it.

    >>> keys("محمد الشرايبي") & keys("Mohammed Chraïbi") == {"1:MT", "1:SRP", "MT+SRP"}
    True
    >>> sorted(keys("Putin"))
    ['1:PTN']
    """
    readings = [readings_of(word) for word in words_of(name)]
    singles = {f"1:{skeleton}" for each in readings for skeleton in each}
    pairs = {"+".join(sorted(pair)) for one, other in combinations(readings, 2) for pair in product(one, other)}
    return frozenset(singles | pairs)


@lru_cache(maxsize=NAMES_REMEMBERED)
def sound_marks(form: str) -> tuple[int, int]:
    """Two sets of sounds as bits: those that a folded word surely has, and those that it may have.

    >>> sound_marks("") == (0, 0)
    True
    """
    sure = maybe = 0
    for sounds in sounds_of(form):
        for sign in sounds:
            maybe |= 1 << ord(sign) - 32
        if len(sounds) == 1:
            sure |= 1 << ord(sounds) - 32
    return sure, maybe


def may_be_alike(one: str, other: str) -> bool:
    """Whether two folded words share enough sounds to be worth a closer look: at most two stand on one side alone.

    >>> may_be_alike("روحاني", "ruhani"), may_be_alike("ماكرون", "smith")
    (True, False)
    """
    return share_enough(sound_marks(one), sound_marks(other))


def may_be_alike_joined(one: str, next_one: str, other: str) -> bool:
    """The same for two words written as one, and another."""
    if one[-1:] + next_one[:1] in letters().sounds:  # two letters of one sound, now that they meet
        return may_be_alike(one + next_one, other)
    (sure, maybe), (sure_next, maybe_next) = sound_marks(one), sound_marks(next_one)
    return share_enough((sure | sure_next, maybe | maybe_next), sound_marks(other))


def share_enough(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether at most two sounds of two words, by their marks, stand on one side alone."""
    (sure, maybe), (sure_too, maybe_too) = one, other
    alone = (sure & ~maybe_too).bit_count() + (sure_too & ~maybe).bit_count()
    return alone <= 1 or (alone == 2 and sure.bit_count() + sure_too.bit_count() > 6)
