"""The times of a content as stretches of hours, and whether two of them can be one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from musnad.model import Mention
from musnad.vocabulary.dates import PIECES, DateWords

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d{2})|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
    r"(?:T(?:(?P<hour>\d{2})(?::(?P<minute>\d{2}))?|(?P<part>MO|AF|EV|NI)))?$"
)
# Hours of the day, half-open. News calls the hours after midnight both night and dawn, so that the parts overlap.
_PARTS = {"MO": (0, 13), "AF": (11, 19), "EV": (15, 25), "NI": (18, 30)}
_DAY, _WEEK = 24, 7 * 24
_MONTHS = 300 * _DAY
_NAMED = "WwMm"  # signs of weekdays and months


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time, ``first`` to ``last`` in hours since the year 1, half-open.

    ``is_told`` says that the text names it by weekday, month or figures; "yesterday" and "two years ago" are reckoned
    from the day of publication, which may be a day off, and are as wide as their unit. ``is_weekday`` that only the
    nearest such day was taken. ``shown`` is the text.
    """

    first: float
    last: float
    is_told: bool
    is_weekday: bool
    shown: str

    @property
    def slack(self) -> float:
        """How far off the reckoning may be: "two years ago" by a year, what is reckoned in smaller units by a day."""
        if self.is_told:
            return 0.0
        return self.last - self.first if self.last - self.first > _MONTHS else _DAY

    def meets(self, other: When) -> bool:
        """Whether both can be one time.

        A weekday that is taken a week off is the same one; what is reckoned may be off by ``slack``.
        """
        apart = max(self.first, other.first) - min(self.last, other.last) - max(self.slack, other.slack)
        if apart < 0:
            return True
        turned = other.first - self.first
        return (
            (self.is_weekday or other.is_weekday)
            and turned % _WEEK < min(self.last - self.first, other.last - other.first)
            and abs(turned) <= 2 * _WEEK
        )


def when(time: Mention, words: DateWords | None) -> When | None:
    """The stretch that a time stands for; None where it has no value, or one that is no date.

    >>> from musnad.model import MentionType, Span
    >>> one = Mention(Span(0, 9), MentionType.TIME, "26 فبراير 2016", value="2016-02-26")
    >>> found = when(one, None)
    >>> (found.last - found.first, found.is_told)
    (24.0, True)
    >>> when(Mention(Span(0, 3), MentionType.TIME, "now", value="PRESENT_REF"), None) is None
    True
    """
    first, _, last = (time.value or "").partition("/")
    begins, ends = _stretch(first), _stretch(last or first)
    if begins is None or ends is None:
        return None
    signs = {words.sense(piece.strip()).sign for piece in PIECES.findall(time.name)} if words else set()
    reckoned = bool(time.against) and (time.against or "").startswith("published")
    is_weekday = bool(signs & set("Ww")) and not any(letter.isdigit() for letter in time.name)
    told = not reckoned or bool(signs & set(_NAMED)) or any(letter.isdigit() for letter in time.name)
    return When(begins[0], max(ends[1], begins[1]), told, reckoned and is_weekday, time.name)


def _stretch(value: str) -> tuple[float, float] | None:
    """First and last hour of a value in ISO 8601 or TIMEX3; None for any other."""
    match = _VALUE.match(value)
    if not match:
        return None
    year, month, day = int(match["year"]), int(match["month"] or 0), int(match["day"] or 0)
    try:
        if match["week"]:
            begin = date.fromisocalendar(year, int(match["week"]), 1)
            end = begin + timedelta(days=7)
        elif not month:
            begin, end = date(year, 1, 1), date(year + 1, 1, 1)
        elif not day:
            begin, end = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
        else:
            begin = date(year, month, day)
            end = begin + timedelta(days=1)
    except ValueError:
        return None
    first, last = float(begin.toordinal() * _DAY), float(end.toordinal() * _DAY)
    if match["part"]:
        return first + _PARTS[match["part"]][0], first + _PARTS[match["part"]][1]
    if match["hour"]:
        first += int(match["hour"]) + int(match["minute"] or 0) / 60
        return first, first + (1 / 60 if match["minute"] else 1)
    return first, last
