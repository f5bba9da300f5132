"""A feed in RSS, Atom or RDF → its entries. Nothing is looked up, no entity is made of another."""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from musnad.config import incoming
from musnad.reading.decoding import Undecodable, decode

_ENTITY = re.compile(r"<!ENTITY|<!DOCTYPE[^>]*(?:SYSTEM|\[)", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]{2,30})["']""")
_NESTED = re.compile(r"<(/?)[^/!?>][^>]*?(/?)>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``html`` is its text or summary as marked up, ``key`` what tells it from the others of the feed."""

    key: str
    title: str
    url: str | None
    published: str | None
    html: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: what its site is called, and its entries, newest first as a rule."""

    title: str
    language: str | None
    entries: tuple[Entry, ...]


def read_feed(raw: bytes) -> Feed | Undecodable:
    """The entries of a feed, or why it has none. Feeds that are not quite XML are read as far as they go.

    >>> feed = read_feed(
    ...     "<rss version='2.0'><channel><title>الميناء</title><item><title>خبر</title><link>https://e.org/1</link>"
    ...     "</item></channel></rss>".encode()
    ... )
    >>> feed.title, feed.entries[0].title, feed.entries[0].url
    ('الميناء', 'خبر', 'https://e.org/1')
    >>> "entities" in read_feed(b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss>said</rss>").reason
    True
    """
    text = _text(raw)
    if isinstance(text, Undecodable):
        return text
    fault = _fault(text)
    if fault is not None:
        return Undecodable(fault)
    plain = _DECLARATION.sub("", text).encode("utf-8", "replace")
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 a fifth of a second, for feeds only

    try:
        found = feedparser.parse(plain, sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, AssertionError, IndexError) as error:
        return Undecodable(f"the feed cannot be read ({type(error).__name__}); it is broken")
    if not found.get("version") and not found.get("entries"):
        return Undecodable("it is XML, but no feed in RSS, Atom or RDF")
    about = found.get("feed", {})
    entries = tuple(_entries(found.get("entries", [])[: incoming.FEED_ENTRIES_MAX]))
    return Feed(_plain(about.get("title")), about.get("language") or None, entries)


def _text(raw: bytes) -> str | Undecodable:
    """The characters of a feed, in the encoding that it names if they are in it."""
    named = _ENCODING.match(raw[:200])
    if named:
        try:
            return raw.decode(named.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw)


def _fault(text: str) -> str | None:
    """Why a feed is not read: it declares entities, or its elements stand absurdly deep."""
    if _ENTITY.search(text):
        return "it declares entities, which no feed needs and with which it could grow without end or read files"
    depth = deepest = 0
    for match in _NESTED.finditer(re.sub(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", "", text, flags=re.S)):
        depth += -1 if match.group(1) else 0 if match.group(2) else 1
        deepest = max(deepest, depth)
    return f"its elements stand {deepest:,} deep in one another" if deepest > incoming.XML_DEPTH_MAX else None


def _entries(items: list[Any]) -> Iterator[Entry]:
    """What can be made of the entries; one without title, link and text is none."""
    for item in items:
        parts = [part.get("value") or "" for part in item.get("content", []) if isinstance(part, dict)]
        whole = max(parts, key=len, default="")
        html = whole or item.get("summary") or ""
        title, link = _plain(item.get("title")), item.get("link") or None
        key = item.get("id") or link or title
        if key and (title or html):
            when = _when(item)
            yield Entry(str(key), title, str(link) if link else None, when, html, bool(whole))


def _when(item: Any) -> str | None:
    """The moment of publication as ISO 8601 in UTC."""
    parsed = item.get("published_parsed") or (item.get("updated_parsed") if "published" not in item else None)
    if not parsed:
        return None
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat()
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _plain(value: Any) -> str:
    """A title on one line, its markup taken off."""
    return " ".join(re.sub(r"<[^>]{0,300}>", " ", str(value or "")).split())
