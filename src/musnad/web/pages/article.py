"""The page of an article: its text in place, statements marked, each with its source, chain and label."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from musnad.errors import InputError
from musnad.store.query import find_article
from musnad.store.query_dossier import stories_of
from musnad.store.query_pages import Held, load_held
from musnad.web.marked import Paragraph, marked, part_with, parts_of
from musnad.web.pages.parts import Shown, is_rtl, shown


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One part of an article; ``part`` counts from 1. ``statements`` are those that begin in this part.

    ``url`` is None unless it leads to a web page. ``numbers`` gives every statement of the part its number in the
    article.
    """

    id: str
    title: str
    label: str
    outlet: str | None
    published: str | None
    published_from: str | None
    language: str
    rtl: bool
    url: str | None
    story_id: str | None
    story_title: str | None
    statement_count: int
    source_count: int
    unnamed_count: int
    part: int
    part_count: int
    paragraphs: tuple[Paragraph, ...]
    statements: tuple[Shown, ...]
    numbers: dict[str, int]


def article_page(connection: Connection, name: str, part: int = 1) -> ArticlePage:
    """The page of an article, by its id, the beginning of its id, or its label.

    Raises ``InputError`` if there is no such article or part.
    """
    held = _held(connection, name)
    article, statements = held.article, held.extraction.statements
    places = parts_of(article, statements)
    if not 1 <= part <= len(places):
        raise InputError(f"the article has {len(places)} parts")
    found = marked(article, statements, places[part - 1])
    here = set(found.statement_ids)
    story_id, story_title = stories_of(connection, [held.id]).get(held.id, (None, None))
    named = {statement.name: statement.kind for statement in statements if statement.name}
    return ArticlePage(
        id=held.id,
        title=article.title or article.id,
        label=article.id,
        outlet=article.outlet,
        published=article.published,
        published_from=article.published_from,
        language=article.language,
        rtl=is_rtl(article.text),
        url=article.url if article.url and article.url.startswith(("http://", "https://")) else None,
        story_id=story_id,
        story_title=story_title,
        statement_count=len(statements),
        source_count=len(named),
        unnamed_count=sum(kind.value == "unnamed" for kind in named.values()),
        part=part,
        part_count=len(places),
        paragraphs=found.paragraphs,
        statements=tuple(shown(held, each) for each in statements if each.id in here),
        numbers={each.id: number for number, each in enumerate(statements, 1)},
    )


def place_of_statement(connection: Connection, name: str, statement_id: str) -> tuple[str, int]:
    """The id of the article and the number of the part where a statement begins; raises ``InputError``."""
    held = _held(connection, name)
    statement = held.statement(statement_id)
    if statement is None:
        raise InputError(f"{statement_id}: the article has no such statement")
    return held.id, part_with(parts_of(held.article, held.extraction.statements), statement)


def _held(connection: Connection, name: str) -> Held:
    key = find_article(connection, name)
    return load_held(connection, [key])[key]
