"""Extractions as rows of the store. Pure: workers make the rows, one process writes them.

Workers load this module, so it stays clear of SQLAlchemy, which takes a quarter of a second and 15 MB.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from musnad.ids import digest
from musnad.linking.keys import node_keys, tails
from musnad.linking.parts import Local
from musnad.linking.speakers import speaker_of
from musnad.linking.within import folded
from musnad.model import Article, Extraction, Rejected, Span, Statement
from musnad.reading.zoning import headline
from musnad.reading.zoning import outlet as outlet_of
from musnad.store.terms import article_terms

# Parts of ``model.Statement`` that are spans, in its order; the ``role`` of a row in ``spans``.
ROLES = ("source", "cue", "content", "said_at", "venue", "addressee", "anonymity")

_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Row = dict[str, Any]
Versions = tuple[str, str | None]


class Outcome(StrEnum):
    """What adding an article came to."""

    ADDED = "added"
    KNOWN = "already known"
    RENEWED = "renewed"


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """One article as rows of the store, with nothing but strings and numbers in them.

    ``words`` are those of its title and of its text, as a search compares them.
    """

    article: Row
    zones: list[Row]
    statements: list[Row]
    spans: list[Row]
    carriers: list[Row]
    mentions: list[Row]
    locals: list[Row]
    nodes: list[Row]
    words: tuple[str, str] = ("", "")

    @property
    def versions(self) -> Versions:
        """The versions of the pipeline and the pack that made the rows."""
        return self.article["pipeline_version"], self.article["pack_version"]


def article_id(article: Article) -> str:
    """The id under which an article is stored: ``a1_`` and 20 letters and digits, a hash of what it is.

    That is its text with its address; without an address, its text with publication time, title and outlet,
    as far as the text does not say these itself: a pack that learns to find the outlet of a plain text must
    not make another article of it. The label, the path and the language play no part. 100 bits: among 10⁸
    articles two have one id by chance in one of 10¹⁴ stores.

    >>> article_id(Article("a", "a.txt", "ar", "قال")) == article_id(Article("b", "b.txt", "ar", "قال"))
    True
    >>> article_id(Article("a", "a.txt", "en", "said"))
    'a1_uv5xor7wl3mmzy7y6bji'
    """
    if article.url:
        return "a1_" + digest(article.text, article.url)
    title, outlet = headline(article.text, article.zones), outlet_of(article.text, article.zones)
    return "a1_" + digest(
        article.text,
        None,
        article.published,
        None if article.title == title else article.title,
        None if article.outlet == outlet else article.outlet,
    )


def rows_of(
    extraction: Extraction, versions: Versions, locals_: Sequence[Local] = (), *, is_searched: bool = True
) -> ArticleRows:
    """The rows of one article, made by these versions of pipeline and pack; ``locals_`` are those of its mentions.

    Without words where nobody searches them: they follow from the text, and take a quarter of the time.
    Raises ``ValueError`` for an extraction that contradicts itself; a database would refuse it too, and with
    it the articles in the same transaction.
    """
    article = extraction.article
    faults = list(_faults(extraction))
    if faults:
        raise ValueError("; ".join(faults))
    key = article_id(article)
    made_by: Row = {"pipeline_version": versions[0], "pack_version": versions[1]}
    return ArticleRows(
        article={
            "id": key,
            "label": _writable(article.id),
            "source": _writable(article.source),
            "language": article.language,
            "outlet": article.outlet,
            "title": article.title,
            "published": article.published,
            "url": article.url,
            "text": article.text,
            **made_by,
            "published_from": article.published_from,
        },
        zones=[{"article_id": key, **_place(zone.span), "kind": zone.kind.value} for zone in article.zones],
        statements=[
            _statement(statement, key, position)
            | made_by
            | {"local_number": speaker_of(statement, extraction.mentions, locals_)}
            for position, statement in enumerate(extraction.statements, 1)
        ],
        spans=[row for statement in extraction.statements for row in _spans(statement, key)],
        carriers=[
            {
                "statement_id": f"{key}/{chain.statement_id}",
                "position": position,
                "kind": carrier.kind.value,
                "name": carrier.name,
                "via_id": _within(key, carrier.statement_id),
            }
            for chain in extraction.chains
            for position, carrier in enumerate(chain.carriers)
        ],
        mentions=_mentions(extraction, key, locals_),
        locals=[_local(local, extraction, key) for local in locals_],
        nodes=[_node(local) for local in locals_],
        words=article_terms(article.title, article.text) if is_searched else ("", ""),
    )


def _faults(extraction: Extraction) -> Iterator[str]:
    """What in an extraction points to nothing."""
    known = {statement.id for statement in extraction.statements}
    if len(known) < len(extraction.statements):
        yield "two statements have one id"
    length = len(extraction.article.text)
    for statement in extraction.statements:
        if statement.within is not None and statement.within not in known:
            yield f"{statement.id} stands within {statement.within}, which is not there"
        for role in ROLES:
            for span in getattr(statement, role):
                if not 0 <= span.start < span.end <= length:
                    yield f"the {role} of {statement.id} covers nothing: {span.start}–{span.end}"
    for mention in (*extraction.mentions, *extraction.times):
        for span in (mention.span, mention.role):
            if span is not None and not 0 <= span.start < span.end <= length:
                yield f"a mention covers nothing: {span.start}–{span.end}"
    for chain in extraction.chains:
        named = {chain.statement_id, *(carrier.statement_id for carrier in chain.carriers)}
        if named - known - {None}:
            yield f"the chain of {chain.statement_id} names a statement that is not there"


def _mentions(extraction: Extraction, key: str, locals_: Sequence[Local]) -> list[Row]:
    """The rows of names, then those of times, in one count of positions."""
    local_of = {position: local.number for local in locals_ for position in local.mentions}
    return [
        {
            "article_id": key,
            "position": position,
            **_place(mention.span),
            "type": mention.type.value,
            "name": mention.name,
            "role_start": mention.role.start if mention.role else None,
            "role_end": mention.role.end if mention.role else None,
            "value": mention.value,
            "grain": mention.grain,
            "against": mention.against,
            "reason": mention.reason,
            "local_number": local_of.get(position),
        }
        for position, mention in enumerate((*extraction.mentions, *extraction.times))
    ]


def _local(local: Local, extraction: Extraction, key: str) -> Row:
    """The row of a local; what it shares with its node are triples of kind, value and language, and counts."""
    language = extraction.article.language
    shared = [["spelling", name, language, count] for name, count in local.spellings]
    shared += [["form", form, "", 1] for form in sorted({folded(name) for name, _ in local.spellings})]
    shared += [["role", role, language, count] for role, count in local.roles]
    shared += [["office", office, "", 1] for office in local.offices]
    shared += [["key", each, "", 1] for each in node_keys(local.node)]
    shared += [["tail", each, "", 1] for each in tails(local.node)]
    shared += [["clue", each, "", 1] for each in local.clues]
    return {
        "article_id": key,
        "number": local.number,
        "node_id": local.node.id,
        "shared": _as_json(shared),
    }


def _node(local: Local) -> Row:
    node = local.node
    return {
        "id": node.id,
        "type": node.type.value,
        "name": node.name,
        "key": node.key,
        "calling": node.calling,
        "generation": node.generation,
        "alone": node.alone,
    }


def _statement(statement: Statement, key: str, position: int) -> Row:
    return {
        "id": f"{key}/{statement.id}",
        "article_id": key,
        "position": position,
        "kind": statement.kind.value,
        "name": statement.name,
        "act": statement.act.value,
        "form": statement.form.value,
        "within_id": _within(key, statement.within),
    }


def _spans(statement: Statement, key: str) -> Iterable[Row]:
    for role in ROLES:
        for position, span in enumerate(getattr(statement, role)):
            yield {
                "statement_id": f"{key}/{statement.id}",
                "role": role,
                "position": position,
                **_place(span),
            }


def _place(span: Span) -> Row:
    return {"start_offset": span.start, "end_offset": span.end}


def _within(key: str, statement_id: str | None) -> str | None:
    return None if statement_id is None else f"{key}/{statement_id}"


def _writable(name: str) -> str:
    """A file's name that a database takes: bytes that are no UTF-8 are written out."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def row_of_refusal(refusal: Rejected, pipeline_version: str) -> Row:
    """The row of one refusal; the same refusal has the same id at any time."""
    source, reason = _writable(refusal.source), _writable(refusal.reason)
    return {
        "id": "r1_" + digest(source, refusal.step, reason),
        "source": source,
        "step": refusal.step,
        "reason": reason,
        "pipeline_version": pipeline_version,
    }
