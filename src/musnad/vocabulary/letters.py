"""What a word's letters and frequency tell of it: how common it is, and whether it looks like a name."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np

NGRAM_ROWS = 1 << 15
FREQUENCY_STEPS = 8
NAME_STEPS = 10
SCALE = 16  # the n-gram scores are stored as sixteenths


def word_number(form: str) -> int:
    """The number under which a folded word is stored.

    >>> word_number("قال") == word_number("قال"), word_number("said") < 1 << 32
    (True, True)
    """
    return crc32(form.encode())


def ngram_rows(form: str) -> list[int]:
    """The rows of the stretches of two to four letters of a folded word, its borders included."""
    marked = f"^{form}$"
    return [
        crc32(marked[first : first + size].encode()) % NGRAM_ROWS
        for size in (2, 3, 4)
        for first in range(len(marked) - size + 1)
    ]


@dataclass(frozen=True)
class Letters:
    """Frequencies and letters of words.

    ``numbers`` of the common words, ascending, with their ``steps``; ``ngrams`` scores ``[row, class]`` of no name, a
    person's and a place's, as sixteenths.
    """

    numbers: array[int]
    steps: bytes
    ngrams: np.ndarray = field(repr=False, compare=False)

    def frequency(self, form: str) -> int:
        """How common a folded word is: 1 (rare) to ``FREQUENCY_STEPS``; 0 for a word that is not among the common."""
        number = word_number(form)
        place = bisect_left(self.numbers, number)
        return self.steps[place] if place < len(self.numbers) and self.numbers[place] == number else 0

    def likeness(self, form: str) -> tuple[int, int]:
        """How much a word's letters look like a person's and a place's name, each 0 to ``NAME_STEPS``."""
        nothing, person, place = self.ngrams[ngram_rows(form)].sum(axis=0, dtype=int).tolist()
        return step(person - nothing), step(place - nothing)


def step(score: int) -> int:
    """How much like a name a score is, 0 to ``NAME_STEPS``."""
    return min(max(score // SCALE + NAME_STEPS // 2, 0), NAME_STEPS)


def read_letters(path: Path, place: str, faults: list[str]) -> Letters | None:
    """The letters of a pack; None where it has none."""
    if not path.is_file():
        return None
    import numpy as np  # noqa: PLC0415 a pack without such a file needs none

    try:
        with np.load(path) as stored:
            keys: np.ndarray = stored["keys"]
            steps: np.ndarray = stored["steps"]
            ngrams: np.ndarray = stored["ngrams"]
        if ngrams.shape != (NGRAM_ROWS, 3) or keys.shape != steps.shape or (keys[1:] <= keys[:-1]).any():
            raise ValueError("its tables have other sizes, or its numbers do not ascend")
    except (OSError, KeyError, ValueError) as error:
        faults.append(f"{place}:1: not a file of letters: {error}")
        return None
    return Letters(array("I", keys.astype(np.uint32).tobytes()), steps.astype(np.uint8).tobytes(), ngrams)
