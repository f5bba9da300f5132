"""What an article was read from, and what is known of the page at its address. Pure, so that workers can load it."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.reading.received import Received


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an article was read from, with the version of the reader and, of a page, its address's key and form."""

    article_id: str
    received: Received
    reader_version: str
    address_key: str | None = None
    form: str = "page"


@dataclass(frozen=True, slots=True)
class Known:
    """The latest version at an address: enough to see whether a page that came in says something else."""

    article_id: str
    form: str
    text: str
