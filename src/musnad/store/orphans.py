"""Rows that lead nowhere, where no foreign key forbids it: what each sort is, and the query that finds them.

Some lead nowhere for a moment while an article is read anew, in one transaction; between transactions none does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Select, Table, and_, func, not_, or_, select

from musnad.store.incoming import is_superseded
from musnad.store.query_links import PERSON
from musnad.store.schema import articles, statements
from musnad.store.schema_links import entities, judgements, locals_, mentions, nodes
from musnad.store.schema_stories import (
    claim_statements,
    conflicts,
    copies,
    groupings,
    neighbours,
    profiles,
    stories,
    story_articles,
    story_keys,
    waiting,
)


class Cure(StrEnum):
    """What helps against a fault."""

    RESTORE = "restore a backup: musnad restore FILE"
    ADD_AGAIN = "read anew by: musnad doctor --repair, and then 'musnad add' of the same files"
    DERIVE = "made again by: musnad doctor --repair"
    REMOVE = "removed, and kept in a file beside the store, by: musnad doctor --repair"


@dataclass(frozen=True, slots=True)
class Orphan:
    """One sort of orphaned rows: the table, the column that shows which they are, and what makes them orphans.

    ``shown`` holds ids of articles, nodes or stories where the rows can be made again.
    """

    table: Table
    shown: Column[Any]
    where: Any
    told: str
    cure: Cure = Cure.DERIVE

    @property
    def name(self) -> str:
        """The name of the table."""
        return str(self.table.name)

    def query(self) -> Select[Any]:
        """Which they are, each once, in order."""
        return select(self.shown).where(self.where).distinct().order_by(self.shown)

    def count(self) -> Select[Any]:
        """How many rows."""
        return select(func.count()).select_from(self.table).where(self.where)


def _lacks(column: Column[Any], target: Column[Any]) -> Any:
    """That a column leads to no row of another table."""
    return and_(column.is_not(None), not_(select(target).where(target == column).exists()))


def _no_local(table: Table) -> Any:
    here = and_(locals_.c.article_id == table.c.article_id, locals_.c.number == table.c.local_number)
    return and_(table.c.local_number.is_not(None), not_(select(locals_.c.number).where(here).exists()))


def _twin() -> Any:
    other = neighbours.alias()
    turned = and_(other.c.article_id == neighbours.c.other_id, other.c.other_id == neighbours.c.article_id)
    return not_(select(other.c.likelihood).where(turned, other.c.likelihood == neighbours.c.likelihood).exists())


def _unsaid(table: Table) -> Any:
    return or_(_lacks(table.c.left_id, statements.c.id), _lacks(table.c.right_id, statements.c.id))


_is_waiting = select(waiting.c.article_id).where(waiting.c.article_id == articles.c.id).exists()
_in_story = select(story_articles.c.story_id).where(story_articles.c.article_id == articles.c.id).exists()
_profiled = select(profiles.c.article_id).where(profiles.c.article_id == articles.c.id).exists()
_decided = (
    select(judgements.c.id)
    .where(judgements.c.basis == PERSON, or_(judgements.c.left_id == nodes.c.id, judgements.c.right_id == nodes.c.id))
    .exists()
)
_found = judgements.c.basis != PERSON

ORPHANS = (
    Orphan(
        articles,
        articles.c.id,
        not_(or_(_in_story, _is_waiting, is_superseded(articles.c.id))),
        "articles that are in no story and wait for none",
    ),
    Orphan(articles, articles.c.id, not_(or_(_profiled, _is_waiting)), "articles that no other can be compared with"),
    Orphan(stories, stories.c.id, _lacks(stories.c.id, story_articles.c.story_id), "stories without articles"),
    Orphan(
        statements, statements.c.article_id, _no_local(statements), "statements of somebody whom no article names",
        Cure.ADD_AGAIN,
    ),
    Orphan(mentions, mentions.c.article_id, _no_local(mentions), "names that belong to nobody", Cure.ADD_AGAIN),
    Orphan(
        locals_, locals_.c.article_id, _lacks(locals_.c.node_id, nodes.c.id), "people and others who are lost",
        Cure.ADD_AGAIN,
    ),
    Orphan(
        nodes,
        nodes.c.id,
        and_(_lacks(nodes.c.id, locals_.c.node_id), not_(_decided)),
        "people and others whom no article names",
    ),
    Orphan(neighbours, neighbours.c.article_id, _lacks(neighbours.c.other_id, articles.c.id), "likenesses to nothing"),
    Orphan(neighbours, neighbours.c.article_id, _twin(), "likenesses that one side alone knows"),
    Orphan(copies, copies.c.story_id, _lacks(copies.c.original_id, articles.c.id), "copies of nothing"),
    Orphan(copies, copies.c.story_id, _lacks(copies.c.copy_id, articles.c.id), "copies that are gone"),
    Orphan(conflicts, conflicts.c.story_id, _unsaid(conflicts), "conflicts of statements that are gone"),
    Orphan(groupings, groupings.c.story_id, _unsaid(groupings), "reasons about statements that are gone"),
    Orphan(
        story_keys, story_keys.c.article_id, _lacks(story_keys.c.article_id, profiles.c.article_id),
        "words of articles that are gone", cure=Cure.REMOVE,
    ),
    Orphan(
        claim_statements, claim_statements.c.claim_id, _lacks(claim_statements.c.statement_id, statements.c.id),
        "claims' statements that are gone", cure=Cure.REMOVE,
    ),
    Orphan(
        judgements, judgements.c.id, and_(_found, or_(_lacks(judgements.c.left_id, nodes.c.id),
        _lacks(judgements.c.right_id, nodes.c.id))), "likenesses of names that are gone", cure=Cure.REMOVE,
    ),
    Orphan(
        entities, entities.c.id, _lacks(entities.c.id, nodes.c.entity_id), "ids of entities that are gone",
        cure=Cure.REMOVE,
    ),
)  # fmt: skip
"""Every sort, those that are made again first."""
