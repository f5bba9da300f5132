"""Lessons as other people would have typed them: careless letters, other line breaks, lost quotation marks."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from encoder.targets import NONE, UNKNOWN, Lesson
from musnad.encoder.pieces import NEWLINE

_ALEFS = {0x0623: 0x0627, 0x0625: 0x0627, 0x0622: 0x0627}
_MARBUTA, _HEH, _MAQSURA, _YEH = "\u0629", "\u0647", "\u0649", "\u064a"
_QUOTES = frozenset('"\u201c\u201d\u00ab\u00bb\u201e')
_SINGLE = "'"
_NAMED = ("cue", "start", "end", "seat", "seat_end", "same")  # the fields of a target that are tokens


def disturb(lesson: Lesson, chance: Random) -> Lesson:
    """The lesson with one to three kinds of carelessness; the same targets, renumbered where tokens fell out."""
    kinds = chance.sample(("alef", "marbuta", "yeh", "lines", "quotes", "exchange"), chance.randint(1, 3))
    share = chance.choice((0.2, 0.5, 1.0))
    surfaces = [_careless(word, kinds, share, chance) for word in lesson.surfaces]
    dropped = set()
    if "lines" in kinds:
        dropped |= {n for n, word in enumerate(surfaces) if word == NEWLINE and chance.random() < share}
    if "quotes" in kinds:
        dropped |= {n for n, word in enumerate(surfaces) if word in _QUOTES and chance.random() < share}
    elif "exchange" in kinds:
        mark = chance.choice((_SINGLE, "''", "("))
        surfaces = [_exchanged(word, mark, n, surfaces) for n, word in enumerate(surfaces)]
    return _without(lesson, surfaces, dropped)


def _careless(word: str, kinds: list[str], share: float, chance: Random) -> str:
    if len(word) < 2 or not word[0].isalpha():
        return word
    if "alef" in kinds and chance.random() < share:
        word = word.translate(_ALEFS)
    if "marbuta" in kinds and word.endswith(_MARBUTA) and chance.random() < share:
        word = word[:-1] + _HEH
    if "yeh" in kinds and chance.random() < share:
        if word.endswith(_MAQSURA):
            word = word[:-1] + _YEH
        elif word.endswith(_YEH):
            word = word[:-1] + _MAQSURA
    return word


def _exchanged(word: str, mark: str, number: int, surfaces: list[str]) -> str:
    """A quotation mark in another style; parentheses need to know which side they stand on."""
    if word not in _QUOTES:
        return word
    if mark != "(":
        return mark
    opens = sum(other in _QUOTES for other in surfaces[:number]) % 2 == 0
    return "(" if opens else ")"


def _without(lesson: Lesson, surfaces: list[str], dropped: set[int]) -> Lesson:
    """The lesson without some tokens, none of which a target names."""
    named = {getattr(target, name) for target in lesson.targets for name in _NAMED}
    dropped -= named
    kept = [n for n in range(len(surfaces)) if n not in dropped]
    new = {old: number for number, old in enumerate(kept)}
    new |= {NONE: NONE, UNKNOWN: UNKNOWN}
    position = [0]
    for n in range(len(surfaces)):
        position.append(position[-1] + (n not in dropped))
    targets = [
        replace(
            t,
            **{name: new[getattr(t, name)] for name in _NAMED},
            inside=tuple((position[first], position[last]) for first, last in t.inside),
        )
        for t in lesson.targets
    ]
    return Lesson(
        [surfaces[n] for n in kept],
        [lesson.spaced[n] or n - 1 in dropped for n in kept],
        [lesson.words[n] for n in kept],
        [(position[a], position[b]) for a, b in lesson.sentences if position[a] < position[b]],
        targets,
        {new[n] for n in lesson.unclear if n in new},
        lesson.scope,
    )
