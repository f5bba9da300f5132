"""Text of an article as a terminal may show it: harmless, wrapped between words, and in the right direction.

An article is somebody else's text. Before it reaches a screen its control characters become visible signs
(an escape sequence prints as ``␛[31m`` and colours nothing) and its invisible bidi controls are left out, so
that it can neither repaint the terminal nor reorder what stands around it.

**Right to left.** Text is always written in logical order, first letter first; nothing here reverses a word.
A terminal with bidi support then displays each line by the Unicode bidirectional algorithm (UAX #9), where an
Arabic name on either side of an arrow would pull both names and the arrow into one right-to-left run and
so turn ``outlet ← origin`` around. ``Direction.isolate`` therefore puts each piece of article text into an
isolate of its own direction (RLI or LRI … PDI), line by line, because a terminal treats each line as a
paragraph. The direction is that of the whole piece, not of the line: a line that happens to begin with a
Latin name still belongs to an Arabic sentence. A terminal without bidi support draws nothing for the
isolates. They are written to terminals only: what goes to a file or a pipe is the plain text, to be compared
and searched character by character.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rich.cells import cell_len

_LRI, _RLI, _PDI = "\u2066", "\u2067", "\u2069"
_JOINERS = "\u200c\u200d"  # they shape Arabic and Persian words
_REPLACEMENT = "\ufffd"
# What ``_sign`` may replace, the categories Cc, Cf, Cs, Zl and Zp: looking for them is faster than asking each letter.
_SIGNED = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u180e\\u200b-\\u200f"
    "\\u2028-\\u202e\\u2060-\\u206f\\ud800-\\udfff\\ufeff\\ufff9-\\ufffb\\U000110bd\\U000110cd"
    "\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e007f]"
)


def harmless(text: str) -> str:
    """The text with every control character replaced by a visible sign or left out; spaces stay as many.

    Line breaks and tabs become spaces. Other C0 controls become their control pictures, C1 controls and
    lone surrogates the replacement character. Invisible formatting characters (bidi marks, embeddings,
    overrides and isolates, zero-width spaces, tags) are left out, but not the joiners and the Arabic signs
    that stand over numbers, which are drawn.

    >>> harmless("قال\\u202e المسؤول")
    'قال المسؤول'
    >>> harmless("\\x1b[31mred\\x1b[0m")
    '␛[31mred␛[0m'
    """
    return "".join(map(_sign, text)) if _SIGNED.search(text) else text


def _sign(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cc":
        return _control(ord(letter))
    if category in ("Zl", "Zp"):
        return " "
    if category == "Cs":
        return _REPLACEMENT
    if category == "Cf" and letter not in _JOINERS and unicodedata.bidirectional(letter) != "AN":
        return ""
    return letter


def _control(code: int) -> str:
    if code in (0x09, 0x0A, 0x0D, 0x85):
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else _REPLACEMENT


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs right to left; False if none has one.

    >>> right_to_left("«قال مسؤول»"), right_to_left("“Smith said”"), right_to_left("12")
    (True, False, False)
    """
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def wrap(text: str, width: int) -> list[str]:
    """The harmless text in lines of at most ``width`` cells, broken at spaces; words stay whole.

    A word wider than a line has a line of its own, wider than asked: a broken Arabic word changes its
    letters' shapes. Runs of white space become one space. Empty if there is nothing to show.

    >>> wrap("قال مسؤول أمريكي", 10)
    ['قال مسؤول', 'أمريكي']
    >>> wrap("an official said", 11)
    ['an official', 'said']
    """
    lines: list[str] = []
    room = 0
    for word in harmless(text).split():
        size = cell_len(word)
        if lines and size < room:
            lines[-1] += f" {word}"
            room -= size + 1
        else:
            lines.append(word)
            room = width - size
    return lines


def shorten(text: str, width: int) -> str:
    """As many whole words as fit in ``width`` cells, with an ellipsis if some do not.

    A first word that is too wide is cut, unless it runs right to left: then the ellipsis stands alone.

    >>> shorten("قال مسؤول أمريكي", 11)
    'قال مسؤول…'
    >>> shorten("an official said", 16)
    'an official said'
    """
    words = harmless(text).split()
    whole = " ".join(words)
    if cell_len(whole) <= width:
        return whole
    lines = wrap(whole, width - 1)
    if cell_len(lines[0]) < width:
        return f"{lines[0]}…"
    return "…" if right_to_left(words[0]) else f"{words[0][: width - 1]}…"


@dataclass(frozen=True, slots=True)
class Direction:
    """Puts pieces of article text into isolates if ``isolating``, and leaves them as they are if not."""

    isolating: bool

    def isolate(self, line: str, *, rtl: bool | None = None) -> str:
        """The line in an isolate of the given direction, by default that of its own first letter.

        >>> ascii(Direction(True).isolate("مسؤول"))
        "'\\\\u2067\\\\u0645\\\\u0633\\\\u0624\\\\u0648\\\\u0644\\\\u2069'"
        >>> Direction(False).isolate("Smith")
        'Smith'
        """
        if not self.isolating or not line:
            return line
        return f"{_RLI if (right_to_left(line) if rtl is None else rtl) else _LRI}{line}{_PDI}"
