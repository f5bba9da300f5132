"""What came in for one article, before anybody has read it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from musnad.reading.kinds import Kind


@dataclass(frozen=True, slots=True)
class Received:
    """The bytes of one article as they came in, and what the carrier said of them.

    ``kind`` is ``TEXT``, ``HTML``, ``RECORD``, ``ENTRY`` or ``MAIL``. ``source`` says where they stood
    (``news.zip!a/b.html``), ``label`` is the article's name before it has an id, ``url`` the address asked for and
    ``charset`` the encoding that the carrier told; ``at`` is when they were fetched, ISO 8601. A record of JSON or a
    table, and an entry of a feed, is kept as a JSON object of its fields. ``outlet`` is whose it is by the user's word.
    """

    source: str
    kind: Kind
    raw: bytes
    label: str
    url: str | None = None
    charset: str | None = None
    at: str | None = None
    outlet: str | None = None

    @property
    def raw_id(self) -> str:
        """``b1_`` and the SHA-256 of the bytes."""
        return "b1_" + hashlib.sha256(self.raw).hexdigest()
