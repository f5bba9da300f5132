"""The page of a source: all they are reported to have said, by story and time, through whom; spellings, decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from musnad.config.page import PAGE_LIST_COUNT
from musnad.errors import InputError
from musnad.model import Relation
from musnad.store.query_dossier import stories_of
from musnad.store.query_entities import Judged
from musnad.store.query_pages import Held, load_held
from musnad.store.query_sources import DENYING, entity_of, load_source
from musnad.web.pages.parts import Shown, shown

_JUDGED_MAX = 20
_ROLES_MAX = 8


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which a name was written."""

    text: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement about two names; ``by_person`` can be taken back. ``relation`` is ``same`` or ``different``."""

    left_id: str
    right_id: str
    left_name: str
    right_name: str
    relation: str
    score: float
    reason: str
    author: str
    decided_at: str
    by_person: bool


@dataclass(frozen=True, slots=True)
class SaidIn:
    """What they are reported to have said in one story; without ``story_id`` the articles wait for one."""

    story_id: str | None
    story_title: str | None
    statements: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source. ``denying``: only denials and non-answers are listed. ``next`` is the number of the next page."""

    id: str
    name: str
    type: str
    wikidata_id: str | None
    article_count: int
    statement_count: int
    denial_count: int
    surname_alone_count: int
    roles: tuple[str, ...]
    spellings: tuple[Spelling, ...]
    said: tuple[SaidIn, ...]
    denying: bool
    number: int
    next: int | None
    decisions: tuple[Decision, ...]


def source_page(connection: Connection, name: str, number: int = 1, *, denying: bool = False) -> SourcePage:
    """The page of a source by its id, a former id included; raises ``InputError`` if there is none."""
    entity_id = entity_of(connection, name)
    if entity_id is None:
        raise InputError(f"{name}: nobody and nothing of that id in the store")
    first = (max(number, 1) - 1) * PAGE_LIST_COUNT
    rows = load_source(connection, entity_id, PAGE_LIST_COUNT + 1, first, denying=denying)
    keys = rows.keys[:PAGE_LIST_COUNT]
    held = load_held(connection, sorted({key.partition("/")[0] for key in keys}), zoned=False)
    return SourcePage(
        id=rows.id,
        name=rows.name,
        type=rows.type,
        wikidata_id=rows.wikidata_id,
        article_count=rows.article_count,
        statement_count=sum(rows.acts.values()),
        denial_count=sum(rows.acts.get(act, 0) for act in DENYING),
        surname_alone_count=rows.alone_count,
        roles=tuple(role for role, _ in rows.roles[:_ROLES_MAX]),
        spellings=tuple(Spelling(*each) for each in rows.names),
        said=tuple(_by_story(keys, held, stories_of(connection, list(held)))),
        denying=denying,
        number=max(number, 1),
        next=max(number, 1) + 1 if len(rows.keys) > len(keys) else None,
        decisions=tuple(map(_decision, rows.judged[:_JUDGED_MAX])),
    )


def _by_story(keys: Iterable[str], held: dict[str, Held], stories: dict[str, tuple[str, str]]) -> list[SaidIn]:
    """The statements by story, the story with the latest one first."""
    found: dict[tuple[str | None, str | None], list[Shown]] = {}
    for key in keys:
        article_id, _, statement_id = key.partition("/")
        article = held.get(article_id)
        statement = article.statement(statement_id) if article else None
        if article and statement:
            found.setdefault(stories.get(article_id, (None, None)), []).append(shown(article, statement))
    return [SaidIn(story_id, title, tuple(said)) for (story_id, title), said in found.items()]


def _decision(judged: Judged) -> Decision:
    judgement = judged.judgement
    return Decision(
        judgement.left_id,
        judgement.right_id,
        judged.left_name,
        judged.right_name,
        Relation(judgement.relation).value,
        judgement.score,
        judgement.reason,
        judgement.author,
        judgement.decided_at.isoformat(),
        judged.by_person,
    )
