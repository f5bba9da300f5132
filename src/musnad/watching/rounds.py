"""One round of watching: feeds that are due are asked, new entries noted, their pages fetched and added."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from musnad.config import incoming
from musnad.engine.local import LocalEngine
from musnad.fetching.fetch import Answer, Manners
from musnad.fetching.robots import Robots
from musnad.intake import add_received
from musnad.model import Rejected
from musnad.pages.address import key_of
from musnad.per_article import Added
from musnad.pipeline import Mode
from musnad.reading.decoding import Undecodable
from musnad.reading.feeds import read_feed
from musnad.reading.received import Received
from musnad.reading.unpacking import Place, label_of, unpacked_page
from musnad.store.rows import Outcome
from musnad.store.watched import (
    DONE,
    REFUSED,
    FeedState,
    WaitingEntry,
    due_entries,
    feed_states,
    next_look,
    note_entries,
    put_off,
    remember_feed,
    settle,
    waiting,
)
from musnad.watching.answers import backed_off, conditions, fault_of, may_pass
from musnad.watching.asking import Got, Wish, asked
from musnad.watching.plan import Plan, WatchedFeed
from musnad.watching.revisits import Revisits, first_look


@dataclass
class Watch:
    """A plan being watched: its store, its manners, and what has been learned of robots.txt meanwhile."""

    plan: Plan
    store: Engine
    engine: LocalEngine
    manners: Manners
    mode: Mode = Mode.CAREFUL
    tell: Callable[[Rejected], None] = lambda _: None
    robots: Robots = field(init=False)

    def __post_init__(self) -> None:
        self.robots = Robots(self.manners)

    def round(self) -> str:
        """One round; gives the line that says what it came to."""
        begun, started = datetime.now(UTC), time.monotonic()
        counts: Counter[str] = Counter()
        self._ask_feeds(begun, counts)
        self._add_pages(begun, counts)
        if self.plan.revisit:
            Revisits(self.plan, self.store, self.manners, self.robots).round(self._added, counts)
        with self.store.execution_options(reading=True).connect() as connection:
            counts["waiting"] = waiting(connection)[0]
        named: tuple[str, ...] = (
            "feeds",
            "unchanged",
            "failed",
            "new",
            "added",
            "known",
            "refused",
            "put off",
            "waiting",
        )
        if self.plan.revisit:
            named = (*named, "looked at again", "changed")
        told = ", ".join(f"{counts[name]} {name}" for name in named)
        return f"{begun:%Y-%m-%dT%H:%M:%SZ} {told}, {time.monotonic() - started:.1f} s"

    def next_s(self) -> float:
        """In how many seconds something is due: a feed, or a page that was put off."""
        now = datetime.now(UTC)
        with self.store.execution_options(reading=True).connect() as connection:
            states = feed_states(connection, [feed.url for feed in self.plan.feeds])
            _, page_at = waiting(connection)
            look_at = next_look(connection, now - self.plan.revisit) if self.plan.revisit else None
        times = [at for at in (page_at, look_at, *(state.next_at for state in states.values())) if at]
        return max(incoming.ROUND_S_MIN, min(((at - now).total_seconds() for at in times), default=0.0))

    def _added(self, items: Iterator[Received | Rejected]) -> Iterator[Added | Rejected]:
        return add_received(items, self.engine, self.store, self.mode)

    def _ask_feeds(self, now: datetime, counts: Counter[str]) -> None:
        """Asks the feeds that are due and notes their new entries."""
        with self.store.execution_options(reading=True).connect() as connection:
            states = feed_states(connection, [feed.url for feed in self.plan.feeds])
        due = {}
        for feed in self.plan.feeds:
            state = states.get(feed.url, FeedState(feed.url))
            if state.next_at is None or state.next_at <= now:
                due[feed.url] = (feed, state)
        counts["feeds"] = len(due)
        wishes = [Wish(url, conditions(state)) for url, (_, state) in due.items()]
        for got in asked(wishes, self.manners, self.plan.delay_s, self.robots):
            feed, state = due[got.wish.url]
            self._take_feed(feed, state, got, counts)

    def _take_feed(self, feed: WatchedFeed, state: FeedState, got: Got, counts: Counter[str]) -> None:
        """Notes what a feed answered, its new entries in the same transaction as that it was asked."""
        now = datetime.now(UTC)
        later = replace(state, next_at=now + feed.every, fault_count=0)
        found: list[tuple[str, str, str | None]] = []
        reason = fault_of(got)
        answer = got.result
        if isinstance(answer, Answer) and reason is None and answer.status != 304:
            entries = read_feed(answer.body)
            if isinstance(entries, Undecodable):
                reason = entries.reason
            else:
                found = [(key_of(each.url), each.url, feed.outlet) for each in entries.entries if each.url]
                headers = answer.headers
                later = replace(later, etag=headers.get("etag"), modified=headers.get("last-modified"))
        if reason is not None:
            counts["failed"] += 1
            self.tell(Rejected(feed.url, "watch", reason))
            pause = got.wait_s if got.wait_s is not None else backed_off(feed.every, state.fault_count)
            later = replace(state, next_at=now + timedelta(seconds=pause), fault_count=state.fault_count + 1)
        elif isinstance(answer, Answer) and answer.status == 304:
            counts["unchanged"] += 1
        with self.store.begin() as connection:
            remember_feed(connection, later)
            counts["new"] += note_entries(connection, feed.url, found, now)

    def _add_pages(self, now: datetime, counts: Counter[str]) -> None:
        """Fetches the pages that wait and adds their articles."""
        with self.store.execution_options(reading=True).connect() as connection:
            due = {entry.url: entry for entry in due_entries(connection, now)}
        answered: dict[str, FeedState] = {}
        for got in self._added(self._pages(due, answered, counts)):
            entry = due.get(got.source)
            if isinstance(got, Added):
                counts["known" if got.outcome is Outcome.KNOWN else "added"] += 1
            else:
                counts["refused"] += 1
                self.tell(got)
            if entry is not None:
                reason = got.reason if isinstance(got, Rejected) else None
                with self.store.begin() as connection:
                    settle(connection, entry.key, REFUSED if reason else DONE, reason)
                    if self.plan.revisit and reason is None and entry.url in answered:
                        remember_feed(connection, answered[entry.url])

    def _pages(
        self, due: dict[str, WaitingEntry], answered: dict[str, FeedState], counts: Counter[str]
    ) -> Iterator[Received | Rejected]:
        """The pages of entries as they come in; those to be tried again are put off and do not appear."""
        wishes = [Wish(url) for url in due]
        for got in asked(wishes, self.manners, self.plan.delay_s, self.robots):
            entry = due[got.wish.url]
            reason = fault_of(got)
            if reason is None and isinstance(got.result, Answer):
                at = datetime.now(UTC).isoformat(timespec="seconds")
                place = Place(entry.url, label_of(got.result.url), got.result.url, got.result.charset, at)
                answered[entry.url] = first_look(entry.url, got.result)
                yield unpacked_page(got.result.body, place, entry.outlet)
            elif may_pass(got) and entry.fault_count < incoming.PAGE_TRIES_MAX:
                counts["put off"] += 1
                pause = got.wait_s if got.wait_s is not None else backed_off(timedelta(minutes=1), entry.fault_count)
                with self.store.begin() as connection:
                    put_off(connection, entry, datetime.now(UTC) + timedelta(seconds=pause), reason or "")
            else:
                yield Rejected(entry.url, "watch", reason or "nothing came")
