"""The page on which articles are added, and how far an addition is."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.store.rows import Outcome
from musnad.web.adding import Job


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that could not be added, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class JobPage:
    """An addition: ``state`` is waiting, running, done or failed (then ``fault`` says why).

    ``rejected`` holds the first of ``rejected_count`` refusals. ``article_ids`` are those of the articles read.
    """

    id: str
    state: str
    done_count: int
    added_count: int
    known_count: int
    renewed_count: int
    rejected_count: int
    rejected: tuple[Refused, ...]
    article_ids: tuple[str, ...]
    fault: str


def job_page(job: Job) -> JobPage:
    """How far an addition is."""
    counts = dict(job.counts)
    return JobPage(
        id=job.id,
        state=job.state,
        done_count=sum(counts.values()) + job.rejected_count,
        added_count=counts.get(Outcome.ADDED, 0),
        known_count=counts.get(Outcome.KNOWN, 0),
        renewed_count=counts.get(Outcome.RENEWED, 0),
        rejected_count=job.rejected_count,
        rejected=tuple(Refused(each.source, each.reason) for each in list(job.rejected)),
        article_ids=tuple(job.article_ids),
        fault=job.fault,
    )
