"""An extraction as the JSON object that ``musnad extract --format jsonl`` prints."""

from __future__ import annotations

import json
from typing import Any

from musnad.model import Extraction, Mention, Span, Statement


def to_json(extraction: Extraction) -> dict[str, Any]:
    """The object of one article, its keys always in the same order.

    Offsets count code points of ``text``, ends excluded; each span comes with the characters it covers.
    ``role`` is the title beside a name as text, None without one; ``entity`` is that of a stored article
    and None before it is stored.

    >>> from musnad.model import Article, Extraction
    >>> found = to_json(Extraction(Article("a", "a.txt", "ar", "قال"), (), ()))
    >>> found["id"], found["text"], found["statements"]
    ('a', 'قال', [])
    >>> to_json(Extraction(Article("b", "b.txt", "en", "said", outlet="AP"), (), ()))["outlet"]
    'AP'
    """
    article = extraction.article
    return {
        "id": article.id,
        "source": article.source,
        "language": article.language,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "published_from": article.published_from,
        "text": article.text,
        "zones": [{"start": zone.span.start, "end": zone.span.end, "zone": zone.kind.value} for zone in article.zones],
        "statements": [_statement(statement, article.text) for statement in extraction.statements],
        "mentions": [_mention(mention, article.text) for mention in extraction.mentions],
        "times": [_time(mention) for mention in extraction.times],
    }


def to_line(extraction: Extraction) -> bytes:
    """The object as one line of UTF-8 with its line end; equal extractions give equal bytes.

    A byte of a path that is no UTF-8 becomes an escape, as JSON writes half a character.

    >>> from musnad.model import Article, Extraction
    >>> to_line(Extraction(Article("a", "a.txt", "ar", "قال"), (), ())).decode()[:32]
    '{"id": "a", "source": "a.txt", "'
    """
    return (json.dumps(to_json(extraction), ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _time(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.name,
        "value": mention.value,
        "grain": mention.grain,
        "against": mention.against,
        "reason": mention.reason,
    }


def _statement(statement: Statement, text: str) -> dict[str, Any]:
    return {
        "id": statement.id,
        "within": statement.within,
        "source": _spans(statement.source, text),
        "cue": _spans(statement.cue, text),
        "content": _spans(statement.content, text),
        "kind": statement.kind.value,
        "name": statement.name,
        "act": statement.act.value,
        "form": statement.form.value,
        "said_at": _spans(statement.said_at, text),
        "venue": _spans(statement.venue, text),
        "addressee": _spans(statement.addressee, text),
        "anonymity": _spans(statement.anonymity, text),
    }


def _mention(mention: Mention, text: str) -> dict[str, Any]:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.span.of(text),
        "type": mention.type.value,
        "name": mention.name,
        "role": None if mention.role is None else mention.role.of(text),
        "entity": mention.entity_id,
    }


def _spans(spans: tuple[Span, ...], text: str) -> list[dict[str, Any]]:
    return [{"start": span.start, "end": span.end, "text": span.of(text)} for span in spans]
