"""Bytes of a page → its tree; and what every other part asks of a tree: the words of an element, in reading order."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from musnad.config import incoming
from musnad.reading.decoding import Undecodable, decode

_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w:-]{2,40})""", re.I
)
_MARKED = etree.XPath("//h1|//h2|//font[@size]|//*[@class or @id or @itemprop or @role]")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NO_SPACES = str.maketrans("\u200b\ufeff", "  ")  # of no width, and no blanks to Python
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
HIDDEN = frozenset(("script", "style", "noscript", "template", "svg", "select", "button", "textarea", "iframe"))
# What stands on lines of its own.
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "html",
        "center",
        "amp-live-list",
    ]
)


def text_of_page(raw: bytes, charset: str | None = None) -> str | Undecodable:
    """The characters of a page: by mark, by the carrier's ``charset``, by the page's own word, else as any text.

    A page that is what it says but for a few bytes keeps them as U+FFFD; what no encoding fits is ``Undecodable``.

    >>> text_of_page("<p>قال</p>".encode("cp1256"), "windows-1256")
    '<p>قال</p>'
    >>> text_of_page(b"<p>said</p>")
    '<p>said</p>'
    """
    if not raw.startswith(_MARKS):
        declared = _DECLARED.search(raw[: incoming.PAGE_HEAD_BYTES])
        for name in (charset, declared.group(1).decode("ascii") if declared else None, "utf-8"):
            text = _in_encoding(raw, name)
            if text is not None:
                return _UNWRITABLE.sub(" ", text)
    found = decode(raw)
    return found if isinstance(found, Undecodable) else _UNWRITABLE.sub(" ", found)


def _in_encoding(raw: bytes, name: str | None) -> str | None:
    """The text in an encoding named by somebody; None if it is no such text."""
    if not name:
        return None
    try:
        text = codecs.decode(raw, _usual(name), "replace")
    except (LookupError, ValueError, TypeError):
        return None
    if not isinstance(text, str) or text.count("\ufffd") > len(text) * incoming.BROKEN_SHARE_MAX:
        return None
    return text


def _usual(name: str) -> str:
    """The encoding that browsers take for a name (https://encoding.spec.whatwg.org/#names-and-labels)."""
    plain = name.strip().lower()
    if plain in ("iso-8859-1", "latin1", "us-ascii", "ascii"):
        return "cp1252"
    return "cp1256" if plain in ("x-cp1256", "win-1256", "windows1256") else plain


def tree_of(text: str) -> HtmlElement | None:
    """The tree of a page; None if nothing in it is markup. No entity is looked up anywhere, nothing is fetched."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    try:
        tree = document_fromstring(_DECLARATION.sub("", text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree, HtmlElement) else None


def words_of(element: HtmlElement) -> str:
    """All that an element shows, on one line.

    >>> words_of(tree_of("<h1>قال <b>الوزير</b></h1>"))
    'قال الوزير'
    >>> words_of(tree_of("<h1>He<br>said</h1>"))
    'He said'
    """
    parts: list[str] = []
    _gather(element, parts)
    return squeezed("".join(parts))


def _gather(element: HtmlElement, parts: list[str]) -> None:
    """Adds what an element shows; an element that breaks the line adds a space around it."""
    skip: HtmlElement | None = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag
        if not isinstance(tag, str):
            continue
        apart = tag in BLOCKS or tag == "br"
        if event == "start":
            if skip is None and tag in HIDDEN:
                skip = node
            if skip is None:
                parts.append((" " if apart else "") + (node.text or ""))
            continue
        inside = skip is not None and skip is not node
        skip = None if skip is node else skip
        if not inside and node is not element:
            parts.append((" " if apart else "") + (node.tail or ""))


def squeezed(text: str) -> str:
    """The text with every run of blanks as one space, none at its ends.

    >>> squeezed("  قال \\n الوزير"), squeezed("he\\u00a0 said ")
    ('قال الوزير', 'he said')
    """
    if "\u200b" in text or "\ufeff" in text:  # asked first: to look for two letters costs a tenth of to translate
        text = text.translate(_NO_SPACES)
    return " ".join(text.split())


def shown(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The stretches of text between line breaks, in reading order, each with the element that it begins in."""
    skip: HtmlElement | None = None
    parts: list[str] = []
    owner = tree
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag
        if not isinstance(tag, str):
            continue
        if tag in BLOCKS or tag == "br":
            line = squeezed("".join(parts))
            if line:
                yield owner, line
            parts = []
            owner = node if event == "start" or node.getparent() is None else node.getparent()
        if event == "start":
            if skip is None and tag in HIDDEN:
                skip = node
            if skip is None and node.text:
                owner = node if not any(map(str.strip, parts)) else owner
                parts.append(node.text)
            continue
        skip = None if skip is node else skip
        if skip is None and node.tail:
            parts.append(node.tail)
    line = squeezed("".join(parts))
    if line:
        yield owner, line


def marks_of(element: HtmlElement) -> str:
    """Class, id, and what an element says it is, in lower case, for telling what it is for."""
    get = element.get
    marks = f"{get('class') or ''} {get('id') or ''} {get('itemprop') or ''} {get('role') or ''}"
    return marks.lower() if len(marks) > 3 else ""


def marked(tree: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """The elements of a page that say what they are for, headings among them, each with its marks, in reading order."""
    return [(element, marks_of(element)) for element in _MARKED(tree)]
