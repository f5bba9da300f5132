"""Rows of the store → the extraction that they were made of; the way back of ``rows``. Pure, as that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from musnad.model import (
    Act,
    Article,
    Carrier,
    Chain,
    Extraction,
    Form,
    Mention,
    MentionType,
    SourceKind,
    Span,
    Statement,
    Zone,
    ZoneKind,
)
from musnad.store.rows import ArticleRows


class Columns(Protocol):
    """A row, its values by the names of columns: a dict, or what a database gives."""

    def __getitem__(self, name: str, /) -> Any:
        """The value of a column."""
        ...


def extraction_of(rows: ArticleRows, entities: Mapping[int, str]) -> Extraction:
    """The extraction that rows were made of, its article under its label; equal to that which a store gives back.

    ``entities`` leads from the numbers of locals to the entities of their mentions, None where a number is missing.
    """
    parts: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.spans:
        parts[row["statement_id"]][row["role"]].append(span_of(row))
    hands: dict[str, list[Carrier]] = {}
    for row in rows.carriers:
        hands.setdefault(local_id(row["statement_id"]), []).append(carrier_of(row))
    named = [mention_of(row, entities.get(row["local_number"] or 0)) for row in rows.mentions]
    return Extraction(
        article_of(rows.article, rows.zones),
        tuple(statement_of(row, parts[row["id"]]) for row in rows.statements),
        tuple(Chain(key, tuple(each)) for key, each in hands.items()),
        tuple(each for each in named if each.type is not MentionType.TIME),
        tuple(each for each in named if each.type is MentionType.TIME),
    )


def article_of(row: Columns, placed: Iterable[Columns]) -> Article:
    """The article of a row, under its label; ``placed`` are the rows of its zones in order."""
    return Article(
        id=row["label"],
        source=row["source"],
        language=row["language"],
        text=row["text"],
        zones=tuple(Zone(span_of(zone), ZoneKind(zone["kind"])) for zone in placed),
        outlet=row["outlet"],
        title=row["title"],
        published=row["published"],
        url=row["url"],
        published_from=row["published_from"],
    )


def mention_of(row: Columns, entity_id: str | None) -> Mention:
    """The mention of a row, linked to an entity."""
    return Mention(
        span=span_of(row),
        type=MentionType(row["type"]),
        name=row["name"],
        entity_id=entity_id,
        value=row["value"],
        grain=row["grain"],
        role=None if row["role_start"] is None else Span(row["role_start"], row["role_end"]),
        against=row["against"],
        reason=row["reason"],
    )


def statement_of(row: Columns, parts: Mapping[str, Iterable[Span]]) -> Statement:
    """The statement of a row; ``parts`` are its spans by role, in order."""
    said = {role: tuple(covered) for role, covered in parts.items()}
    return Statement(
        id=local_id(row["id"]),
        source=said.pop("source", ()),
        cue=said.pop("cue", ()),
        content=said.pop("content", ()),
        kind=SourceKind(row["kind"]),
        name=row["name"],
        act=Act(row["act"]),
        form=Form(row["form"]),
        within=None if row["within_id"] is None else local_id(row["within_id"]),
        **said,
    )


def carrier_of(row: Columns) -> Carrier:
    """The carrier of a row."""
    via = None if row["via_id"] is None else local_id(row["via_id"])
    return Carrier(SourceKind(row["kind"]), row["name"], via)


def span_of(row: Columns) -> Span:
    """The span that a row says."""
    return Span(row["start_offset"], row["end_offset"])


def local_id(statement_id: str) -> str:
    """The id of a statement in its article."""
    return statement_id.partition("/")[2]
