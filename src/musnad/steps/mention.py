"""Article → mentions: the spans that name persons, organisations, places, outlets and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from musnad.mentions.borders import bordered
from musnad.mentions.cased import cased_names
from musnad.mentions.documents import titled_documents
from musnad.mentions.found import Found, Page, disjoint, trimmed
from musnad.mentions.lookup import find_known
from musnad.mentions.repeats import with_repeats
from musnad.mentions.roles import role_of
from musnad.mentions.uncased import uncased_names
from musnad.model import Article, Mention, MentionType, SourceKind, Span, Statement, ZoneKind
from musnad.pack import Pack
from musnad.text import Tokens, article_tokens, fold
from musnad.vocabulary.described import BEGINS, SECOND

if TYPE_CHECKING:
    import numpy as np

_SOURCES = {SourceKind.PERSON: MentionType.PERSON}


def mention(
    article: Article,
    pack: Pack,
    statements: tuple[Statement, ...] = (),
    advice: np.ndarray | None = None,
    taught: str = "",
) -> tuple[Mention, ...]:
    """The names in an article, in text order and disjoint; none where the pack has no entities.

    A span leaves out titles (they are the ``role``), particles written onto the name, possessive endings and marks.
    ``statements`` tell of sources that are persons. ``advice`` is what the encoder says of each token ``[token,
    projection]``; None without it. ``taught`` names other weights of the pack's tagger than its own.
    """
    if pack.entities is None or pack.sources is None:
        return ()
    page = _page(article.text, pack)
    if pack.sources.cased:
        names = cased_names(page, _headlines(article, page.tokens))
    else:
        names = uncased_names(page, pack.sight, pack.taggers.get(taught), advice)
    names += _sources(page, statements, names)
    names += titled_documents(page)
    names = [each for each in (bordered(page, name) for name in disjoint(names)) if each is not None]
    names = with_repeats(page, names, pack.sight)
    found = [each for each in (trimmed(page, name) for name in names) if each is not None]
    others = {number: name for name in found for number in range(name.first, name.last)}
    mentions = [_mention(page, name, others) for name in found]
    return tuple(each for each in mentions if each is not None)


def _page(text: str, pack: Pack) -> Page:
    if pack.entities is None or pack.sources is None:
        raise ValueError(f"the {pack.language} pack has no entities or no sources")
    sources = pack.sources
    tokens = article_tokens(text, sources.abbreviations)
    forms = tokens.forms
    if sources.possessives:
        forms = [form[: sources.without_possessive(form)] for form in forms]
    if sources.cased or pack.sight is None:
        page = Page(
            text, tokens, forms, find_known(text, tokens, forms, pack.entities), pack.entities, sources, pack.cues
        )
        page.find_titles()
        return page
    numbers = pack.sight.numbers(forms)
    signs = pack.sight.signs[numbers]
    known = find_known(text, tokens, forms, pack.entities, (signs & BEGINS).nonzero()[0].tolist())
    page = Page(text, tokens, forms, known, pack.entities, sources, pack.cues, numbers)
    page.find_titles((signs & SECOND).nonzero()[0].tolist())
    return page


def _headlines(article: Article, tokens: Tokens) -> list[tuple[int, int]]:
    """The token ranges of headlines, and of lines that report nothing."""
    return [
        (tokens.first_from(zone.span.start), tokens.first_from(zone.span.end))
        for zone in article.zones
        if zone.kind in (ZoneKind.TITLE, ZoneKind.BOILERPLATE)
    ]


def _sources(page: Page, statements: tuple[Statement, ...], names: list[Found]) -> list[Found]:
    """The persons who speak in statements and were not found: their names, where their sources write them."""
    taken = {number for name in names for number in range(name.first, name.last)}
    found = []
    for statement in statements:
        kind = _SOURCES.get(statement.kind)
        if kind is None or not statement.name or not statement.source:
            continue
        span = statement.source[0]
        place = span.of(page.text).find(statement.name)
        if place < 0 or len(statement.name.split()) < 2:
            continue
        start = span.start + place
        first, last = page.tokens.first_after(start) - 1, page.tokens.first_from(start + len(statement.name))
        if first >= 0 and page.tokens.starts[first] == start and not taken & set(range(first, last)):
            found.append(Found(first, last, kind))
            taken |= set(range(first, last))
    return found


def _mention(page: Page, name: Found, others: dict[int, Found]) -> Mention | None:
    span = (page.start(name), page.end(name))
    if span[0] >= span[1]:
        return None
    return Mention(Span(*span), name.type, _clean(page, name, span), role=role_of(page, name, others))


def _clean(page: Page, name: Found, span: tuple[int, int]) -> str:
    """The name as it would stand by itself: single spaces, and the article whole where a particle grew into it."""
    text = " ".join(page.text[span[0] : span[1]].split())
    entities = page.entities
    grown = entities.article_after_l
    if name.taken and fold(page.text[span[0] - 1 : span[0] + 1]) == grown and _restored(page, name):
        return entities.article + text[1:]
    return text


def _restored(page: Page, name: Found) -> bool:
    """Whether the word behind the particles begins with an article that lost its first letter to one of them."""
    form, entities = page.forms[name.first], page.entities
    return form[name.taken :][:1] == entities.article_after_l[1:] and form[name.taken - 1 :].startswith(
        entities.article_after_l
    )
