"""What a word's letters and frequency tell of it: how common it is, and whether it looks like a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np

NGRAM_ROWS = 1 << 15
FREQUENCY_STEPS = 8
NAME_STEPS = 10
_SCALE = 16.0  # the n-gram scores are stored as sixteenths


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
    """Frequencies and letters of words: ``steps`` by word number, ``ngrams`` scores ``[row, class]``."""

    steps: dict[int, int]
    ngrams: list[list[int]] = field(repr=False)

    def frequency(self, form: str) -> int:
        """How common a folded word is: 1 (rare) to ``FREQUENCY_STEPS``; 0 for a word that is not among the common."""
        return self.steps.get(word_number(form), 0)

    def likeness(self, form: str) -> tuple[int, int]:
        """How much a word's letters look like a person's and a place's name, each 0 to ``NAME_STEPS``."""
        nothing = person = place = 0
        for row in ngram_rows(form):
            scores = self.ngrams[row]
            nothing += scores[0]
            person += scores[1]
            place += scores[2]
        return _step(person - nothing), _step(place - nothing)


def _step(score: int) -> int:
    return min(max(int(score / _SCALE + NAME_STEPS / 2), 0), NAME_STEPS)


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
        if ngrams.shape != (NGRAM_ROWS, 3) or keys.shape != steps.shape:
            raise ValueError("its tables have other sizes")
    except (OSError, KeyError, ValueError) as error:
        faults.append(f"{place}:1: not a file of letters: {error}")
        return None
    return Letters(dict(zip(keys.tolist(), steps.tolist(), strict=True)), ngrams.tolist())
