"""The tagger: a linear-chain model over the tokens of a text; weights are learned by ``training/mentions``."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from musnad.config import TAGGER_BEAM, TAGGER_HOPE, TAGGER_MARGIN
from musnad.vocabulary.sight import (
    COLUMNS,
    JOINT,
    LEXICON,
    LEXICON_CODES,
    REACH,
    ROWS,
    TEMPLATES,
    Sight,
    Templates,
    described,
    feature_rows,
)

TAGS = ("O", "B-person", "I-person", "B-organisation", "I-organisation", "B-place", "I-place")
_COUNT = len(TAGS)
_FORBIDDEN = -1e4
_PLACES, _WIDTH = 2 * REACH + 1, 8  # columns are padded to eight: a row is then found faster


class Tagger:
    """Weights: ``table`` ``[row, tag]``, and ``moves`` ``[tag, next tag]``, which no name also begins and ends.

    All are natural log-odds up to a constant. ``head`` ``[projection, tag]`` turns what the encoder says of a token
    into such scores in careful mode; None where none was learned.
    """

    def __init__(self, table: np.ndarray, moves: list[list[float]], head: np.ndarray | None = None) -> None:
        self.moves, self.head = moves, head
        self._table = table
        self._generation = self._count = 0
        self._words = np.zeros((0, _PLACES, _WIDTH), np.float32)
        still, names = moves[0][0], range(1, _COUNT)
        entered = max(move[tag] for move in moves for tag in names) - still
        self._gain = max(entered, 0.0) + max(0.0, *(moves[tag][0] - still for tag in names))
        self._known = self._singles(np.arange(LEXICON_CODES, dtype=np.uint64)[:, None], [LEXICON])

    def scores(
        self, sight: Sight, numbers: list[int], codes: np.ndarray, extra: np.ndarray | None = None
    ) -> np.ndarray:
        """The scores ``[token, tag]`` of a text's tokens; ``extra`` scores are added.

        Features of single words are summed once per word. Those of several words count where a name is not out of the
        question by then: elsewhere the score of no name is far above the others either way.
        """
        words = self._words_of(sight)
        count = len(numbers)
        around = np.zeros(count + 2 * REACH, np.int64)
        around[REACH:-REACH] = numbers
        found = np.zeros((count, _WIDTH), np.float32)
        for place in range(_PLACES):
            found += words[around[place : place + count], place]
            found += self._known[codes[place : place + count], place]
        if extra is not None:
            found[:, :_COUNT] += extra
        hopeful = np.flatnonzero(found[:, 1:_COUNT].max(axis=1, initial=_FORBIDDEN) - found[:, 0] > -TAGGER_HOPE)
        if len(hopeful):
            rows = feature_rows(described(sight, numbers, codes), hopeful, JOINT)
            found[hopeful] += np.einsum("ijk->ik", self._table.take(rows, axis=0))  # a third of the time of sum()
        return found[:, :_COUNT]

    def _words_of(self, sight: Sight) -> np.ndarray:
        """The summed scores ``[word, place, tag]`` of the features of each numbered word alone."""
        if self._generation != sight.generation:
            self._generation, self._count = sight.generation, 0
        if self._count < sight.count:
            if len(self._words) < sight.count:
                grown = np.zeros((len(sight.table), _PLACES, _WIDTH), np.float32)
                grown[: self._count] = self._words[: self._count]
                self._words = grown
            columns = [column for column in range(COLUMNS) if column != LEXICON]
            self._words[self._count : sight.count] = self._singles(sight.table[self._count : sight.count], columns)
            self._count = sight.count
        return self._words

    def _singles(self, values: np.ndarray, columns: list[int]) -> np.ndarray:
        """The summed scores of the features that look at one column in one place, for each place of a word.

        ``values`` holds the columns (all of them but the last, or the last alone).
        """
        found = np.zeros((len(values), _PLACES, _WIDTH), np.float32)
        padded = np.zeros((len(values), COLUMNS), np.uint64)
        padded[:, columns] = values[:, :] if values.shape[1] == len(columns) else values[:, columns]
        if columns == [LEXICON]:
            padded[-1, LEXICON] = LEXICON_CODES - 1
        for place in range(_PLACES):
            chosen = [
                number
                for number, each in enumerate(TEMPLATES)
                if len(each) == 1 and each[0][1] + REACH == place and each[0][0] in columns
            ]
            if chosen:
                templates = Templates(chosen)
                rows = feature_rows(padded, np.arange(len(padded)) - place, templates)
                found[:, place] = self._table[rows].sum(axis=1)
        return found

    def tag(self, scores: np.ndarray, breaks: list[int]) -> list[tuple[int, int, str]]:
        """Names as (first, last, type): the likeliest sequence of tags, in each stretch that may hold a name.

        ``breaks`` are the numbers of the tokens that end lines. A token for which nothing is nearly as likely as no
        name is none, so that most of a text is not looked at again.
        """
        top = scores[:, 1:].max(axis=1, initial=_FORBIDDEN)
        margin = top - scores[:, 0]
        margin[breaks] = _FORBIDDEN
        hopeful = np.flatnonzero(margin > -TAGGER_MARGIN)
        rows, margins = scores[hopeful].tolist(), margin[hopeful].tolist()
        found: list[tuple[int, int, str]] = []
        place, numbers = 0, hopeful.tolist()
        while place < len(numbers):
            begin = place
            place += 1
            while place < len(numbers) and numbers[place] == numbers[place - 1] + 1:
                place += 1
            # Where no token gains by a name, whatever its neighbours are, nothing is to be found.
            if max(margins[begin:place]) + self._gain > 0:
                found += _names(numbers[begin], self._best(rows[begin:place]))
        return found

    def _best(self, rows: list[list[float]]) -> list[int]:
        """The likeliest tags of a stretch, which no name enters or leaves (Viterbi's algorithm).

        Of the tags of a token those are looked at that are not far less likely than its likeliest one.
        """
        moves = self.moves
        totals, back = {0: 0.0}, []
        for row in rows:
            least = max(row) - TAGGER_BEAM
            reached: dict[int, float] = {}
            before: dict[int, int] = {}
            for tag, score in enumerate(row):
                if score < least and tag:
                    continue
                best, total = -1, _FORBIDDEN * 10
                for other, sum_ in totals.items():
                    step = sum_ + moves[other][tag]
                    if step > total:
                        best, total = other, step
                reached[tag], before[tag] = total + score, best
            totals = reached
            back.append(before)
        tag = max(totals, key=lambda each: totals[each] + moves[each][0])
        tags = []
        for before in reversed(back):
            tags.append(tag)
            tag = before[tag]
        return tags[::-1]


def _names(offset: int, tags: list[int]) -> list[tuple[int, int, str]]:
    """Tags as names."""
    found: list[tuple[int, int, str]] = []
    first = 0
    for number, tag in enumerate([*tags, 0]):
        inside = tag > 0 and tag % 2 == 0
        if inside and number:
            continue
        if number and tags[number - 1]:
            found.append((offset + first, offset + number, TAGS[tags[number - 1]][2:]))
        first = number
    return found


def read_taggers(folder: Path, faults: list[str]) -> dict[str, Tagger]:
    """The weights of a pack: its own under the empty name, others (``mentions-NAME.npz``) under theirs."""
    found = {}
    for path in sorted(folder.glob("mentions*.npz")):
        tagger = read_tagger(path, f"{folder.name}/{path.name}", faults)
        if tagger is not None:
            found[path.stem.partition("-")[2]] = tagger
    return found


def read_tagger(path: Path, place: str, faults: list[str]) -> Tagger | None:
    """The weights in a file; None where there is none."""
    if not path.is_file():
        return None
    try:
        with np.load(path) as stored:
            numbers, values = stored["numbers"], stored["values"]
            scale = float(stored["scale"])
            moves, head = stored["moves"].astype(float).tolist(), stored.get("head")
        table = np.zeros((ROWS, 8), np.float32)
        table[numbers, :_COUNT] = values.astype(np.float32) * scale
    except (OSError, KeyError, ValueError, IndexError) as error:
        faults.append(f"{place}:1: not a file of a tagger's weights: {error}")
        return None
    for tag in range(2, _COUNT, 2):
        for before in range(_COUNT):
            if before not in (tag, tag - 1):
                moves[before][tag] = _FORBIDDEN
    return Tagger(table, moves, None if head is None else head.astype(np.float32))
