"""What each pattern means, by its name in ``musnad.calendar.rules``: slots → value, or None for what is no time."""

from __future__ import annotations

from collections.abc import Callable

from musnad.calendar.arithmetic import Value, unresolved
from musnad.calendar.clock import read_clock
from musnad.calendar.days import read_date, read_day_of_month, read_dotted, read_feast, read_hijri, read_numeric
from musnad.calendar.named import read_deictic, read_pair, read_part, read_same, read_weekday
from musnad.calendar.slots import Slots
from musnad.calendar.units import (
    EVENT,
    read_ago,
    read_border,
    read_fraction,
    read_in,
    read_recent,
    read_span,
    read_unit,
    read_weekend,
)
from musnad.calendar.years import read_bare_year, read_century, read_decade, read_month, read_season, read_year

READINGS: dict[str, Callable[[Slots], Value | None]] = {
    "date": lambda slots: read_date(slots) if slots.has("month") else read_day_of_month(slots),
    "numeric": read_numeric,
    "dotted": read_dotted,
    "hijri": read_hijri,
    "month": read_month,
    "weekday": read_weekday,
    "deictic": read_deictic,
    "part": read_part,
    "unit": read_unit,
    "border": read_border,
    "span": read_span,
    "recent": read_recent,
    "season": read_season,
    "fraction": read_fraction,
    "year": read_year,
    "bare year": read_bare_year,
    "weekend": read_weekend,
    "pair": read_pair,
    "years": read_year,
    "decade": read_decade,
    "century": read_century,
    "ago": read_ago,
    "later": lambda _: unresolved(EVENT),
    "in": read_in,
    "same": read_same,
    "clock": read_clock,
    "feast": read_feast,
    "reference": lambda slots: unresolved("it says no more than past, present or future", slots.value("reference")),
}
