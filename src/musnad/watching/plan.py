"""The file of feeds that are watched, checked as a whole."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from musnad.config import incoming
from musnad.errors import InputError
from musnad.fetching.addresses import Allowed, RefusedError, target_of

_KNOWN = {"every_minutes", "delay_s", "revisit_hours", "allow", "feed"}
_HINT = "examples/feeds.toml is one to start from"
_OF_FEED = {"url", "outlet", "every_minutes"}


@dataclass(frozen=True, slots=True)
class WatchedFeed:
    """One feed: its address, whose it is if the file says so, and how often it is asked."""

    url: str
    outlet: str | None
    every: timedelta


@dataclass(frozen=True, slots=True)
class Plan:
    """What is watched, how long to wait between two pages of one host, and what may be asked besides the internet.

    ``revisit`` is for how long after it was found a page is asked whether it has changed; nothing for never.
    """

    feeds: tuple[WatchedFeed, ...]
    delay_s: float
    allowed: Allowed
    revisit: timedelta = timedelta(0)


def read_plan(path: Path) -> Plan:
    """The plan in a TOML file. Raises ``InputError`` that lists every fault."""
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file; {_HINT}") from error
    except IsADirectoryError as error:
        raise InputError(f"{path}: it is a folder; give the TOML file that names the feeds") from error
    except OSError as error:
        raise InputError(f"{path}: it cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: it is no TOML ({error}); {_HINT}") from error
    faults = [_unknown(name, _KNOWN) for name in sorted(set(value) - _KNOWN)]
    every = _number(value, "every_minutes", 15.0, faults)
    delay = _number(value, "delay_s", incoming.HOST_DELAY_S, faults)
    hours = _number(value, "revisit_hours", 0.0, faults)
    given = value.get("allow", [])
    try:
        allowed = Allowed.of([str(each) for each in given] if isinstance(given, list) else [str(given)])
    except RefusedError as error:
        faults.append(f"allow: {error}")
        allowed = Allowed()
    listed = value.get("feed", [])
    rows = listed if isinstance(listed, list) else []
    feeds = [feed for n, row in enumerate(rows, 1) if (feed := _feed(n, row, every, faults)) is not None]
    if not feeds and not faults:
        faults.append('it names no feed; write [[feed]] and below it url = "https://…"')
    if faults:
        raise InputError(f"{path} cannot be used:\n" + "\n".join(f"  {fault}" for fault in faults))
    return Plan(tuple({feed.url: feed for feed in feeds}.values()), delay, allowed, timedelta(hours=hours))


def _feed(number: int, row: Any, every: float, faults: list[str]) -> WatchedFeed | None:
    """One feed; None, with the faults noted, if it is none."""
    if not isinstance(row, dict):
        faults.append(f"feed {number}: write [[feed]] above its lines")
        return None
    faults += [f"feed {number}: {_unknown(name, _OF_FEED)}" for name in sorted(set(row) - _OF_FEED)]
    if "url" not in row:
        faults.append(f'feed {number}: it has no url; write url = "https://…" below [[feed]]')
        return None
    if "://" not in str(row["url"]):
        faults.append(f"feed {number}: url: write the whole address, https:// and all, not {str(row['url'])!r}")
        return None
    try:
        target_of(str(row.get("url", "")))
    except RefusedError as error:
        faults.append(f"feed {number}: url: {error}")
        return None
    minutes = _number(row, "every_minutes", every, faults)
    outlet = row.get("outlet")
    return WatchedFeed(str(row["url"]), str(outlet) if outlet else None, timedelta(minutes=minutes))


def _unknown(name: str, known: set[str]) -> str:
    """What is said of a name that a file of feeds may not have there."""
    near = get_close_matches(name, known, n=1)
    return f"unknown name {name!r}; " + (f"is {near[0]!r} meant?" if near else f"known: {', '.join(sorted(known))}")


def _number(row: dict[str, Any], name: str, default: float, faults: list[str]) -> float:
    """A number of a row that is not negative."""
    value = row.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100_000:
        faults.append(f"{name} must be a number from 0 to 100,000, not {value!r}")
        return default
    return float(value)
