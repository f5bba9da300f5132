"""Times of the clock; the day is found beside them, or nobody says it."""

from __future__ import annotations

from musnad.calendar.arithmetic import Value
from musnad.calendar.slots import Slots

NO_DAY = "which day is not said"
_FRACTIONS = {"quarter": 15, "half": 30}


def read_clock(slots: Slots) -> Value | None:
    """ "3 p.m.", "الساعة الثالثة والنصف عصرا" as ``T15:30``, to be put behind a day."""
    hour, minute = slots.number("hour"), slots.number("minute")
    part = slots.value("part_a")
    hours = slots.sense("hours")
    if hour is None or hour > 24 or (minute is not None and minute > 59):
        return None
    if hours is None and slots.signs.signs[slots.match.start("part_a")] != "x" and not slots.signs.words.article:
        return None
    if hours is not None and (hours.many != 1 or not hours.definite):
        return None
    if hours is None and not _tells_hour(slots, hour):
        return None
    minutes = minute if minute is not None else _FRACTIONS.get(slots.value("fraction"), 0)
    exact = minute is not None or slots.has("fraction")
    return Value(f"T{_hour(hour, part):02}:{minutes:02}", "minute" if exact else "hour", NO_DAY)


def _tells_hour(slots: Slots, hour: int) -> bool:
    """Whether a number without the word "hour" is one: in words only with the article, and not "the first"."""
    sense = slots.sense("hour")
    if sense is None or slots.signs.signs[slots.match.start("part_a")] == "x":
        return sense is not None
    return sense.sign == "D" or (sense.definite and (sense.sign == "n" or hour > 1))


def _hour(hour: int, part: str) -> int:
    """The hour of twenty-four; one after midnight is night, too."""
    if part == "AF" and hour in (10, 11):
        return hour  # noon is afternoon, too
    if part in ("AF", "EV", "PM") or (part == "NI" and hour >= 6):
        return hour + 12 if hour < 12 else 0 if part == "NI" else hour
    return 0 if (part in ("MO", "AM", "NI") and hour == 12) or hour == 24 else hour
