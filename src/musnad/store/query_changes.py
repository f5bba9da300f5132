"""What changed in a story since a time: from what stands now with its times, and from what no longer stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from musnad.store.query_links import pieces
from musnad.store.schema import articles
from musnad.store.schema_stories import claim_statements, claims, conflicts, past, story_articles


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new in a story, is gone from it, or is other than it was.

    ``kind`` is ``article``, ``claim``, ``support``, ``deny``, ``comment``, ``conflict`` or ``origins``; ``what``
    is ``new``, ``gone`` or ``changed``, and for an article that came from another story ``moved``. ``claim_id`` is
    the claim that it concerns, ``key`` the article, the statement, or the two of a conflict; both may be empty.
    ``text`` is the claim's, ``before`` and ``after`` are the values of a conflict, or the intervals of origins.
    """

    at: datetime
    kind: str
    what: str
    claim_id: str = ""
    key: str = ""
    text: str = ""
    before: str = ""
    after: str = ""


def changes(connection: Connection, story_id: str, since: datetime) -> list[Change]:
    """What changed in a story after a time, in order of time; empty if nothing did.

    A story that did not exist then is new in all its parts. What came and went in between is left out, and what moved
    with a story that it was merged with counts as new here.
    """
    found = [*_new(connection, story_id, since), *_gone(connection, story_id, since)]
    return sorted(found, key=lambda each: (each.at, each.kind, each.what, each.claim_id, each.key))


def _new(connection: Connection, story_id: str, since: datetime) -> Iterator[Change]:
    added = select(story_articles, articles.c.added_at).join(articles, articles.c.id == story_articles.c.article_id)
    for row in connection.execute(
        added.where(story_articles.c.story_id == story_id, story_articles.c.since_at > since)
    ):
        yield Change(row.since_at, "article", "new" if row.added_at > since else "moved", key=row.article_id)
    told = {row.id: row for row in connection.execute(select(claims).where(claims.c.story_id == story_id))}
    for row in told.values():
        if row.since_at > since:
            interval = _interval(row._asdict())
            yield Change(row.since_at, "claim", "new", row.id, text=row.text, after=interval)
    for piece in pieces(told):
        query = select(claim_statements).where(claim_statements.c.claim_id.in_(piece))
        for row in connection.execute(query.where(claim_statements.c.since_at > since)):
            claim = told[row.claim_id]
            if claim.since_at <= since or row.relation != "support":
                yield Change(row.since_at, row.relation, "new", row.claim_id, row.statement_id, claim.text)
    here = select(conflicts).where(conflicts.c.story_id == story_id, conflicts.c.since_at > since)
    for row in connection.execute(here):
        yield _conflict(row._asdict(), row.since_at, "new")
    yield from _origins(connection, told, since)


def _origins(connection: Connection, told: Mapping[str, Row[Any]], since: datetime) -> Iterator[Change]:
    """The claims whose interval is another one than it was then."""
    moved = {key: row for key, row in told.items() if row.since_at <= since < row.origins_since_at}
    if not moved:
        return
    query = select(past).where(past.c.kind == "origins", past.c.since_at <= since, past.c.until_at > since)
    homes = select(story_articles.c.founding_id).where(
        story_articles.c.story_id.in_({row.story_id for row in moved.values()})
    )
    for row in connection.execute(query.where(past.c.story_id.in_(homes))):
        key, least, most = row.subject.split(" ")
        if key in moved:
            before, after = _between(least, most), _interval(moved[key]._asdict())
            if before != after:
                at = moved[key].origins_since_at
                yield Change(at, "origins", "changed", key, text=moved[key].text, before=before, after=after)


def _gone(connection: Connection, story_id: str, since: datetime) -> Iterator[Change]:
    """What stood then, in this story or under an id that it had, and stands no more."""
    homes = select(story_articles.c.founding_id).where(story_articles.c.story_id == story_id)
    here = set(
        connection.execute(select(story_articles.c.article_id).where(story_articles.c.story_id == story_id)).scalars()
    )
    query = select(past).where(past.c.story_id.in_(homes), past.c.since_at <= since, past.c.until_at > since)
    for row in connection.execute(query):
        told = json.loads(row.detail)
        if row.kind == "article" and told["article_id"] not in here:
            yield Change(row.until_at, "article", "gone", key=told["article_id"])
        elif row.kind == "claim":
            yield Change(row.until_at, "claim", "gone", told["id"], text=told["text"], before=_interval(told))
        elif row.kind == "conflict":
            yield _conflict(told, row.until_at, "gone")
        elif row.kind in ("support", "deny", "comment"):
            yield Change(row.until_at, row.kind, "gone", told["claim_id"], told["statement_id"])


def _conflict(told: Mapping[str, Any], at: datetime, what: str) -> Change:
    key = f"{told['left_id']} {told['right_id']}"
    values = (told["left_value"], told["right_value"])
    return Change(at, "conflict", what, key=key, text=told["reason"], before=values[0], after=values[1])


def _interval(told: Mapping[str, Any]) -> str:
    return _between(told["origin_min_count"], told["origin_max_count"])


def _between(least: object, most: object) -> str:
    """An interval of origins as it is shown."""
    return str(least) if str(least) == str(most) else f"{least}–{most}"
