"""What an answer means for asking again: headers to ask with, faults, whether and when to try once more."""

from __future__ import annotations

from datetime import timedelta

from musnad.config import incoming
from musnad.fetching.fetch import Refused
from musnad.store.watched import FeedState
from musnad.watching.asking import Got


def conditions(state: FeedState) -> dict[str, str]:
    """The headers by which a server can say that nothing has changed."""
    found = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    return {name: value for name, value in found.items() if value and value.isprintable()}


def fault_of(got: Got) -> str | None:
    """Why an answer is of no use; None if it is."""
    if isinstance(got.result, Refused):
        return got.result.reason
    if got.result.status in (200, 304):
        return None
    return f"the server answers with status {got.result.status}"


def may_pass(got: Got) -> bool:
    """Whether trying again later may help."""
    if isinstance(got.result, Refused):
        return got.result.may_pass
    return got.result.status in (408, 425, 429) or got.result.status >= 500


def backed_off(every: timedelta, fault_count: int) -> float:
    """Twice as long after each fault, a day at most, in seconds."""
    return float(min(max(every.total_seconds(), 1.0) * 2 ** min(fault_count, 12), incoming.WAIT_S_MAX))
