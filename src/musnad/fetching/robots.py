"""What a site asks of robots (RFC 9309), remembered for a while."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from urllib.robotparser import RobotFileParser

from musnad.config import incoming
from musnad.fetching.addresses import RefusedError, target_of
from musnad.fetching.fetch import AGENT, Answer, Manners, fetch

_NAME = AGENT.partition(" ")[0]


@dataclass
class Robots:
    """The rules of the sites asked so far; a site without any, or whose file is broken, allows all."""

    manners: Manners
    known: dict[str, tuple[float, RobotFileParser | None]] = field(default_factory=dict)

    def allow(self, url: str) -> bool:
        """Whether a page may be fetched. A site whose rules cannot be had for a fault of its own is left alone."""
        rules = self._rules(url)
        return rules is not None and rules.can_fetch(_NAME, url)

    def delay_s(self, url: str) -> float:
        """How many seconds the site asks to leave between two pages; 0 if it asks for nothing, a minute at most."""
        rules = self._rules(url)
        asked = rules.crawl_delay(_NAME) if rules is not None else None
        return min(float(asked or 0), 60.0)

    def _rules(self, url: str) -> RobotFileParser | None:
        try:
            site = target_of(url)
        except RefusedError:
            return None
        key = f"{site.scheme}://{site.authority}"
        at, rules = self.known.get(key, (0.0, None))
        if key in self.known and time.monotonic() - at < incoming.ROBOTS_S:
            return rules
        rules = self._fetched(key)
        self.known[key] = (time.monotonic(), rules)
        return rules

    def _fetched(self, site: str) -> RobotFileParser | None:
        answer = fetch(f"{site}/robots.txt", self.manners)
        rules = RobotFileParser()
        if not isinstance(answer, Answer) or answer.status >= 500 or answer.status == 429:
            return None
        text = answer.body[: incoming.ROBOTS_BYTES_MAX].decode("utf-8", "replace") if answer.status == 200 else ""
        rules.parse(text.splitlines())
        return rules
