"""Words that tell what a line of an article is for (``zones.yml``)."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.vocabulary.node import Node


@dataclass(frozen=True, slots=True)
class ZoneWords:
    """To be filled in."""

    @classmethod
    def read(cls, node: Node) -> ZoneWords:
        """Reads ``zones.yml``."""
        return cls()
