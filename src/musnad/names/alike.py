"""How likely two words of names are spellings of one word, in log-odds."""

from __future__ import annotations

from functools import lru_cache
from math import log1p

from rapidfuzz.distance import Levenshtein

from musnad.config import NAME_PAIRS_REMEMBERED, NAMES_REMEMBERED
from musnad.names.costs import costs
from musnad.names.keys import may_be_alike, may_be_alike_joined, skeletons
from musnad.names.letters import letters
from musnad.names.spelling import NOTHING, Units
from musnad.names.words import ARABIC, LATIN, OTHER, Word, script_of

SURELY = 6.0
"""Log-odds beyond which a pair of words is as good, or as bad, as it can be."""
# The next two were set by hand, on names in the news: people of Wikidata are mostly Arabs, Iranians and Pakistanis.
_FOREIGN = 0.8  # log-odds for each letter beyond three
_SAME_CONSONANTS = 0.8  # log-odds for the third and fourth consonant, where all agree
_COMMON = 10  # people who bear a word, from which it is a name of its own
# A share of letters, as edits count them. Of 14,600 pairs of Arabic words in names of news that share most sounds, all
# that the weights took for one word had more than half.
_NEAR = 0.35
_GAIN_MIN = -20.0  # log-odds; what gains less counts as this, in training as here
_NOISE = 1e-6  # more than sums of floats may be off by
_LEFT_OFF = 0.2  # log-odds that it costs to leave an article or a patronymic off on both sides
_LEFT_OFF_ONCE = 0.3  # the same on one side alone


def word_odds(one: Word, other: Word, least: float = -SURELY) -> float:
    """The log-odds, within ``SURELY``, that two words are one: positive where rather the same.

    What is below ``least`` may come out as another number below it, sooner.

    >>> from musnad.names.words import words_of
    >>> word_odds(words_of("روحاني")[0], words_of("Rouhani")[0]) > 0
    True
    >>> word_odds(words_of("Hassan")[0], words_of("Hussein")[0]) > 0
    False
    """
    if one.initial or other.initial:
        return _initial_odds(one, other)
    if not one.skips and not other.skips:
        return form_odds(one.form, other.form, least)
    both = bool(one.skips) == bool(other.skips) or one.script == other.script
    penalty = _LEFT_OFF if both else _LEFT_OFF_ONCE
    without = form_odds(one.core, other.core, least + penalty) - penalty
    return max(without, form_odds(one.form, other.form, max(least, without)))


def _initial_odds(one: Word, other: Word) -> float:
    """An initial agrees weakly with any word that it may begin."""
    if one.initial and other.initial and one.form == other.form:
        return SURELY / 2
    initial, word = (one, other) if one.initial else (other, one)
    if letters().spelled_out.get(word.form) == initial.form:
        return SURELY / 2
    if initial.form == word.core[:1]:
        return SURELY / 6
    if initial.script == LATIN and word.script == ARABIC:
        begins = costs().across.gains.get(word.core[:1], {})
        return SURELY / 6 if begins.get(initial.form, NOTHING) > 0 else -SURELY / 2
    if initial.script == ARABIC and word.script == LATIN:
        begins = costs().across.gains.get(initial.form, {})
        return SURELY / 6 if begins.get(word.core[:1], NOTHING) > 0 else -SURELY / 2
    return -SURELY / 2


def form_odds(one: str, other: str, least: float = -SURELY) -> float:
    """The same for two folded words, whichever comes first; anything below ``least`` may stand for what is below it."""
    if one == other:
        return SURELY
    key = (one, other) if one < other else (other, one)
    odds, exact_from = _KNOWN.get(key, (0.0, SURELY + 1))
    if odds < exact_from > least:
        odds = _form_odds(*key, least)
        if len(_KNOWN) >= NAME_PAIRS_REMEMBERED:
            _KNOWN.clear()
        _KNOWN[key] = odds, least
    return odds


def joined_odds(one: str, next_one: str, other: str) -> float:
    """The same for two folded words written as one, and another; 0 may stand for what is below it."""
    if not may_be_alike_joined(one, next_one, other):
        return 0.0
    return form_odds(one + next_one, other, 0.0)


_KNOWN: dict[tuple[str, str], tuple[float, float]] = {}
"""The odds of pairs of words, exact where they reach the second number, else some number below it."""


def _form_odds(one: str, other: str, least: float) -> float:
    if not may_be_alike(one, other):
        return -SURELY
    kind = _kind(one, other)
    if kind == OTHER or _is_far(one, other, kind):
        return -SURELY
    if kind == "across" and script_of(one) == LATIN:
        one, other = other, one
    weights, table = costs().weights[kind], costs().table(kind)
    ideal, ideal_too = _ideals(table, one, other)
    # The odds grow with the gain alone, so that a gain with which they stay below the least need not be worked out.
    odds = sum(weights[name] * value for name, value in _apart_from_gain(one, other, (ideal, ideal_too)).items())
    odds += _bonus(one, other, kind)
    slope = weights["gain"] / 10 + weights["share"] * 2 / (ideal + ideal_too)
    enough = (least - odds) / slope - _NOISE if slope > 0 else NOTHING
    odds += slope * max(_GAIN_MIN, _gain(table, one, other, enough if enough > _GAIN_MIN else NOTHING))
    return max(-SURELY, min(SURELY, odds))


def _gain(table: Units, one: str, other: str, least: float = NOTHING) -> float:
    """What the letters of two words gain, within a script both ways round; a low number where below ``least``."""
    if table is costs().across:
        return table.gain(one, other, least)
    most_back = min(table.ideal(other), table.ideal(one, other=True))
    there = table.gain(one, other, 2 * least - most_back)
    return there if there <= NOTHING else (there + table.gain(other, one, 2 * least - there)) / 2


def _ideals(table: Units, one: str, other: str) -> tuple[float, float]:
    """What either word gains at best: across scripts with any word, within one with itself."""
    if table is costs().across:
        return table.ideal(one), table.ideal(other, other=True)
    return _own_gain(one), _own_gain(other)


def _bonus(one: str, other: str, kind: str) -> float:
    if kind == ARABIC:
        return _foreign_bonus(one, other)
    if kind == LATIN and (shared := max(map(len, set(skeletons(one)) & set(skeletons(other))), default=0)) > 2:
        return _SAME_CONSONANTS * min(2, shared - 2)
    return 0.0


def _is_far(one: str, other: str, kind: str) -> bool:
    """What is told apart without a closer look: words with digits, and Arabic ones of which two thirds differ."""
    if not (one + other).isalpha() and any(map(str.isdecimal, one + other)):
        return True
    return kind == ARABIC and Levenshtein.normalized_similarity(one, other) < _NEAR


def _foreign_bonus(one: str, other: str) -> float:
    """What speaks for two long foreign words: writers agree less on them, and few are as near to one another.

    Nothing for Arabic words, which a vowel makes another name.
    """
    known = letters()
    for form in (one, other):
        if form.startswith(known.article) or not known.native.isdisjoint(form):
            return 0.0
    return max(0.0, _FOREIGN * (min(len(one), len(other), 7) - 3))


def _kind(one: str, other: str) -> str:
    script, script_too = script_of(one), script_of(other)
    if script == script_too:
        return script
    return OTHER if OTHER in (script, script_too) else "across"


def form_features(one: str, other: str) -> dict[str, float]:
    """What speaks for two folded words being one; across scripts the Arabic one comes first."""
    table = costs().table(_kind(one, other))
    ideals = _ideals(table, one, other)
    gain = max(_GAIN_MIN, _gain(table, one, other))
    return {**_apart_from_gain(one, other, ideals), "gain": gain / 10, "share": 2 * gain / sum(ideals)}


def _apart_from_gain(one: str, other: str, ideals: tuple[float, float]) -> dict[str, float]:
    known, rival = _known(one, other)
    size = min(len(one), len(other))
    return {
        "always": 1.0,
        "ideal": ideals[0] / 10,
        "ideal_too": ideals[1] / 10,
        "long": log1p(size),
        "short": float(size <= 3),
        "known": known,
        "rival": rival,
    }


@lru_cache(maxsize=NAMES_REMEMBERED)
def _own_gain(form: str) -> float:
    """What a word gains with itself."""
    return costs().table(_kind(form, form)).own_gain(form)


def _known(one: str, other: str) -> tuple[float, float]:
    """How well two words are known to be one, and how well to be two; both 0 to 1.

    Across scripts by the people who bear both; within a script by the words of the other that both spell.
    """
    table = costs().spelled
    ours, theirs = table.get(one), table.get(other)
    if not ours or not theirs:
        return 0.0, 0.0
    total, total_too = sum(ours.values()), sum(theirs.values())
    if script_of(one) != script_of(other):
        both = ours.get(other, 0)
        known = min(1.0, both / 5)
        share = both / min(total, total_too)
    else:
        share = sum(min(count / total, theirs.get(pivot, 0) / total_too) for pivot, count in ours.items())
        known = share
    often = min(total, total_too)
    if script_of(one) == script_of(other) == ARABIC and often >= _COMMON:
        return 0.0, 1.0  # two common Arabic words are two names, even where Latin script tells them apart no more
    return known, (1.0 - min(1.0, share * 5)) * min(1.0, often / 10)
