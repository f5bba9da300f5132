"""Queries about one claim, and about the articles in whose words a story is told."""

from __future__ import annotations

from sqlalchemy import Connection, case, select

from musnad.store.schema import articles
from musnad.store.schema_stories import claim_statements, claims, story_articles


def find_claim(connection: Connection, claim_id: str) -> str | None:
    """The id of the story that holds a claim; None if there is no such claim."""
    return connection.execute(select(claims.c.story_id).where(claims.c.id == claim_id)).scalar()


def statements_behind(connection: Connection, claim_id: str) -> list[str]:
    """The keys of the statements of a claim: those that support it, then those that deny it, then comments."""
    order = case({"support": 0, "deny": 1}, value=claim_statements.c.relation, else_=2)
    query = select(claim_statements.c.statement_id).where(claim_statements.c.claim_id == claim_id)
    return list(connection.execute(query.order_by(order, claim_statements.c.statement_id)).scalars())


def tellers(connection: Connection, story_id: str, title: str) -> tuple[str | None, str | None]:
    """The earliest article of a story, and the first whose headline is the story's; None where there is none."""
    own = select(story_articles.c.article_id).where(story_articles.c.story_id == story_id)
    titled = own.join(articles, articles.c.id == story_articles.c.article_id).where(articles.c.title == title)
    earliest, first = (
        connection.execute(query.order_by(story_articles.c.position).limit(1)).scalar() for query in (own, titled)
    )
    return earliest, first if title else None
