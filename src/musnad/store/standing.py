"""What stands in stories, as facts with the time since when: two sets of them tell what is new and what is gone.

A fact's key begins with its kind: ``article`` (story, article), ``copy`` (copy, original), ``claim`` (claim),
``support``, ``deny`` or ``comment`` (claim, statement), ``conflict`` (left, right, about, and both values),
``origins`` (claim, least, most).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from musnad.store.query_links import pieces
from musnad.store.schema_stories import claim_statements, claims, conflicts, copies, stories, story_articles
from musnad.store.tell import Told
from musnad.store.told_rows import RELATIONS

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Since when something stood, in which story, and what else there was to say of it."""

    story_id: str
    since_at: datetime
    detail: str


@dataclass(slots=True)
class Standing:
    """What stood in some stories: their rows by id, and the facts."""

    stories: dict[str, Row[Any]] = field(default_factory=dict)
    facts: dict[Key, Fact] = field(default_factory=dict)

    def since(self, key: Key, at: datetime) -> datetime:
        """Since when a fact stands; ``at`` if it is new."""
        found = self.facts.get(key)
        return at if found is None else found.since_at


def standing(connection: Connection, story_ids: Collection[str], follows: Mapping[str, str]) -> Standing:
    """What stands in stories now; ``follows`` leads from a story to the id under which it goes on."""
    found = Standing()
    for piece in pieces(story_ids):
        for row in connection.execute(select(stories).where(stories.c.id.in_(piece))):
            found.stories[row.id] = row
        for kind, query, names in _queries(piece):
            for row in connection.execute(query):
                key = (kind or row.relation, *(str(getattr(row, name)) for name in names))
                if kind == "article":
                    key = (kind, follows.get(row.story_id, row.story_id), row.article_id)
                since = row.origins_since_at if kind == "origins" else row.since_at
                found.facts[key] = Fact(row.story_id, since, _detail(row))
    return found


def _queries(piece: Sequence[str]) -> Iterable[tuple[str, Select[Any], tuple[str, ...]]]:
    """The rows that tell each kind of fact, and the columns that make its key; of relations the kind is in the
    row."""
    told = select(claims).where(claims.c.story_id.in_(piece))
    said = select(claim_statements, claims.c.story_id).join(claims, claims.c.id == claim_statements.c.claim_id)
    yield "article", select(story_articles).where(story_articles.c.story_id.in_(piece)), ("article_id",)
    yield "copy", select(copies).where(copies.c.story_id.in_(piece)), ("copy_id", "original_id")
    yield "claim", told, ("id",)
    yield "origins", told, ("id", "origin_min_count", "origin_max_count")
    yield "", said.where(claims.c.story_id.in_(piece)), ("claim_id", "statement_id")
    between = ("left_id", "right_id", "about", "left_value", "right_value")
    yield "conflict", select(conflicts).where(conflicts.c.story_id.in_(piece)), between


def _detail(row: Row[Any]) -> str:
    left_out = ("since_at", "origins_since_at", "passages")
    told = {name: value for name, value in row._mapping.items() if name not in left_out}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def facts_of(told: Told) -> set[Key]:
    """The keys of what stands in a story as it is told now."""
    found: set[Key] = {("article", told.story.id, key) for key in told.story.article_ids}
    found |= {("copy", copy.copy_id, copy.original_id) for copy in told.copies}
    found |= {
        ("conflict", each.left_key, each.right_key, each.about, *each.values) for each in told.alignment.conflicts
    }
    for claim in told.alignment.claims:
        found.add(("claim", claim.id))
        found.add(origins_key(claim.id, (claim.origin_min_count, claim.origin_max_count)))
        found |= {(relation, claim.id, key) for relation in RELATIONS for key in getattr(claim, relation)}
    return found


def origins_key(claim_id: str, interval: tuple[int, int]) -> Key:
    """The key of a claim's interval of origins."""
    return ("origins", claim_id, *map(str, interval))


def follows(stored: Mapping[str, str], made: Iterable[Told]) -> dict[str, str]:
    """From the stories that are no more to the new ones that go on with most of their articles; ``stored`` leads from
    articles to the stories that held them.
    """
    found: dict[str, str] = {}
    new = {each.story.id: each for each in made}
    for story_id in sorted(new):
        held = Counter(stored[key] for key in new[story_id].story.article_ids if key in stored)
        left = [(-count, old) for old, count in held.items() if old not in new and old not in found]
        if left and story_id not in held:
            found[min(left)[1]] = story_id
    return found
