"""The page of an outlet: how it attributes what it reports, what it copies, what it was first with."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from musnad.config.page import PAGE_LIST_COUNT
from musnad.errors import InputError
from musnad.store.query_pages import load_held
from musnad.store.query_sources import load_outlet
from musnad.web.pages.parts import ArticleLink, article_link

_NAMED = ("person", "office", "organisation", "document")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; ``name`` is a word of the interface."""

    name: str
    count: int
    whole: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """Somebody whom an outlet quotes."""

    entity_id: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class OutletPage:
    """An outlet; ``shares`` come in the order in which they are shown."""

    name: str
    article_count: int
    statement_count: int
    first_published: str | None
    last_published: str | None
    shares: tuple[Share, ...]
    quoted: tuple[Quoted, ...]
    latest: tuple[ArticleLink, ...]


def outlet_page(connection: Connection, name: str) -> OutletPage:
    """The page of an outlet by its name as its articles have it; raises ``InputError`` if none has."""
    rows = load_outlet(connection, name, PAGE_LIST_COUNT // 2)
    if not rows.article_count:
        raise InputError(f"{name}: no article of this outlet is in the store")
    whole = sum(rows.kinds.values())
    held = load_held(connection, rows.latest, zoned=False)
    return OutletPage(
        name=name,
        article_count=rows.article_count,
        statement_count=whole,
        first_published=rows.first_published,
        last_published=rows.last_published,
        shares=(
            Share("named", sum(rows.kinds.get(kind, 0) for kind in _NAMED), whole),
            Share("anonymous", rows.kinds.get("unnamed", 0), whole),
            Share("unstated", rows.kinds.get("implicit", 0), whole),
            Share("cited", rows.kinds.get("outlet", 0), whole),
            Share("copies", rows.copy_count, rows.article_count),
            Share("copied", rows.copied_count, rows.article_count),
            Share("first", rows.first_count, rows.shared_count),
        ),
        quoted=tuple(Quoted(*each) for each in rows.quoted),
        latest=tuple(article_link(key, held[key].article) for key in rows.latest if key in held),
    )
