"""What the tagger looks at: numbers that describe each token, and the rows of its weights that they lead to."""

from __future__ import annotations

from zlib import crc32

import numpy as np

from musnad.config import WORDS_REMEMBERED
from musnad.vocabulary.entities import EntityWords, Known
from musnad.vocabulary.letters import Letters
from musnad.vocabulary.sources import SourceWords

Numbers = np.ndarray  # of unsigned 64-bit integers

# What is known of a token, by column. The word as written, behind its particles, and without its article; the
# particles; the last and first letters; its class in sources.yml; its likeness to names; the lists it is in; its
# frequency; its shape; and the known name it stands in.
(FORM, STEM, CORE, PARTICLES, LAST1, LAST2, LAST3, FIRST2, FIRST3, CLASS, PERSON, PLACE, LIST, KIND, OFTEN, SHAPE) = (
    range(16)
)
LEXICON = 16
COLUMNS = 17

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
_SHIFT = np.uint64(64 - 17)
_OUTSIDE = 0xABCDEF  # in every column of what is outside of a text


class Sight:
    """Describes tokens with the words of one language; findings about words are remembered under numbers.

    ``table`` holds the description of each numbered word, number 0 what stands outside of a text; it is valid up to
    ``count``. ``generation`` changes when all numbers are forgotten.
    """

    def __init__(self, entities: EntityWords, sources: SourceWords, letters: Letters) -> None:
        self.entities, self.sources, self.letters = entities, sources, letters
        self.generation = 0
        self._forget()

    def _forget(self) -> None:
        self.generation += 1
        self.table: Numbers = np.full((1024, COLUMNS), _OUTSIDE, np.uint64)
        self.count = 1
        self._seen: dict[str, int] = {}
        self._stems: dict[str, tuple[int, str]] = {}

    def stem(self, form: str) -> tuple[int, str]:
        """The likeliest reading of a form: how many letters of particles it begins with, and the word behind them.

        The word that is known best counts; nothing is taken from a form that none of its readings explains, but a
        conjunction before an unknown word of some length.
        """
        found = self._stems.get(form)
        if found is None:
            peels = self.entities.peels(form)
            values = [self._known(rest) - 0.5 * (number > 0) for number, (_, rest) in enumerate(peels)]
            best = values.index(max(values))
            found = peels[best]
            if values[best] == 0 and len(form) > 4 and form[:1] in self.entities.particles[:1]:
                found = (1, form[1:])
            self._stems[form] = found
        return found

    def numbers(self, forms: list[str]) -> list[int]:
        """The numbers of some words; new ones are described and added to the table."""
        if self.count > WORDS_REMEMBERED:
            self._forget()
        seen = self._seen
        found = [seen.get(form, -1) for form in forms]
        if -1 in found:
            for place, form in enumerate(forms):
                if found[place] < 0:
                    found[place] = seen.get(form) or self._add(form)
        return found

    def _add(self, form: str) -> int:
        if self.count == len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table)])
        number = self._seen[form] = self.count
        self.table[number] = self._row(form)
        self.count += 1
        return number

    def _known(self, form: str) -> float:
        entities = self.entities
        value = float(self.letters.frequency(form))
        if form in entities.names or form in entities.known:
            return max(value, 6.0)
        return max(value, 4.0) if form in entities.kinds or form in self.sources.words else value

    def _row(self, form: str) -> list[int]:
        """The numbers of one word."""
        if not form[0].isalnum():
            shape = crc32(form.encode())
            return [shape, shape, shape, 0, 0, 0, 0, 0, 0, shape, 0, 0, 0, 0, 99, shape, 0]
        taken, stem = self.stem(form)
        article = self.entities.article
        core = stem[len(article) :] if stem.startswith(article) and len(stem) > len(article) + 1 else stem
        person, place = self.letters.likeness(stem)
        if form[0].isdigit() or form[0] < "\u0080":
            person = place = 11
        listed = 1 if stem in self.entities.names else 2 if core in self.entities.names else 0
        particles = form[:taken] + ("+" if core != stem else "")
        texts = (
            form,
            stem,
            core,
            particles,
            core[-1:],
            core[-2:],
            core[-3:],
            core[:2],
            core[:3],
            self.sources.classify(stem),
        )
        row = [crc32(text.encode()) for text in texts]
        row += [person, place, listed, crc32(self._kind(stem, core).encode()), self.letters.frequency(stem)]
        return [*row, self._shape(form, stem), 0]

    def _kind(self, stem: str, core: str) -> str:
        """What lists say of a word: what it heads, a people, a part of names."""
        entities = self.entities
        if core in entities.nationalities or core[:-1] in entities.nationalities:
            return "nation"
        for form in (stem, core):
            if form in entities.inside:
                return f"inside+{form}"
            if form in entities.behind:
                return "behind"
            if form in entities.kinds:
                return entities.kinds[form]
        return ""

    @staticmethod
    def _shape(form: str, stem: str) -> int:
        if form[0].isdigit():
            return 1
        return 2 if form[0] < "\u0080" else 2 + min(len(stem), 9)


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


def described(sight: Sight, numbers: list[int], codes: np.ndarray) -> Numbers:
    """Numbers ``[token, column]`` of tokens and of what is outside of their text, ``REACH`` on either side."""
    around = np.zeros(len(numbers) + 2 * REACH, np.int64)
    around[REACH:-REACH] = numbers
    found: Numbers = sight.table[around]
    found[:, LEXICON] = codes.astype(np.uint64)
    return found


def feature_rows(around: Numbers, tokens: np.ndarray, templates: Templates) -> np.ndarray:
    """The rows of the weights' table ``[token, feature]`` for some tokens of a described text."""
    keys: Numbers = np.broadcast_to(templates.seeds, (len(tokens), templates.seeds.shape[1])).copy()
    flat, first = around.ravel(), tokens[:, None] * COLUMNS
    for chosen, columns in templates.parts:
        part = keys[:, chosen]
        part ^= flat.take(first + columns)
        part *= _PRIME
        part ^= part >> np.uint64(29)
        keys[:, chosen] = part
    rows: np.ndarray = ((keys * _PRIME) >> _SHIFT).astype(np.int64)
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
        self.seeds: Numbers = ((np.array(numbers, np.uint64) + np.uint64(1)) * np.uint64(0xD1B54A32D192ED03))[None, :]
        self.parts = [
            (
                _together([number for number, each in enumerate(chosen) if len(each) > part]),
                np.array([(each[part][1] + REACH) * COLUMNS + each[part][0] for each in chosen if len(each) > part]),
            )
            for part in range(max(map(len, chosen)))
        ]


ALL = Templates(list(range(len(TEMPLATES))))
JOINT = Templates([number for number, each in enumerate(TEMPLATES) if len(each) > 1])
