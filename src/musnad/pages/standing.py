"""A page whose metadata do not say its headline → the line that stands where a headline does, above the report.

Many systems write the site's name and a section into the head of every page, and the section into its first heading,
too. What is the headline then shows by where it stands, how it is marked, and what it has in common with the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from musnad import config
from musnad.config import incoming
from musnad.pages.headline import agreement, words
from musnad.pages.markup import marks_of
from musnad.text import fold

Line = tuple[HtmlElement, str]
# What each sign is worth beside the share of words that a line has in common with the report, 0 to 1. Set by hand on
# the pages of the parts "tuned" and "fresh" of bench/pages.
_AS_TITLE, _IN_ADDRESS, _NEARNESS, _MARKED, _SHORT, _SUBORDINATE = 0.8, 0.3, 0.3, 0.3, -0.3, -0.5
_TAGS = {"h1": 0.4, "h2": 0.4, "h3": 0.4, "h4": 0.3, "h5": 0.1, "h6": 0.1}
_BELOW = re.compile(
    r"deck|sub-?(?:title|head|line)|kicker|standfirst|lead|summary|excerpt|caption|eyebrow|slogan|author"
)
_TITLED = re.compile(r"title|head(?:line|ing)")
_APART = frozenset(("a", "title", "nav", "footer", "aside", "ol", "ul", "li", "button", "label", "figcaption", "time"))
_SENTENCE_END = (".", "!", "\u061f", "?", "\u00bb", '"', "\u201d")
_SIZE = re.compile(r"font-size:\s*(\d{2,3})(?:\.\d+)?px")
_LONGER_MIN = 3
_GRAM = 4  # letters at either end by which a word is known again with other prefixes and endings


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the lines: titles that are left of the metadata, names that are none, the page's address."""

    titles: Sequence[str] = ()
    names: frozenset[str] = field(default_factory=frozenset)
    url: str | None = None


def standing(lines: Sequence[Line], known: Known) -> tuple[str, HtmlElement] | None:
    """The line that stands as headline above the report, with its element; None if none does so surely."""
    start = _report_start(lines)
    if start is None:
        return None
    report = fold(" ".join(line for _, line in lines[start : start + incoming.AKIN_LINES]))
    slug = fold(unquote(urlsplit(known.url).path)) if known.url else ""
    best, best_worth = None, incoming.STANDING_WORTH_MIN
    first = max(0, start - incoming.HEADLINE_LINES_MAX)
    for number in range(start - 1, first - 1, -1):
        element, text = lines[number]
        if not _may_be(element, text, known.names):
            continue
        worth = _marks_worth(element) + akin(text, report) + _IN_ADDRESS * akin(text, slug)
        worth += _AS_TITLE * max((agreement(text, title) for title in known.titles), default=0.0)
        worth += _NEARNESS * (1 - (start - number) / incoming.HEADLINE_LINES_MAX)
        worth += _SHORT if len(words(text)) < incoming.HEADLINE_WORDS_MIN else 0.0
        if worth > best_worth:
            best, best_worth = (text, element), worth
    return best


def report_of(lines: Sequence[Line]) -> str:
    """The folded words of the first paragraphs of a page's report; empty if there are none."""
    start = _report_start(lines)
    return "" if start is None else fold(" ".join(line for _, line in lines[start : start + incoming.AKIN_LINES]))


def is_akin(title: str, report: str) -> bool:
    """Whether a title is that of a report: no mere name of a section, and much of it comes back in the report."""
    return len(words(title)) >= incoming.HEADLINE_WORDS_MIN and akin(title, report) >= incoming.AKIN_SHARE_MIN


def akin(text: str, folded: str) -> float:
    """The share of the longer words of a text that a folded text has, by their first or last letters; 0 to 1.

    A text of one such word or two is akin to most others, so they count as if of three.

    >>> akin("غرق قارب الميناء", fold("غرقت سفينة في ميناء صغير"))
    0.33
    >>> akin("Wheat prices rise", "the price of wheat rose")
    0.67
    """
    longer = [word for word in words(text) if len(word) >= _GRAM]
    if not longer or not folded:
        return 0.0
    shared = sum(1 for word in longer if word[:_GRAM] in folded or word[-_GRAM:] in folded)
    return round(shared / max(len(longer), _LONGER_MIN), 2)


def _report_start(lines: Sequence[Line]) -> int | None:
    """The number of the line that the report begins with: the first paragraph that another follows, or a long one."""
    places = [number for number, (element, line) in enumerate(lines) if _is_paragraph(element, line)]
    for place, following in pairwise(places):
        if following - place <= incoming.PARAGRAPHS_APART_MAX:
            return place
    return max(places, key=lambda place: len(lines[place][1]), default=None)


def _is_paragraph(element: HtmlElement, line: str) -> bool:
    """Whether a line is a paragraph of a report rather than a headline or a label."""
    if len(line) < incoming.BODY_LINE_CHARS_MIN or _is_apart(element):
        return False
    return len(line) >= 2 * incoming.BODY_LINE_CHARS_MIN or line.endswith(_SENTENCE_END)


def _may_be(element: HtmlElement, text: str, names: frozenset[str]) -> bool:
    """Whether a line may be a headline at all: words, not a name, no link, no label, no line of a menu."""
    found = words(text)
    spoken = [word for word in found if not any(letter.isdigit() for letter in word)]
    if len(spoken) < 2 or len(text) > config.TITLE_CHARS_MAX or text.endswith((":", "\u2026", "...")):
        return False
    return " ".join(found) not in names and not _is_apart(element)


def _is_apart(element: HtmlElement) -> bool:
    """Whether an element is or stands in a link, a menu, a list or a margin."""
    return any(above.tag in _APART for above in _around(element))


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    """An element and the four above it."""
    yield element
    yield from list(element.iterancestors())[:4]


def _marks_worth(element: HtmlElement) -> float:
    """How far the build of a line says that it is a headline."""
    worth = max(_TAGS.get(str(element.tag), 0.0), _MARKED if _TITLED.search(marks_of(element)) else 0.0)
    worth = max(worth, _MARKED if _is_large(element) else 0.0)
    return worth + (_SUBORDINATE if _BELOW.search(marks_of(element)) else 0.0)


def _is_large(element: HtmlElement) -> bool:
    """Whether a line is written in large or heavy letters."""
    for node in (element, *element.iter("span", "b", "strong", "font")):
        size = _SIZE.search(node.get("style") or "")
        if node.tag in ("b", "strong") or (size and int(size[1]) >= incoming.LARGE_LETTERS_PX):
            return True
    return False
