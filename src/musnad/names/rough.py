"""Words of both scripts in one rough spelling, to choose among many those that are worth a close look."""

from __future__ import annotations

from functools import cache, lru_cache
from math import log

from musnad.config import NAMES_REMEMBERED
from musnad.names.costs import costs
from musnad.names.keys import sounds_of
from musnad.names.letters import letters
from musnad.names.spelling import END, NOTHING
from musnad.names.words import ARABIC, LATIN, script_of

_LONGEST = 3


@lru_cache(maxsize=NAMES_REMEMBERED)
def rough(form: str) -> str:
    """The likeliest Arabic spelling of a folded word, with letters that sound alike made one.

    >>> rough("حسن"), rough("hassan")
    ('هسن', 'هسن')
    """
    if script_of(form) == LATIN:
        form = _in_arabic(form)
    return form.translate(letters().near)


def _in_arabic(form: str) -> str:
    """The likeliest Arabic letters for a Latin word, by what was learned across the scripts."""
    units, ended = _likeliest(), form + END
    sums = [0.0] + [NOTHING] * len(ended)
    spelled = [""] * (len(ended) + 1)
    for start in range(len(ended)):
        for end in range(start + 1, min(start + _LONGEST, len(ended)) + 1):
            found, value = units.get(ended[start:end], ("", -12.0 if end == start + 1 else NOTHING))
            if sums[start] + value > sums[end]:
                sums[end], spelled[end] = sums[start] + value, spelled[start] + found
    return spelled[-1].rstrip(END)


@cache
def _likeliest() -> dict[str, tuple[str, float]]:
    """For each unit of Latin letters the likeliest Arabic one, with the log of how often they go together."""
    counts: dict[str, float] = {}
    for form, latin in costs().spelled.items():
        if script_of(form) == ARABIC:
            for letter in form + END:
                counts[letter] = counts.get(letter, 0) + sum(latin.values())
    total = sum(counts.values())
    found: dict[str, tuple[str, float]] = {}
    for unit, others in costs().learned.items():
        if not unit or (len(unit) > 1 and END not in unit):
            continue
        share = sum(log(counts.get(letter, 0.5) / total) for letter in unit)
        for other, gain in others.items():
            apt = len(sounds_of(other)) == len(sounds_of(unit))  # no unit swallows a consonant
            if other and apt and gain + share > found.get(other, ("", NOTHING))[1]:
                found[other] = (unit, gain + share)
    return found
