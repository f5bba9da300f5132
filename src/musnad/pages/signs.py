"""Metadata of a page → names with values: meta elements, microdata, links, and the title element."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from musnad.pages.markup import squeezed, words_of

# In the order in which they are believed. Sources: ogp.me, schema.org, dublincore.org, and what analytics
# services (Parse.ly, Sailthru, Chartbeat, Cxense, comScore) document for publishers.
PUBLISHED = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publication-date",
    "pubdate",
    "pdate",
    "article.published",
    "article.created",
    "originalpublicationdate",
    "article_date_original",
    "date.issued",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "citation_publication_date",
    "dc.date",
    "dcterms.date",
    "date",
    "displaydate",
    "timestamp",
    "og:pubdate",
    "created",
)
TITLES = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "headline", "title")
OUTLETS = (
    "og:site_name",
    "application-name",
    "apple-mobile-web-app-title",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "sitename",
    "cre",
    "twitter:app:name:iphone",
    "dc.source",
)
_PROPERTIES = etree.XPath("//*[@itemprop]")
AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author")


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page's head says: values by lower-case name, in order; microdata in ``props``."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    props: dict[str, list[str]] = field(default_factory=dict)
    title: str = ""
    canonical: str | None = None
    base: str | None = None
    feeds: tuple[str, ...] = ()
    language: str | None = None

    def first(self, names: tuple[str, ...]) -> str | None:
        """The first value of the first of the names that has one."""
        return next((value for name in names for value in self.metas.get(name, ())), None)


def signs_of(tree: HtmlElement) -> Signs:
    """All signs of a page, gathered in one walk over its tree."""
    metas: dict[str, list[str]] = {}
    props: dict[str, list[str]] = {}
    feeds: list[str] = []
    found: dict[str, str] = {}
    for node in tree.iter("meta", "link", "title", "base"):
        if node.tag == "meta":
            _add_meta(node, metas)
        elif node.tag == "title":
            if "title" not in found and (node.getparent() is None or node.getparent().tag != "svg"):
                found["title"] = words_of(node)
        elif node.tag == "base":
            found.setdefault("base", node.get("href") or "")
        else:
            relation = (node.get("rel") or "").lower().split()
            if "canonical" in relation and node.get("href"):
                found.setdefault("canonical", node.get("href") or "")
            if "alternate" in relation and "rss" in (node.get("type") or "") and node.get("title"):
                feeds.append(squeezed(node.get("title") or ""))
    for node in _PROPERTIES(tree):
        _add_prop(node, props)
    return Signs(
        metas=metas,
        props=props,
        title=found.get("title", ""),
        canonical=(found.get("canonical") or "").strip() or None,
        base=found.get("base") or None,
        feeds=tuple(feeds),
        language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip() or None,
    )


def _add_meta(node: HtmlElement, metas: dict[str, list[str]]) -> None:
    """Notes one meta element under each of its names."""
    value = squeezed(html.unescape(node.get("content") or node.get("value") or ""))
    if not value:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = (node.get(attribute) or "").strip().lower()
        if name:
            metas.setdefault(name, []).append(value)


def _add_prop(node: HtmlElement, props: dict[str, list[str]]) -> None:
    """Notes one element of microdata: its machine value if it has one, else its words."""
    value = node.get("content") or node.get("datetime") or ("" if node.tag == "meta" else words_of(node)[:2_000])
    for name in (node.get("itemprop") or "").lower().split()[:5]:
        if value:
            props.setdefault(name, []).append(squeezed(value))
