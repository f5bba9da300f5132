"""Annotated articles as others would have typed them: the same words and statements, other letters and marks.

What a reader would not call another report must not be read as one. Each mutation changes how an article is
written and nothing of what it says, and keeps the place of every span; so the same gold file measures how
much of the quality hangs on spelling (``bench/robustness.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from random import Random

from musnad.evaluate.gold import AnnotatedArticle, AnnotatedStatement
from musnad.model import Span

# A mutation gives what stands for each character of a text, in order: itself, nothing, or others.
Mutation = Callable[[str, Random], list[str]]

_LETTER = re.compile(r"[\u0621-\u063a\u0641-\u064a]")
_DIACRITICS = "\u064e\u064f\u0650\u0652\u0651\u064b\u064c\u064d"
_TATWEEL = "\u0640"
_ALEF, _HEH, _YEH, _MAQSURA = "\u0627", "\u0647", "\u064a", "\u0649"
_QUOTES = re.compile('["\u201c\u201d\u201e\u00ab\u00bb\u2033]')
_OPENING, _CLOSING = "\u00ab\u201e", "\u00bb"  # what faces one way however it is spaced; curly marks are often turned
_BREAKS = re.compile(r"\s*\n\s*")
_SENTENCE_END = re.compile(r"(?<=\w\w)[\"\u2019\u201d\u00bb)]*[.!?\u061f][\"\u2019\u201d\u00bb)]*( )(?=\S)")
_WORD = re.compile(r"[^\W_]+")
_SPACES = "\u00a0\u202f"  # no-break spaces
_BESIDE = "\u200f\u200e\u200c\ufeff\u061c\u2060"  # marks of direction and of joining, as pages leave them beside words
_WITHIN = "\u200b\u200c\u200d\u00ad"  # the same within words, soft hyphens among them
_MARKED = re.compile("[\u064b-\u0652\u0670]")


def mutated(article: AnnotatedArticle, name: str, *, seed: int = 0) -> AnnotatedArticle:
    """The article under one of ``MUTATIONS``, with its spans where their words stand now.

    The same article, name and seed give the same text. A span of which nothing is left is left out; names
    stay as annotated, since only their grouping is measured. Raises ``KeyError`` for an unknown name.

    >>> arabic = AnnotatedArticle("a", "أكدت الوزارة ذلك.", (AnnotatedStatement("s1", (Span(5, 12),), (), ()),))
    >>> found = mutated(arabic, "heh for teh marbuta")
    >>> found.text, found.statements[0].source[0].of(found.text)
    ('أكدت الوزاره ذلك.', 'الوزاره')
    >>> mutated(AnnotatedArticle("b", "“No”, she said.", ()), "marks: guillemets").text
    '«No», she said.'
    """
    pieces = MUTATIONS[name](article.text, Random(f"{seed}/{name}/{article.id}"))
    places = list(accumulate(map(len, pieces), initial=0))

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        ranges = [(places[span.start], places[span.end]) for span in spans]
        return tuple(Span(start, end) for start, end in ranges if start < end)

    def placed(statement: AnnotatedStatement) -> AnnotatedStatement:
        return replace(
            statement,
            source=moved(statement.source),
            cue=moved(statement.cue),
            content=moved(statement.content),
        )

    return replace(article, text="".join(pieces), statements=tuple(map(placed, article.statements)))


def _diacritics_added(text: str, dice: Random) -> list[str]:
    """One letter in four gets a vowel sign, a sukun or a shadda."""
    return [
        letter + dice.choice(_DIACRITICS) if _LETTER.match(letter) and dice.random() < 0.25 else letter
        for letter in text
    ]


def _diacritics_removed(text: str, _: Random) -> list[str]:
    return [_MARKED.sub("", letter) for letter in text]


def _exchanged(letters: str, other: str) -> Mutation:
    """A letter for others, wherever they stand."""

    def exchange(text: str, _: Random) -> list[str]:
        return [other if letter in letters else letter for letter in text]

    return exchange


def _maqsura_for_yeh(text: str, _: Random) -> list[str]:
    """At the ends of words, as Egypt types."""
    pieces = list(text)
    for match in _WORD.finditer(text):
        if match.group()[-1] == _YEH:
            pieces[match.end() - 1] = _MAQSURA
    return pieces


def _quoted_with(opening: str, closing: str) -> Mutation:
    """Every double quotation mark in another style."""

    def exchange(text: str, _: Random) -> list[str]:
        pieces, is_open = list(text), False
        for match in re.finditer(f"\n|{_QUOTES.pattern}", text):
            if match.group() == "\n":
                is_open = False
                continue
            is_open = _opens(text, match.start(), is_open)
            pieces[match.start()] = opening if is_open else closing
        return pieces

    return exchange


def _opens(text: str, place: int, is_open: bool) -> bool:
    """Whether a quotation mark opens: by its shape, else by the space beside it, else by turns."""
    mark = text[place]
    if mark in _OPENING or mark in _CLOSING:
        return mark in _OPENING
    before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
    if before.isspace() != after.isspace():
        return before.isspace()
    return not is_open


def _lines_joined(text: str, _: Random) -> list[str]:
    """A space for each line break and the blank lines around it."""
    pieces = list(text)
    for match in _BREAKS.finditer(text):
        pieces[match.start() : match.end()] = [" ", *[""] * (match.end() - match.start() - 1)]
    return pieces


def _lines_broken(text: str, _: Random) -> list[str]:
    """A line break for the space behind each sentence."""
    pieces = list(text)
    for match in _SENTENCE_END.finditer(text):
        pieces[match.start(1)] = "\n"
    return pieces


def _stretched(text: str, dice: Random) -> list[str]:
    """One word in four is drawn out somewhere before its last letter, by up to three tatweels."""
    pieces = list(text)
    for match in _WORD.finditer(text):
        if len(match.group()) > 2 and _LETTER.match(match.group()) and dice.random() < 0.25:
            pieces[dice.randrange(match.start(), match.end() - 1)] += _TATWEEL * dice.randint(1, 3)
    return pieces


def _invisible(text: str, dice: Random) -> list[str]:
    """No-break spaces for one space in ten, and unseen marks before, in and behind one word in ten each."""
    pieces = [dice.choice(_SPACES) if letter == " " and dice.random() < 0.1 else letter for letter in text]
    for match in _WORD.finditer(text):
        first, last = match.start(), match.end() - 1
        if dice.random() < 0.1:
            pieces[first] = dice.choice(_BESIDE) + pieces[first]
        if dice.random() < 0.1:
            pieces[last] += dice.choice(_BESIDE)
        if last - first > 1 and dice.random() < 0.1:
            pieces[dice.randrange(first, last)] += dice.choice(_WITHIN)
    return pieces


MUTATIONS: dict[str, Mutation] = {
    "diacritics added": _diacritics_added,
    "diacritics removed": _diacritics_removed,
    "hamza of alef dropped": _exchanged("\u0623\u0625\u0622", _ALEF),
    "heh for teh marbuta": _exchanged("\u0629", _HEH),
    "yeh for alef maqsura": _exchanged(_MAQSURA, _YEH),
    "alef maqsura for yeh": _maqsura_for_yeh,
    "marks: straight": _quoted_with('"', '"'),
    "marks: curly": _quoted_with("\u201c", "\u201d"),
    "marks: guillemets": _quoted_with("\u00ab", "\u00bb"),
    "marks: parentheses": _quoted_with("(", ")"),
    "line breaks joined": _lines_joined,
    "line breaks added": _lines_broken,
    "tatweel": _stretched,
    "invisible marks": _invisible,
}
"""The mutations by name, in the order in which they are shown."""
