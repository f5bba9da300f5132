"""Rows of the store → rows of the tables that a run writes; and back, for ``musnad load``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from musnad.store.rows import ROLES, ArticleRows, Row
from musnad.store.tell import Told
from musnad.store.terms import article_terms
from musnad.store.told_rows import part_rows, story_row

_NODE = ("type", "name", "key", "calling", "generation", "alone")
_MENTION = ("type", "name", "role_start", "role_end", "value", "grain", "against", "reason", "local_number")
_STATEMENT = ("id", "position", "kind", "name", "act", "form", "within_id", "local_number")
_MADE = ("pipeline_version", "pack_version")


def article_rows(rows: ArticleRows, entities: Mapping[int, str]) -> Iterator[tuple[str, Row]]:
    """The rows of one article, each with the name of its table; ``entities`` are those of its locals by number."""
    key = rows.article["id"]
    yield "articles", {**rows.article, "zones": [{**_place(zone), "kind": zone["kind"]} for zone in rows.zones]}
    spans: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for span in rows.spans:
        spans[span["statement_id"]][span["role"]].append(_place(span))
    chains: dict[str, list[Row]] = defaultdict(list)
    for carrier in rows.carriers:
        chains[carrier["statement_id"]].append({name: carrier[name] for name in ("kind", "name", "via_id")})
    for row in rows.statements:
        yield (
            "statements",
            {
                "article_id": key,
                **{name: row[name] for name in (*_STATEMENT, *_MADE)},
                "speaker_id": entities.get(row["local_number"]),
                **{role: spans[row["id"]][role] for role in ROLES},
                "chain": chains[row["id"]],
            },
        )
    for row in rows.mentions:
        told = {name: row[name] for name in _MENTION}
        entity_id = entities.get(row["local_number"])
        yield (
            "mentions",
            {"article_id": key, "position": row["position"], **_place(row), **told, "entity_id": entity_id},
        )
    for local, node in zip(rows.locals, rows.nodes, strict=True):
        yield "locals", {**local, **{name: node[name] for name in _NODE}}


def rows_back(article: Row, statements: Sequence[Row], mentions: Sequence[Row], locals_: Sequence[Row]) -> ArticleRows:
    """The rows of the store that ``article_rows`` made those of the tables from."""
    key = article["id"]
    return ArticleRows(
        article={name: value for name, value in article.items() if name != "zones"},
        zones=[{"article_id": key, **_offsets(zone), "kind": zone["kind"]} for zone in article["zones"]],
        statements=[{"article_id": key, **{name: row[name] for name in (*_STATEMENT, *_MADE)}} for row in statements],
        spans=[
            {"statement_id": row["id"], "role": role, "position": position, **_offsets(span)}
            for row in statements
            for role in ROLES
            for position, span in enumerate(row[role])
        ],
        carriers=[
            {"statement_id": row["id"], "position": position, **carrier}
            for row in statements
            for position, carrier in enumerate(row["chain"])
        ],
        mentions=[
            {
                "article_id": key,
                "position": row["position"],
                **_offsets(row),
                **{name: row[name] for name in _MENTION},
            }
            for row in mentions
        ],
        locals=[{name: row[name] for name in ("article_id", "number", "node_id", "shared")} for row in locals_],
        nodes=[{"id": row["node_id"], **{name: row[name] for name in _NODE}} for row in locals_],
        words=article_terms(article["title"], article["text"]),
    )


def story_rows(told: Told) -> Iterator[tuple[str, Row]]:
    """The rows of one story, each with the name of its table; what belongs to a claim stands in its row."""
    row = story_row(told)
    left_out = ("article_count", "last_at")
    yield (
        "stories",
        {
            **{name: value for name, value in row.items() if name not in left_out},
            "article_ids": list(told.story.article_ids),
        },
    )
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    parts = list(part_rows(told))
    for table, part in parts:
        if table == "claim_statements":
            said[part["claim_id"]][part["relation"]].append(part["statement_id"])
    for table, part in parts:
        if table == "claims":
            yield table, {**part, "reasons": json.loads(part["reasons"]), **_sides(said[part["id"]])}
        elif table == "copies":
            pairs = [
                {"copy": {"start": a, "end": b}, "original": {"start": c, "end": d}}
                for a, b, c, d in json.loads(part["passages"])
            ]
            yield table, {**part, "passages": pairs}
        elif table in ("conflicts", "groupings"):
            yield table, part


def _sides(said: Mapping[str, list[str]]) -> Row:
    return {relation: said.get(relation, []) for relation in ("support", "deny", "comment")}


def _place(row: Mapping[str, Any]) -> Row:
    return {"start": row["start_offset"], "end": row["end_offset"]}


def _offsets(row: Mapping[str, Any]) -> Row:
    return {"start_offset": row["start"], "end_offset": row["end"]}
