"""An article's own date, where nobody gives it: from its dateline, else from its address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from musnad import config
from musnad.calendar.anchor import Anchor
from musnad.calendar.find import Time, find_times
from musnad.model import Zone, ZoneKind
from musnad.vocabulary.dates import DateWords

METADATA, DATELINE, URL = "metadata", "dateline", "url"
_DAY_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?!\d)")
_DAY_RUN = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])/")
_ABSOLUTE = ("date", "numeric", "dotted", "hijri", "hour")
_IN_A_DAY = ("day", "part of day", "hour", "minute")
_LEAD_ENDS = re.compile(r"[:\u2014]|\s[-\u2013/]|\)\s")


def own_date(text: str, zones: Iterable[Zone], url: str | None, words: DateWords | None) -> tuple[str, str] | None:
    """The date of a text as ISO 8601, and where it was found: ``dateline`` or ``url``; None if nothing says it.

    A dateline is a line of that zone, or what stands before the first colon or dash of the first paragraph. It
    counts if it has day, month and year, in whatever calendar; without a year it takes that of the address.

    >>> from musnad.model import Span
    >>> from musnad.pack import packs
    >>> text = "القاهرة - 16 تشرين الثاني 2024"
    >>> own_date(text, [Zone(Span(0, len(text)), ZoneKind.DATELINE)], None, packs()["ar"].dates)
    ('2024-11-16', 'dateline')
    >>> own_date("Talks began.", [], "https://example.org/2024/11/16/talks", packs()["en"].dates)
    ('2024-11-16', 'url')
    """
    address = url_date(url) if url else None
    if words is not None:
        anchor = Anchor.of(address)
        for line in _datelines(text, zones):
            for time in find_times(line, words, anchor):
                day = _day_of(time)
                if day is not None:
                    return day, DATELINE
    return (address, URL) if address else None


def url_date(url: str) -> str | None:
    """The date in an address as ISO 8601, to the day or the month; None if there is none.

    >>> url_date("https://example.org/ar/20241116-talks.html"), url_date("https://example.org/2024/11/talks")
    ('2024-11-16', '2024-11')
    """
    match = _DAY_PATH.search(url) or _DAY_RUN.search(url)
    if match:
        year, month, day = map(int, match.groups())
        found = f"{year:04}-{month:02}-{day:02}"
        return found if Anchor.of(found).day else None
    match = _MONTH_PATH.search(url)
    return f"{int(match.group(1)):04}-{int(match.group(2)):02}" if match else None


def _datelines(text: str, zones: Iterable[Zone]) -> list[str]:
    """The stretches that may say the date: datelines, then how the first paragraph begins."""
    lines = [zone.span.of(text) for zone in zones if zone.kind is ZoneKind.DATELINE]
    first = next((zone.span.of(text) for zone in zones if zone.kind is ZoneKind.BODY), "")
    head = first[: config.DATELINE_CHARS_MAX + 20]
    ends = [match.start() for match in _LEAD_ENDS.finditer(head)]
    return [*lines, head[: ends[-1]]] if ends else lines


def _day_of(time: Time) -> str | None:
    """The day of a time that says one by itself, or with the year of the address."""
    value = time.value.value
    if value is None or "/" in value or time.means not in _ABSOLUTE:
        return None
    return value[:10] if time.value.grain in _IN_A_DAY else None
