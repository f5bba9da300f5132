"""A page → its headline, without the name of the site that many systems write beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from lxml.html import HtmlElement

from musnad import config
from musnad.config import incoming
from musnad.pack import packs
from musnad.pages.linked import Linked
from musnad.pages.markup import marks_of, words_of
from musnad.pages.signs import TITLES, Signs
from musnad.text import fold

# What stands between a headline and the name of its site. A bare hyphen only with blanks around it.
PARTED = re.compile(
    r"\s+[-\u2013\u2014|:\u00bb\u00ab\u203a\u2022\u00b7/~]{1,2}\s+|\s*[|\u00bb\u2022\u00b7\u00a6]\s*|\s*::\s*"
)
_LARGE = frozenset(("5", "6", "7", "+2", "+3", "+4"))  # sizes of letters where nothing is a heading
_END = 0.9  # how well a heading agrees with a title that begins or ends with it
_WORD = re.compile(r"[^\W_]+")
_TITLED = frozenset(("h3", "div", "p", "span", "td", "font", "b", "strong"))
_HEADLINE = re.compile(
    r"(?:^|[\s_-])(?:headline|(?:entry|post|article|news|story|single|page)[_-]?(?:title|head(?:ing)?))"
)
_ASIDE = re.compile(
    r"logo|brand|site-?title|site-?name|related|sidebar|widget|breadcrumb|most-?read|modal|comment|visually"
)


def words(text: str) -> list[str]:
    """The folded words of a text, signs left out."""
    return list(_short_words(text)) if len(text) <= config.TITLE_CHARS_MAX else _WORD.findall(fold(text))


@lru_cache(maxsize=256)  # a page's headline and names are compared again and again
def _short_words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


def likeness(one: str, other: str) -> float:
    """How much of the words of two texts is the same, 0 to 1: twice what is shared by what there is.

    >>> likeness("قال الوزير", "الوزير قال")
    1.0
    >>> likeness("he said", "it rained")
    0.0
    """
    left, right = words(one), words(other)
    if not left or not right:
        return 0.0
    rest = list(right)
    shared = 0
    for word in left:
        if word in rest:
            rest.remove(word)
            shared += 1
    return 2 * shared / (len(left) + len(right))


def titles(said: Linked, signs: Signs) -> list[str]:
    """What a page's metadata call it, those that are believed most first."""
    given = (said.headline, *(signs.first((name,)) for name in TITLES), signs.title)
    return [text for text in given if text and not _is_untitled(text)]


def headlines(marks: list[tuple[HtmlElement, str]], named: list[str]) -> list[tuple[str, HtmlElement | None]]:
    """What may be the headline, likeliest first, each with the element that shows it if one does.

    ``marks`` are the page's marked elements. A heading counts that says what the page's metadata say (``named``); where
    they say nothing, the heading that the title element begins or ends with, else the first. The site's name is not yet
    taken off those without an element.
    """
    ranked: list[tuple[float, int, str, HtmlElement | None]] = []
    for number, element in enumerate(_headings(marks)):
        text = words_of(element)
        if not words(text) or len(text) > config.TITLE_CHARS_MAX + 100:
            continue
        ranked.append((_worth(element, text, named), number, text, element))
    ranked.sort(key=lambda each: (-each[0], each[1]))
    found: list[tuple[str, HtmlElement | None]] = [
        (text, element) for worth, _, text, element in ranked if worth >= incoming.HEADING_WORTH_MIN
    ]
    named_ones: list[tuple[str, HtmlElement | None]] = [(text, None) for text in named]
    others: list[tuple[str, HtmlElement | None]] = [
        (text, element) for worth, _, text, element in ranked[:1] if worth > 0 and worth < incoming.HEADING_WORTH_MIN
    ]
    return [*found, *named_ones, *others]


def is_sure(text: str, named: list[str], names: Iterable[str]) -> bool:
    """Whether a heading is the headline beyond doubt: not a name, long enough, and the greater part of every title.

    >>> is_sure("ارتفاع أسعار القمح والطحين", ["ارتفاع أسعار القمح والطحين | صحيفة الميناء"], ["صحيفة الميناء"])
    True
    >>> is_sure("Harbour Post", ["Wheat prices rise - Harbour Post"], [])
    False
    """
    ours = words(text)
    if len(ours) < incoming.HEADLINE_WORDS_MIN or ours in map(words, names):
        return False
    whole = f" {' '.join(ours)} "
    titled = [words(title) for title in named]
    return bool(titled) and all(2 * len(ours) >= len(each) and whole in f" {' '.join(each)} " for each in titled)


def report_titles(named: list[str], names: frozenset[str]) -> list[str]:
    """The titles that are left when every part that names the site or a section is off; keys of names as ``words``.

    >>> report_titles(["الميناء - أخبار", "غرق قارب | الميناء"], frozenset(["الميناء", "أخبار", "اخبار"]))
    ['غرق قارب']
    """
    left = []
    known = {tuple(name.split()) for name in names}
    for title in named:
        kept = _without(title, known, "")
        if kept and " ".join(words(kept)) not in names and kept not in left:
            left.append(kept)
    return left


def _is_untitled(text: str) -> bool:
    """Whether a title is what editors of pages write where nobody gave one."""
    return " ".join(word for word in words(text) if not word.isdigit()) in _untitled()


@cache
def _untitled() -> frozenset[str]:
    return frozenset(" ".join(words(word)) for pack in packs().values() for word in pack.pages.untitled)


def _headings(marks: list[tuple[HtmlElement, str]]) -> Iterable[HtmlElement]:
    """Elements that may show the headline: headings, and what calls itself one."""
    for element, mark in marks:
        tag = element.tag
        if (
            tag in ("h1", "h2")
            or (mark and tag in _TITLED and _HEADLINE.search(mark) and len(element) <= 6)
            or (tag == "font" and element.get("size") in _LARGE)
        ):
            yield element


def _worth(element: HtmlElement, text: str, named: list[str]) -> float:
    """How surely an element shows the headline."""
    marks = marks_of(element)
    worth = {"h1": 0.3, "h2": 0.1, "font": 0.05}.get(element.tag, 0.0)
    worth += 0.3 if "headline" in marks or _HEADLINE.search(marks) else 0.0
    worth += max((agreement(text, other) for other in named), default=0.5 if element.tag == "h1" else 0.0)
    if any(_ASIDE.search(marks_of(above)) for above in (element, *list(element.iterancestors())[:3])):
        worth -= 0.5
    if any(above.tag in ("nav", "footer", "aside") for above in element.iterancestors()):
        worth -= 0.5
    return worth


def agreement(text: str, other: str) -> float:
    """How well a heading is the whole or one end of what metadata say, 0 to 1."""
    ours, theirs = words(text), words(other)
    if not ours or (len(ours) < 2 and ours != theirs):
        return 0.0
    if ours == theirs:
        return 1.0
    if len(ours) >= 3 and (theirs[: len(ours)] == ours or theirs[-len(ours) :] == ours):
        return _END
    return likeness(text, other) * 0.8


def without_site(text: str, names: Iterable[str], shown: str = "") -> str:
    """A title without the parts at its end or beginning that name the site, or that ``shown``, the heading, lacks.

    >>> without_site("ارتفاع أسعار القمح | صحيفة الميناء", ["صحيفة الميناء"])
    'ارتفاع أسعار القمح'
    >>> without_site("Wheat prices rise - what it means", ["Harbour Post"])
    'Wheat prices rise - what it means'
    """
    return _without(text, {tuple(words(name)) for name in names}, shown)


def _without(text: str, known: set[tuple[str, ...]], shown: str) -> str:
    """The same by the words of names."""
    while True:
        places = [(match.start(), match.end()) for match in PARTED.finditer(text)]
        if not places:
            return text.strip()
        (start, end), (first, behind) = places[-1], places[0]
        tail, head = text[end:], text[:first]
        if _names_site(tail, text[:start], known, shown):
            text = text[:start]
        elif _names_site(head, text[behind:], known, shown):
            text = text[behind:]
        else:
            return text.strip()


def _names_site(part: str, rest: str, known: set[tuple[str, ...]], shown: str) -> bool:
    """Whether a part of a title is the site's name rather than the headline's."""
    found = tuple(words(part))
    if not found or not words(rest):
        return not found
    if found in known:
        return True
    return bool(shown) and words(rest) == words(shown)
