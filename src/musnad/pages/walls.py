"""What stands in a page beside its report, by its build: walls of teasers, and comments. Taken out before reading."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from lxml import etree
from lxml.html import HtmlElement

from musnad.config import incoming
from musnad.pack import packs
from musnad.pages.markup import HIDDEN, squeezed, words_of
from musnad.reading.furniture import key

Lengths = dict[HtmlElement, tuple[int, int, int]]
_UNSEEN = (*HIDDEN, "link", "meta", "input", "object", "embed", "canvas")
_BARE = ("h2", "h3", "h4", "h5", "h6", "a")
_HEADS = ("h2", "h3", "h4", "h5", "h6", "div", "span", "b", "strong", "legend", "p")


def cleared(tree: HtmlElement, heading: HtmlElement | None) -> HtmlElement:
    """The tree without teasers of other reports and without comments; what holds the headline stays.

    A teaser is one of three or more parts that are built alike, side by side, of whose text a good part is a link as
    long as a headline. Comments are what stands in one part of the page under a heading that says so. What nobody sees
    (scripts, styles, metadata) goes, too. The tree is altered.
    """
    above = set(heading.iterancestors()) | {heading} if heading is not None else set()
    lengths = _lengths(tree)
    for node in [*_teasers(tree, lengths), *_comments(tree, lengths)]:
        if node not in above and node.getparent() is not None:
            node.drop_tree()
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)  # each of the copies that are made of it costs less
    return tree


def _teasers(tree: HtmlElement, lengths: Lengths) -> list[HtmlElement]:
    """The parts that are teasers."""
    found: list[HtmlElement] = []
    for parent in tree.iter():
        if not isinstance(parent.tag, str) or len(parent) < incoming.TEASERS_MIN:
            continue
        groups: dict[tuple[str, str], list[HtmlElement]] = defaultdict(list)
        for child in parent:
            size, linked, longest = lengths.get(child, (0, 0, 0))
            if longest >= incoming.TEASER_LINK_CHARS_MIN and linked >= size * incoming.TEASER_LINKED_SHARE_MIN:
                groups[str(child.tag), child.get("class") or ""].append(child)
        for (tag, _), group in groups.items():
            if len(group) >= incoming.TEASERS_MIN:
                found += group
                found += [below for head in group if tag in _BARE and (below := _below(head, lengths)) is not None]
    return found


def _below(head: HtmlElement, lengths: Lengths) -> HtmlElement | None:
    """The lines of a teaser that stand below its headline and not in one part with it."""
    node = head.getnext()
    short = node is not None and lengths.get(node, (0, 0, 0))[0] <= incoming.TEASER_CHARS_MAX
    return node if short and node.tag in ("p", "div", "span") else None


def _lengths(tree: HtmlElement) -> Lengths:
    """Of each element: how long its text is, how much of it is link, and how long its longest link is."""
    found: dict[HtmlElement, tuple[int, int, int]] = {}
    for node in reversed(list(tree.iter())):
        if not isinstance(node.tag, str) or node.tag in ("script", "style"):
            continue
        size = len((node.text or "").strip())
        linked = longest = 0
        for child in node:
            own, in_links, long = found.get(child, (0, 0, 0))
            size += own + len((child.tail or "").strip())
            linked, longest = linked + in_links, max(longest, long)
        found[node] = (size, size, size) if node.tag == "a" else (size, linked, longest)
    return found


def _comments(tree: HtmlElement, lengths: Lengths) -> list[HtmlElement]:
    """The parts of a page that begin with a heading over comments."""
    heads, found = _over_comments(), []
    for node in tree.iter(*_HEADS):
        if len(node) > 3 or not 0 < lengths.get(node, (0, 0, 0))[0] <= incoming.HEAD_CHARS_MAX:
            continue
        line = key(words_of(node)).rstrip(" :0123456789")
        holder = node.getparent()
        if line in heads and holder is not None and holder.tag not in ("body", "html", "article", "main"):
            first = squeezed(holder.text or "") or words_of(holder[0])
            if key(first).startswith(line):
                found.append(holder)
    return found


@cache
def _over_comments() -> frozenset[str]:
    return frozenset(key(word) for pack in packs().values() for word in pack.pages.comments)
