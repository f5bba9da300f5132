"""The words of an article → what another language has as well: meanings, sounds of names, numbers.

A word that a pack knows the meaning of counts for that; a name that none knows counts for its consonants, which both
scripts write; a number for its digits. Nothing here depends on other articles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from math import log, sqrt

from musnad.config import WORDS_REMEMBERED
from musnad.config import across as config
from musnad.names.keys import skeletons
from musnad.text import fold
from musnad.vocabulary.stories import StoryWords, number_of

_SENTENCE = re.compile(r"[.!?:\n\"\u201c\u201d\u00ab\u00bb]+\s*")
_LETTERS = re.compile(r"[^\W\d_]+")
_SOUNDS_MAX = 6  # readings of one word that count: of a word with many letters of two sounds


def weights_abroad(counts: Mapping[str, int], text: str, words: StoryWords) -> dict[int, float]:
    """What counts across languages, by number, unordered; empty without meanings of the language.

    ``counts`` are how often each folded word and number stands, ``text`` is where they stand, as written.
    """
    meanings = words.meanings
    if meanings is None:
        return {}
    found: dict[int, float] = {}
    stems: dict[int, int] = {}
    names = capitalised(text) if words.cased else frozenset[str]()
    meant: dict[int, float] = {}
    for word, count in counts.items():
        if word[0].isdigit():
            stem = words.stem(word)
            found[number_of(stem)] = number_weight(stem)
            continue
        number, rarity = words.weigh(word)
        if rarity > config.STORY_RARITY_MIN:
            stems[number] = stems.get(number, 0) + count
        if _may_be_name(word in names, rarity, is_known=number in meanings.by_stem, cased=words.cased):
            for sound, weight in _sounds(words.bare(word), rarity):
                found[sound] = max(found.get(sound, 0.0), weight)
    rarities: dict[int, float] = {}
    for number, count in stems.items():
        for meaning, share, rarity in meanings.of(number):
            rarities[meaning] = rarity
            meant[meaning] = meant.get(meaning, 0.0) + count * share * share
    for meaning, times in meant.items():
        if rarities[meaning] > config.STORY_MEANING_RARITY_MIN:
            often = 1 + log(times) if times >= 1 else times
            found[meaning] = often * (rarities[meaning] - config.STORY_MEANING_RARITY_MIN)
    return found


def number_weight(number: str) -> float:
    """What it says that two articles have a number in common; in digits, without marks between thousands.

    Round ones, days of a month and years say little.

    >>> number_weight("2031") < number_weight("30") < number_weight("212") < number_weight("4317")
    True
    """
    if not number.isdecimal():
        return config.STORY_NUMBER_BROKEN
    if len(number) == 4 and number[:2] in ("19", "20"):
        return config.STORY_NUMBER_YEAR
    weight = next(weight for most, weight in config.STORY_NUMBER_WEIGHTS if int(number) <= most)
    is_round = len(number.rstrip("0")) <= 1 and int(number) > 31
    return weight - config.STORY_NUMBER_ROUND_COST if is_round else weight


def _may_be_name(capital: bool, rarity: float, *, is_known: bool, cased: bool) -> bool:
    """Whether a word may be a name of which the sound is what two languages share.

    Where capitals mark names, it bears one inside a sentence, and is rare if its meaning is known; else it is rare and
    means nothing known.
    """
    if cased:
        return capital and (not is_known or rarity > config.STORY_CAPITAL_RARITY_MIN)
    return not is_known and rarity > config.STORY_SOUND_RARITY_MIN


def capitalised(text: str) -> set[str]:
    """The folded words that begin with a capital inside a sentence and nowhere in the text with a small letter.

    >>> sorted(capitalised("The mayor met Salem Murad. Later the Mayor left; Murad stayed."))
    ['murad', 'salem']
    >>> capitalised("قال سالم مراد")
    set()
    """
    capital, small = set(), set()
    for sentence in _SENTENCE.split(text):
        for place, word in enumerate(_LETTERS.findall(sentence)):
            if word[0].isupper():
                if place:
                    capital.add(fold(word))
            elif word[0].islower():
                small.add(fold(word))
    return {word for word in capital - small if len(word) > 1}


@lru_cache(maxsize=WORDS_REMEMBERED)
def _sounds(word: str, rarity: float) -> tuple[tuple[int, float], ...]:
    """The numbers of the consonants that a word may have, with their weight: more for rarer words and more of them.

    Of several readings each weighs less, so that a word which shares all counts as one which shares its only one.
    """
    readings = skeletons(word)[:_SOUNDS_MAX]
    last = len(config.STORY_SOUND_WEIGHTS) - 1
    found = []
    for reading in readings:
        weight = min(
            config.STORY_SOUND_WEIGHTS[min(len(reading), last)],
            config.STORY_SOUND_RARITY_WEIGHT * (rarity - config.STORY_MEANING_RARITY_MIN),
        )
        if weight > 0:
            found.append((number_of(f"~{reading}"), weight / sqrt(len(readings))))
    return tuple(found)
