"""The tagger: a linear-chain model over the tokens of a text; weights are learned by ``training/mentions``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from musnad.config import TAGGER_MARGIN
from musnad.vocabulary.sight import ROWS

TAGS = ("O", "B-person", "I-person", "B-organisation", "I-organisation", "B-place", "I-place")
_COUNT = len(TAGS)
_FORBIDDEN = -1e4


@dataclass(frozen=True)
class Tagger:
    """Weights: ``table`` ``[row, tag]``, ``moves`` ``[tag, next tag]``, and ``starts`` of each tag at a line's start.

    All are natural log-odds up to a constant. ``head`` ``[projection, tag]`` turns what the encoder says of a token
    into such scores in careful mode; None where none was learned.
    """

    table: np.ndarray
    moves: list[list[float]]
    starts: list[float]
    head: np.ndarray | None = None

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """The scores ``[token, tag]`` of tokens with the given rows of features."""
        found: np.ndarray = self.table[rows].sum(axis=1)[:, :_COUNT]
        return found

    def tag(self, scores: np.ndarray, breaks: list[int]) -> list[tuple[int, int, str]]:
        """Names as (first, last, type): the likeliest sequence of tags, in each stretch that may hold a name.

        ``breaks`` are the numbers of the tokens that end lines. A token for which nothing is nearly as likely as no name
        is none, so that most of a text is not looked at again.
        """
        margin = scores[:, 1:].max(axis=1) - scores[:, 0]
        margin[breaks] = _FORBIDDEN
        hopeful = np.flatnonzero(margin > -TAGGER_MARGIN).tolist()
        found: list[tuple[int, int, str]] = []
        place = 0
        while place < len(hopeful):
            first = last = hopeful[place]
            while place < len(hopeful) and hopeful[place] <= last + 1:
                last = hopeful[place]
                place += 1
            found += _names(first, self._best(scores[first : last + 1].tolist()))
        return found

    def _best(self, scores: list[list[float]]) -> list[int]:
        """The likeliest tags of a stretch, which no name enters or leaves (Viterbi's algorithm)."""
        moves = self.moves
        totals = [score + move for score, move in zip(scores[0], moves[0], strict=True)]
        back = []
        for row in scores[1:]:
            best = [
                max(range(_COUNT), key=[t + m[tag] for t, m in zip(totals, moves, strict=True)].__getitem__)
                for tag in range(_COUNT)
            ]
            totals = [totals[before] + moves[before][tag] + row[tag] for tag, before in enumerate(best)]
            back.append(best)
        ends = [total + move[0] for total, move in zip(totals, moves, strict=True)]
        tags = [ends.index(max(ends))]
        for best in reversed(back):
            tags.append(best[tags[-1]])
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
            moves, head = stored["moves"].astype(float).tolist(), stored["head"] if "head" in stored else None
        table = np.zeros((ROWS, 8), np.float32)
        table[numbers, :_COUNT] = values.astype(np.float32) * scale
    except (OSError, KeyError, ValueError, IndexError) as error:
        faults.append(f"{place}:1: not a file of a tagger's weights: {error}")
        return None
    for tag in range(2, _COUNT, 2):
        for before in range(_COUNT):
            if before not in (tag, tag - 1):
                moves[before][tag] = _FORBIDDEN
    return Tagger(table, moves, moves[0], None if head is None else head.astype(np.float32))
