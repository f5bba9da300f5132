"""What the tagger looks at: numbers that describe each token, and the rows of its weights that they lead to."""

from __future__ import annotations

from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

from musnad.config import WORDS_REMEMBERED
from musnad.vocabulary.entities import EntityWords, Known
from musnad.vocabulary.letters import Letters
from musnad.vocabulary.sources import SourceWords

Numbers = np.ndarray  # of unsigned 64-bit integers

# What is known of a token, by column. The word as written, behind its particles, and without its article; the particles;
# the last and first letters; its class in sources.yml; its likeness to names; the lists it is in; its frequency; its
# shape; and the known name it stands in.
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
_TABLE_GROWS = 1000


@dataclass(frozen=True)
class Sight:
    """Describes tokens with the words of one language; findings about words are remembered."""

    entities: EntityWords
    sources: SourceWords
    letters: Letters
    _seen: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    _rows: list[list[int]] = field(default_factory=list, repr=False, compare=False)
    _stems: dict[str, tuple[int, str]] = field(default_factory=dict, repr=False, compare=False)
    _tables: list[Numbers] = field(default_factory=list, repr=False, compare=False)

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
            if (
                best == 0
                and values[0] == 0
                and len(form) > 4
                and self.entities.particles
                and form[0] == self.entities.particles[0]
            ):
                found = (1, form[1:])
            self._stems[form] = found
        return found

    def describe(self, forms: list[str], known: list[tuple[int, int, Known]]) -> Numbers:
        """Numbers ``[token, column]`` of some tokens in which known names (first, last, which) were found."""
        if len(self._rows) > WORDS_REMEMBERED:
            for remembered in (self._rows, self._seen, self._stems, self._tables):
                remembered.clear()
        numbers = []
        for form in forms:
            number = self._seen.get(form)
            if number is None:
                number = self._seen[form] = len(self._rows)
                self._rows.append(self._row(form))
            numbers.append(number)
        described = self._looked_up(numbers)
        for first, last, entry in known:
            code = _CODES[entry.type] + (0 if entry.sure else 8) + (16 if last - first > 1 else 0)
            described[first, LEXICON] = code
            described[first + 1 : last, LEXICON] = code + 32
        return described

    def _looked_up(self, numbers: list[int]) -> Numbers:
        """The rows of the words with these numbers; new ones are added to the table a thousand at a time."""
        done = sum(map(len, self._tables))
        if len(self._rows) - done > _TABLE_GROWS:
            self._tables[:] = [np.array(self._rows, np.uint64)]
            done = len(self._rows)
        fresh = self._rows[done:]
        table = np.concatenate([*self._tables, np.array(fresh, np.uint64)]) if fresh else self._tables[0]
        found: Numbers = table[numbers]
        return found

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


_CODES = {name: number for number, name in enumerate(("outlet", "organisation", "place", "document"), start=1)}


def sight_of(entities: EntityWords | None, sources: SourceWords | None, letters: Letters | None) -> Sight | None:
    """What describes the words of a language; None where one of its rooms is missing."""
    return Sight(entities, sources, letters) if entities and sources and letters else None


def feature_rows(described: Numbers) -> np.ndarray:
    """The rows of the weights' table ``[token, feature]`` for described tokens."""
    count = len(described)
    padded = np.full((count + 2 * REACH, COLUMNS), 0xABCDEF, np.uint64)
    padded[REACH : REACH + count] = described
    around = np.concatenate(
        [padded[REACH + place : REACH + place + count] for place in range(-REACH, REACH + 1)], axis=1
    )
    keys: Numbers = np.broadcast_to(_SEEDS, (count, len(TEMPLATES))).copy()
    for chosen, columns in _PARTS:
        keys[:, chosen] = (keys[:, chosen] ^ around[:, columns]) * _PRIME
        keys[:, chosen] ^= keys[:, chosen] >> np.uint64(29)
    rows: np.ndarray = ((keys * _PRIME) >> _SHIFT).astype(np.int64)
    return rows


_SEEDS = (np.arange(1, len(TEMPLATES) + 1, dtype=np.uint64) * np.uint64(0xD1B54A32D192ED03))[None, :]
_PARTS = [
    (
        np.array([number for number, each in enumerate(TEMPLATES) if len(each) > part]),
        np.array([(each[part][1] + REACH) * COLUMNS + each[part][0] for each in TEMPLATES if len(each) > part]),
    )
    for part in range(3)
]
