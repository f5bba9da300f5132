"""First bytes → what they are: a page, a feed, an archive of the web, mail, a table, text. Names are not believed."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

HEAD_BYTES = 4096
"""How much of an input ``kind_of`` wants to see."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEAD = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>|<!doctype[^>\[]*(?:\[[^\]]*\])?\s*>)*", re.S | re.I)
_HTML_DOCTYPE = re.compile(r"<!doctype\s+html", re.I)
_TAG = re.compile(r"<([a-z][\w:.-]*)", re.I)
_FEEDS = frozenset({"rss", "feed", "rdf:rdf", "channel"})
_PAGES = frozenset(
    [
        "html",
        "head",
        "body",
        "meta",
        "title",
        "link",
        "script",
        "style",
        "div",
        "p",
        "article",
        "section",
        "main",
        "table",
        "center",
        "font",
        "span",
        "br",
        "h1",
        "h2",
        "h3",
        "header",
        "nav",
        "base",
        "noscript",
        "ul",
        "ol",
        "img",
        "a",
        "b",
        "i",
        "strong",
        "em",
        "blockquote",
        "form",
        "iframe",
        "td",
        "tr",
    ]
)
_FIELD = re.compile(r"(?m)^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?")
_MAIL = frozenset(
    [
        "from",
        "to",
        "subject",
        "date",
        "mime-version",
        "received",
        "return-path",
        "message-id",
        "delivered-to",
        "content-type",
        "reply-to",
    ]
)
_MAIL_ONLY = frozenset(["received", "return-path", "message-id", "mime-version", "delivered-to"])


class Kind(StrEnum):
    """What an input is; the last five hold several things."""

    TEXT = "text"
    HTML = "html"
    RECORD = "record"
    ENTRY = "entry"
    MAIL = "mail"
    XML = "xml"
    JSONL = "jsonl"
    TABLE = "table"
    FEED = "feed"
    WARC = "warc"
    ZIP = "zip"
    TAR = "tar"
    GZIP = "gzip"


def kind_of(head: bytes, name: str = "") -> Kind:
    """What begins with these bytes; ``name`` decides between kinds of text only, where the bytes leave it open.

    ``RECORD`` and ``ENTRY`` never come out: they are parts of others. Text that is nothing else is ``TEXT``, bytes
    that are no text too: decoding refuses them with the reason.

    >>> kind_of(b"<!DOCTYPE html><html>"), kind_of("قال المسؤول".encode())
    (<Kind.HTML: 'html'>, <Kind.TEXT: 'text'>)
    >>> kind_of(b'<?xml version="1.0"?><rss version="2.0">'), kind_of(b'{"id": 1, "text": "said"}')
    (<Kind.FEED: 'feed'>, <Kind.JSONL: 'jsonl'>)
    """
    packed = _packed(head)
    if packed is not None:
        return packed
    text = _text(head)
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("jsonl", "ndjson", "json") or re.match(r'\s*\{\s*"', text):
        return Kind.JSONL
    if _is_mail(text):
        return Kind.MAIL
    return _marked(text) or (Kind.TABLE if suffix in ("csv", "tsv") else Kind.TEXT)


def _packed(head: bytes) -> Kind | None:
    """An archive by the bytes that it begins with; None for anything else."""
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if head[257:262] == b"ustar":
        return Kind.TAR
    return Kind.WARC if re.match(rb"\s*WARC/[01]\.", head) else None


def _text(head: bytes) -> str:
    """The bytes as text, well enough to see marks and names."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    if head[:1] == b"<" and head[1:2] == b"\0":
        return head.decode("utf-16-le", "replace")
    if head[:2] == b"\0<":
        return head.decode("utf-16-be", "replace")
    return head.decode("utf-8", "replace") if head.isascii() else head.decode("latin-1")


def _marked(text: str) -> Kind | None:
    """A page, a feed or other XML by the first tag; None where no tag comes first."""
    begun = text.lstrip("\ufeff\u00ef\u00bb\u00bf \t\r\n")
    if not begun.startswith("<"):
        return None
    if _HTML_DOCTYPE.search(begun[:1000]):
        return Kind.HTML
    lead = _LEAD.match(begun)
    tag = _TAG.match(begun, lead.end() if lead else 0)
    name = tag.group(1).lower() if tag else ""
    if name in _FEEDS:
        return Kind.FEED
    if name in _PAGES or "<html" in begun[:2000].lower():
        return Kind.HTML
    if begun.startswith("<?xml"):
        return Kind.FEED if re.search(r"<(?:rss|feed|rdf:rdf)[\s>]", begun, re.I) else Kind.XML
    return None


def _is_mail(text: str) -> bool:
    """Whether it begins with the header of a message: two usual fields, one of which stands nowhere else."""
    if text.startswith("From "):  # a mailbox begins so
        text = text.partition("\n")[2]
    if not _FIELD.match(text):
        return False
    header = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    names = {match.group(1).lower() for match in _FIELD.finditer(header)}
    return len(names & _MAIL) >= 2 and bool(names & _MAIL_ONLY or {"from", "subject", "date"} <= names)
