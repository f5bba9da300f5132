"""The tagger: a linear-chain model over the tokens of a text; weights are learned by ``training/mentions``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from musnad.config import TAGGER_BEAM, TAGGER_HOPE, TAGGER_MARGIN
from musnad.errors import PackError
from musnad.vocabulary.described import COLUMNS, LEXICON
from musnad.vocabulary.sight import (
    ALL,
    JOINT,
    LEXICON_CODES,
    REACH,
    ROWS,
    TEMPLATES,
    Sight,
    described,
    feature_rows,
    hashed,
)

TAGS = ("O", "B-person", "I-person", "B-organisation", "I-organisation", "B-place", "I-place")
_COUNT = len(TAGS)
_FORBIDDEN = -1e4
_NEVER = -1e9
_PLACES, _WIDTH = 2 * REACH + 1, 8  # columns are padded to eight: a row is then found faster


def _single(*, known: bool) -> list[list[int]]:
    """The numbers of the features that look at one word, by its place; those of known names, or all others."""
    chosen = [(number, *each[0]) for number, each in enumerate(TEMPLATES) if len(each) == 1]
    return [
        [number for number, column, place in chosen if place + REACH == where and (column == LEXICON) == known]
        for where in range(_PLACES)
    ]


_SINGLE_KNOWN, _SINGLE_WORDS = _single(known=True), _single(known=False)


class Tagger:
    """Weights: ``table`` ``[row, tag]`` in units of ``scale``, and ``moves`` ``[tag, next tag]``; no name is tag 0.

    All are natural log-odds up to a constant. ``head`` ``[projection, tag]`` turns what the encoder says of a token
    into such scores in careful mode; None where none was learned.
    """

    def __init__(self, table: np.ndarray, moves: np.ndarray, scale: float, head: np.ndarray | None = None) -> None:
        self.head = head
        # Whole numbers of 16 bits: half the memory to fetch, and sums that do not depend on their order.
        self._table = np.zeros((ROWS, _WIDTH), np.int16)
        self._table[:, :_COUNT] = table
        self._scale = np.float32(scale)
        self._moves = moves.astype(np.float32)
        for tag in range(2, _COUNT, 2):
            self._moves[[each for each in range(_COUNT) if each not in (tag, tag - 1)], tag] = _FORBIDDEN
        still = self._moves[0, 0]
        self._gain = max(0.0, self._moves[:, 1:].max() - still) + max(0.0, self._moves[:, 0].max() - still)
        self._generation = self._count = 0
        self._words = np.zeros((0, _PLACES, _WIDTH), np.int16)
        outside = np.zeros((LEXICON_CODES, COLUMNS), np.uint32)
        outside[:, LEXICON] = np.arange(LEXICON_CODES)
        self._known = self._singles(outside, _SINGLE_KNOWN)

    def scores(
        self, sight: Sight, numbers: np.ndarray, codes: np.ndarray, extra: np.ndarray | None = None
    ) -> np.ndarray:
        """The scores ``[token, tag]`` of a text's tokens; ``extra`` scores are added.

        Features of single words are summed once per word. Those of several words count where a name is not out of the
        question by then: elsewhere the score of no name is far above the others either way.
        """
        words, count = self._words_of(sight), len(numbers)
        around = np.zeros(count + 2 * REACH, np.intp)
        around[REACH:-REACH] = numbers
        sums = np.zeros((count, _WIDTH), np.int16)
        for parts in (words.take(around, axis=0), self._known.take(codes, axis=0)):
            for place in range(_PLACES):
                sums += parts[place : place + count, place]
        found: np.ndarray = sums[:, :_COUNT] * self._scale
        if extra is not None:
            found += extra
        hopeful = np.flatnonzero(_margins(found) > -TAGGER_HOPE)
        if len(hopeful):
            rows = feature_rows(described(sight, numbers, codes), hopeful, JOINT)
            more = self._table.take(rows, axis=0).sum(axis=0, dtype=np.int16)
            found[hopeful] += more[:, :_COUNT] * self._scale
        return found

    def _words_of(self, sight: Sight) -> np.ndarray:
        """The summed scores ``[word, place, tag]`` of the features of each numbered word alone."""
        if self._generation != sight.generation:
            self._generation, self._count = sight.generation, 0
        if self._count < sight.count:
            if len(self._words) < sight.count:
                grown = np.empty((len(sight.table), _PLACES, _WIDTH), np.int16)
                grown[: self._count] = self._words[: self._count]
                self._words = grown
            self._words[self._count : sight.count] = self._singles(
                sight.table[self._count : sight.count], _SINGLE_WORDS
            )
            self._count = sight.count
        return self._words

    def _singles(self, values: np.ndarray, chosen: list[list[int]]) -> np.ndarray:
        """The summed scores of features that look at one word, for each of the places that it may have from a token.

        ``values`` are descriptions ``[word, column]``; ``chosen`` the numbers of the features by place.
        """
        found = np.zeros((len(values), _PLACES, _WIDTH), np.int16)
        flat = [number for numbers in chosen for number in numbers]
        seeds = ALL.seeds[flat]
        rows = hashed(seeds, values[:, [TEMPLATES[number][0][0] for number in flat]].T)
        weights, first = self._table.take(rows, axis=0), 0
        for place, numbers in enumerate(chosen):
            if numbers:
                found[:, place] = weights[first : first + len(numbers)].sum(axis=0, dtype=np.int16)
            first += len(numbers)
        return found

    def tag(self, scores: np.ndarray, breaks: list[int]) -> list[tuple[int, int, str]]:
        """Names as (first, last, type): the likeliest sequence of tags, in each stretch that may hold a name.

        ``breaks`` are the numbers of the tokens that end lines. A token for which nothing is nearly as likely as no
        name is none, so that most of a text is not looked at again.
        """
        margin = _margins(scores)
        margin[breaks] = _FORBIDDEN
        hopeful = np.flatnonzero(margin > -TAGGER_MARGIN)
        if not len(hopeful):
            return []
        begins = np.concatenate(([0], (hopeful[1:] - hopeful[:-1] > 1).nonzero()[0] + 1))
        sizes = np.concatenate((begins[1:], [len(hopeful)])) - begins
        # Where no token gains by a name, whatever its neighbours are, nothing is to be found.
        worth = np.maximum.reduceat(margin[hopeful], begins) + self._gain > 0
        begins, sizes = hopeful[begins[worth]], sizes[worth]
        order = np.argsort(-sizes, kind="stable")
        tags = np.zeros(len(scores), np.intp)
        if len(order):
            self._fill(tags, scores, begins[order], sizes[order])
        return _names(tags)

    def _fill(self, tags: np.ndarray, scores: np.ndarray, begins: np.ndarray, sizes: np.ndarray) -> None:
        """Puts down the likeliest tags of stretches, which no name enters or leaves (Viterbi's algorithm).

        The stretches come longest first, and take their steps together. Of the tags of a token those are looked at
        that are not far less likely than its likeliest one.
        """
        least = scores.max(axis=1, keepdims=True) - TAGGER_BEAM
        allowed = np.where(scores < least, np.float32(_NEVER), scores)
        allowed[:, 0] = scores[:, 0]
        alive = [int(count) for count in (sizes[:, None] > np.arange(sizes[0])).sum(axis=0)]
        totals = allowed[begins] + self._moves[0]
        back = []
        for step, count in enumerate(alive[1:], start=1):
            sums = totals[:count, :, None] + self._moves
            back.append(sums.argmax(axis=1))
            totals[:count] = sums.max(axis=1) + allowed[begins[:count] + step]
        tag = (totals + self._moves[:, 0]).argmax(axis=1)
        each = np.arange(len(begins))
        for step in range(len(alive) - 1, -1, -1):
            count = alive[step]
            if step + 1 < len(alive):
                longer = alive[step + 1]
                tag[:longer] = back[step][each[:longer], tag[:longer]]
            tags[begins[:count] + step] = tag[:count]


def _margins(scores: np.ndarray) -> np.ndarray:
    """How much likelier than no name the likeliest part of a name is at each token."""
    columns = scores.T
    best = np.maximum(columns[1], columns[2])
    for column in columns[3:]:
        np.maximum(best, column, out=best)
    margins: np.ndarray = best - columns[0]
    return margins


def _names(tags: np.ndarray) -> list[tuple[int, int, str]]:
    """Tags as names."""
    found: list[tuple[int, int, str]] = []
    numbers = np.flatnonzero(tags)
    for number, tag in zip(numbers.tolist(), tags[numbers].tolist(), strict=True):
        if tag % 2 == 0 and found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1, found[-1][2])
        else:
            found.append((number, number + 1, TAGS[tag][2:]))
    return found


class Taggers(Mapping[str, Tagger]):
    """The weights of a pack: its own under the empty name, others (``mentions-NAME.npz``) under theirs.

    Each is read when first asked for: a process need not hold weights that it never uses. Raises ``PackError`` then if
    the file is broken.
    """

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem.partition("-")[2]: path for path in sorted(folder.glob("mentions*.npz"))}
        self._found: dict[str, Tagger] = {}

    def __getitem__(self, name: str) -> Tagger:
        if name not in self._found:
            faults: list[str] = []
            found = self._read(self._paths[name], faults)
            if found is None:
                raise PackError(faults or [f"{self._paths[name].name}:1: cannot be read: it is gone"])
            self._found[name] = found
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def check(self, faults: list[str]) -> None:
        """Notes the faults of all files."""
        for path in self._paths.values():
            self._read(path, faults)

    @staticmethod
    def _read(path: Path, faults: list[str]) -> Tagger | None:
        return read_tagger(path, f"{path.parent.name}/{path.name}", faults)


def read_tagger(path: Path, place: str, faults: list[str]) -> Tagger | None:
    """The weights in a file; None where there is none."""
    if not path.is_file():
        return None
    try:
        with np.load(path) as stored:
            numbers, values = stored["numbers"], stored["values"]
            scale = float(stored["scale"])
            moves, head = stored["moves"], stored.get("head")
        table = np.zeros((ROWS, _COUNT), np.int8)
        table[numbers] = values
        if moves.shape != (_COUNT, _COUNT):
            raise ValueError("its tables have other sizes")
    except (OSError, KeyError, ValueError, IndexError) as error:
        faults.append(f"{place}:1: not a file of a tagger's weights: {error}")
        return None
    return Tagger(table, moves, scale, None if head is None else head.astype(np.float32))
