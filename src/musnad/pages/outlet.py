"""A page → the outlet that publishes it: the name that most of the page's signs agree on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from musnad.config import incoming
from musnad.pack import packs
from musnad.pages.address import site_of
from musnad.pages.headline import PARTED, words
from musnad.pages.linked import Linked
from musnad.pages.markup import squeezed, words_of
from musnad.pages.rights import rights, without
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
    "bare": 1.0,
    "handle": 0.6,
}
Seen = Callable[[], list[tuple[str, str]]]
_AGREED, _HOST, _KIND = 1.0, 0.8, 0.5
_LOGO = re.compile(r"logo|brand|site-?(?:title|name)|masthead")
_HOME = re.compile(r"(?:https?://[^/?#]+)?/?(?:(?:index|default|home)\.\w{2,5})?|/(?:ar|en|home)/?", re.I)
_LOGOS = frozenset(("img", "a", "div", "span", "p", "amp-img", "h1", "h2"))
_BEFORE_SLOGANS = frozenset(",:\u060c\u061b;-\u2013\u2014(")
_LATIN = re.compile(r"[a-z0-9]+")


def outlet_of_page(seen: Seen, said: Linked, signs: Signs, url: str | None, headline: str) -> str | None:
    """The name of the outlet as the page writes it; None if it does not tell it.

    ``seen`` gives the names that readers see (``seen_names``), and is asked only where metadata do not agree.
    Every sign names one or several; a name gains by each other sign that agrees with it and by the site's address.
    What is the headline, a section or no name at all is none.
    """
    votes, site = _Votes(headline), site_of(url) if url else ""
    votes.take(_named(said, signs))
    if not votes.is_clear:
        votes.take(_titled(signs, headline))
        votes.take(iter(seen()))
    best = votes.best(site.partition(".")[0])
    if best is None:
        return _known_by_host(url)
    name, weight = best
    return name if weight >= incoming.OUTLET_WEIGHT_MIN else _known_by_host(url) or name


class _Votes:
    """The names that signs gave, with their weights."""

    def __init__(self, headline: str) -> None:
        self.headline = headline
        self.weights: dict[str, float] = {}
        self.spelled: dict[str, str] = {}
        self.seen: set[tuple[str, str]] = set()

    def take(self, candidates: Iterator[tuple[str, str]]) -> None:
        """Counts names with the signs that gave them; the same sign counts once for a name."""
        for name, sign in candidates:
            key = " ".join(words(name))
            if not key or (key, sign) in self.seen or _is_no_name(name, key, self.headline):
                continue
            self.seen.add((key, sign))
            self.weights[key] = self.weights[key] + _AGREED if key in self.weights else _WEIGHT[sign]
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
            self.weights[key] += sum(self.weights[other] for other in self.weights if self._adds_slogan(key, other))
            self.weights[key] += _KIND if _says_outlet(key) else 0.0
            # "Harbour Post" agrees with "Harbour Post Online"; the shorter name is usually the outlet's own.
            self.weights[key] += sum(0.5 for other in self.weights if other != key and f" {key} " in f" {other} ")
        best = max(self.weights, key=lambda key: (self.weights[key], -len(key)))
        return self.spelled[best], self.weights[best]

    def _adds_slogan(self, key: str, other: str) -> bool:
        """Whether one name is another one with a slogan behind it: "Harbour Post, news of the coast"."""
        if not other.startswith(f"{key} "):
            return False
        short, long = self.spelled[key], self.spelled[other]
        return long.startswith(short) and long[len(short) :].lstrip()[:1] in _BEFORE_SLOGANS


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
    for part in (ends[0], ends[-1]):
        if part and part not in headline:
            yield squeezed(part), "title"
    beside = _beside(signs.title, headline)
    if beside:
        yield beside, "beside"


def said_names(said: Linked, signs: Signs) -> list[str]:
    """The names of the site that metadata say, slogans taken off and not, those of feeds included."""
    named = [name for name, _ in _named(said, signs)]
    return [*named, *(name for title in signs.feeds for name in _feed_names(title))]


def seen_names(tree: HtmlElement, marks: list[tuple[HtmlElement, str]], url: str | None) -> Iterator[tuple[str, str]]:
    """Names that readers see, each with its sign: the logo, the way home, the line of copyright."""
    site = site_of(url) if url else ""
    yield from ((name, "logo") for name in _logos(marks))
    yield from ((name, "home") for name in _homes(tree, site))
    yield from rights(tree)


def _beside(title: str, headline: str) -> str:
    """What the title element says besides the headline, without the signs between."""
    if not headline or headline not in title:
        return ""
    return squeezed(title.replace(headline, " ", 1)).strip(" :|-\u2013\u2014\u00bb\u00ab\u00b7\u2022/~")


def _homes(tree: HtmlElement, site: str) -> Iterator[str]:
    """What the first links to the site's own front page say."""
    count = 0
    for node in tree.iter("a"):
        address = node.get("href") or ""
        if not _HOME.fullmatch(address) or ("://" in address and site and site_of(address) != site):
            continue
        name = words_of(node) or squeezed(node.get("title") or node.get("aria-label") or _pictured(node))
        if name and len(name) <= incoming.OUTLET_CHARS_MAX:
            yield name
        count += 1
        if count >= 3:
            return


def _pictured(link: HtmlElement) -> str:
    """What the picture in a link is said to show."""
    return next((picture.get("alt") or "" for picture in link.iter("img")), "")


def _parts(name: str) -> list[str]:
    """A name as given, and its part before a slogan."""
    parts = [part for part in PARTED.split(name) if part.strip()]
    if len(parts) < 2:
        return [squeezed(name)]
    return [squeezed(part) for part in parts[:2]]


def _feed_names(title: str) -> Iterator[str]:
    """The name of a site in the title of its feed."""
    for part in PARTED.split(title)[:2]:
        kept = without(squeezed(part), _feed_words())
        if kept:
            yield kept


@cache
def _feed_words() -> tuple[str, ...]:
    return tuple(word for pack in packs().values() for word in pack.pages.feed)


def _logos(marks: list[tuple[HtmlElement, str]]) -> Iterator[str]:
    """What the picture or the link that stands for the site says it is."""
    count = 0
    branded = (node for node, mark in marks if mark and _LOGO.search(mark))
    for node in dict.fromkeys(each for holder in branded for each in (holder, *holder)):
        if node.tag not in _LOGOS:
            continue
        if any(above.tag in ("article", "main", "footer") for above in node.iterancestors()):
            continue
        name = squeezed(node.get("alt") or node.get("title") or ("" if len(node) > 2 else words_of(node)))
        if name and len(name) <= incoming.OUTLET_CHARS_MAX:
            yield without(name, ("logo", "home"))
            count += 1
        if count >= 3:
            return


def _is_no_name(name: str, key: str, headline: str) -> bool:
    """Whether a text cannot name an outlet: too long, the headline, an address, or a name of nothing."""
    if len(name) > incoming.OUTLET_CHARS_MAX or key.isdigit() or "://" in name:
        return True
    return key in no_names() or key == " ".join(words(headline))


@cache
def no_names() -> frozenset[str]:
    """What is neither an outlet nor a headline, as folded words: sections, and what sites without a name are called."""
    rooms: list[PageWords] = [pack.pages for pack in packs().values()]
    return frozenset(" ".join(words(word)) for room in rooms for word in (*room.unnamed, *room.sections))


def _says_outlet(key: str) -> bool:
    """Whether a name holds a word for a kind of outlet: newspaper, agency, post, herald."""
    starts, holds = _kinds()
    found = key.split()
    return found[0] in starts or bool(holds.intersection(found))


@cache
def _kinds() -> tuple[frozenset[str], frozenset[str]]:
    """The folded words that names of outlets begin with, and those that they hold."""
    kinds = [pack.zones.outlet_words for pack in packs().values()]
    starts = frozenset(fold(word) for kind in kinds for word in kind.starts)
    return starts, frozenset(fold(word) for kind in kinds for word in kind.holds)


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
