"""What the tagger looks at: numbers that describe each token, and the rows of its weights that they lead to."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from musnad.config import WORDS_REMEMBERED
from musnad.vocabulary.described import (
    CLASS,
    COLUMNS,
    CORE,
    FORM,
    KIND,
    LAST2,
    LEXICON,
    LIST,
    OFTEN,
    PARTICLES,
    PERSON,
    PLACE,
    STEM,
    Describer,
)
from musnad.vocabulary.entities import EntityWords, Known
from musnad.vocabulary.letters import Letters
from musnad.vocabulary.sources import SourceWords

Numbers = np.ndarray  # of unsigned integers

REACH = 2  # tokens looked at on either side
# The features: columns and places (0: the token, -1: the one before it) that count together.
TEMPLATES: tuple[tuple[tuple[int, int], ...], ...] = (
    *(((column, 0),) for column in range(COLUMNS)),
    *(
        ((column, place),)
        for place in (-1, 1)
        for column in (FORM, STEM, CORE, PARTICLES, CLASS, PERSON, PLACE, LIST, KIND, OFTEN, LEXICON, LAST2)
    ),
    *(((column, place),) for place in (-2, 2) for column in (STEM, CLASS, LIST, KIND, LEXICON, PERSON)),
    ((PERSON, 0), (OFTEN, 0)),
    ((PERSON, 0), (PLACE, 0)),
    ((LIST, 0), (OFTEN, 0)),
    ((LEXICON, 0), (PARTICLES, 0)),
    ((CLASS, -1), (PERSON, 0)),
    ((CLASS, -1), (OFTEN, 0)),
    ((CLASS, -1), (CLASS, 0)),
    ((CLASS, 0), (CLASS, 1)),
    ((KIND, -1), (OFTEN, 0)),
    ((KIND, -1), (LEXICON, 0)),
    ((KIND, -1), (CLASS, 0)),
    ((STEM, -1), (LEXICON, 0)),
    ((STEM, -1), (OFTEN, 0)),
    ((STEM, -1), (PERSON, 0)),
    ((STEM, -1), (STEM, 0)),
    ((STEM, 0), (STEM, 1)),
    ((LIST, -1), (LIST, 0)),
    ((LIST, 0), (LIST, 1)),
    ((PERSON, -1), (PERSON, 0)),
    ((PERSON, 0), (PERSON, 1)),
    ((OFTEN, -1), (OFTEN, 0)),
    ((OFTEN, 0), (OFTEN, 1)),
    ((LEXICON, -1), (LEXICON, 0)),
    ((LEXICON, 0), (LEXICON, 1)),
    ((PARTICLES, 0), (OFTEN, 0)),
    ((CLASS, -2), (CLASS, -1), (OFTEN, 0)),
    ((CLASS, -1), (OFTEN, 0), (OFTEN, 1)),
    ((CLASS, -1), (PERSON, 0), (PERSON, 1)),
    ((LIST, -1), (LIST, 0), (LIST, 1)),
    ((STEM, -1), (OFTEN, 0), (CLASS, 1)),
    ((KIND, -1), (CLASS, 0), (CLASS, 1)),
    ((CORE, -1), (PARTICLES, 0), (CLASS, 0)),
)
ROWS = 1 << 17  # of the table of weights; a feature's row is a digest of it
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_SHIFT, _FOLD = np.uint64(64 - 17), np.uint64(29)
_GROWN = 64
_OUTSIDE = 0xABCDEF  # in every column of what is outside of a text


class _Numbers(dict[str, int]):
    """The numbers of words, in the order in which they are first asked for, from 1; ``new`` ones have yet no row."""

    def __init__(self) -> None:
        super().__init__()
        self.new: list[str] = []

    def __missing__(self, form: str) -> int:
        self.new.append(form)
        found = self[form] = len(self) + 1
        return found


class Sight:
    """Describes tokens with the words of one language; findings about words are remembered under numbers.

    ``table`` holds the description of each numbered word, number 0 what stands outside of a text, and ``signs`` what
    else holds of it (``BEGINS``, ``SECOND``); both are valid up to ``count``. ``generation`` changes when all numbers
    are forgotten.
    """

    def __init__(self, entities: EntityWords, sources: SourceWords, letters: Letters) -> None:
        self.entities, self.sources, self.letters = entities, sources, letters
        self.generation = 0
        self._forget()

    @cached_property
    def _describer(self) -> Describer:
        """Made when the first word is looked at: a process that reads no text of the language needs none."""
        return Describer(self.entities, self.sources, self.letters)

    def _forget(self) -> None:
        self.generation += 1
        self.table: Numbers = np.full((1, COLUMNS), _OUTSIDE, np.uint32)
        self.signs: Numbers = np.zeros(1, np.uint8)
        self._taken: Numbers = np.zeros(
            1, np.uint8
        )  # letters of particles; with an article to be restored, _GROWN more
        self.count = 1
        self._seen = _Numbers()

    def stem(self, form: str) -> tuple[int, str]:
        """The likeliest reading of a form: how many letters of particles it begins with, and the word behind them.

        The word that is known best counts; nothing is taken from a form that none of its readings explains, but a
        conjunction before an unknown word of some length.
        """
        number = self._seen.get(form)
        if number is None:
            number = self._seen[form]
            self._describe()
        taken = int(self._taken[number])
        if taken >= _GROWN:
            taken -= _GROWN
            return taken, self.entities.article + form[taken + 1 :]
        return taken, form[taken:]

    def numbers(self, forms: list[str]) -> Numbers:
        """The numbers of some words; new ones are described and added to the table."""
        if self.count > WORDS_REMEMBERED:
            self._forget()
        found = np.array(list(map(self._seen.__getitem__, forms)), np.intp)
        if self._seen.new:
            self._describe()
        return found

    def _describe(self) -> None:
        """Puts the numbers of new words into the table."""
        forms, self._seen.new = self._seen.new, []
        first, last = self.count, self.count + len(forms)
        if last > len(self.table):
            size = max(2 * len(self.table), last, 1024)
            self.table = _grown(self.table, first, size)
            self.signs, self._taken = _grown(self.signs, first, size), _grown(self._taken, first, size)
        found = self._describer.describe(forms)
        self.table[first:last], self.signs[first:last] = found.rows, found.signs
        self._taken[first:last] = found.taken + found.grown * _GROWN
        self.count = last


def _grown(table: Numbers, count: int, size: int) -> Numbers:
    """A longer table with the first ``count`` rows of another; the memory of the others is not touched."""
    found = np.empty((size, *table.shape[1:]), table.dtype)
    found[:count] = table[:count]
    return found


_CODES = {
    name: number for number, name in enumerate(("outlet", "organisation", "place", "document", "person"), start=1)
}
LEXICON_CODES = 64  # numbers of the column of known names; the last one stands for what is outside of a text


def lexicon_codes(count: int, known: list[tuple[int, int, Known]]) -> np.ndarray:
    """The column of known names (first token, last, which) for some tokens, with what is outside at its ends."""
    codes = np.zeros(count + 2 * REACH, np.int64)
    codes[:REACH] = codes[-REACH:] = LEXICON_CODES - 1
    for first, last, entry in known:
        code = _CODES[entry.type] + (0 if entry.sure else 8) + (16 if last - first > 1 else 0)
        codes[REACH + first] = code
        codes[REACH + first + 1 : REACH + last] = code + 32
    return codes


def sight_of(entities: EntityWords | None, sources: SourceWords | None, letters: Letters | None) -> Sight | None:
    """What describes the words of a language; None where one of its rooms is missing."""
    return Sight(entities, sources, letters) if entities and sources and letters else None


def described(sight: Sight, numbers: Numbers, codes: np.ndarray) -> Numbers:
    """Numbers ``[token, column]`` of tokens and of what is outside of their text, ``REACH`` on either side."""
    around = np.zeros(len(numbers) + 2 * REACH, np.intp)
    around[REACH:-REACH] = numbers
    found: Numbers = sight.table[around]
    found[:, LEXICON] = codes
    return found


def feature_rows(around: Numbers, tokens: np.ndarray, templates: Templates) -> np.ndarray:
    """The rows of the weights' table ``[feature, token]`` for some tokens of a described text."""
    keys: Numbers = np.repeat(templates.seeds, len(tokens), axis=1)
    flat, first = around.ravel(), tokens * COLUMNS
    for chosen, columns in templates.parts:
        part = keys[chosen]
        part ^= flat.take(columns + first)
        part *= _PRIME
        part ^= part >> _FOLD
        keys[chosen] = part
    keys *= _PRIME
    keys >>= _SHIFT
    rows: np.ndarray = keys.astype(np.intp)
    return rows


def hashed(seeds: Numbers, values: Numbers) -> np.ndarray:
    """The rows of features that look at one number each, as ``feature_rows`` finds them."""
    keys: Numbers = seeds ^ values
    keys *= _PRIME
    keys ^= keys >> _FOLD
    keys *= _PRIME
    keys >>= _SHIFT
    rows: np.ndarray = keys.astype(np.intp)
    return rows


def _together(numbers: list[int]) -> slice | np.ndarray:
    """Numbers as a slice where they follow one another: columns are then reached without copying."""
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return slice(numbers[0], numbers[-1] + 1)
    return np.array(numbers)


class Templates:
    """Some of the features, ready for ``feature_rows``; ``numbers`` are their places in ``TEMPLATES``."""

    def __init__(self, numbers: list[int]) -> None:
        chosen = [TEMPLATES[number] for number in numbers]
        self.numbers = numbers
        self.seeds: Numbers = ((np.array(numbers, np.uint64) + np.uint64(1)) * np.uint64(0xD1B54A32D192ED03))[:, None]
        self.parts = [
            (
                _together([number for number, each in enumerate(chosen) if len(each) > part]),
                np.array([(each[part][1] + REACH) * COLUMNS + each[part][0] for each in chosen if len(each) > part])[
                    :, None
                ],
            )
            for part in range(max(map(len, chosen)))
        ]


ALL = Templates(list(range(len(TEMPLATES))))
JOINT = Templates([number for number, each in enumerate(TEMPLATES) if len(each) > 1])
