"""Descriptions of words for the tagger: the numbers of many words at once, and what else is looked up of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

import numpy as np

from musnad.vocabulary.checksums import CLOSING, CODES, OPENING, OTHER, code_of, ends, letter_of, letters_of, stretches
from musnad.vocabulary.entities import EntityWords
from musnad.vocabulary.letters import NAME_STEPS, NGRAM_ROWS, SCALE, Letters, word_number
from musnad.vocabulary.sources import SourceWords

Array = np.ndarray

# What is known of a token, by column. The word as written, behind its particles, and without its article; the
# particles; the last and first letters; its class in sources.yml; its likeness to names; the lists it is in; its
# frequency; its shape; and the known name it stands in.
(FORM, STEM, CORE, PARTICLES, LAST1, LAST2, LAST3, FIRST2, FIRST3, CLASS, PERSON, PLACE, LIST, KIND, OFTEN, SHAPE) = (
    range(16)
)
LEXICON = 16
COLUMNS = 17

BEGINS, SECOND = 1, 2  # signs: a known name can begin with the word; it is the second one of a known title
_NAME, _KNOWN, _NATION, _SECOND = 1, 2, 4, 8  # what lists say of a word
_MARK = 99  # the frequency of what is no word
_FOREIGN = NAME_STEPS + 1  # likeness of a number, or of a word in Latin letters


class Described(NamedTuple):
    """Words in numbers.

    ``rows`` ``[word, column]``; ``taken``, the letters of particles before each; ``grown``, whether the article behind
    them is to be restored; ``signs``, the sum of what holds of it (``BEGINS``, ``SECOND``).
    """

    rows: Array
    taken: Array
    grown: Array
    signs: Array


class _Sums(dict[str, int]):
    """Checksums of texts of which there are few."""

    def __missing__(self, text: str) -> int:
        found = self[text] = crc32(text.encode())
        return found


def _numbered(words: Iterable[str]) -> Array:
    """The numbers of some words, each once."""
    return np.unique(np.array([word_number(word) for word in words], np.uint32))


class Describer:
    """Describes words with the lists of one language."""

    def __init__(self, entities: EntityWords, sources: SourceWords, letters: Letters) -> None:
        self._entities, self._sources = entities, sources
        self._letters, self._sums = letters, _Sums()
        self._list(letters)
        scores = letters.ngrams.astype(np.int16)
        self._ngrams = np.zeros((2, NGRAM_ROWS + 1), np.int16)  # the last row for what is no stretch
        self._ngrams[:, :-1] = (scores[:, 1:] - scores[:, :1]).T
        particles = [code_of(each) for each in entities.particles]
        self._joins, self._onto = (np.isin(np.arange(CODES), each) for each in (particles[:2], particles[2:]))
        self._first_join = particles[:1]
        self._digits = np.array([letter_of(code).isdigit() for code in range(CODES)])
        self._article = [code_of(each) for each in entities.article]
        self._grown = [code_of(each) for each in entities.article_after_l]

    def _list(self, letters: Letters) -> None:
        """Gathers what lists say of words: their number, worth, frequency, signs and kind; place 0 is for no word."""
        entities = self._entities
        common = np.frombuffer(letters.numbers, np.uint32)
        signs: list[tuple[int, Iterable[str]]] = [
            (_NAME, entities.names),
            (_KNOWN, entities.known),
            (_NATION, entities.nationalities),
            (_SECOND, entities.title_seconds),
        ]
        listed = [(sign, _numbered(words)) for sign, words in signs]
        middling = np.concatenate([_numbered(entities.kinds), _numbered(self._sources.words)])
        kinds = {word_number(word): kind for word, kind in entities.kinds.items()}
        kinds.update((word_number(word), "behind") for word in entities.behind)
        kinds.update((word_number(word), f"inside+{word}") for word in entities.inside)
        of_kind = np.array(list(kinds), np.uint32)
        nothing = np.zeros(1, np.uint32)
        self._numbers = np.unique(np.concatenate([nothing, common, of_kind, middling, *(each for _, each in listed)]))
        place = self._numbers.searchsorted
        self._often, self._signs, self._worth = (np.zeros(len(self._numbers), np.uint8) for _ in range(3))
        self._often[place(common)] = np.frombuffer(letters.steps, np.uint8)
        for sign, numbers in listed:
            self._signs[place(numbers)] |= sign
        # How well a word is known: as often as it is used; names and words in a class at least so much.
        self._worth[place(middling)] = 4
        self._worth[(self._signs & (_NAME | _KNOWN)) > 0] = 6
        self._worth = (2 * np.maximum(self._often, self._worth)).astype(np.int8)  # in halves
        names = sorted(set(kinds.values()))
        self._kind_sums = np.array([self._sums[name] for name in ("", *names)], np.uint32)
        self._kinds = np.zeros(len(self._numbers), np.uint8)
        self._kinds[place(of_kind)] = [names.index(kind) + 1 for kind in kinds.values()]

    def _find(self, sums: Array, may: Array) -> Array:
        """The places of words in the lists, 0 for those that are not there or may not be looked up."""
        found = np.zeros(sums.shape, np.intp)
        chosen = sums[may]
        places = np.minimum(self._numbers.searchsorted(chosen), len(self._numbers) - 1)
        found[may] = places * (self._numbers[places] == chosen)
        return found

    def describe(self, words: list[str]) -> Described:
        """The numbers of some words: none of them is empty, and none is there twice."""
        found = Described(
            np.zeros((len(words), COLUMNS), np.uint32), *(np.zeros(len(words), np.uint8) for _ in range(3))
        )
        spelled = [number for number, word in enumerate(words) if word[0].isalnum()]
        if len(spelled) < len(words):
            for number, word in enumerate(words):
                if not word[0].isalnum():
                    found.rows[number, [FORM, STEM, CORE, CLASS, SHAPE]] = self._sums[word]
                    found.rows[number, OFTEN] = _MARK
                    found.signs[number] = BEGINS * bool(self._entities.starting[word])
        if spelled:
            chosen = np.array(spelled)
            for whole, part in zip(found, self._spelled([words[number] for number in spelled]), strict=True):
                whole[chosen] = part
        return found

    def _spelled(self, words: list[str]) -> Described:
        codes, sizes = letters_of(words)
        count, width = codes.shape
        each, first = np.arange(count), width - sizes
        rows = np.zeros((count, COLUMNS), np.uint32)
        sums = ends(codes)
        rows[:, FORM] = sums[each, first]
        taken, grown, at, signs = self._peeled(codes, first, sums)
        chosen = grown.nonzero()[0]
        if len(chosen):
            for place, letter in enumerate(self._article):
                codes[chosen, first[chosen] + taken[chosen] - 1 + place] = letter
            sums[chosen] = ends(codes[chosen])
        stem = first + taken - grown
        core, long = stem.copy(), width - stem > len(self._article) + 1
        for place, letter in enumerate(self._article):
            long &= codes[each, np.minimum(stem + place, width - 1)] == letter
        core[long] += len(self._article)
        rows[:, STEM], rows[:, CORE] = sums[each, stem], sums[each, core]
        for column, letters in ((LAST1, 1), (LAST2, 2), (LAST3, 3)):
            rows[:, column] = sums[each, np.maximum(core, width - letters)]
        self._lists(rows, at, np.where(long, self._find(rows[:, CORE], long), at))
        stems = self._texts(words, (taken, grown, long), rows)
        self._likeness(codes, stem, rows)
        mixed = (codes > 0) & (codes < OTHER)
        for number in sorted(set(mixed.nonzero()[0].tolist())):  # Arabic letters and others in one word
            rows[number, PERSON : PLACE + 1] = self._letters.likeness(stems[number])
        initial = codes[each, first]
        rows[:, SHAPE] = np.where(
            self._digits[initial], 1, np.where(initial < OTHER, 2, 2 + np.minimum(width - stem, 9))
        )
        rows[rows[:, SHAPE] <= 2, PERSON : PLACE + 1] = _FOREIGN
        return Described(rows, taken, grown, signs)

    def _peeled(self, codes: Array, first: Array, sums: Array) -> tuple[Array, Array, Array, Array]:
        """The likeliest reading of each word (``Sight.stem``), its place in the lists, and the signs of the word.

        A reading is the number of letters taken, and whether the article behind them is to be restored.
        """
        count, width = codes.shape
        each, size = np.arange(count), width - first
        initial = codes[each, first]
        joins, onto = self._joins[initial], self._onto[initial]
        both = joins & self._onto[codes[each, np.minimum(first + 1, width - 1)]] & (size > 3)
        before = joins.astype(np.intp)
        may = np.stack([size > 0, (joins | onto) & (size > 2), both, self._may_grow(codes, first, before, onto | both)])
        found = np.zeros((4, count), np.uint32)
        for place in range(3):
            found[place] = sums[each, np.minimum(first + place, width)]
        chosen = may[3].nonzero()[0]
        if len(chosen):
            restored = codes[chosen]
            for place, letter in enumerate(self._article):
                restored[np.arange(len(chosen)), (first + before)[chosen] + place] = letter
            found[3, chosen] = ends(restored)[np.arange(len(chosen)), (first + before)[chosen]]
        at = self._find(found, may)
        worth = np.where(may, self._worth[at], -9)
        worth[1:] -= 1
        best = worth.argmax(axis=0)
        taken = np.where(best == 3, 1 + before, best)
        at_stem = at[best, each]
        if self._first_join:
            unknown = ((worth[0] == 0) & (best == 0) & (size > 4) & (initial == self._first_join[0])).nonzero()[0]
            taken[unknown] = 1
            at_stem[unknown] = at[1, unknown]
        signs = self._signs[at]
        begins, second = (signs & _KNOWN).any(axis=0), (signs[0] & _SECOND) > 0
        return taken, (best == 3).astype(np.intp), at_stem, begins * BEGINS + second * SECOND

    def _may_grow(self, codes: Array, first: Array, before: Array, onto: Array) -> Array:
        """Whether a word begins with an article that has grown together with a particle, behind ``before`` letters."""
        count, width = codes.shape
        each = np.arange(count)
        found: Array = onto & (width - first - before > 2)
        if len(self._grown) != len(self._article):
            return np.zeros(count, bool)
        for place, letter in enumerate(self._grown):
            found &= codes[each, np.minimum(first + before + place, width - 1)] == letter
        return found

    def _lists(self, rows: Array, stem: Array, core: Array) -> None:
        """What lists say, given places in them: parts of names, what a word heads, how often it is used."""
        core_signs = self._signs[core]
        rows[:, LIST] = np.where(self._signs[stem] & _NAME, 1, np.where(core_signs & _NAME, 2, 0))
        rows[:, OFTEN] = self._often[stem]
        kinds = self._kinds[stem]
        rows[:, KIND] = self._kind_sums[np.where(kinds > 0, kinds, self._kinds[core])]
        rows[(core_signs & _NATION) > 0, KIND] = self._sums["nation"]

    def _texts(self, words: list[str], cut: tuple[Array, Array, Array], rows: Array) -> list[str]:
        """The words behind their particles; puts down their class, particles, first letters, adjectives of peoples."""
        sums, classify, nationalities = self._sums, self._sources.classify, self._entities.nationalities
        article = self._entities.article
        classes, particles, nations = [], [], []
        firsts, stems = [], []
        for number, (word, taken, grown, definite) in enumerate(
            zip(words, *(part.tolist() for part in cut), strict=True)
        ):
            stem = word[taken:] if taken else word
            if grown:
                stem = article + stem[1:]
            core = stem[len(article) :] if definite else stem
            if core[:-1] in nationalities:
                nations.append(number)
            firsts.append((crc32(core[:2].encode()), crc32(core[:3].encode())))
            stems.append(stem)
            classes.append(sums[classify(stem)])
            particles.append(sums[f"{word[:taken]}+" if definite else word[:taken]])
        rows[:, CLASS], rows[:, PARTICLES] = classes, particles
        rows[:, FIRST2 : FIRST3 + 1] = firsts
        rows[nations, KIND] = sums["nation"]
        return stems

    def _likeness(self, codes: Array, stem: Array, rows: Array) -> None:
        """How much the letters look like names of people and places (``Letters.likeness``)."""
        count, width = codes.shape
        marked = np.zeros((count, width + 2), np.intp)
        marked[:, 1:-1] = codes
        marked[np.arange(width + 2) <= stem[:, None]] = 0
        marked[np.arange(count), stem] = code_of(OPENING)
        marked[:, -1] = code_of(CLOSING)
        found, begins = stretches(marked)
        found %= NGRAM_ROWS
        found[marked[:, begins] == 0] = NGRAM_ROWS
        scores = self._ngrams.take(found, axis=1).sum(axis=2)
        rows[:, PERSON : PLACE + 1] = np.clip(scores // SCALE + NAME_STEPS // 2, 0, NAME_STEPS).T
