"""Words as a search compares them, in text and query alike: careless spelling, prefixes and endings play no part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from musnad.config.page import SEARCH_CHARS_MAX
from musnad.pack import packs
from musnad.text import fold

_WORD = re.compile(r"\d+(?:[.,\u066b\u066c]\d+)*|[^\W\d_]+")
_REMEMBERED = 200_000  # forms; a quarter of a gigabyte of news has about as many
# Hamza, alone and on waw and yeh, falls away: people write it on another letter, or leave it out. Arabic-Indic and
# Persian digits become European ones. Code points instead of letters: words belong to the packs.
_DROPPED = dict.fromkeys((0x0621, 0x0624, 0x0626))
_DIGITS = {start + digit: 0x30 + digit for start in (0x0660, 0x06F0) for digit in range(10)}
_PLAIN: dict[int, int | None] = {**_DROPPED, **_DIGITS}
_DOUBLED = re.compile("(\u0648|\u064a)\\1")


def terms(text: str) -> Iterator[str]:
    """The words and numbers of a text as a search compares them, in order.

    >>> list(terms("المسؤولون في الوزارةِ")) == list(terms("مسئولون في وزاره"))
    True
    >>> list(terms("الوزارة")) == list(terms("وزاره"))
    True
    >>> list(terms("The ministers, 1,200")), list(terms("minister"))
    (['the', 'minister', '1200'], ['minister'])
    """
    return filter(None, map(_term, _WORD.findall(fold(text))))


def asked(query: str) -> list[str]:
    """The different words of a search, in the order given; what stands behind ``SEARCH_CHARS_MAX`` is not read.

    >>> asked("سالم مراد سالم"), asked("?!")
    (['سالم', 'مراد'], [])
    >>> asked("Salem Murad")
    ['salem', 'murad']
    """
    return list(dict.fromkeys(terms(query[:SEARCH_CHARS_MAX])))


@lru_cache(maxsize=_REMEMBERED)
def _term(form: str) -> str:
    for _, pack in sorted(packs().items()):
        # Until nothing is left to take off: a word without the article must come to the same as one with it.
        while pack.stories is not None and (stem := pack.stories.stem(form)) != form:
            form = stem
    return _DOUBLED.sub(r"\1", form.translate(_PLAIN))


def number_of(article_id: str) -> int:
    """The number under which the words of an article are kept: 63 bits of its id, which is a hash already.

    Of a million articles two have one number by chance in one of ten million stores.

    >>> number_of("a1_uv5xor7wl3mmzy7y6bji") == number_of("a1_uv5xor7wl3mmzy7y6bji") > 0
    True
    """
    number = 0
    for letter in article_id.rpartition("_")[2]:
        number = (number * 32 + "abcdefghijklmnopqrstuvwxyz234567".find(letter)) & (2**63 - 1)
    return number


def article_terms(title: str | None, text: str) -> tuple[str, str]:
    """The words of a title and of a text, separated by spaces: what is indexed."""
    return " ".join(terms(title or "")), " ".join(terms(text))
