"""Bytes of a page → what an article needs: its text with the headline, its outlet, its date, its address."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from lxml.html import HtmlElement

from musnad.config import incoming
from musnad.model import Span, Zone, ZoneKind
from musnad.pages.address import own_address
from musnad.pages.body import body_lines
from musnad.pages.dates import GUESS, agreed, beside, contradicts, dateline, guessed, said_date
from musnad.pages.fragment import zoned
from musnad.pages.headline import headlines, is_sure, report_titles, titles, without_site, words
from musnad.pages.linked import Linked, linked
from musnad.pages.markup import marked, shown, text_of_page, tree_of
from musnad.pages.outlet import no_names, outlet_of_page, said_names, seen_names
from musnad.pages.signs import Signs, signs_of
from musnad.pages.standing import Known, akin, is_akin, report_of, standing
from musnad.pages.walls import cleared
from musnad.reading.decoding import Undecodable
from musnad.reading.language import language as language_of

_NO_BODY = "no report was found in the page; it may be a list, a form, or made by scripts in a browser"


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of its report.

    ``text`` is the headline, an empty line, and the body, a line a paragraph; without a headline the body alone.
    ``zones`` are those of ``text``, one a line.
    ``published`` comes with the sign that said it in ``published_from``: ``metadata`` or ``dateline``; both are None
    where neither did. ``fallback`` is a guess at the date, to be taken where the text and the address say none either.
    """

    text: str
    title: str | None
    outlet: str | None
    url: str | None
    language: str
    zones: tuple[Zone, ...]
    published: str | None = None
    published_from: str | None = None
    fallback: str | None = None


def read_page(raw: bytes, charset: str | None = None, url: str | None = None) -> Page | Undecodable:
    """What a page says of its report; ``url`` is where it was asked for. Else why there is none.

    >>> page = read_page(
    ...     "<title>غرق قارب | الميناء</title><meta property=og:site_name content=الميناء><h1>غرق قارب</h1>"
    ...     "<article><p>قال خفر السواحل إن قاربا غرق أمس قبالة الميناء، ولم يصب أحد.</p></article>".encode()
    ... )
    >>> page.title, page.outlet, page.text.splitlines()[-1][:14]
    ('غرق قارب', 'الميناء', 'قال خفر السواح')
    >>> read_page(b"<p></p>").reason[:19]
    'no report was found'
    """
    text = text_of_page(raw, charset)
    if isinstance(text, Undecodable):
        return text
    tree = tree_of(text)
    return Undecodable(_NO_BODY) if tree is None else _Reading(tree, url).page()


@dataclass
class _Reading:
    """One page being read: each thing is found once, when it is first asked for."""

    tree: HtmlElement
    asked: str | None
    nodes: list[HtmlElement] = field(default_factory=list)  # held, so that no walk has to make them anew

    def __post_init__(self) -> None:
        self.nodes += self.tree.iter()

    @cached_property
    def signs(self) -> Signs:
        return signs_of(self.tree)

    @cached_property
    def said(self) -> Linked:
        named = " ".join((self.signs.title, *self.signs.metas.get("og:title", ())))
        return linked(self.tree, named, self.asked or self.signs.canonical)

    @cached_property
    def url(self) -> str | None:
        named = self.signs.canonical or self.signs.first(("og:url",)) or self.said.url
        return own_address(self.asked, named)

    @cached_property
    def lines(self) -> list[tuple[HtmlElement, str]]:
        """The page's lines; asked for before the tree is cleared, and only where metadata leave something open."""
        return list(shown(self.tree))

    @cached_property
    def marks(self) -> list[tuple[HtmlElement, str]]:
        return marked(self.tree)

    @cached_property
    def seen(self) -> list[tuple[str, str]]:
        """The names of the site that readers see, each with its sign."""
        return list(seen_names(self.tree, self.marks, self.url))

    @cached_property
    def headlines(self) -> list[tuple[str, HtmlElement | None]]:
        """What may be the headline, likeliest first; where metadata and headings disagree, the lines are asked."""
        named = titles(self.said, self.signs)
        found = headlines(self.marks, named)
        said = said_names(self.said, self.signs)
        text, element = found[0] if found else ("", None)
        if element is not None and text in named and is_sure(text, named, said):
            return found
        names = frozenset(" ".join(words(name)) for name in (*said, *(name for name, _ in self.seen))) | no_names()
        if element is not None and is_sure(text, named, names):
            return found
        return self._from_lines(named, names) or found

    def _from_lines(self, named: list[str], names: frozenset[str]) -> list[tuple[str, HtmlElement | None]]:
        """What may be the headline once the names of site and sections are off the titles; empty if nothing may."""
        left = report_titles(named, names)
        found = [each for each in headlines(self.marks, left) if " ".join(words(each[0])) not in names]
        if found and found[0][1] is not None and is_sure(found[0][0], left, names):
            return found
        long = [title for title in left if len(words(title)) >= incoming.HEADLINE_WORDS_MIN]  # else names of sections
        line = standing(self.lines, Known(long, names, self.url))
        if line is None:
            return found
        report = report_of(self.lines)
        own = max(
            (title for title in left if is_akin(title, report)), key=lambda title: akin(title, report), default=""
        )
        if not own or line[1].tag == "h1" or akin(line[0], report) > akin(own, report):
            return [line, *found]
        said = without_site(found[0][0], names) if found else ""
        return [line, *found] if words(line[0]) == words(own) != words(said) else found

    @property
    def heading(self) -> tuple[str, HtmlElement | None]:
        """The headline as the page shows or says it, with the element that shows it."""
        return self.headlines[0] if self.headlines else ("", None)

    @cached_property
    def outlet(self) -> str | None:
        return outlet_of_page(lambda: self.seen, self.said, self.signs, self.url, self.heading[0])

    @cached_property
    def title(self) -> str:
        text, element = self.heading
        names = [name for name in (self.outlet, *(name for name, _ in self.said.outlets)) if name]
        return without_site(text, names, "" if element is not None else self.shown_heading)

    @property
    def shown_heading(self) -> str:
        """The words of the first heading in the page, if there is one."""
        return next((text for text, element in self.headlines if element is not None), "")

    def page(self) -> Page | Undecodable:
        """What the page comes to."""
        title, outlet, address = self.title, self.outlet, self.url  # asked for before the tree is cleared
        published = said_date(self.said, self.signs, self.tree, self.heading[1])
        doubtful = published is None or contradicts(published, address)
        lines = self.lines if doubtful else None
        near = list(beside(lines, self.heading[1])) if lines else []
        body = zoned(body_lines(cleared(self.tree, self.heading[1]), self.said, title, address), title)
        if sum(len(line) for line, _ in body) < incoming.REPORT_CHARS_MIN:
            return Undecodable(_NO_BODY)
        text, zones = _laid_out(title, body)
        language = language_of(text)
        visible = dateline(near, language, address)
        origin: str | None = None
        if lines is not None:
            published, origin = agreed(published, address, visible) if published else (visible, visible and "dateline")
        else:
            origin = "metadata"
        return Page(
            text=text,
            title=title or None,
            outlet=outlet,
            url=address,
            language=language,
            zones=zones,
            published=published,
            published_from=origin if published else None,
            fallback=guessed(lines, self.said, language) if lines and not published else None,
        )


def _laid_out(title: str, body: list[tuple[str, ZoneKind]]) -> tuple[str, tuple[Zone, ...]]:
    """The text of headline and body, and its zones."""
    rows = [(title, ZoneKind.TITLE), ("", ZoneKind.TITLE), *body] if title else body
    zones, start = [], 0
    for line, kind in rows:
        if line:
            zones.append(Zone(Span(start, start + len(line)), kind))
        start += len(line) + 1
    return "\n".join(line for line, _ in rows), tuple(zones)


__all__ = ["GUESS", "Page", "read_page"]
