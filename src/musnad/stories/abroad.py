"""The words of an article → what another language has as well: meanings, sounds of names, numbers.

A word that a pack knows the meaning of counts for that; a name that none knows counts for its consonants, which both
scripts write; a number for its digits. Nothing here depends on other articles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
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
    if words.meanings is None:
        return {}
    found: dict[int, float] = {}
    stems: Counter[str] = Counter()
    for word, count in counts.items():
        if word[0].isdigit():
            stem = words.stem(word)
            found[number_of(stem)] = number_weight(stem)
        else:
            stems[words.stem(word)] += count
    meant: dict[tuple[int, float], float] = {}
    for stem in sorted(stems):  # so that sums do not depend on the order of words
        number = number_of(stem)
        if words.common.rarity(number) > config.STORY_RARITY_MIN:
            for meaning, share, rarity in words.meanings.of(number):
                meant[meaning, rarity] = meant.get((meaning, rarity), 0.0) + stems[stem] * share * share
    for (meaning, rarity), times in meant.items():
        if rarity > config.STORY_MEANING_RARITY_MIN:
            often = 1 + log(times) if times >= 1 else times
            found[meaning] = often * (rarity - config.STORY_MEANING_RARITY_MIN)
    for word in _named(counts, text, words):
        for number, weight in _sounds(words.bare(word), words.weigh(word)[1]):
            found[number] = max(found.get(number, 0.0), weight)
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


def _named(counts: Mapping[str, int], text: str, words: StoryWords) -> Iterable[str]:
    """The folded words that may be names of which the sound is what two languages share.

    Where capitals mark names, those that bear them inside a sentence and are rare, or mean nothing known; else
    all rare ones that mean nothing known.
    """
    meanings = words.meanings
    if meanings is None:
        return
    for word in sorted(capitalised(text) if words.cased else counts):
        if word not in counts or word[0].isdigit():
            continue
        number, rarity = words.weigh(word)
        if not meanings.of(number):
            if words.cased or rarity > config.STORY_SOUND_RARITY_MIN:
                yield word
        elif words.cased and rarity > config.STORY_CAPITAL_RARITY_MIN:
            yield word


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
