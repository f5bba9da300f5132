"""What a pattern has found: the words in its groups, and what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from musnad.calendar.anchor import Anchor
from musnad.calendar.scan import Signs
from musnad.vocabulary.dates import Sense


@dataclass(frozen=True, slots=True)
class Slots:
    """The groups of a match over the signs of a text, the anchor, and whether the clause speaks of the future."""

    signs: Signs
    match: re.Match[str]
    anchor: Anchor
    ahead: bool

    def has(self, name: str) -> bool:
        """Whether the pattern has such a group and it has matched."""
        return name in self.match.re.groupindex and self.match.start(name) >= 0 and self.match.group(name) != ""

    def sense(self, *names: str) -> Sense | None:
        """The sense of the first of the groups that has matched."""
        for name in names:
            if self.has(name):
                return self.signs.sense(self.match.start(name))
        return None

    def value(self, *names: str) -> str:
        """The value of that sense; empty if none has matched."""
        sense = self.sense(*names)
        return sense.value if sense else ""

    def number(self, *names: str) -> int | None:
        """The same as a number; None if none has matched."""
        value = self.value(*names)
        return int(value) if value else None

    @property
    def part(self) -> str:
        """The part of the day: MO, AF, EV, NI; empty if none is said."""
        return self.value("part_a", "part_b", "part_c")

    @property
    def year(self) -> int | None:
        """The year that is said, in two digits or four, or as "last year"; None if none is."""
        year = self.number("year", "year_a")
        if year is not None:
            return year if year > 99 else year + (2000 if year < 50 else 1900)
        shift = self.number("year_relative", "year_relative_b")
        return None if shift is None or self.anchor.year is None else self.anchor.year + shift
