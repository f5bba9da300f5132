"""How templates show things: escaped, in isolates, with dates and numbers as the interface's language writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from musnad import __version__
from musnad.screen import harmless
from musnad.web.citing import citation
from musnad.web.pages.article import ArticlePage
from musnad.web.pages.parts import Shown, is_rtl
from musnad.web.visitor import Visitor
from musnad.web.words import Words

FOLDER = Path(__file__).parent / "templates"
_REMEMBERED = 4_096  # times, of which a page shows the same again and again
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d))?")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(("html", "svg")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(clean=harmless, bdi=bdi, passage=passage, interval=interval)
    environment.tests["rtl"] = is_rtl
    return environment


def render(template: str, visitor: Visitor, values: dict[str, Any]) -> str:
    """A page as HTML."""
    words = visitor.words
    told: dict[str, Any] = {
        "words": words,
        "t": words.html,
        "ta": words.text,
        "date": _dated(words),
        "reason": words.reason,
        "value": lambda given: words.told(given) or bdi(given),
        "citation": _citing(words),
        "look": visitor.look,
        "version": __version__,
    }
    return _environment().get_template(template).render(told | values)


def bdi(text: str | None) -> Markup:
    """A name or another short piece of somebody else's text, in an isolate of its own direction.

    >>> str(bdi("قال <b>")), str(bdi("Smith"))
    ('<bdi>قال &lt;b&gt;</bdi>', '<bdi>Smith</bdi>')
    """
    return Markup(f"<bdi>{escape(' '.join(harmless(text or '').split()))}</bdi>")


def passage(text: str) -> Markup:
    """A passage of an article as an isolate with the direction of most of its letters.

    >>> str(passage("AFP - قال مسؤول")), str(passage("he said"))
    ('<bdi dir="rtl">AFP - قال مسؤول</bdi>', '<bdi dir="ltr">he said</bdi>')
    """
    direction = "rtl" if is_rtl(text) else "ltr"
    return Markup(f'<bdi dir="{direction}">{escape(harmless(text))}</bdi>')


def interval(low: int, high: int) -> Markup:
    """A count as an interval, lower bound first in every language.

    >>> str(interval(1, 2)), str(interval(1, 1))
    ('<bdi dir="ltr" class="interval">1–2</bdi>', '<bdi dir="ltr" class="interval">1</bdi>')
    """
    told = str(low) if low == high else f"{low}–{high}"
    return Markup(f'<bdi dir="ltr" class="interval">{told}</bdi>')


def _citing(words: Words) -> Callable[[ArticlePage, Shown], str]:
    def cited(page: ArticlePage, said: Shown) -> str:
        """A statement to copy; the address is the article's own, else its place in the store."""
        return harmless_lines(citation(said, page.url or f"musnad:{said.key}", words))

    return cited


def harmless_lines(text: str) -> str:
    """Text of several lines, each made harmless."""
    return "\n".join(map(harmless, text.split("\n")))


@cache
def _dated(words: Words) -> Callable[[str | None], Markup]:
    @lru_cache(maxsize=_REMEMBERED)
    def date(value: str | None) -> Markup:
        """A time in ISO 8601 of any precision; other text as it stands, nothing for None."""
        if not value:
            return Markup("")
        found = _DATE.match(value)
        if not found:
            return bdi(value)
        year, month, day, clock = found.groups()
        named = words.months[int(month) - 1] if month and 1 <= int(month) <= 12 else ""
        told = " ".join(filter(None, (str(int(day)) if day and named else "", named, year)))
        if clock:
            told = f"{told}{words.text('site.comma')}{clock}"
        return Markup(f'<time datetime="{escape(value)}"><bdi>{escape(told)}</bdi></time>')

    return date
