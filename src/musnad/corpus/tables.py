"""The tables that a run writes as Parquet: their columns, and rows → file.

::

    articles    one row an article, with its zones
    statements  source, cue, content and the other spans as lists of offsets, the chain as a list of carriers
    mentions    names with the entity that each means, and times with their values
    entities    who and what the mentions of all articles refer to, with the names of each
    judgements  which names are one, with score and reason
    stories     with the articles of each, earliest first
    claims      with the statements that support, deny or comment, and the interval of origins
    conflicts   pairs of statements of a story whose values differ
    copies      which text derives from which
    groupings   why statements are in one claim
    locals      whom the mentions of one article refer to, as ``musnad load`` wants them
    received    the bytes that articles were read from, and which version of the page at their address they are
    rejected    inputs that could not become articles

Offsets count code points of ``articles.text``, ends excluded. Rows are sorted by their first columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from musnad.extra import library

SPANS = "spans"
_MADE = {"pipeline_version": "string", "pack_version": "string"}
_SIDES = {"left_id": "string", "right_id": "string"}
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "articles": {
        **dict.fromkeys(
            ("id", "label", "source", "language", "outlet", "title", "published", "published_from", "url", "text"),
            "string",
        ),
        "zones": "zones",
        **_MADE,
    },
    "statements": {
        "article_id": "string",
        "position": "int32",
        **dict.fromkeys(("id", "kind", "name", "act", "form", "within_id", "speaker_id"), "string"),
        **dict.fromkeys(("source", "cue", "content", "said_at", "venue", "addressee", "anonymity"), SPANS),
        "chain": "carriers",
        "local_number": "int32",
        **_MADE,
    },
    "mentions": {
        "article_id": "string",
        "position": "int32",
        "start": "int32",
        "end": "int32",
        **dict.fromkeys(("type", "name", "entity_id"), "string"),
        "role_start": "int32",
        "role_end": "int32",
        **dict.fromkeys(("value", "grain", "against", "reason"), "string"),
        "local_number": "int32",
    },
    "entities": {"id": "string", "type": "string", "names": "strings", "node_ids": "strings"},
    "judgements": {
        **_SIDES,
        "basis": "string",
        "left_name": "string",
        "right_name": "string",
        "relation": "string",
        "score": "float64",
        "reason": "string",
    },
    "stories": {
        **dict.fromkeys(("id", "title", "lead", "languages"), "string"),
        "article_ids": "strings",
        **dict.fromkeys(("outlet_count", "statement_count", "claim_count", "denied_count", "conflict_count"), "int32"),
        "main_claim_id": "string",
        "main_claim": "string",
        "origin_min_count": "int32",
        "origin_max_count": "int32",
        **dict.fromkeys(("first_published", "last_published"), "string"),
        **_MADE,
    },
    "claims": {
        "story_id": "string",
        "position": "int32",
        "id": "string",
        "text": "string",
        **dict.fromkeys(("support", "deny", "comment"), "strings"),
        **dict.fromkeys(("article_count", "outlet_count", "origin_min_count", "origin_max_count"), "int32"),
        "reasons": "strings",
    },
    "conflicts": {
        "story_id": "string",
        **_SIDES,
        **dict.fromkeys(("about", "left_value", "right_value", "reason"), "string"),
    },
    "copies": {
        **dict.fromkeys(("story_id", "copy_id", "original_id"), "string"),
        "score": "float64",
        "reason": "string",
        "passages": "passages",
    },
    "groupings": {"story_id": "string", **_SIDES, "reason": "string", "score": "float64"},
    "locals": {
        "article_id": "string",
        "number": "int32",
        **dict.fromkeys(("node_id", "type", "name", "key", "calling", "generation"), "string"),
        "alone": "bool",
        "shared": "string",
    },
    "received": {
        **dict.fromkeys(("article_id", "kind", "source", "label", "url", "charset", "received_at", "outlet"), "string"),
        **dict.fromkeys(("reader_version", "address_key", "form"), "string"),
        "version": "int32",
        "raw": "binary",
    },
    "rejected": dict.fromkeys(("id", "source", "step", "reason", "pipeline_version"), "string"),
}


@cache
def schema(table: str) -> Any:
    """The Arrow schema of a table."""
    pa = library("pyarrow")
    span = pa.struct([("start", pa.int32()), ("end", pa.int32())])
    types = {
        "strings": pa.list_(pa.string()),
        SPANS: pa.list_(span),
        "zones": pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32()), ("kind", pa.string())])),
        "carriers": pa.list_(pa.struct([(name, pa.string()) for name in ("kind", "name", "via_id")])),
        "passages": pa.list_(pa.struct([("copy", span), ("original", span)])),
    }
    columns = COLUMNS[table].items()
    return pa.schema([(name, types[sort] if sort in types else pa.type_for_alias(sort)) for name, sort in columns])


def packed(table: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A Parquet file of rows; equal rows give equal bytes."""
    pa, parquet = library("pyarrow"), library("pyarrow.parquet")
    out = BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(rows), schema=schema(table)), out, compression="zstd")
    return out.getvalue()


def numbers_in(file: Any, column: str) -> set[int]:
    """The numbers in one column of an open Parquet file, of which nothing else is read; empty where it has none."""
    opened = library("pyarrow.parquet").ParquetFile(file)
    if column not in opened.schema_arrow.names:
        return set()
    return set(opened.read(columns=[column]).column(column).drop_null().to_pylist())


def unpacked(data: bytes) -> list[dict[str, Any]]:
    """The rows of a Parquet file."""
    return library("pyarrow.parquet").read_table(BytesIO(data)).to_pylist()  # type: ignore[no-any-return]
