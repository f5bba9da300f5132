"""What each pattern means: slots → value, grain, and why there is none where there is none.

Every function here answers to a name in ``musnad.calendar.rules``. None means: this is no time after all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from musnad import config
from musnad.calendar import arithmetic
from musnad.calendar.arithmetic import Value
from musnad.calendar.clock import read_clock
from musnad.calendar.days import read_date, read_day_of_month, read_dotted, read_feast, read_hijri, read_numeric
from musnad.calendar.slots import Slots

EVENT = "it is counted from another event"
UNCOUNTED = "how many is not said"
OTHER_TIME = "it points at another time in the text"


def unresolved(reason: str, value: str | None = None) -> Value:
    """A time that has no value, or one of TIMEX3's vague ones."""
    return Value(value, None, reason)


def with_part(day: date, part: str) -> Value:
    """A day, or its morning, afternoon, evening or night."""
    found = arithmetic.of_day(day)
    return Value(f"{found.value}T{part}", "part of day") if part else found


def _month(slots: Slots) -> Value | None:
    """ "November 2024", "last May", "in March"."""
    month = slots.number("month")
    other = slots.number("month_b", "month_c", "month_to")
    shift = slots.number("relative")
    if month is None or _stands_alone(slots, month, other):
        return None
    anchor = slots.anchor
    year = slots.year
    relative = not slots.has("year") and not slots.has("year_a")
    if year is None:
        if anchor.year is None or anchor.month is None:
            return unresolved(anchor.missing)
        year = _year_of_month(slots, month, shift)
    found = arithmetic.of_month(year, month)
    if other is not None and other != month:
        first = year - 1 if other < month else year
        found = Value(f"{first:04}-{month:02}/{year:04}-{other:02}", "month")
    return replace(found, is_relative=relative)


def _stands_alone(slots: Slots, month: int, other: int | None) -> bool:
    """Whether a word that may mean something else has nothing by it that makes it a month."""
    at = slots.match.start("month")
    if slots.signs.signs[at] != "m" or (other is not None and slots.signs.signs[at + 1] in "/("):
        return False
    if any(slots.has(name) for name in ("relative", "year", "year_a", "year_relative", "year_relative_b", "named")):
        return False
    if slots.signs.signs[slots.match.start()] == "O" or slots.signs.signs[slots.match.end() :].startswith("J"):
        return False
    return slots.signs.signs[max(at - 1, 0) : at] not in ("i", "I", "B", "b", "O", "K", "J", "a")


def _year_of_month(slots: Slots, month: int, shift: int | None) -> int:
    """The year of a month that is named without one."""
    year, now = slots.anchor.year or 0, slots.anchor.month or 0
    if shift == 0:
        return year
    if shift is not None:
        return year + shift + (month < now if shift < 0 else -(month > now))
    if slots.ahead or (month - now) % 12 <= config.MONTH_AHEAD_COUNT_MAX:
        return year if month >= now else year + 1
    return year if month < now else year - 1


def _weekday(slots: Slots) -> Value | None:
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


def _deictic(slots: Slots) -> Value | None:
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
        found = arithmetic.weekday_near(found, weekday, None, ahead=False)
    return replace(with_part(found, slots.part or part), is_relative=True)


def _is_numbered(slots: Slots) -> bool:
    """Whether "the day" goes on with a number or a word such as "same", and is not today."""
    after = slots.match.end("days")
    if not slots.signs.words.article or after >= len(slots.signs.signs):
        return False
    sense = slots.signs.sense(after)
    return sense.sign == "E" or (sense.sign == "o" and sense.definite)


def _part(slots: Slots) -> Value | None:
    """ "This morning", "last night"."""
    shift = slots.number("relative")
    part = slots.sense("part_a")
    if shift is None or part is None or (slots.signs.words.article and not part.definite):
        return None
    if slots.anchor.day is None:
        return unresolved(slots.anchor.missing)
    return replace(with_part(slots.anchor.day + timedelta(days=shift), part.value), is_relative=True)


def _unit(slots: Slots) -> Value | None:
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
    return replace(found, is_relative=True) if found else unresolved("it lies beyond the calendar")


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


def _span(slots: Slots) -> Value | None:
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


def _recent(slots: Slots) -> Value | None:
    """ "Recent years"."""
    sense = slots.sense("unit", "unit_b")
    return unresolved(UNCOUNTED, "PAST_REF") if sense and sense.many == 0 else None


def _border(slots: Slots) -> Value | None:
    """ "The end of the year": of the year that runs."""
    sense = slots.sense("unit")
    if sense is None or sense.many != 1:
        return None
    if not (sense.definite if slots.signs.words.article else slots.match.group("of") == "ff"):
        return None
    return _moved(slots, sense.value, 0)


def _season(slots: Slots) -> Value | None:
    """ "Summer 2024", "last winter"."""
    season, shift = slots.value("season"), slots.number("relative")
    year = slots.year
    if year is not None:
        return Value(f"{year:04}-{season}", "season", is_relative=not slots.has("year"))
    if shift is None and not any(map(slots.has, ("year_relative", "year_relative_b"))):
        return None
    if slots.anchor.day is None or shift is None:
        return unresolved(slots.anchor.missing)
    return replace(arithmetic.season_near(slots.anchor.day, season, shift), is_relative=True)


def _fraction(slots: Slots) -> Value | None:
    """ "The first quarter of 2024", "the second half of last year", "last quarter"."""
    unit = slots.value("unit", "unit_b")
    ordinal = slots.number("ordinal", "ordinal_b")
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


def _year(slots: Slots) -> Value | None:
    """ "2019", "the year 1446", "2015 to 2020"."""
    year, until = slots.number("year"), slots.number("year_b")
    if year is None or _counts_things(slots, year):
        return None
    before = slots.signs.signs[max(slots.match.start() - 1, 0) : slots.match.start()]
    if before == "f" and slots.signs.words.article and until is None:
        return None  # "of 2015" rather counts things in Arabic
    if 1350 <= year < 1500 and slots.has("named") and slots.signs.words.article:
        return arithmetic.from_hijri(year, None, None)
    if until is None:
        return arithmetic.of_year(year)
    return Value(f"{year:04}/{until:04}", "year") if year < until else None


def _counts_things(slots: Slots, year: int) -> bool:
    """Whether a number that stands by itself is a round one, or lies far ahead: rather a count than a year."""
    if slots.has("named"):
        return False
    now = slots.anchor.year or config.YEAR_LATEST
    if slots.has("year_b"):
        return year > now + config.YEARS_AHEAD_MAX
    return (
        year < config.YEAR_EARLIEST
        or year > now + config.YEARS_AHEAD_MAX
        or (bool(slots.signs.words.article) and year % 1000 == 0)
    )


def _decade(slots: Slots) -> Value | None:
    """ "The 1990s", "the nineties of the last century"."""
    full = slots.number("year")
    if full is not None:
        return arithmetic.of_decade(full) if full % 10 == 0 else None
    short = slots.number("short", "decade")
    if short is None or short % 10 or (slots.has("short") and not 20 <= short <= 90):
        return None
    century = slots.number("ordinal")
    shift = slots.number("relative", "relative_b")
    if century is not None:
        return arithmetic.of_decade((century - 1) * 100 + short)
    now = slots.anchor.year or config.YEAR_LATEST
    if shift is not None:
        return replace(arithmetic.of_decade((now // 100 + shift) * 100 + short), is_relative=True)
    return arithmetic.of_decade(1900 + short)


def _century(slots: Slots) -> Value | None:
    """ "The nineteenth century"."""
    number = slots.number("ordinal", "ordinal_b", "count")
    return arithmetic.of_century(number) if number and 0 < number <= 30 else None


def _ago(slots: Slots) -> Value | None:
    """ "Three days ago", "since two months" as Arabic says it."""
    sense, count = slots.sense("unit"), slots.number("count", "count_b")
    if sense is None or (sense.definite and count is None):
        return None
    if slots.has("of"):
        return unresolved(EVENT)
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
        return unresolved("it lies beyond the calendar")
    return Value(f"{day.isoformat()}T{hour:02}:00", "hour", is_relative=True)


def _in(slots: Slots) -> Value | None:
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


def _same(slots: Slots) -> Value | None:
    """ "The following day", "that year"; a word that opens a clause as often does not count before a weekday."""
    if not slots.has("that"):
        return unresolved(OTHER_TIME) if slots.signs.words.article else None
    opens_clause = slots.value("that") == "that" and slots.value("unit_b").isdigit()
    return None if opens_clause else unresolved(OTHER_TIME)


READINGS: dict[str, Callable[[Slots], Value | None]] = {
    "date": lambda slots: read_date(slots) if slots.has("month") else read_day_of_month(slots),
    "numeric": read_numeric,
    "dotted": read_dotted,
    "hijri": read_hijri,
    "month": _month,
    "weekday": _weekday,
    "deictic": _deictic,
    "part": _part,
    "unit": _unit,
    "border": _border,
    "span": _span,
    "recent": _recent,
    "season": _season,
    "fraction": _fraction,
    "year": _year,
    "years": _year,
    "decade": _decade,
    "century": _century,
    "ago": _ago,
    "later": lambda _: unresolved(EVENT),
    "in": _in,
    "same": _same,
    "clock": read_clock,
    "feast": read_feast,
    "reference": lambda slots: unresolved("it says no more than past, present or future", slots.value("reference")),
}
