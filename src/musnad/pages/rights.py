"""A page → the names in its lines of copyright, and what else stands around names: feeds, makers of sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree
from lxml.html import HtmlElement

from musnad.config import incoming
from musnad.pack import packs
from musnad.pages.headline import PARTED
from musnad.pages.markup import BLOCKS, squeezed, words_of
from musnad.text import fold

_RIGHTS = re.compile(r"\u00a9|\(c\)\s|&copy;", re.I)
_YEARS = re.compile(r"[\u00a9]|\(c\)|\b(?:19|20)\d\d\b|[\u0660-\u0669]{4}|[-\u2013\u2014,.|]", re.I)
_SIGNED = etree.XPath(".//text()[contains(., '\u00a9') or contains(., '(c) ')]/..")
_FOOT_PARTS, _FOOT_CHARS = 3, 200  # of so many parts the last ones are looked at, and of so many letters at most
_LONG = 6  # letters from which a word for rights tells a line of copyright by itself


def rights(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The names in lines of copyright, each with its sign: ``rights``.

    Where the word for the kind of outlet is written together with "to" or "for", the name is given with it, too, and
    without it as ``bare``: the line does not tell whether it belongs to the name.
    """
    known = _words()
    feet = list(tree.iter("footer"))[-1:]
    lines = (feet and _SIGNED(feet[0])) or _SIGNED(tree) or feet or _last_parts(tree)
    for node in lines[-_FOOT_PARTS:]:
        whole = words_of(node) if isinstance(node.tag, str) and node.tag not in ("script", "style") else ""
        if not whole or len(whole) > _FOOT_CHARS:
            continue
        line = _without_makers(whole)
        if not (_RIGHTS.search(line) or _says_rights(line)):
            continue
        plain = _YEARS.sub(" ", line)
        name = squeezed(_YEARS.sub(" ", without(plain, known)))
        if not name or len(name) > incoming.OUTLET_CHARS_MAX:
            continue
        kind = _kind_before(plain, name)
        if kind:
            yield f"{kind} {name}", "rights"
        yield name, "bare" if kind else "rights"


def without(text: str, phrases: tuple[str, ...]) -> str:
    """A name without phrases that stand before or behind it, compared folded.

    >>> without("جميع الحقوق محفوظة لصحيفة الميناء", ("جميع الحقوق محفوظة", "لصحيفة"))
    'الميناء'
    >>> without("All rights reserved Harbour Post", ("all rights reserved",))
    'Harbour Post'
    """
    tokens = text.split()
    forms = [fold(token).strip(".,:;-|\u060c") for token in tokens]
    listed = _longest_first(phrases)
    changed = True
    while changed and tokens:
        changed = False
        for phrase in listed:
            count = len(phrase)
            if tuple(forms[:count]) == phrase:
                tokens, forms, changed = tokens[count:], forms[count:], True
            elif tuple(forms[-count:]) == phrase:
                tokens, forms, changed = tokens[:-count], forms[:-count], True
    return " ".join(tokens).strip(" -|.,:")


def _says_rights(line: str) -> bool:
    """Whether a line speaks of rights in so many words."""
    folded = fold(line)
    return any(word in folded for word in _words() if len(word) > _LONG)


def _last_parts(tree: HtmlElement) -> list[HtmlElement]:
    """The last parts of a page, side by side, where no sign and no element says its foot; in reading order."""
    seen: list[HtmlElement] = []
    node = next(tree.iter("body"), tree)
    while True:
        inner = [child for child in node.iterchildren(*BLOCKS) if child.text or len(child)][-_FOOT_PARTS:]
        if not inner:
            return seen
        node, seen = inner[-1], inner


@cache
def _longest_first(phrases: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The folded words of phrases, the longest phrase first; there are as many such lists as packs have rooms for."""
    return sorted({tuple(fold(phrase).split()) for phrase in phrases}, key=len, reverse=True)


def _kind_before(line: str, name: str) -> str:
    """The word for the kind of outlet that stands before a name, written together with a particle; empty if none."""
    before = squeezed(line).partition(name)[0].split()
    last = before[-1] if before else ""
    for kind in _kinds():
        if len(last) > len(kind) and fold(last).endswith(fold(kind)) and last.endswith(kind):
            return kind
    return ""


def _without_makers(line: str) -> str:
    """A line of copyright without the parts that say whose program or design the site is."""
    makers = _makers()
    parts = PARTED.split(line)
    kept = [part for part in parts if not fold(part).strip().startswith(makers)]
    return " | ".join(kept) if len(kept) < len(parts) else line


@cache
def _words() -> tuple[str, ...]:
    return tuple(fold(word) for pack in packs().values() for word in pack.pages.rights)


@cache
def _makers() -> tuple[str, ...]:
    return tuple(fold(word) for pack in packs().values() for word in pack.pages.makers)


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(word for pack in packs().values() for word in pack.zones.outlet_words.starts)
