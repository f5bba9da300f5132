"""Tokens as the encoder reads them: cut into the pieces of words that it knows."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from musnad.text import Tokens

NEWLINE = "\n"
SPACE = "\u2581"  # how pieces write the space before a word

_SINGLE = frozenset("\u2018\u2019\u201a\u201b\u2039\u203a`\u00b4")
_LETTERS = {
    0x06CC: 0x064A,
    0x06A9: 0x0643,
    0x0671: 0x0627,
}  # Persian yeh and kaf, and wasla, as Arabic writes them
_UNKNOWN_PENALTY = 10.0  # below the least likely piece, as in SentencePiece
_PIECES_MAX = 16  # pieces of one token; addresses and the like are cut off
_REMEMBERED_MAX = 200_000  # words whose pieces are kept


def plain(surface: str) -> str:
    """A token without what carries no meaning here: diacritics, tatweel, styles of quotation marks and digits.

    >>> plain("الحكومـــةُ")
    'الحكومة'
    >>> plain("“")
    '"'
    """
    if surface.isascii():
        return surface
    kept = []
    for letter in unicodedata.normalize("NFKC", surface).translate(_LETTERS):
        kind = unicodedata.category(letter)
        if kind in ("Mn", "Cf") or letter == "\u0640":
            continue
        if letter in _SINGLE:
            kept.append("'")
        elif kind in ("Pi", "Pf") or letter == "\u201e":
            kept.append('"')
        elif kind == "Nd":
            kept.append(str(unicodedata.digit(letter)))
        else:
            kept.append(letter)
    return "".join(kept)


@dataclass(frozen=True)
class Pieces:
    """A unigram model: the pieces of words with their log-probabilities; ``break_id`` stands for a line break."""

    numbers: dict[str, int]
    scores: list[float]
    unknown_id: int
    begin_id: int
    break_id: int
    _seen: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)
    _longest: int = field(init=False)
    _floor: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_longest", max(map(len, self.numbers)))
        object.__setattr__(self, "_floor", min(self.scores) - _UNKNOWN_PENALTY)

    def of(self, surface: str, spaced: bool) -> tuple[int, ...]:
        """The pieces of one token, at least one; ``spaced`` is whether white space stands before it."""
        if surface == NEWLINE:
            return (self.break_id,)
        word = SPACE + surface if spaced else surface
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) >= _REMEMBERED_MAX:
                self._seen.clear()
            text = plain(surface)
            found = self._cut(SPACE + text if spaced else text)[:_PIECES_MAX] or (self.unknown_id,)
            self._seen[word] = found
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        """The likeliest pieces that together make a word (Viterbi's algorithm)."""
        count = len(word)
        best = [0.0] + [float("-inf")] * count
        back = [(0, self.unknown_id)] * (count + 1)
        for first in range(count):
            for last in range(first + 1, min(count, first + self._longest) + 1):
                number = self.numbers.get(word[first:last])
                if number is None:
                    if last > first + 1:
                        continue
                    chance, number = best[first] + self._floor, self.unknown_id
                else:
                    chance = best[first] + self.scores[number]
                if chance > best[last]:
                    best[last], back[last] = chance, (first, number)
        pieces, place = [], count
        while place > 0:
            place, number = back[place]
            pieces.append(number)
        return tuple(reversed(pieces))


def cut(pieces: Pieces, text: str, tokens: Tokens) -> list[tuple[int, ...]]:
    """The pieces of each token of a text."""
    before = 0
    found = []
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        found.append(pieces.of(text[start:end], spaced=start > before or start == 0 or text[start - 1] == NEWLINE))
        before = end
    return found
