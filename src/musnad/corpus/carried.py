"""Articles, what they were read from and what was found in them, as values of JSON that tasks hand on."""

from __future__ import annotations

import base64
from dataclasses import fields
from typing import Any

from musnad.linking.parts import Node
from musnad.model import Article, MentionType, Span, Zone, ZoneKind
from musnad.reading.kinds import Kind
from musnad.reading.received import Received
from musnad.store.receipt import Receipt
from musnad.store.rows import ArticleRows

_PLAIN = ("id", "source", "language", "text", "outlet", "title", "published", "url", "published_from")
_TOLD = ("source", "label", "url", "charset", "at", "outlet")


def article_values(article: Article) -> list[Any]:
    """An article, its zones first."""
    zones = [[zone.span.start, zone.span.end, zone.kind.value] for zone in article.zones]
    return [zones, *(getattr(article, name) for name in _PLAIN)]


def article_from(values: list[Any]) -> Article:
    """The article that ``article_values`` took apart."""
    zones = tuple(Zone(Span(start, end), ZoneKind(kind)) for start, end, kind in values[0])
    return Article(zones=zones, **dict(zip(_PLAIN, values[1:], strict=True)))


def receipt_values(receipt: Receipt) -> list[Any]:
    """What an article was read from."""
    received = receipt.received
    raw = base64.b64encode(received.raw).decode()
    told = [getattr(received, name) for name in _TOLD]
    own = [receipt.article_id, receipt.reader_version, receipt.address_key, receipt.form]
    return [own, received.kind.value, raw, told]


def receipt_from(values: list[Any]) -> Receipt:
    """The receipt that ``receipt_values`` took apart."""
    own, kind, raw, told = values
    received = Received(kind=Kind(kind), raw=base64.b64decode(raw), **dict(zip(_TOLD, told, strict=True)))
    article_id, version, key, form = own
    return Receipt(article_id, received, version, key, form)


def rows_values(rows: ArticleRows) -> list[Any]:
    """The rows of one article, but for the words of a search, which follow from its text."""
    return [getattr(rows, each.name) for each in fields(rows) if each.name != "words"]


def rows_from(values: list[Any]) -> ArticleRows:
    """The rows that ``rows_values`` took apart, without words."""
    return ArticleRows(*values)


def node_values(node: Node) -> list[Any]:
    """A node."""
    return [node.type.value, node.name, node.key, node.calling, node.generation, node.alone]


def node_from(values: list[Any]) -> Node:
    """The node that ``node_values`` took apart."""
    return Node(MentionType(values[0]), *values[1:])
