"""A time as somebody asks for it, in a command or a question: a date, a date with a time, or so long ago."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from musnad.errors import InputError

FORMS = "2031-03-04, 2031-03-04T12:00 (UTC), or 12h, 3d, 2w for so long ago"
_AGO = re.compile(r"(\d{1,5})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def time_asked(text: str, now: datetime) -> datetime:
    """The time that a text gives, in UTC unless it says otherwise. Raises ``InputError`` for what is none.

    >>> now = datetime(2031, 3, 4, 12, tzinfo=UTC)
    >>> time_asked("2031-03-01", now).isoformat(), time_asked("36h", now).isoformat()
    ('2031-03-01T00:00:00+00:00', '2031-03-03T00:00:00+00:00')
    """
    ago = _AGO.fullmatch(text.strip().lower())
    try:
        if ago:
            return now - int(ago[1]) * _UNITS[ago[2]]
        found = datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError) as error:
        raise InputError(f"{text}: not a time. Write {FORMS}") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
