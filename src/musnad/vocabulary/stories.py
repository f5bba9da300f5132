"""Words by which articles are compared (``stories.yml``) and how common each is in the news (``stories.npz``)."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import numpy as np

from musnad.config import WORDS_REMEMBERED
from musnad.text import fold, tokenize
from musnad.vocabulary.meanings import Meanings
from musnad.vocabulary.node import Node

STEPS = 20
"""How many steps of the table one natural logarithm takes."""


DIGEST_WORDS = 2
"""How many words more than its beginning the headline of a digest may have: a day, a region."""


def number_of(stem: str) -> int:
    """The number that stands for a stem in tables and profiles: its CRC-32.

    >>> number_of("مطر") == number_of("rain")
    False
    """
    return crc32(stem.encode())


@dataclass(frozen=True)
class Commonness:
    """In minus the natural logarithm of the share of articles that hold a stem, how rare it is; 0 to ``rarest``.

    ``rarities`` is keyed by ``number_of``; a stem that is not in it is as rare as the rarest.
    """

    rarities: dict[int, float]
    rarest: float

    def rarity(self, number: int) -> float:
        """How rare the stem of this number is."""
        return self.rarities.get(number, self.rarest)


@dataclass(frozen=True)
class StoryWords:
    """How words of one language are reduced and weighed when articles are compared.

    Affixes are folded and longest first; of a word at least ``least`` letters stay. ``wires`` are folded, and so are
    ``digests``: how headlines begin that stand over items of many stories. ``cased`` says that capitals mark names.
    ``meanings`` are what its words have in common with those of other languages, None where nobody has learned them.
    """

    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    least: int
    wires: tuple[str, ...]
    digests: tuple[str, ...]
    common: Commonness
    cased: bool = False
    meanings: Meanings | None = None
    _numbers: dict[str, tuple[int, float]] = field(default_factory=dict, compare=False, repr=False)

    def stem(self, word: str) -> str:
        """A folded word without its longest prefix and suffix; a number without the marks between its thousands."""
        if word[0].isdigit():
            return word.replace(",", "").replace("\u066c", "")
        word = self.bare(word)
        for suffix in self.suffixes if word.endswith(self.suffixes) else ():
            if word.endswith(suffix) and len(word) - len(suffix) >= self.least:
                return word[: -len(suffix)]
        return word

    def bare(self, word: str) -> str:
        """A folded word without its longest prefix."""
        for prefix in self.prefixes if word.startswith(self.prefixes) else ():
            if word.startswith(prefix) and len(word) - len(prefix) >= self.least:
                return word[len(prefix) :]
        return word

    def is_digest(self, title: str) -> bool:
        """Whether a headline is that of a digest: it begins as one, with at most ``DIGEST_WORDS`` words more."""
        plain = " ".join(form for form in tokenize(title).forms if form[0].isalnum())
        return any(
            f"{plain} ".startswith(f"{start} ") and plain.count(" ") - start.count(" ") <= DIGEST_WORDS
            for start in self.digests
        )

    def weigh(self, word: str) -> tuple[int, float]:
        """The number of a folded word's stem, and how rare the stem is."""
        found = self._numbers.get(word)
        if found is None:
            if len(self._numbers) >= WORDS_REMEMBERED:
                self._numbers.clear()
            number = number_of(self.stem(word))
            found = self._numbers[word] = (number, self.common.rarity(number))
        return found

    @classmethod
    def read(cls, node: Node, common: Commonness, meanings: Meanings | None = None) -> StoryWords | None:
        """Reads ``stories.yml``; None where the pack has none. Faults are noted on the node."""
        if node.value is None:
            return None
        fields = node.fields(required=("prefixes", "suffixes", "least"), optional=("wires", "digests", "capitals"))

        def words(name: str) -> tuple[str, ...]:
            found = {fold(word) for word in fields[name].texts()} if name in fields else set()
            return tuple(sorted(found, key=lambda word: (-len(word), word)))

        least = fields["least"].plain() if "least" in fields else "1"
        if not least.isdecimal() or int(least) < 1:
            fields["least"].fault("expected a number of letters, at least 1")
            least = "1"
        affixes = words("prefixes"), words("suffixes"), int(least)
        cased = "capitals" in fields and fields["capitals"].text() == "names"
        return cls(*affixes, words("wires"), words("digests"), common, cased, meanings)


def read_commonness(path: Path, place: str, faults: list[str]) -> Commonness:
    """The table of a pack (``stories.npz``: ``numbers``, ``steps``, ``rarest``); without one, every stem is alike."""
    if not path.exists():
        return Commonness({}, 6.0)
    try:
        with np.load(path) as table:
            numbers, steps, rarest = table["numbers"].tolist(), table["steps"].tolist(), float(table["rarest"])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        faults.append(f"{place}:1: cannot be read: {error}; make it again with training/stories")
        return Commonness({}, 6.0)
    return Commonness(dict(zip(numbers, [step / STEPS for step in steps], strict=True)), rarest)
