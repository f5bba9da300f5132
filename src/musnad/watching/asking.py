"""Addresses asked host by host: hosts side by side, the pages of one host one after another, each in its time."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from queue import Full, Queue
from urllib.parse import urlsplit

from musnad.config import incoming
from musnad.fetching.fetch import Answer, Manners, Refused, fetch
from musnad.fetching.robots import Robots

_BUSY = (429, 503)


@dataclass(frozen=True, slots=True)
class Wish:
    """An address to be asked, with the headers that make a server say that nothing has changed."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Got:
    """What came of a wish; ``wait_s`` is how long the host asked to be left alone, None if it did not."""

    wish: Wish
    result: Answer | Refused
    wait_s: float | None = None


def asked(wishes: Iterable[Wish], manners: Manners, delay_s: float, robots: Robots) -> Iterator[Got]:
    """The answers as they come in. A host that says it is busy is asked for nothing more; its wishes come back refused.

    To be stopped by closing the iterator; what is under way then is waited for.
    """
    groups: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        groups[_host(wish.url)].append(wish)
    answers: Queue[Got | None] = Queue(maxsize=incoming.ANSWERS_HELD)
    stop = threading.Event()
    pool = ThreadPoolExecutor(max_workers=incoming.HOSTS_AT_ONCE)
    for group in groups.values():
        pool.submit(_ask_host, group, (manners, delay_s, robots), answers, stop)
    try:
        left = len(groups)
        while left:
            got = answers.get()
            if got is None:
                left -= 1
            else:
                yield got
    finally:
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _ask_host(
    wishes: list[Wish], how: tuple[Manners, float, Robots], answers: Queue[Got | None], stop: threading.Event
) -> None:
    """Asks one host for all that is wished of it."""
    try:
        for got in _of_host(wishes, how, stop):
            if not _handed_over(got, answers, stop):
                return
    finally:
        _handed_over(None, answers, stop)


def _handed_over(got: Got | None, answers: Queue[Got | None], stop: threading.Event) -> bool:
    """Waits for room in the queue; False once nobody takes from it any more."""
    while not stop.is_set():
        try:
            answers.put(got, timeout=0.2)
        except Full:
            continue
        return True
    return False


def _of_host(wishes: list[Wish], how: tuple[Manners, float, Robots], stop: threading.Event) -> Iterator[Got]:
    manners, delay_s, robots = how
    busy: float | None = None
    first = True
    for wish in wishes:
        if busy is not None:
            yield Got(wish, Refused(wish.url, "its host is busy", may_pass=True), busy)
            continue
        if not robots.allow(wish.url):
            yield Got(wish, Refused(wish.url, "the site asks robots to leave it alone (robots.txt)"))
            continue
        if not first and stop.wait(max(delay_s, robots.delay_s(wish.url))):
            return
        first = False
        result = fetch(wish.url, manners, wish.headers)
        if isinstance(result, Answer) and result.status in _BUSY:
            wait_s = retry_after_s(result.headers.get("retry-after"))
            if wait_s > incoming.WAIT_SHORT_S:
                busy = wait_s
            elif stop.wait(wait_s):
                return
        yield Got(wish, result, busy)


def retry_after_s(value: str | None, now: datetime | None = None) -> float:
    """How many seconds a busy server asks to wait; what it does not say or says wrongly is a few minutes.

    >>> retry_after_s("120"), retry_after_s(None)
    (120.0, 300.0)
    >>> retry_after_s("Sat, 16 Nov 2024 10:01:00 GMT", datetime(2024, 11, 16, 10, tzinfo=UTC))
    60.0
    """
    text = (value or "").strip()
    if text.isdigit() and len(text) < 9:
        return min(float(text), incoming.WAIT_S_MAX)
    try:
        when = parsedate_to_datetime(text)
        left = when - (now or datetime.now(UTC)) if when.tzinfo else timedelta(seconds=incoming.BUSY_S)
    except (ValueError, TypeError, IndexError):
        return incoming.BUSY_S
    return min(max(left.total_seconds(), 0.0), incoming.WAIT_S_MAX)
