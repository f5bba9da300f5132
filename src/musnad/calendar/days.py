"""Days by their number: with a month of either calendar, in digits, or as feasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hijridate import Gregorian

from musnad import config
from musnad.calendar import arithmetic
from musnad.calendar.arithmetic import Value, with_part
from musnad.calendar.slots import Slots

_NO_TABLES = Value(None, None, "no tables reach to this Hijri date")
_NO_DAY = Value(None, None, "the month has no such day")


def read_date(slots: Slots) -> Value | None:
    """ "16 November 2024", "Monday 16 November", "3 to 7 May", "5 May last year"."""
    month, day, until = slots.number("month"), slots.number("day"), slots.number("day_b")
    other = slots.number("month_b", "month_c")
    if month is None or day is None or not 1 <= day <= 31 or _counts(slots) or (other is not None and other != month):
        return None
    if until is not None and not day < until:
        until = None
    year = slots.year
    if year is None:
        return _without_year(slots, month, day, until)
    found = _days((year, month, day), until, slots.part)
    return replace(found, is_relative=not (slots.has("year") or slots.has("year_a")))


def _counts(slots: Slots) -> bool:
    """Whether the day is a number in words that counts something: only with the article is it the twentieth."""
    sense = slots.sense("day")
    return sense is not None and sense.sign == "n" and not sense.definite


def _days(of: tuple[int, int, int], until: int | None, part: str) -> Value:
    """The day, or the days from it to another one of its month."""
    first = arithmetic.day_of(*of)
    if first is None:
        return _NO_DAY
    if until is None:
        return with_part(first, part)
    last = arithmetic.day_of(of[0], of[1], until)
    return Value(f"{first.isoformat()}/{last.isoformat()}", "day") if last else _NO_DAY


def _without_year(slots: Slots, month: int, day: int, until: int | None) -> Value:
    """The year nearest to the article's date: back, unless the clause looks ahead or the day is close."""
    now = slots.anchor.day
    if now is None:
        if slots.anchor.year is None or slots.anchor.month is None:
            return Value(None, None, f"the year is not said, and {slots.anchor.missing}")
        now = date(slots.anchor.year, slots.anchor.month, 28)
    # Only years in which the month has such a day: 29 February.
    years = [year for year in range(now.year - 8, now.year + 9) if arithmetic.day_of(year, month, day)]
    days = [found for found in (arithmetic.day_of(year, month, day) for year in years) if found]
    back = [found for found in days if found <= now]
    ahead = [found for found in days if found > now]
    shift = slots.number("relative")
    if shift is not None and shift < 0:
        chosen = [found for found in days if found < now][-1:]
    elif (shift is not None and shift > 0) or (slots.ahead and back[-1:] != [now]):
        chosen = ahead[:1]
    elif shift == 0:
        chosen = [found for found in days if found.year == now.year]
    elif ahead and ahead[0] - now <= timedelta(days=config.DAYS_AHEAD_MAX):
        chosen = ahead[:1]
    else:
        chosen = back[-1:]
    if not chosen:
        return _NO_DAY
    weekday = slots.number("weekday")
    if weekday is not None and chosen[0].isoweekday() != weekday and shift is None:
        agreeing = [found for found in days if found.isoweekday() == weekday]
        chosen = [min(agreeing, key=lambda found: abs(found - now))] if agreeing else chosen
    return replace(_days((chosen[0].year, month, day), until, slots.part), is_relative=True)


def read_day_of_month(slots: Slots) -> Value | None:
    """ "The fifth of next month", "16 of the current"."""
    shift, day = slots.number("month_relative", "month_relative_b"), slots.number("day")
    if shift is None or day is None:
        return None
    if slots.anchor.year is None or slots.anchor.month is None:
        return Value(None, None, slots.anchor.missing)
    year, month = arithmetic.add_months(slots.anchor.year, slots.anchor.month, shift)
    return replace(_days((year, month, day), None, slots.part), is_relative=True)


def read_numeric(slots: Slots) -> Value | None:
    """ "16/11/2024", "2024-11-16", "5/14/1446"."""
    day, month, year = slots.number("day"), slots.number("month_number"), slots.year
    if day is None or month is None:
        return None
    if year is None:
        if slots.signs.words.is_month_first:
            day, month = month, day
        return _without_year(slots, month, day, None) if 1 <= month <= 12 else None
    return _numeric(slots, year, month, day)


def read_dotted(slots: Slots) -> Value | None:
    """ "16.11.2024": the day first, as wherever points stand in dates."""
    parts = [int(part) for part in slots.value("dotted").split(".")]
    return _numeric(slots, parts[2], parts[1], parts[0]) if len(parts) == 3 else None


def _numeric(slots: Slots, year: int, month: int, day: int) -> Value | None:
    """A date in digits whose day and month may have changed places."""
    if 1343 <= year <= 1500:
        return arithmetic.from_hijri(year, month, day)
    orders = [(month, day), (day, month)]
    if slots.signs.words.is_month_first:
        orders.reverse()
    if slots.has("year") and slots.match.start("year") < slots.match.start("day"):
        orders = [(month, day)]
    found = [each for each in (arithmetic.day_of(year, *order) for order in orders) if each]
    if not found:
        return None
    return with_part(found[0], slots.part)


def read_hijri(slots: Slots) -> Value | None:
    """ "14 Jumada al-Ula 1446", "last Ramadan", "the year 1446"."""
    month, day = slots.number("hijri_month"), slots.number("day")
    year, shift = slots.number("hijri_year", "hijri_year_b"), slots.number("relative", "relative_a")
    if month is None:
        return None if year is None else arithmetic.from_hijri(year, None, None) or _NO_TABLES
    if year is not None and year > 1600:
        return _hijri_in(year, month, day)
    if year is not None:
        if year < 100:
            year += 1400
        return arithmetic.from_hijri(year, month, day) or _NO_TABLES
    if _stands_alone(slots, day, shift):
        return None
    near = hijri_near(slots, month, day or 1, shift)
    if near is None:
        return Value(None, None, slots.anchor.missing)
    found = arithmetic.from_hijri(near, month, day)
    return replace(found, is_relative=True) if found else _NO_DAY


def _hijri_in(year: int, month: int, day: int | None) -> Value:
    """The Hijri month or day of which the first day lies in a Gregorian year."""
    try:
        near = Gregorian(year, 7, 1).to_hijri().year
    except (ValueError, OverflowError):
        return _NO_TABLES
    found = [arithmetic.from_hijri(each, month, day) for each in (near - 1, near, near + 1)]
    return next((each for each in found if each and (each.value or "").startswith(f"{year:04}")), _NO_TABLES)


def _stands_alone(slots: Slots, day: int | None, shift: int | None) -> bool:
    """Whether a month's name that is a person's name as well has nothing by it that makes it a month."""
    at = slots.match.start("hijri_month")
    before = slots.signs.signs[max(at - 1, 0) : at]
    return (
        slots.signs.signs[at] == "h" and day is None and shift is None and before not in ("b", "i", "I", "B", "O", "a")
    )


def hijri_near(slots: Slots, month: int, day: int, shift: int | None) -> int | None:
    """The Hijri year of a month or day without one; None if the article's day is not known or out of the tables."""
    if slots.anchor.day is None:
        return None
    try:
        now = Gregorian.fromdate(slots.anchor.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    this = (month, day) <= (now.month, now.day) if day > 1 else month <= now.month
    if shift is not None and shift > 0:
        return now.year + 1 if month <= now.month else now.year
    if shift is not None and shift < 0:
        return now.year if month < now.month else now.year - 1
    if this or shift == 0:
        return now.year
    return now.year if slots.ahead or month - now.month <= config.MONTH_AHEAD_COUNT_MAX else now.year - 1


def read_feast(slots: Slots) -> Value | None:
    """ "Christmas", "the last Eid al-Fitr"."""
    month, day = (int(part) for part in slots.value("feast", "hijri_feast").split("-"))
    if slots.has("feast"):
        if slots.year is not None:
            return _days((slots.year, month, day), None, "")
        return _without_year(slots, month, day, None)
    near = hijri_near(slots, month, day, slots.number("relative"))
    if near is None:
        return Value(None, None, slots.anchor.missing)
    found = arithmetic.from_hijri(near, month, day + (slots.number("ordinal") or 1) - 1)
    return replace(found, is_relative=True) if found else _NO_DAY
