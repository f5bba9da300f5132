"""What relative times are counted from: the article's own date, as far as it is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_PUBLISHED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}))?)?)?(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The article's date: its parts are None where they are not known; ``label`` says which date it is."""

    year: int | None = None
    month: int | None = None
    day: date | None = None
    hour: int | None = None
    label: str = ""

    @property
    def missing(self) -> str:
        """Why something that needs the day cannot be resolved."""
        if self.year is None:
            return "the article's date is not known"
        return f"of the article's date only the {'year' if self.month is None else 'month'} is known"

    @classmethod
    def of(cls, published: str | None, origin: str | None = None) -> Anchor:
        """The anchor of a date as ``Article.published`` has it; one without parts if there is none or it is no date.

        >>> Anchor.of("2024-11-16T09:30:00Z", "metadata").label
        'published 2024-11-16 (metadata)'
        >>> Anchor.of("2024-11").day is None
        True
        """
        match = published and (_COMPACT.match(published) or _PUBLISHED.match(published))
        if not match:
            return cls()
        year, month, day, hour = (int(part) if part else None for part in match.groups())
        label = f"published {match.group().partition('T')[0].strip()[:10]}" + (f" ({origin})" if origin else "")
        if year is None or not 1 <= year < 9999:
            return cls()
        if month is None or not 1 <= month <= 12:
            return cls(year, label=label)
        try:
            return cls(year, month, date(year, month, day) if day else None, hour, label)
        except ValueError:
            return cls(year, month, label=label)
