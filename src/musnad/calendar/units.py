"""Weeks, months, years and their parts, counted from the article's date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from musnad.calendar import arithmetic
from musnad.calendar.arithmetic import BEYOND, Value, unresolved
from musnad.calendar.slots import Slots

EVENT = "it is counted from another event"
UNCOUNTED = "how many is not said"
_FRIDAY = 5


def read_unit(slots: Slots) -> Value | None:
    """ "Last week", "this year", "the two past years"."""
    sense, shift = slots.sense("unit"), slots.number("relative")
    if sense is None or shift is None or (sense.value == "day" and shift != 0 and not slots.signs.words.article):
        return None
    if sense.many == 2:
        return _stretch(slots, sense.value, 2, shift)
    if sense.many == 0:
        return unresolved(UNCOUNTED, "PAST_REF" if shift < 0 else "FUTURE_REF" if shift > 0 else "PRESENT_REF")
    if sense.value in ("half", "hour", "minute"):
        return None
    return _moved(slots, sense.value, shift)


def _moved(slots: Slots, unit: str, count: int) -> Value:
    """The unit so many units away from the article's date."""
    anchor = slots.anchor
    day = anchor.day
    if day is None and anchor.year is not None and unit in ("year", "decade", "century"):
        day = date(anchor.year, 1, 1)
    if day is None and anchor.year is not None and anchor.month is not None and unit in ("month", "quarter"):
        day = date(anchor.year, anchor.month, 1)
    if day is None:
        return unresolved(anchor.missing)
    found = arithmetic.shifted(day, count, unit)
    return replace(found, is_relative=True) if found else unresolved(BEYOND)


def _stretch(slots: Slots, unit: str, count: int, shift: int) -> Value:
    """The last or next so many units, as a range that ends or begins with the article's date."""
    if unit in ("hour", "minute"):
        if unit != "hour" or count % 24 or not count:
            return unresolved("the hour of publication is not known")
        unit, count = "day", count // 24
    if shift == 0:
        return _moved(slots, unit, 0)
    near, far = _moved(slots, unit, 0), _moved(slots, unit, count if shift > 0 else -count)
    if near.value is None or far.value is None:
        return far
    ends = (near.value, far.value) if shift > 0 else (far.value, near.value)
    return Value("/".join(ends), near.grain, is_relative=True)


def read_span(slots: Slots) -> Value | None:
    """ "The last three weeks", "the past few days"."""
    unit, shift, count = slots.value("unit"), slots.sense("relative"), slots.sense("count")
    if shift is None or count is None or not unit:
        return None
    steps = -1 if shift.sign == "r" else int(shift.value)
    if count.sign == "F":
        return unresolved(UNCOUNTED, "PAST_REF" if steps < 0 else "FUTURE_REF")
    if int(count.value) == 1:
        return None
    return _stretch(slots, unit, int(count.value), steps)


def read_recent(slots: Slots) -> Value | None:
    """ "Recent years"."""
    sense = slots.sense("unit", "unit_b")
    return unresolved(UNCOUNTED, "PAST_REF") if sense and sense.many == 0 else None


def read_border(slots: Slots) -> Value | None:
    """ "The end of the year": of the year that runs."""
    sense = slots.sense("unit")
    if sense is None or sense.many != 1:
        return None
    if not (sense.definite if slots.signs.words.article else slots.match.group("of") == "ff"):
        return None
    return _moved(slots, sense.value, 0)


def read_weekend(slots: Slots) -> Value | None:
    """ "The weekend": the last one that has begun, or the next."""
    day = slots.anchor.day
    if day is None:
        return unresolved(slots.anchor.missing)
    return _moved(slots, "weekend", 0 if slots.ahead or day.isoweekday() >= _FRIDAY else -1)


def read_fraction(slots: Slots) -> Value | None:
    """ "The first quarter of 2024", "the second half of last year", "last quarter"."""
    unit = slots.value("unit", "unit_b")
    ordinal = slots.number("ordinal", "ordinal_b")
    if "this" not in slots.match.re.groupindex and ordinal is not None:
        return _bare_quarter(slots, ordinal) if unit == "quarter" else None
    if ordinal is None:
        shift = slots.number("relative")
        return None if unit != "quarter" or shift is None else _moved(slots, unit, shift)
    count = 4 if unit == "quarter" else 2
    ordinal = count if ordinal < 0 else ordinal
    if ordinal > count:
        return None
    sign = "Q" if unit == "quarter" else "H"
    year = slots.number("year")
    relative = year is None
    if year is None:
        if slots.anchor.year is None:
            return unresolved(slots.anchor.missing)
        year = slots.anchor.year + (slots.number("relative", "relative_b") or 0)
    return Value(f"{year:04}-{sign}{ordinal}", unit, is_relative=relative)


def _bare_quarter(slots: Slots, ordinal: int) -> Value | None:
    """ "The third quarter": the last one that has begun."""
    if ordinal > 4 or slots.sense("ordinal", "ordinal_b") is None:
        return None
    if slots.anchor.year is None or slots.anchor.month is None:
        return unresolved(slots.anchor.missing)
    ordinal = 4 if ordinal < 0 else ordinal
    year = slots.anchor.year - (3 * ordinal - 2 > slots.anchor.month)
    return Value(f"{year:04}-Q{ordinal}", "quarter", is_relative=True)


def read_ago(slots: Slots) -> Value | None:
    """ "Three days ago", "since two months" as Arabic says it."""
    sense, count = slots.sense("unit"), slots.number("count", "count_b")
    if sense is None or (sense.definite and count is None):
        return None
    if slots.has("of"):
        return unresolved(EVENT)
    if slots.has("part_of"):
        years = {"century": 100, "decade": 10}[sense.value] // {"half": 2, "quarter": 4}[slots.value("part_of")]
        return _moved(slots, "year", -years)
    if slots.has("few") or (count is None and sense.many == 0):
        return unresolved(UNCOUNTED, "PAST_REF")
    if count is None and not slots.signs.words.article:
        return None
    return _counted(slots, sense.value, -(count or sense.many))


def _counted(slots: Slots, unit: str, count: int) -> Value:
    """So many units from now; hours need the hour of publication."""
    if unit == "minute" or (unit == "hour" and slots.anchor.hour is None):
        return unresolved("the hour of publication is not known")
    if unit != "hour":
        return _moved(slots, unit, count)
    if slots.anchor.day is None:
        return unresolved(slots.anchor.missing)
    days, hour = divmod((slots.anchor.hour or 0) + count, 24)
    try:
        day = slots.anchor.day + timedelta(days=days)
    except OverflowError:
        return unresolved(BEYOND)
    return Value(f"{day.isoformat()}T{hour:02}:00", "hour", is_relative=True)


def read_in(slots: Slots) -> Value | None:
    """ "In three days", where the clause speaks of the future."""
    sense, count = slots.sense("unit"), slots.number("count")
    arabic = bool(slots.signs.words.article)
    if sense is None or (sense.definite and count is None) or (count is None and not arabic):
        return None
    if slots.has("of") or not slots.ahead:
        return unresolved(EVENT) if arabic else None
    if count is None and sense.many == 0:
        return unresolved(UNCOUNTED, "FUTURE_REF")
    return _counted(slots, sense.value, count or sense.many)
