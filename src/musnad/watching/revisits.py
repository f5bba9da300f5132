"""Pages that were added not long ago, asked politely whether they have changed; a changed one is a new version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from musnad.config import incoming
from musnad.fetching.fetch import Answer, Manners
from musnad.fetching.robots import Robots
from musnad.model import Rejected
from musnad.per_article import Added
from musnad.reading.received import Received
from musnad.reading.unpacking import Place, label_of, unpacked_page
from musnad.store.rows import Outcome
from musnad.store.watched import FeedState, SeenPage, forget_pages, remember_feed, seen_pages
from musnad.watching.answers import backed_off, conditions, fault_of, may_pass
from musnad.watching.asking import Got, Wish, asked
from musnad.watching.plan import Plan

Adding = Callable[[Iterator[Received | Rejected]], Iterator[Added | Rejected]]


@dataclass(frozen=True, slots=True)
class Revisits:
    """The pages of a plan that are asked again: each after half an hour, then after as long again as it is old."""

    plan: Plan
    store: Engine
    manners: Manners
    robots: Robots

    def round(self, added: Adding, counts: Counter[str]) -> None:
        """Asks the pages that are due; ``added`` puts those that answer into the store.

        A page that has not changed is known to the store; one that is gone or broken leaves what is stored as it is.
        What is remembered of a page is written once its answer is in the store: after a stop it is asked once more.
        """
        now = datetime.now(UTC)
        since = now - self.plan.revisit
        feeds = {feed.url for feed in self.plan.feeds}
        with self.store.begin() as connection:
            forget_pages(connection, since)
            found = seen_pages(connection, since, now, incoming.REVISITS_MAX)
        due = {page.url: page for page in found if page.url not in feeds}
        counts["looked at again"] = len(due)
        answered: dict[str, FeedState] = {}
        for got in added(self._pages(due, answered)):
            if isinstance(got, Added) and got.outcome is not Outcome.KNOWN:
                counts["changed"] += 1
            if got.source in answered:
                self._remember(answered[got.source])

    def _pages(self, due: dict[str, SeenPage], answered: dict[str, FeedState]) -> Iterator[Received | Rejected]:
        """The pages that came whole, as they come in."""
        wishes = [Wish(url, conditions(page.state)) for url, page in due.items()]
        for got in asked(wishes, self.manners, self.plan.delay_s, self.robots):
            page, answer = due[got.wish.url], got.result
            later = _later(page, got, datetime.now(UTC))
            if not isinstance(answer, Answer) or answer.status != 200:
                self._remember(later)
                continue
            answered[page.url] = later
            at = datetime.now(UTC).isoformat(timespec="seconds")
            yield unpacked_page(
                answer.body, Place(page.url, label_of(answer.url), answer.url, answer.charset, at), page.outlet
            )

    def _remember(self, state: FeedState) -> None:
        with self.store.begin() as connection:
            remember_feed(connection, state)


def first_look(url: str, answer: Answer) -> FeedState:
    """What is to be remembered of a page that has just been fetched for the first time."""
    headers = answer.headers
    next_at = datetime.now(UTC) + timedelta(seconds=incoming.REVISIT_FIRST_S)
    return FeedState(url, headers.get("etag"), headers.get("last-modified"), next_at)


def _later(page: SeenPage, got: Got, now: datetime) -> FeedState:
    """What is to be remembered of a page that was asked again."""
    if fault_of(got) is not None:
        pause = got.wait_s if got.wait_s is not None else incoming.WAIT_S_MAX
        if got.wait_s is None and may_pass(got):
            pause = backed_off(timedelta(seconds=incoming.REVISIT_FIRST_S), page.state.fault_count)
        return replace(page.state, next_at=now + timedelta(seconds=pause), fault_count=page.state.fault_count + 1)
    next_at = now + max(timedelta(seconds=incoming.REVISIT_FIRST_S), now - page.found_at)
    state = replace(page.state, next_at=next_at, fault_count=0)
    if isinstance(got.result, Answer) and got.result.status == 200:
        headers = got.result.headers
        return replace(state, etag=headers.get("etag"), modified=headers.get("last-modified"))
    return state
