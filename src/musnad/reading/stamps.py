"""A date written for machines → ISO 8601, in whatever of the usual forms; nothing where it is none or could be two."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

YEARS = range(1990, 2100)
_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{1,2}:?\d{2})?)?"
)
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_EPOCH = re.compile(r"(1\d{9}|[2-4]\d{9})(\d{3})?")
_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[\sT,]+(\d{1,2}):(\d{2})(?::\d{2})?\s*([AP]M)?)?", re.I)
_ZONE = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})$")
_SCRIPT = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{4}) (\d{2}:\d{2}:\d{2})(?: (?:GMT|UTC)([+-]\d{4}))?")
_DIGITS = str.maketrans({0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)})


def stamp(value: str | None) -> str | None:
    """A date as ISO 8601 with the precision it has: month, day, or minute and second, with its zone if told.

    Known: ISO 8601 and its careless relatives, RFC 2822, what scripts print, seconds and milliseconds since 1970,
    and day/month/year where it cannot be month/day/year. None for all else, and for years before 1990.

    >>> stamp("2024-11-16T09:30:00.000+0300"), stamp("Sat, 16 Nov 2024 09:30:00 GMT"), stamp("16/11/2024")
    ('2024-11-16T09:30:00+03:00', '2024-11-16T09:30:00+00:00', '2024-11-16')
    >>> stamp("٢٠٢٤-١١-١٦"), stamp("05/06/2024"), stamp("1731749400000")
    ('2024-11-16', None, '2024-11-16T09:30:00+00:00')
    """
    text = (value or "").translate(_DIGITS).strip()
    if not 6 <= len(text) <= 80:
        return None
    for form in (_of_iso, _of_run, _of_epoch, _of_slashed, _of_script, _of_mail):
        try:
            found = form(text)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
        if found is not None:
            return found if int(found[:4]) in YEARS else None
    return None


def _of_iso(text: str) -> str | None:
    match = _ISO.match(text)
    if not match:
        month = _MONTH.fullmatch(text)
        return date(int(month[1]), int(month[2]), 1).isoformat()[:7] if month else None
    return _built(match.groups())


def _of_run(text: str) -> str | None:
    match = _RUN.fullmatch(text)
    return _built(match.groups()) if match else None


def _built(parts: tuple[str | None, ...]) -> str:
    """The date of year, month, day, and perhaps hour, minute, second, zone."""
    year, month, day = (int(part or 0) for part in parts[:3])
    if parts[3] is None:
        return date(year, month, day).isoformat()
    moment = datetime(year, month, day, int(parts[3]), int(parts[4] or 0), int(parts[5] or 0))
    return moment.replace(tzinfo=_zone(parts[6])).isoformat()


def _zone(text: str | None) -> timezone | None:
    """The time zone that is written behind an hour; None for none."""
    if not text:
        return None
    match = _ZONE.match(text)
    if not match:
        return UTC
    away = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-away if match[1] == "-" else away)


def _of_epoch(text: str) -> str | None:
    match = _EPOCH.fullmatch(text)
    return datetime.fromtimestamp(int(match[1]), UTC).isoformat() if match else None


def _of_slashed(text: str) -> str | None:
    """Day, month and year where only one order is possible; with AM or PM the month comes first."""
    match = _SLASHED.fullmatch(text)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if match[6] and first <= 12:
        day, month = second, first
    elif first > 12 or first == second:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        return None
    return date(year, month, day).isoformat()


def _of_script(text: str) -> str | None:
    match = _SCRIPT.match(text)
    if not match:
        return None
    moment = datetime.strptime(" ".join(match.groups()[:4]), "%b %d %Y %H:%M:%S")
    return moment.replace(tzinfo=_zone(match[5])).isoformat()


def _of_mail(text: str) -> str | None:
    return parsedate_to_datetime(text).isoformat() if re.search(r"[A-Za-z]{3} \d{4}", text) else None
