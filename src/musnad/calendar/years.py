"""Months, seasons, years, decades and centuries by their name or number."""

from __future__ import annotations

from dataclasses import replace

from musnad import config
from musnad.calendar import arithmetic
from musnad.calendar.arithmetic import Value, unresolved
from musnad.calendar.slots import Slots


def read_month(slots: Slots) -> Value | None:
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


def read_season(slots: Slots) -> Value | None:
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


def read_year(slots: Slots) -> Value | None:
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


def read_bare_year(slots: Slots) -> Value | None:
    """A number beside no word of time: a year if it is near to our time, not round, and nothing behind is counted."""
    year, words = slots.number("year"), slots.signs.words
    now = slots.anchor.year or config.YEAR_LATEST
    if year is None or year % 50 == 0 or not config.YEAR_BARE_EARLIEST <= year <= now + config.YEARS_BARE_AHEAD_MAX:
        return None
    first, after = slots.match.start(), slots.match.end()
    if first and slots.signs.signs[first - 1] in "lfnDN:`":
        return None
    if after < len(slots.signs.signs) and words.is_counted(slots.signs.piece(after)):
        return None
    return arithmetic.of_year(year)


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


def read_decade(slots: Slots) -> Value | None:
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


def read_century(slots: Slots) -> Value | None:
    """ "The nineteenth century"."""
    number = slots.number("ordinal", "ordinal_b", "count")
    return arithmetic.of_century(number) if number and 0 < number <= 30 else None
