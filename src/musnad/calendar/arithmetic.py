"""Days, weeks, months and years: how far they lie apart, and how ISO 8601 and TIMEX3 write them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from hijridate import Hijri

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the first of three
_YEARS = range(1, 9999)

BEYOND = "it lies beyond the calendar"


@dataclass(frozen=True, slots=True)
class Value:
    """What a time expression comes to: ``value`` and ``grain`` as in ``Mention``, ``reason`` where it has none.

    ``is_relative`` says that the article's date was needed; ``calendar`` names another calendar that it was
    converted from, with its uncertainty.
    """

    value: str | None
    grain: str | None
    reason: str | None = None
    is_relative: bool = False
    calendar: str | None = None


def of_day(day: date) -> Value:
    """A day: ``2024-11-16``."""
    return Value(day.isoformat(), "day")


def unresolved(reason: str, value: str | None = None) -> Value:
    """A time that has no value, or one of TIMEX3's vague ones."""
    return Value(value, None, reason)


def with_part(day: date, part: str) -> Value:
    """A day, or its morning, afternoon, evening or night: ``2024-11-16TMO``."""
    return Value(f"{day.isoformat()}T{part}", "part of day") if part else of_day(day)


def of_week(day: date) -> Value:
    """The ISO week that a day lies in: ``2024-W46``; it begins on Monday."""
    year, week, _ = day.isocalendar()
    return Value(f"{year:04}-W{week:02}", "week")


def of_month(year: int, month: int) -> Value:
    """A month: ``2024-10``."""
    return Value(f"{year:04}-{month:02}", "month")


def of_year(year: int) -> Value:
    """A year: ``2020``."""
    return Value(f"{year:04}", "year")


def of_decade(year: int) -> Value:
    """The decade that a year lies in, as TIMEX3 writes it: ``199`` for the 1990s."""
    return Value(f"{year // 10:03}", "decade")


def of_century(number: int) -> Value:
    """A century by its ordinal number, as ISO 8601 writes it: ``19`` for the twentieth."""
    return Value(f"{number - 1:02}", "century")


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month, ``count`` months later (earlier if negative).

    >>> add_months(2024, 1, -2)
    (2023, 11)
    """
    total = year * 12 + month - 1 + count
    return total // 12, total % 12 + 1


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None if the month has no such day."""
    if year not in _YEARS or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def shifted(day: date, count: int, unit: str) -> Value | None:
    """The day, week, month, year, decade or century that many units away from a day; None beyond the calendar."""
    try:
        if unit in ("day", "week", "weekend"):
            moved = day + timedelta(days=count * (1 if unit == "day" else 7))
            return {"day": of_day, "week": of_week, "weekend": _weekend}[unit](moved)
        year, month = add_months(day.year, day.month, count * {"month": 1, "quarter": 3, "half": 6}.get(unit, 0))
        years = count * {"year": 1, "decade": 10, "century": 100}.get(unit, 0)
        if year + years not in _YEARS:
            return None
        return {
            "month": lambda: of_month(year, month),
            "quarter": lambda: Value(f"{year:04}-Q{(month + 2) // 3}", "quarter"),
            "half": lambda: Value(f"{year:04}-H{(month + 5) // 6}", "half"),
            "year": lambda: of_year(year + years),
            "decade": lambda: of_decade(year + years),
            "century": lambda: of_century((year + years - 1) // 100 + 1),
        }[unit]()
    except OverflowError:
        return None


def _weekend(day: date) -> Value:
    return Value(f"{of_week(day).value}-WE", "weekend")


def weekday_near(day: date, weekday: int, shift: int | None, *, ahead: bool) -> date:
    """The day with that ISO weekday (Monday is 1) that a report of ``day`` means.

    Without a shift the same day counts, and otherwise the last before it, or the next after it if ``ahead``.
    -1 is the last before it, -2 the one before that, 1 the next after it, 0 the one in the same week.
    """
    back = (day.isoweekday() - weekday) % 7
    if shift is None:
        return day + timedelta(days=-back % 7) if ahead else day - timedelta(days=back)
    if shift == 0:
        return day + timedelta(days=-back % 7) if ahead else day + timedelta(days=weekday - day.isoweekday())
    if shift < 0:
        return day - timedelta(days=(back or 7) + 7 * (-shift - 1))
    return day + timedelta(days=((-back) % 7 or 7) + 7 * (shift - 1))


def season_near(day: date, season: str, shift: int) -> Value:
    """The season: ``2024-SU``. The last one that is over, this year's, or the next that has not begun.

    A winter has the year in which it begins.
    """
    first = _SEASON_MONTHS[season]
    began = day.year if day.month >= first else day.year - 1
    year_end, month_end = add_months(began, first, 3)
    running = (day.year, day.month) < (year_end, month_end)
    if shift < 0:
        year = began + (shift if running else shift + 1)
    elif shift > 0:
        year = began + shift
    else:
        year = began if running else day.year
    return Value(f"{year:04}-{season}", "season")


def from_hijri(year: int, month: int | None, day: int | None) -> Value | None:
    """The Gregorian day, or the range of days, of a Hijri date; None outside the tables (1343 to 1500) or the month.

    After the Umm al-Qura calendar (``hijridate``), that of Saudi Arabia; where the moon is sighted a month may begin
    a day earlier or later.
    """
    try:
        if day is not None and month is not None:
            found = of_day(Hijri(year, month, day).to_gregorian())
        else:
            first = Hijri(year, month or 1, 1).to_gregorian()
            last = Hijri(year, month or 12, 1)
            days = timedelta(days=last.month_length() - 1)
            value = f"{first.isoformat()}/{(last.to_gregorian() + days).isoformat()}"
            found = Value(value, "month" if month else "year")
    except (ValueError, OverflowError):
        return None
    return Value(found.value, found.grain, calendar="Umm al-Qura calendar, a day more or less")
