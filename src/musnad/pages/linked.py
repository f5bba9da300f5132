"""JSON-LD of a page → what it says of the report: graphs, arrays, references, and scripts that are nearly JSON."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from musnad.config import incoming
from musnad.pages.markup import squeezed

_REPORT = re.compile(r"(article|posting|report|newsitem)$", re.I)
_OUTLETS = re.compile(r"(organization|website|newspaper|corporation|webpage)$", re.I)
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?://\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>|-->)\s*;?\s*$"
)
_TRAILING = re.compile(r",(?=\s*[}\]])")
_FIELD = '"{}"\\s*:\\s*"((?:[^"\\\\]|\\\\.){{1,2000}})"'
_TOP = ("@graph", "mainEntity")  # what stands in these stands as high as what holds them
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Linked:
    """What JSON-LD says of the report: its dates as written, its headline, body and author, and outlets by weight."""

    headline: str | None = None
    published: str | None = None
    modified: str | None = None
    body: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    outlets: tuple[tuple[str, str], ...] = ()
    is_live: bool = False


def linked(tree: HtmlElement, title: str, address: str | None) -> Linked:
    """What the scripts of a page say of its report; empty where they say nothing.

    Of several reports the one is meant whose headline is in ``title`` (what the page calls itself) or whose address
    is the page's own, rather than one of a list of others.
    """
    scripts = [node.text_content() for node in tree.iter("script") if "ld+json" in (node.get("type") or "").lower()]
    roots = [value for script in scripts for value in _values(script)]
    nodes = list(_nodes(roots))
    by_id = {str(node["@id"]): node for node, _ in reversed(nodes) if node.get("@id") and len(node) > 1}
    report = _report(nodes, title, address)
    outlets = tuple(_outlets(report, nodes, by_id))
    if report is None:
        return Linked(outlets=outlets, published=_loose(scripts, "datePublished") if not nodes else None)
    return Linked(
        headline=_text(report.get("headline")) or _text(report.get("name")),
        published=_text(report.get("datePublished")) or _text(report.get("dateCreated")),
        modified=_text(report.get("dateModified")),
        body=_body(report.get("articleBody")),
        author=_name(report.get("author"), by_id),
        language=_text(report.get("inLanguage")),
        url=_text(report.get("url")) or _name(report.get("mainEntityOfPage"), by_id, "@id"),
        outlets=outlets,
        is_live=any("liveblog" in kind.lower() for kind in _types(report)),
    )


def _values(script: str) -> list[Any]:
    """The values of a script; those of one that is not quite JSON are tried again with the usual slips put right."""
    if len(script) > incoming.LINKED_CHARS_MAX:
        return []
    plain = _WRAPPED.sub("", _WRAPPED.sub("", script.strip())).strip().rstrip(";")
    for text in (plain, _TRAILING.sub("", plain), html.unescape(plain)):
        try:
            return [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
    try:  # several objects one behind another
        value, end = json.JSONDecoder(strict=False).raw_decode(plain)
    except (ValueError, RecursionError):
        return []
    rest = plain[end:].lstrip(" ,;\n\r\t")
    return [value, *(_values(rest) if rest and len(rest) < len(plain) and len(rest) > 2 else [])][:50]


def _nodes(roots: list[Any]) -> Iterator[tuple[Node, int]]:
    """All objects, each with how deep it stands; those of a graph count as standing at the top."""
    waiting = [(root, 0) for root in reversed(roots)]
    count = 0
    while waiting and count < incoming.LINKED_NODES_MAX:
        value, depth = waiting.pop()
        if isinstance(value, list):
            waiting += [(each, depth) for each in reversed(value)]
        elif isinstance(value, dict):
            count += 1
            yield value, depth
            for key, child in reversed(list(value.items())):
                if isinstance(child, dict | list):
                    waiting.append((child, depth if key in _TOP else depth + 1))


def _types(node: Node) -> list[str]:
    """The types of an object without their vocabulary's address."""
    found = node.get("@type")
    kinds = found if isinstance(found, list) else [found]
    return [re.split(r"[/:#]", kind)[-1] for kind in kinds if isinstance(kind, str)]


def _report(nodes: list[tuple[Node, int]], title: str, address: str | None) -> Node | None:
    """The object that is the page's own report."""
    best, best_score = None, 0.0
    for node, depth in nodes:
        if not any(_REPORT.search(kind) for kind in _types(node)):
            continue
        headline = _text(node.get("headline")) or _text(node.get("name")) or ""
        own = [_text(node.get("url")), _text(node.get("@id")), _name(node.get("mainEntityOfPage"), {}, "@id")]
        score = 3.0 if depth == 0 else 0.5
        score += 3 if headline and squeezed(headline) in title else 0
        score += 2 if address and any(url and url.partition("#")[0] == address for url in own) else 0
        score += (1 if node.get("datePublished") else 0) + (0.5 if node.get("articleBody") else 0)
        if "liveBlogUpdate" in node:
            score += 1
        if score > best_score:
            best, best_score = node, score
    return best if best_score >= 3 else None


def _outlets(report: Node | None, nodes: list[tuple[Node, int]], by_id: dict[str, Node]) -> Iterator[tuple[str, str]]:
    """Names of outlets, each with where it stood: publisher, website, organisation."""
    if report is not None:
        for field in ("publisher", "sourceOrganization", "copyrightHolder", "provider"):
            name = _name(report.get(field), by_id)
            if name:
                yield name, "publisher"
        part = report.get("isPartOf")
        for each in part if isinstance(part, list) else [part]:
            whole = by_id.get(str(each.get("@id")), each) if isinstance(each, dict) else None
            if whole and any(_OUTLETS.search(kind) and kind != "WebPage" for kind in _types(whole)):
                name = _name(whole, by_id)
                if name:
                    yield name, "website"
    for node, depth in nodes:
        if depth > 1:
            continue
        kinds = [kind for kind in _types(node) if _OUTLETS.search(kind)]
        name = _text(node.get("name"))
        if name and kinds and kinds[0].lower() != "webpage":
            yield name, "website" if kinds[0].lower() == "website" else "organisation"


def _name(value: Any, by_id: dict[str, Node], field: str = "name") -> str | None:
    """The name of a person or body: written out, in an object, referred to, or the first of several."""
    if isinstance(value, list):
        return next((name for each in value if (name := _name(each, by_id, field))), None)
    if isinstance(value, dict):
        return _text(value.get(field)) or _text(by_id.get(str(value.get("@id")), {}).get(field))
    return _text(value)


def _text(value: Any) -> str | None:
    """A value as text on one line; None if it is none."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return None
    return squeezed(html.unescape(value)) or None


def _body(value: Any) -> str | None:
    """A body as lines, its markup taken off."""
    if not isinstance(value, str):
        return None
    plain = re.sub(r"<(?:br|/p|/div|/h\d|/li)\b[^>]*>", "\n", html.unescape(value), flags=re.I)
    lines = (squeezed(re.sub(r"<[^>]{0,500}>", " ", line)) for line in plain.splitlines())
    return "\n".join(line for line in lines if line) or None


def _loose(scripts: list[str], field: str) -> str | None:
    """A field of a script that no reader of JSON takes."""
    for script in scripts:
        match = re.search(_FIELD.format(field), script[: incoming.LINKED_CHARS_MAX])
        if match:
            return match.group(1)
    return None
