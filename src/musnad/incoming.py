"""Which articles that come in are new: pages of one address are one article, and a changed one is a new version."""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from functools import cache

from musnad import __version__
from musnad.config import incoming
from musnad.ids import digest
from musnad.model import Article
from musnad.pack import packs
from musnad.pages.address import form_of, key_of
from musnad.pages.headline import words
from musnad.reading.received import Received
from musnad.store.receipt import Known, Receipt
from musnad.store.rows import article_id


@cache
def reader_version() -> str:
    """The version of all that reading depends on: the program and the words of every pack."""
    return f"{__version__}+{digest(*(pack.version for pack in packs().values()))[:8]}"


def receipt_of(article: Article, received: Received) -> Receipt:
    """The receipt of an article: what it was read from, and under which address it counts."""
    asked = received.url or article.url
    key = key_of(article.url) if article.url else None
    return Receipt(article_id(article), received, reader_version(), key, form_of(asked) if asked else "page")


@dataclass
class Arrivals:
    """The last pages that came in and may not be stored yet, by the key of their address."""

    pages: OrderedDict[str, Known] = field(default_factory=OrderedDict)

    def note(self, receipt: Receipt, text: str) -> None:
        """Remembers a page that is about to be stored."""
        if receipt.address_key:
            self.pages[receipt.address_key] = Known(receipt.article_id, receipt.form, text)
            self.pages.move_to_end(receipt.address_key)
            while len(self.pages) > incoming.ARRIVALS_COUNT:
                self.pages.popitem(last=False)


def is_same(article: Article, form: str, known: Known) -> bool:
    """Whether a page says what the latest version at its address says.

    In the same form any other word makes another version; blanks and signs do not. In another form (AMP, print, mobile)
    the two may differ by what such forms leave out.
    """
    ours, theirs = Counter(words(article.text)), Counter(words(known.text))
    if ours == theirs:
        return True
    if form == known.form:
        return False
    shared = sum((ours & theirs).values())
    return 2 * shared >= incoming.SAME_PAGE_SHARE_MIN * (sum(ours.values()) + sum(theirs.values()))
