"""The words of a name as they are compared: folded, small words joined to what they belong to, titles left out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from musnad.config import NAME_WORDS_MAX, NAMES_REMEMBERED
from musnad.names.letters import SmallWords, letters
from musnad.text import DROPPED, fold

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'`\u2018\u2019\u201b\u02bb\u02bc\u02be\u02bf\u00b4\u2032\u02b9"))
_INVISIBLE = dict.fromkeys(map(ord, DROPPED))
_JOINERS = "-\u2010\u2011\u2012\u2013"
ARABIC, LATIN, OTHER = "arabic", "latin", "other"


class Word(NamedTuple):
    """One word of a name.

    ``form`` holds its folded letters, joined to the small words before it; ``skips`` the numbers of letters that may be
    left off its beginning (an article, a patronymic); ``script`` is one of ``ARABIC``, ``LATIN``, ``OTHER``.
    An ``initial`` stands for any word that begins with its letter.
    """

    form: str
    skips: tuple[int, ...]
    script: str
    initial: bool

    @property
    def core(self) -> str:
        """The form without what may be left off."""
        return self.form[self.skips[-1] :] if self.skips else self.form


@lru_cache(maxsize=NAMES_REMEMBERED)
def words_of(name: str) -> tuple[Word, ...]:
    """The words of a name in order, at most ``NAME_WORDS_MAX``; empty where it holds no letter or digit.

    A surname with a comma behind it goes to the end.

    >>> [word.form for word in words_of("الرئيس عبد الرحمن بن خالد")]
    ['عبدالرحمن', 'بنخالد']
    >>> [word.form for word in words_of("Dr. Abd al-Rahman bin Khālid")]
    ['abdalrahman', 'binkhalid']
    """
    return read_words(name)


def read_words(name: str) -> tuple[Word, ...]:
    """The same without remembering them: for very many names, of which each is read once.

    >>> [word.form for name in ("سامي مراد", "Sami Mourad") for word in read_words(name)]
    ['سامي', 'مراد', 'sami', 'mourad']
    """
    surname, comma, given = name.partition(",") if name.count(",") == 1 else (name, "", "")
    pieces = _without_titles(_pieces(f"{given} {surname}" if comma else name))
    found: list[Word] = []
    start = 0
    while start < len(pieces) and len(found) < NAME_WORDS_MAX:
        count, skips = _joined(pieces, start)
        form = "".join(piece for piece, _ in pieces[start : start + count])
        found.append(_word(form, skips))
        start += count
    return tuple(found)


def _pieces(name: str) -> list[tuple[str, bool]]:
    """The folded words of a name, and whether a hyphen follows each."""
    text = fold(unicodedata.normalize("NFKC", name).translate(_APOSTROPHES).translate(_INVISIBLE))
    marked = unicodedata.normalize("NFKD", text.translate(letters().plain))
    text = "".join(letter for letter in marked if not unicodedata.combining(letter)).translate(letters().plain)
    found: list[tuple[str, bool]] = []
    for match in _WORD.finditer(text):
        piece = match.group()
        found.append((piece, text[match.end() : match.end() + 1] in _JOINERS and match.end() < len(text)))
    return found


def _small_words(piece: str) -> SmallWords:
    return letters().arabic if script_of(piece) == ARABIC else letters().latin


def script_of(form: str) -> str:
    """The script of a folded word, by its first letter.

    >>> script_of("سلمان"), script_of("salman"), script_of("Салман")
    ('arabic', 'latin', 'other')
    """
    first = form[:1]
    if "\u0600" <= first <= "\u06ff" or "\u0750" <= first <= "\u077f":
        return ARABIC
    return LATIN if "a" <= first <= "z" else OTHER


def _without_titles(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Leaves out titles before a name and suffixes behind it, as long as something remains."""
    start, end = 0, len(pieces)
    while end - start > 1 and pieces[end - 1][0] in _small_words(pieces[end - 1][0]).suffixes:
        end -= 1
    while end - start > 1 and pieces[start][0] in _small_words(pieces[start][0]).titles:
        start += 1
    return pieces[start:end]


def _joined(pieces: list[tuple[str, bool]], start: int) -> tuple[int, tuple[int, ...]]:
    """How many pieces from ``start`` make one word, and how many of its letters may be left off."""
    count, length, fixed = 1, 0, False
    skips: list[int] = []
    while start + count < len(pieces):
        piece, hyphen = pieces[start + count - 1]
        following = pieces[start + count][0]
        small = _small_words(piece)
        likened = piece in small.likened and (hyphen or piece[-1:] == following[:1])
        is_article = piece in small.articles or likened
        if not (is_article or piece in small.servants or piece in small.sons or piece in small.parents):
            break
        length += len(piece)
        fixed = fixed or piece in small.servants or piece in small.parents
        if not fixed:
            skips.append(length)
        count += 1
    last = pieces[start + count - 1][0]
    article = letters().article
    if not fixed and last.startswith(article) and len(last) > len(article) + 2:
        skips.append(length + len(article))
    return count, tuple(skips)


def _word(form: str, skips: tuple[int, ...]) -> Word:
    return Word(form, skips, script_of(form), len(form) == 1 and form.isalpha())
