"""Text → signs of time: one letter for each word, number or mark, with its place and sense."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from musnad.text import behind
from musnad.vocabulary.dates import PIECES, STARTS, DateWords, Sense

_LONGEST = 7  # words of the longest entry of a pack
_COMPOSED = re.compile("n-?n")
_STARTS = re.compile(STARTS)


@dataclass(slots=True)
class Signs:
    """The signs of a text as one string, so that patterns can be regular expressions over it.

    ``signs[i]`` stands for the pieces ``firsts[i]`` to ``lasts[i]``; ``starts`` are the offsets of all pieces in
    ``text``, and behind the last one its length.
    """

    text: str
    signs: str
    firsts: list[int]
    lasts: list[int]
    starts: list[int]
    senses: dict[int, Sense]
    words: DateWords

    def sense(self, number: int) -> Sense:
        """The sense that the sign with this number stands for."""
        first = self.firsts[number]
        return self.senses.get(first) or self.words.sense(
            self.text[self.starts[first] : self.starts[first + 1]].strip()
        )

    def piece(self, number: int) -> str:
        """The first word that the sign with this number stands for, as written."""
        first = self.firsts[number]
        return self.text[self.starts[first] : self.starts[first + 1]].strip()

    def start(self, number: int) -> int:
        """Where its first word starts, behind a particle that is written onto it."""
        cut = self.sense(number).cut
        start = self.starts[self.firsts[number]]
        return behind(self.text, start, cut) if cut else start

    def end(self, number: int) -> int:
        """Where its last word ends."""
        piece = self.lasts[number]
        start, end = self.starts[piece], self.starts[piece + 1]
        return start + len(self.text[start:end].rstrip())


def scan(text: str, words: DateWords) -> Signs:
    """The signs of a text, entries of several words and numbers of several words joined.

    >>> from musnad.pack import packs
    >>> scan("مساء أمس الأحد", packs()["ar"].dates).signs
    'PGW'
    >>> scan("twenty-five days ago", packs()["en"].dates).signs
    'ndA'
    """
    pieces = PIECES.findall(text)
    signs = words.signs(pieces)
    count = len(pieces)
    starts = list(accumulate(map(len, pieces), initial=0))
    found = Signs(text, signs, list(range(count)), list(range(count)), starts, {}, words)
    if STARTS in signs:
        _settle(found, pieces)
    if "nn" in found.signs or "n-n" in found.signs:
        _compose(found)
    return found


def _settle(found: Signs, pieces: list[str]) -> None:
    """Gives the words with which a longer entry may begin the sign of that entry, or else their own."""
    signs = list(found.signs)
    merges = []
    behind_last = 0
    for match in _STARTS.finditer(found.signs):
        number = match.start()
        if number < behind_last:
            continue
        length, sense = found.words.entry(pieces[number : number + _LONGEST])
        signs[number] = sense.sign
        if length > 1:
            found.senses[number] = sense
            merges.append((number, length))
            behind_last = number + length
    for first, length in reversed(merges):
        _join(found, signs, first, length)
    found.signs = "".join(signs)


def _join(found: Signs, signs: list[str], first: int, length: int) -> None:
    """Makes one sign of several."""
    last = found.lasts[first + length - 1]
    del signs[first + 1 : first + length], found.firsts[first + 1 : first + length]
    found.lasts[first : first + length] = [last]


def _compose(found: Signs) -> None:
    """Joins the words of a number: a unit and a ten in either order."""
    signs = list(found.signs)
    for match in reversed(list(_COMPOSED.finditer(found.signs))):
        first, second = found.sense(match.start()), found.sense(match.end() - 1)
        low, high = sorted((int(first.value), int(second.value)))
        if low < 10 and 20 <= high <= 90 and (second.cut or match.group() == "n-n"):
            found.senses[found.firsts[match.start()]] = first._replace(value=str(low + high))
            _join(found, signs, match.start(), match.end() - match.start())
    found.signs = "".join(signs)
