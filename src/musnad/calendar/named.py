"""Days by their name: weekdays, today and its neighbours, and those that point elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from musnad.calendar import arithmetic
from musnad.calendar.arithmetic import Value, unresolved, with_part
from musnad.calendar.slots import Slots

OTHER_TIME = "it points at another time in the text"


def read_weekday(slots: Slots) -> Value | None:
    """ "Monday", "next Friday", "Sunday morning", "Thursday of next week"."""
    weekday = slots.number("weekday")
    day = slots.anchor.day
    if weekday is None:
        return None
    if day is None:
        return unresolved(slots.anchor.missing)
    week = slots.number("week", "week_b")
    if week is not None:
        monday = day - timedelta(days=day.isoweekday() - 1)
        found = monday + timedelta(days=7 * week + weekday - 1)
    else:
        found = arithmetic.weekday_near(day, weekday, slots.number("relative", "relative_a"), ahead=slots.ahead)
    return replace(with_part(found, slots.part), is_relative=True)


def read_pair(slots: Slots) -> Value | None:
    """ "The two days Monday and Tuesday", as Arabic says it with a dual."""
    pair, second = slots.sense("pair"), slots.number("weekday_b")
    first = read_weekday(slots)
    if pair is None or pair.many != 2 or second is None or first is None or first.value is None:
        return None
    last = arithmetic.weekday_near(date.fromisoformat(first.value[:10]), second, None, ahead=True)
    return Value(f"{first.value}/{last.isoformat()}", "day", is_relative=True)


def read_deictic(slots: Slots) -> Value | None:
    """ "Yesterday", "tomorrow morning", "today, Monday"."""
    count, _, part = slots.value("days").partition(" ")
    if count == "0" and _is_numbered(slots):
        return None
    day = slots.anchor.day
    if day is None:
        return unresolved(slots.anchor.missing)
    found = day + timedelta(days=int(count))
    weekday = slots.number("weekday")
    if weekday is not None and found.isoweekday() != weekday:
        # The article was dated later than it was written: the weekday is sure, the count is not.
        both = [arithmetic.weekday_near(found, weekday, None, ahead=ahead) for ahead in (False, True)]
        found = min(both, key=lambda near: abs(near - found))
    return replace(with_part(found, slots.part or part), is_relative=True)


def _is_numbered(slots: Slots) -> bool:
    """Whether "the day" goes on with a number or a word such as "same", and is not today."""
    after = slots.match.end("days")
    if not slots.signs.words.article or after >= len(slots.signs.signs):
        return False
    sense = slots.signs.sense(after)
    return sense.sign == "E" or (sense.sign == "o" and sense.definite)


def read_part(slots: Slots) -> Value | None:
    """ "This morning", "last night"."""
    shift = slots.number("relative")
    part = slots.sense("part_a")
    before = slots.match.start("part_a") < slots.match.start("relative")
    if (
        shift is None
        or part is None
        or (before and not slots.signs.words.article)
        or (slots.signs.words.article and not part.definite)
    ):
        return None
    if slots.anchor.day is None:
        return unresolved(slots.anchor.missing)
    return replace(with_part(slots.anchor.day + timedelta(days=shift), part.value), is_relative=True)


def read_same(slots: Slots) -> Value | None:
    """ "The following day", "that year"; a word that opens a clause as often does not count before a weekday."""
    if not slots.has("that"):
        return unresolved(OTHER_TIME) if slots.signs.words.article else None
    opens_clause = slots.value("that") == "that" and slots.value("unit_b").isdigit()
    return None if opens_clause else unresolved(OTHER_TIME)
