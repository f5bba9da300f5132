"""The list of stories with its filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import Connection

from musnad.config.page import PAGE_LIST_COUNT
from musnad.pack import packs
from musnad.store.query_dossier import Listed, StoryWish, count_wished, list_wished
from musnad.store.query_entities import matches
from musnad.store.query_stories import count_waiting
from musnad.web.pages.parts import is_rtl, short

_ON = ("1", "on", "true", "yes")
_LEAD_CHARS = 240
_TEXT_CHARS = 200


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One story of the list; ``outlets`` come with the number of those left out."""

    id: str
    title: str
    rtl: bool
    lead: str
    languages: tuple[str, ...]
    article_count: int
    outlet_count: int
    outlets: tuple[str, ...]
    claim_count: int
    conflict_count: int
    denied_count: int
    main_claim: str | None
    origin_min_count: int
    origin_max_count: int
    first_published: str | None
    last_published: str | None


@dataclass(frozen=True, slots=True)
class Wished:
    """The filters as the visitor gave them; empty or False asks for nothing."""

    since: str
    until: str
    outlet: str
    person: str
    language: str
    conflict: bool
    single: bool
    several: bool


@dataclass(frozen=True, slots=True)
class StoriesPage:
    """One page of the list. ``next`` is the rest of the address of the next page, None on the last one.

    ``person_id`` is the entity that the name in the filter means, None where it means nobody. ``waiting_count``
    articles are not in a story yet.
    """

    stories: tuple[StoryRow, ...]
    count: int
    wished: Wished
    person_id: str | None
    languages: tuple[str, ...]
    waiting_count: int
    next: str | None


def stories_page(connection: Connection, query: Mapping[str, str]) -> StoriesPage:
    """The stories that fit the filters in an address, those with the latest report first."""
    wished = Wished(
        since=_text(query, "since"),
        until=_text(query, "until"),
        outlet=_text(query, "outlet"),
        person=_text(query, "person"),
        language=_text(query, "language"),
        conflict=query.get("conflict") in _ON,
        single=query.get("single") in _ON,
        several=query.get("several") in _ON,
    )
    person = _person(connection, wished.person)
    wish = StoryWish(
        since=_day(wished.since),
        until=_day(wished.until, 1),
        outlet=wished.outlet,
        entity_id=person if person is not None else "nobody" if wished.person else "",
        language=wished.language,
        has_conflict=wished.conflict,
        single_origin=wished.single,
        several=wished.several,
        before=_before(query.get("before", "")),
    )
    found = list_wished(connection, wish, PAGE_LIST_COUNT + 1)
    shown = found[:PAGE_LIST_COUNT]
    return StoriesPage(
        stories=tuple(map(_row, shown)),
        count=count_wished(connection, wish),
        wished=wished,
        person_id=person,
        languages=tuple(sorted(packs())),
        waiting_count=count_waiting(connection),
        next=_next(query, shown[-1]) if len(found) > len(shown) else None,
    )


def _text(query: Mapping[str, str], name: str) -> str:
    return query.get(name, "").strip()[:_TEXT_CHARS]


def _row(listed: Listed) -> StoryRow:
    summary = listed.summary
    title = summary.title or summary.lead
    return StoryRow(
        id=summary.id,
        title=short(title, _LEAD_CHARS)[0] or summary.id,
        rtl=is_rtl(title),
        lead=short(" ".join(summary.lead.split()), _LEAD_CHARS)[0],
        languages=summary.languages,
        article_count=summary.article_count,
        outlet_count=summary.outlet_count,
        outlets=listed.outlets,
        claim_count=summary.claim_count,
        conflict_count=summary.conflict_count,
        denied_count=summary.denied_count,
        main_claim=short(summary.main_claim, _LEAD_CHARS)[0] if summary.main_claim else None,
        origin_min_count=summary.origin_min_count,
        origin_max_count=summary.origin_max_count,
        first_published=summary.first_published,
        last_published=summary.last_published,
    )


def _person(connection: Connection, name: str) -> str | None:
    """The entity that a name or an id most likely means."""
    if not name:
        return None
    if name.startswith("e1_"):
        return name
    found = matches(connection, name)
    return found[0].entity_id if found else None


def _day(given: str, later: int = 0) -> datetime | None:
    """The beginning of a day, or of the one so many days later; None for what is no date."""
    try:
        return datetime.fromisoformat(given).replace(tzinfo=UTC) + timedelta(days=later) if given else None
    except (ValueError, OverflowError):
        return None


def _before(given: str) -> tuple[datetime, str] | None:
    """The story that a page goes on behind, as ``next`` wrote it."""
    at, _, story_id = given.partition("~")
    try:
        return (datetime.fromisoformat(at).astimezone(UTC), story_id) if story_id else None
    except (ValueError, OverflowError):
        return None


def _next(query: Mapping[str, str], last: Listed) -> str:
    kept = {name: value for name, value in query.items() if name not in ("before", "lang") and value}
    return "?" + urlencode({**kept, "before": f"{last.summary.last_at.isoformat()}~{last.summary.id}"})
