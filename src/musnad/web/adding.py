"""Additions from the page: one after another, in a thread beside the one that answers, with their progress."""

from __future__ import annotations

import os
import queue
import secrets
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from musnad.config.page import PAGE_JOBS_COUNT
from musnad.engine.local import LocalEngine
from musnad.errors import MusnadError
from musnad.intake import add_received, settle_all
from musnad.model import Article, Rejected
from musnad.pipeline import Mode
from musnad.reading.received import Received
from musnad.steps.read import read_received, receive
from musnad.store.rows import Outcome, article_id

_SMALL_BYTES = 60_000  # read faster than worker processes start
_SHOWN_MAX = 200  # refusals that a page lists


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be added: an article at hand, or the files of a folder that goes when they are read."""

    article: Received | None = None
    folder: Path | None = None


@dataclass(slots=True)
class Job:
    """One addition. ``state`` is waiting, running, done or failed; then ``fault`` says why."""

    id: str
    batch: Batch
    state: str = "waiting"
    counts: dict[Outcome, int] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    rejected_count: int = 0
    article_ids: list[str] = field(default_factory=list)
    fault: str = ""


class Desk:
    """Takes additions and works on them, one at a time; also puts articles into stories when decisions moved them."""

    def __init__(self, store: Engine, mode: Mode) -> None:
        self.store, self.mode = store, mode
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        threading.Thread(target=self._work, name="adding", daemon=True).start()

    def take(self, batch: Batch) -> Job:
        """An addition that will be worked on after those before it."""
        job = Job(secrets.token_urlsafe(9), batch)
        self._jobs[job.id] = job
        while len(self._jobs) > PAGE_JOBS_COUNT:
            self._jobs.popitem(last=False)
        self._queue.put(job)
        return job

    def find(self, job_id: str) -> Job | None:
        """The addition with this id, unless it is forgotten."""
        return self._jobs.get(job_id)

    def settle(self) -> None:
        """Puts articles that wait into stories, after the additions before it."""
        self._queue.put(None)

    def _work(self) -> None:
        while True:
            job = self._queue.get()
            try:
                if job is None:
                    settle_all(self.store)
                else:
                    self._add(job)
            except (MusnadError, SQLAlchemyError, OSError) as error:
                if job is not None:
                    job.fault, job.state = str(error), "failed"
            finally:
                if job is not None and job.batch.folder is not None:
                    shutil.rmtree(job.batch.folder, ignore_errors=True)

    def _add(self, job: Job) -> None:
        job.state = "running"
        engine = LocalEngine(1 if _size(job.batch) < _SMALL_BYTES else os.cpu_count() or 1)
        for added in add_received(_items(job), engine, self.store, self.mode):
            if isinstance(added, Rejected):
                job.rejected_count += 1
                if len(job.rejected) < _SHOWN_MAX:
                    job.rejected.append(added)
            else:
                job.counts[added.outcome] = job.counts.get(added.outcome, 0) + 1
        job.state = "done"


def _size(batch: Batch) -> int:
    return sum(path.stat().st_size for path in batch.folder.iterdir()) if batch.folder else 0


def _items(job: Job) -> Iterator[Received | Rejected]:
    """The articles of an addition, under the names that the visitor knows them by."""
    if job.batch.article is not None:
        _note(job, job.batch.article)
        yield job.batch.article
    for path in sorted(job.batch.folder.iterdir()) if job.batch.folder else ():
        for item in receive(path):
            if isinstance(item, Received):
                _note(job, item)
            yield replace(item, source=item.source.replace(str(path), path.name, 1))


def _note(job: Job, received: Received) -> None:
    """Notes the id that the article will have, for the first of them."""
    if len(job.article_ids) < _SHOWN_MAX:
        article = read_received(received)
        if isinstance(article, Article):
            job.article_ids.append(article_id(article))
