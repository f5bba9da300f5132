"""Text as the steps see it: folded forms, tokens and sentences, every one with its place in the article.

Nothing here alters an article: a folded form is looked up, never shown, and a token keeps its offsets.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from musnad.config import NAMES_REMEMBERED

# Short vowels, Quranic marks, superscript alef, tatweel; and what pages carry unseen: marks of direction and of
# joining, soft hyphens, variation selectors, byte-order marks.
_DROPPED_RANGES = (
    (0x00AD, 0x00AD),
    (0x0610, 0x061A),
    (0x061C, 0x061C),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x2069),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
)
DROPPED = frozenset(chr(code) for first, last in _DROPPED_RANGES for code in range(first, last + 1))
"""The characters that count for nothing when words are looked up or what stands side by side is looked at."""
# Letters that people type for one another: hamza carriers of alef, final ta marbuta and alef maqsura,
# and the Persian forms of yeh and kaf. Code points instead of letters: words belong to the packs.
_FOLDED = {
    0x0623: 0x0627,
    0x0625: 0x0627,
    0x0622: 0x0627,
    0x0671: 0x0627,
    0x0649: 0x064A,
    0x06CC: 0x064A,
    0x0629: 0x0647,
    0x06A9: 0x0643,
    0x2019: 0x27,
}
# Presentation forms, as old typesetting systems and PDF files leave them, stand for plain letters.
_PLAIN: dict[int, int | None] = {**_FOLDED, **dict.fromkeys(map(ord, DROPPED), None)}
_PRESENTED = {
    code: unicodedata.normalize("NFKC", chr(code)).strip().translate(_PLAIN)
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD))
}
_FOLDING = {
    chr(code): into if isinstance(into, str) else chr(into) if into else ""
    for code, into in {**_PRESENTED, **_PLAIN}.items()
}
_FOLDS = re.compile(f"[{''.join(map(re.escape, _FOLDING))}]")  # twice as fast as str.translate: one letter in ten folds

MARKS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _DROPPED_RANGES)
"""The same as ranges for a character class of a regular expression."""
_TOKEN = re.compile(
    rf"(\d+(?:[.,\u066b\u066c]\d+)*|[^\W\d_](?:[^\W_]|[{MARKS}]|['\u2019](?=[A-Za-z]))*"
    rf"|\n|\.\.+|[^\w\s{MARKS}]|_)"
)

_ENDERS = frozenset(".!?\u061f\u2026")
_STOPS = _ENDERS | {"\n"}
_CLOSERS = frozenset("\u201d\u00bb\")]\u2019'")


def fold(text: str) -> str:
    """The form under which a word is looked up: no diacritics, one alef, one yeh, lower case.

    Idempotent. The result may be shorter than ``text``, so it has no offsets.

    >>> fold("وأكَّدت الحكومةُ")
    'واكدت الحكومه'
    >>> fold("Washington’s")
    "washington's"
    """
    return text.lower() if text.isascii() else _FOLDS.sub(_folded, text).lower()


def _folded(match: re.Match[str]) -> str:
    return _FOLDING[match[0]]


def behind(text: str, start: int, count: int) -> int:
    """The offset behind ``count`` letters from ``start``, and behind the marks that hang on the last of them.

    ``len(text)`` if there are fewer.

    >>> behind("لِمسؤول", 0, 1)
    2
    >>> behind("Smith", 0, 1)
    1
    """
    while start < len(text) and (count > 0 or text[start] in DROPPED):
        count -= text[start] not in DROPPED
        start += 1
    return start


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words, numbers, marks and line breaks of a text, in order, as parallel lists.

    ``forms`` are folded; ``starts`` and ``ends`` are code points of the text that was split;
    ``sentences`` are half-open ranges of token numbers that together cover all tokens.
    """

    starts: list[int]
    ends: list[int]
    forms: list[str]
    sentences: list[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.forms)

    def words(self) -> list[tuple[int, int, str]]:
        """Start, end and form of each token."""
        return list(zip(self.starts, self.ends, self.forms, strict=True))

    def first_from(self, offset: int) -> int:
        """The number of the first token that starts at ``offset`` or later (``len`` if none does)."""
        return bisect_left(self.starts, offset)

    def first_after(self, offset: int) -> int:
        """The number of the first token that starts after ``offset`` (``len`` if none does)."""
        return bisect_right(self.starts, offset)


def tokenize(text: str, abbreviations: frozenset[str] = frozenset()) -> Tokens:
    """Splits a text into tokens and sentences; white space other than a line break is no token.

    A full stop behind one of the ``abbreviations`` (folded) ends no sentence.

    >>> tokenize("قال: 3.5%").forms
    ['قال', ':', '3.5', '%']
    >>> tokenize("Smith's plan.").forms
    ["smith's", 'plan', '.']
    """
    # Tokens and what stands between them by turns, so that their lengths add up to their borders.
    parts = _TOKEN.split(text)
    borders = list(accumulate(map(len, parts)))
    starts, ends, raw = borders[:-1:2], borders[1::2], parts[1::2]
    # Folding once for the whole text costs a tenth of folding word by word; a tab cannot be in a token.
    forms = fold("\t".join(raw)).split("\t") if raw else []
    if "" in forms:  # a token of nothing that is looked up stands for itself
        forms = [form or whole for form, whole in zip(forms, raw, strict=True)]
    return Tokens(starts, ends, forms, _sentences(text, (starts, ends, forms), abbreviations))


@lru_cache(maxsize=2)
def article_tokens(text: str, abbreviations: frozenset[str] = frozenset()) -> Tokens:
    """The tokens of an article, remembered for the steps that ask for them next; they are not to be altered.

    >>> article_tokens("قال") is article_tokens("قال")
    True
    >>> article_tokens("Smith said").forms
    ['smith', 'said']
    """
    return tokenize(text, abbreviations)


@lru_cache(maxsize=NAMES_REMEMBERED)
def forms_of(name: str) -> tuple[str, ...]:
    """The folded tokens of a name, remembered: the same names are asked for with every statement.

    >>> forms_of("سالم مراد")
    ('سالم', 'مراد')
    >>> forms_of("Salem Murad")
    ('salem', 'murad')
    """
    return tuple(tokenize(name).forms)


def _sentences(
    text: str, tokens: tuple[list[int], list[int], list[str]], abbreviations: frozenset[str]
) -> list[tuple[int, int]]:
    """Token ranges that end at a line break, or at a mark that ends a sentence.

    A full stop ends nothing after a single letter (initials, agency signs such as ``AFP`` written with
    stops) or directly before a letter or digit.
    """
    starts, ends, forms = tokens
    ranges, first, count = [], 0, len(forms)
    for number in [number for number, form in enumerate(forms) if form in _STOPS]:
        form, end = forms[number], number + 1
        if form != "\n":
            if form == "." and not _stops(text, starts, ends, forms, number):
                continue
            if form == "." and abbreviations and number and forms[number - 1] in abbreviations:
                continue
            while end < count and forms[end] in _CLOSERS and starts[end] == behind(text, ends[end - 1], 0):
                end += 1
            if end < count and forms[end] in _ENDERS:
                continue
        ranges.append((first, end))
        first = end
    if first < count:
        ranges.append((first, count))
    return ranges


def _stops(text: str, starts: list[int], ends: list[int], forms: list[str], number: int) -> bool:
    """Whether the full stop with this number ends a sentence."""
    end = behind(text, ends[number], 0)
    if end < len(text) and text[end].isalnum():
        return False
    previous = forms[number - 1] if number else ""
    attached = number > 0 and behind(text, ends[number - 1], 0) == starts[number]
    initial = attached and len(previous) == 1 and previous.isalpha()
    followed = number + 1 < len(forms) and forms[number + 1] != "\n"
    return not (initial and followed)
