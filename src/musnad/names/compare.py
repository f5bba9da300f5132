"""Compares two names in Arabic or Latin script, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import exp

from musnad.config import NAMES_REMEMBERED, SURNAME_SCORE_MAX
from musnad.names.alike import SURELY
from musnad.names.costs import costs
from musnad.names.likeness import Likeness, Pair, Pairing, name_features, paired
from musnad.names.words import Word, words_of

ONE_WORD = "one word only"


def compare(a: str, b: str) -> Likeness:
    """How likely two names are spellings of one, 0 to 1, and why; titles before a name count for nothing.

    The order of the two does not matter. Nothing is the same as a name without letters. A word alone never reaches
    ``SAME_SCORE`` against a name of several words.

    >>> compare("محمد الشرايبي", "Mohammed Chraïbi").same
    True
    >>> compare("Mohammed Hassan", "Mohammed Hussein").same
    False
    """
    return _likeness(a, b) if a <= b else _likeness(b, a)


def compare_words(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> Likeness:
    """The same for the words of two names, without remembering it.

    >>> compare_words(words_of("سامي مراد"), words_of("Sami Mourad")) == compare("سامي مراد", "Sami Mourad")
    True
    """
    if not ours or not theirs:
        return Likeness(0.0, ("no name on one side",))
    if ours == theirs:
        return Likeness(1.0, ("the same letters", *([ONE_WORD] if len(ours) == 1 else [])))
    # Arabic first, so that words read "Arabic = Latin" in the reasons, and the result is the same both ways round.
    if (ours[0].script, [word.form for word in ours]) > (theirs[0].script, [word.form for word in theirs]):
        ours, theirs = theirs, ours
    pairing = paired(ours, theirs)
    return Likeness(_score(pairing), tuple(_reasons(pairing)))


@lru_cache(maxsize=NAMES_REMEMBERED)
def _likeness(a: str, b: str) -> Likeness:
    return compare_words(words_of(a), words_of(b))


def _score(pairing: Pairing) -> float:
    counts = (len(pairing.ours), len(pairing.theirs))
    if counts == (1, 1):
        return _chance(pairing.pairs[0].odds)
    weights = costs().weights["name"]
    score = _chance(sum(weights[name] * value for name, value in name_features(pairing).items()))
    words_paired = sum(pair.size for pair in pairing.pairs)
    if min(counts) == 1 and words_paired < sum(counts):
        score = min(score, SURNAME_SCORE_MAX)
    return score


def _chance(odds: float) -> float:
    """The probability that belongs to log-odds, to four digits."""
    return round(1 / (1 + exp(-max(-30.0, min(30.0, odds)))), 4)


def _reasons(pairing: Pairing) -> Iterator[str]:
    """One line per pair of words, then what is missing or turned round."""
    ours, theirs = pairing.ours, pairing.theirs
    for pair in pairing.pairs:
        one = " ".join(word.form for word in ours[slice(*pair.ours)])
        other = " ".join(word.form for word in theirs[slice(*pair.theirs)])
        relation = "=" if pair.odds > SURELY / 2 else "~" if pair.odds > 0 else "is not"
        yield f"{_part(pair, pairing)}: {one} {relation} {other}"
    if len(ours) == len(theirs) == 1:
        yield ONE_WORD
    elif min(len(ours), len(theirs)) == 1 and (pairing.ours_left or pairing.theirs_left):
        yield "only a surname on one side" if _is_surname(pairing) else "only one word on one side"
    left = [ours[number].form for number in pairing.ours_left] or [
        theirs[number].form for number in pairing.theirs_left
    ]
    if left:
        yield f"on one side only: {' '.join(left)}"
    places = [pair.theirs for pair in pairing.pairs if pair.odds > 0]
    if places != sorted(places):
        yield "in another order"


def _part(pair: Pair, pairing: Pairing) -> str:
    """What part of a name the words of a pair are, by the longer name."""
    (start, end), words = (
        (pair.ours, pairing.ours) if len(pairing.ours) >= len(pairing.theirs) else (pair.theirs, pairing.theirs)
    )
    if len(words) == 1:
        return "name"
    if end == len(words):
        return "surname" if start else "whole name"
    return "middle name" if start else "given name"


def _is_surname(pairing: Pairing) -> bool:
    """Whether the only word of one name faces the last of the other."""
    last = len(pairing.ours) if pairing.theirs_left == () else len(pairing.theirs)
    pair = pairing.pairs[0]
    return (pair.ours if pairing.ours_left else pair.theirs)[1] == last
