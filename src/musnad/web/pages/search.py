"""What a search finds: people and bodies, statements, articles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from musnad.config.page import PAGE_LIST_COUNT, SEARCH_WORDS_MAX
from musnad.model import Statement
from musnad.store.query_pages import Held, load_held
from musnad.store.query_search import Bearer, find_articles, find_bearers
from musnad.store.terms import asked, terms
from musnad.web.pages.parts import ArticleLink, Shown, article_link, shown

_PEOPLE_MAX = 8
_STATEMENTS_MAX = 20
_ARTICLES_MAX = 20


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The results of a search, each kind the most fitting first.

    ``statements`` are those of the articles found that hold all the words themselves. ``article_count`` is how many
    articles hold them; with ``is_more`` there are more than that. ``is_cut`` says that the search had too many words.
    """

    query: str
    people: tuple[Bearer, ...]
    statements: tuple[Shown, ...]
    articles: tuple[ArticleLink, ...]
    article_count: int
    is_more: bool
    is_cut: bool


def search_page(connection: Connection, query: str) -> SearchPage:
    """What is found for a search as people type it; nothing for an empty one."""
    query = query.strip()
    words = asked(query)
    used = words[:SEARCH_WORDS_MAX]
    found = find_articles(connection, used, PAGE_LIST_COUNT)
    held = load_held(connection, found.article_ids[:_ARTICLES_MAX], zoned=False)
    ordered = [held[key] for key in found.article_ids if key in held]
    statements = [shown(each, said) for each in ordered for said in _saying(each, used)]
    return SearchPage(
        query=query,
        people=tuple(find_bearers(connection, query, _PEOPLE_MAX)) if query else (),
        statements=tuple(statements[:_STATEMENTS_MAX]),
        articles=tuple(article_link(each.id, each.article) for each in ordered),
        article_count=found.count,
        is_more=found.is_more,
        is_cut=len(words) > len(used),
    )


def _saying(held: Held, words: Collection[str]) -> list[Statement]:
    """The statements of an article whose source and content together hold all the words."""
    found = []
    for statement in held.extraction.statements:
        passages = (span.of(held.article.text) for span in (*statement.source, *statement.content))
        if set(words) <= set(terms(" ".join((statement.name or "", *passages)))):
            found.append(statement)
    return found
