"""The engine of many machines: ``map`` on Daft, with its own runner on one machine or on a Ray cluster.

Daft (https://docs.daft.ai) spreads the items over processes, starts them where there is room, and on Ray over machines.
What the functions read and write lies in files that all machines see (``musnad.corpus``), so an item and its answer
are a line of text each.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from musnad.errors import MusnadError
from musnad.extra import library

LOCAL_RAY = "local"
"""Stands for a Ray that is started for this run on this machine, in place of an address."""


@dataclass(frozen=True, slots=True)
class DaftEngine:
    """``map`` with ``workers`` processes; ``ray`` is an address, ``local``, or None for Daft's own runner."""

    workers: int = 1
    ray: str | None = None

    def __post_init__(self) -> None:
        """Raises ``MusnadError`` where Daft or Ray is missing, before anything is done."""
        for name in ("daft", "ray") if self.ray else ("daft",):
            library(name)

    def map(self, function: Callable[[str], str], items: Iterable[str]) -> Iterator[str]:
        """The results, in whatever order they come; of items that are lines of text.

        ``function`` must be picklable. Raises ``MusnadError`` where a worker fails.
        """
        given = list(items)
        if not given:
            return
        os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
        daft = _started(self.ray, self.workers)
        work = daft.cls(use_process=True, max_concurrency=min(self.workers, len(given)))(_Work)(function)
        frame = daft.from_pydict({"item": given})
        if self.ray:
            frame = frame.into_partitions(min(self.workers, len(given)))
        try:
            for row in frame.into_batches(1).select(work(daft.col("item")).alias("answer")).iter_rows():
                yield row["answer"]
        except MusnadError:
            raise
        except Exception as error:
            raise MusnadError(
                f"a worker of the cluster failed: {error}. What was finished is kept: run the same command again."
            ) from error


@cache
def _started(ray_at: str | None, workers: int) -> Any:
    """Daft with the runner that was asked for; a process has one, for good. Raises ``MusnadError``.

    A Ray that is there already is not what ``local`` asks for.
    """
    daft = library("daft")
    if ray_at is None:
        daft.set_runner_native()
        return daft
    ray = library("ray")
    try:
        if ray_at == LOCAL_RAY:
            ray.init("local", num_cpus=workers, include_dashboard=False, log_to_driver=False, ignore_reinit_error=True)
        else:
            ray.init(address=ray_at, log_to_driver=False, ignore_reinit_error=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise MusnadError(f"there is no Ray to be reached at {ray_at}: {error}") from error
    daft.set_runner_ray(noop_if_initialized=True)
    return daft


class _Work:
    """What a process of Daft does with one item."""

    def __init__(self, function: Callable[[str], str]) -> None:
        self.function = function

    def __call__(self, item: str) -> str:
        return self.function(item)
