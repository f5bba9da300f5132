"""A page → the outlet that publishes it: the name that most of the page's signs agree on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from musnad.config import incoming
from musnad.pack import packs
from musnad.pages.address import site_of
from musnad.pages.headline import PARTED, words
from musnad.pages.linked import Linked
from musnad.pages.markup import marks_of, squeezed, words_of
from musnad.pages.signs import OUTLETS, Signs
from musnad.text import fold
from musnad.vocabulary.pages import PageWords

# How far each sign is believed by itself; agreement counts on top. Set by hand on pages of our own making, of which
# half were kept aside (bench/pages.py).
_WEIGHT = {
    "publisher": 3.0,
    "og:site_name": 3.0,
    "website": 2.0,
    "organisation": 1.6,
    "application-name": 1.6,
    "apple-mobile-web-app-title": 1.4,
    "dc.publisher": 2.0,
    "dcterms.publisher": 2.0,
    "publisher-meta": 1.8,
    "feed": 1.4,
    "title": 1.2,
    "beside": 1.6,
    "logo": 1.3,
    "home": 1.3,
    "rights": 1.2,
    "handle": 0.6,
}
_AGREED, _HOST = 1.0, 0.8
_RIGHTS = re.compile(r"\u00a9|\(c\)\s|&copy;", re.I)
_YEARS = re.compile(r"[\u00a9]|\(c\)|\b(?:19|20)\d\d\b|[\u0660-\u0669]{4}|[-\u2013\u2014,.|]", re.I)
_LOGO = re.compile(r"logo|brand|site-?(?:title|name)|masthead")
_SIGNED = etree.XPath("//text()[contains(., '\u00a9') or contains(., '(c) ')]/..")
_HOME = re.compile(r"(?:https?://[^/?#]+)?/?(?:(?:index|default|home)\.\w{2,5})?|/(?:ar|en|home)/?", re.I)
_LOGOS = frozenset(("img", "a", "div", "span", "p", "amp-img", "h1", "h2"))
_LATIN = re.compile(r"[a-z0-9]+")


def outlet_of_page(tree: HtmlElement, said: Linked, signs: Signs, url: str | None, headline: str) -> str | None:
    """The name of the outlet as the page writes it; None if it does not tell it.

    Every sign names one or several; a name gains by each other sign that agrees with it and by the site's address.
    What is the headline, a section or no name at all is none.
    """
    votes = _Votes(headline)
    votes.take(_named(said, signs))
    if not votes.is_clear:
        votes.take(_titled(signs, headline))
        votes.take(_seen(tree))
    best = votes.best(site_of(url).partition(".")[0] if url else "")
    if best is None:
        return _known_by_host(url)
    name, weight = best
    return name if weight >= incoming.OUTLET_WEIGHT_MIN else _known_by_host(url) or name


class _Votes:
    """The names that signs gave, with their weights."""

    def __init__(self, headline: str) -> None:
        self.headline = headline
        self.weights: dict[str, float] = defaultdict(float)
        self.spelled: dict[str, str] = {}
        self.seen: set[tuple[str, str]] = set()

    def take(self, candidates: Iterator[tuple[str, str]]) -> None:
        """Counts names with the signs that gave them; the same sign counts once for a name."""
        for name, sign in candidates:
            key = " ".join(words(name))
            if not key or (key, sign) in self.seen or _is_no_name(name, key, self.headline):
                continue
            self.seen.add((key, sign))
            self.weights[key] += _WEIGHT[sign] if key not in self.weights else _AGREED
            self.spelled.setdefault(key, name)

    @property
    def is_clear(self) -> bool:
        """Whether metadata agree so well that what the page shows cannot change it."""
        ranked = [*sorted(self.weights.values(), reverse=True), 0.0, 0.0]
        return ranked[0] >= incoming.OUTLET_WEIGHT_CLEAR and ranked[0] - ranked[1] >= 1.0

    def best(self, host: str) -> tuple[str, float] | None:
        """The name of most weight, as it was first written, once the site's address has had its say."""
        if not self.weights:
            return None
        for key in self.weights:
            self.weights[key] += _HOST if host and _fits(key, host) else 0.0
            # "Harbour Post" agrees with "Harbour Post Online"; the shorter name is usually the outlet's own.
            self.weights[key] += sum(0.5 for other in self.weights if other != key and f" {key} " in f" {other} ")
        best = max(self.weights, key=lambda key: (self.weights[key], -len(key)))
        return self.spelled[best], self.weights[best]


def _named(said: Linked, signs: Signs) -> Iterator[tuple[str, str]]:
    """Names in metadata with the sign that they were read off, those that are believed most first."""
    for name, sign in said.outlets:
        yield from ((part, sign) for part in _parts(name))
    for meta in OUTLETS:
        sign = meta if meta in _WEIGHT else "publisher-meta"
        for value in signs.metas.get(meta, ())[:2]:
            yield from ((part, sign) for part in _parts(value))
    for prop in ("publisher", "sourceorganization"):
        for value in signs.props.get(prop, ())[:1]:
            if len(value) <= incoming.OUTLET_CHARS_MAX:
                yield value, "publisher-meta"


def _titled(signs: Signs, headline: str) -> Iterator[tuple[str, str]]:
    """Names beside the headline in the title element, and in the titles of feeds."""
    for title in signs.feeds:
        yield from ((part, "feed") for part in _feed_names(title))
    ends = PARTED.split(signs.title)
    for part in (ends[0], ends[-1]) if len(ends) > 1 else ():
        if part and part not in headline:
            yield squeezed(part), "title"
    beside = _beside(signs.title, headline)
    if beside:
        yield beside, "beside"


def _seen(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Names that readers see: the logo, the way home, the line of copyright."""
    yield from ((name, "logo") for name in _logos(tree))
    yield from ((name, "home") for name in _homes(tree))
    yield from ((name, "rights") for name in _rights(tree))


def _beside(title: str, headline: str) -> str:
    """What the title element says besides the headline, without the signs between."""
    if not headline or headline not in title:
        return ""
    return squeezed(title.replace(headline, " ", 1)).strip(" :|-\u2013\u2014\u00bb\u00ab\u00b7\u2022/~")


def _homes(tree: HtmlElement) -> Iterator[str]:
    """What the first links to the front page say."""
    count = 0
    for node in tree.iter("a"):
        if not _HOME.fullmatch(node.get("href") or ""):
            continue
        name = words_of(node) or squeezed(node.get("title") or node.get("aria-label") or "")
        if name and len(name) <= incoming.OUTLET_CHARS_MAX:
            yield name
        count += 1
        if count >= 3:
            return


def _parts(name: str) -> list[str]:
    """A name as given, and its part before a slogan."""
    parts = [part for part in PARTED.split(name) if part.strip()]
    if len(parts) < 2:
        return [squeezed(name)]
    return [squeezed(part) for part in parts[:2]]


def _feed_names(title: str) -> Iterator[str]:
    """The name of a site in the title of its feed."""
    for part in PARTED.split(title)[:2]:
        kept = _without(squeezed(part), (word for pack in packs().values() for word in pack.pages.feed))
        if kept:
            yield kept


def _logos(tree: HtmlElement) -> Iterator[str]:
    """What the picture or the link that stands for the site says it is."""
    count = 0
    branded: set[HtmlElement] = set()
    for node in tree.iter(etree.Element):
        marks = marks_of(node)
        if marks and _LOGO.search(marks):
            branded.add(node)
        elif node.getparent() not in branded:
            continue
        if node.tag not in _LOGOS:
            continue
        if any(above.tag in ("article", "main", "footer") for above in node.iterancestors()):
            continue
        name = squeezed(node.get("alt") or node.get("title") or ("" if len(node) > 2 else words_of(node)))
        if name and len(name) <= incoming.OUTLET_CHARS_MAX:
            yield _without(name, ("logo", "home"))
            count += 1
        if count >= 3:
            return


def _rights(tree: HtmlElement) -> Iterator[str]:
    """The name in a line of copyright."""
    rights = [word for pack in packs().values() for word in pack.pages.rights]
    text_nodes = _SIGNED(tree)
    folded = [fold(word) for word in rights if len(word) > 6]
    if not text_nodes:
        text_nodes = list(tree.iter("footer"))[-1:]
    for node in text_nodes[-3:]:
        line = words_of(node) if isinstance(node.tag, str) and node.tag not in ("script", "style") else ""
        if not line or len(line) > 200 or not (_RIGHTS.search(line) or any(word in fold(line) for word in folded)):
            continue
        name = squeezed(_YEARS.sub(" ", _without(_YEARS.sub(" ", line), rights)))
        if name and len(name) <= incoming.OUTLET_CHARS_MAX:
            yield name


def _without(text: str, phrases: Iterable[str]) -> str:
    """A name without phrases that stand before or behind it, compared folded."""
    tokens = text.split()
    forms = [fold(token).strip(".,:;-|\u060c") for token in tokens]
    listed = sorted({tuple(fold(phrase).split()) for phrase in phrases}, key=len, reverse=True)
    changed = True
    while changed and tokens:
        changed = False
        for phrase in listed:
            count = len(phrase)
            if tuple(forms[:count]) == phrase:
                tokens, forms, changed = tokens[count:], forms[count:], True
            elif tuple(forms[-count:]) == phrase:
                tokens, forms, changed = tokens[:-count], forms[:-count], True
    return " ".join(tokens).strip(" -|.,:")


def _is_no_name(name: str, key: str, headline: str) -> bool:
    """Whether a text cannot name an outlet: too long, the headline, an address, or a name of nothing."""
    if len(name) > incoming.OUTLET_CHARS_MAX or key.isdigit() or "://" in name:
        return True
    return key in _nothing() or key == " ".join(words(headline))


@cache
def _nothing() -> frozenset[str]:
    """Keys of what is no name of an outlet."""
    rooms: list[PageWords] = [pack.pages for pack in packs().values()]
    return frozenset(" ".join(words(word)) for room in rooms for word in (*room.unnamed, *room.sections))


def _fits(key: str, host: str) -> bool:
    """Whether a name in Latin letters and the name of a host are made of the same letters."""
    plain = "".join(_LATIN.findall(key))
    label = "".join(_LATIN.findall(host.lower()))
    if len(plain) < 2 or len(label) < 2:
        return False
    initials = "".join(word[0] for word in key.split())
    return plain == label or (len(label) > 4 and (label in plain or plain in label)) or initials == label


@cache
def _hosts() -> dict[str, str]:
    """Known outlets by their Latin names written as hosts are."""
    found: dict[str, str] = {}
    for pack in packs().values():
        for forms in (*pack.zones.outlets, *pack.zones.agencies):
            for form in forms:
                label = "".join(_LATIN.findall(form.lower()))
                if len(label) >= 3 and form.isascii():
                    found.setdefault(label, forms[0])
    return found


def _known_by_host(url: str | None) -> str | None:
    """The outlet of a pack whose name is the name of the site."""
    if not url or not urlsplit(url).hostname:
        return None
    return _hosts().get("".join(_LATIN.findall(site_of(url).partition(".")[0])))
