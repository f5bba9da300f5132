"""The engine of one machine: map and group, on as many processes as asked for.

Worker processes are started afresh (``spawn``): they behave the same on every platform and inherit no open
database or lock. They are joined to us by pipes of which they hold one end only, so a worker whose parent
is gone, by ``kill -9`` too, reads the end of its pipe and leaves; a ``ProcessPoolExecutor`` would stay.

A worker that has worked for long is replaced: among what it remembers lies what it has used and let go of, which the
system does not get back while the process lives, so that its memory would grow for hours.
"""

from __future__ import annotations

import gc
import pickle
import threading
import time
import traceback
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from signal import SIG_IGN, SIGINT, signal
from typing import Any, TypeVar

from musnad.errors import MusnadError

CHUNK_COUNT = 16  # items sent at once: some 100 ms of work for articles, so that the pipe costs next to nothing
AHEAD_COUNT = 2  # chunks a worker holds: the one it works on, and the next, so that it never waits for us
HELD_COUNT = 8  # chunks per worker that may be under way or wait for an earlier one: this bounds the memory
FRESH_AFTER_S = 300.0
"""Seconds of processor time after which a worker is replaced.

Starting another takes some two, less than one in a hundred. Of a run over 300,000 articles workers held 0.5 GB at
first, 0.7 GB after this time, and 1.15 GB after 40 minutes (``docs/scaling.md``).
"""

T = TypeVar("T")
R = TypeVar("R")
K = TypeVar("K", bound=str | int)


class WorkerDiedError(MusnadError):
    """A worker process ended without an answer, killed from outside most likely."""


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Map and group on one machine with ``workers`` processes; with 1 everything stays in this process.

    ``chunk_count`` items are sent to a worker at once: 1 where each of them takes seconds.
    """

    workers: int = 1
    chunk_count: int = CHUNK_COUNT

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The results in the order of ``items``, while those are still being read.

        With several workers ``function``, items and results must be picklable, and ``items`` is read at
        most ``HELD_COUNT * workers`` chunks ahead of the result last taken. What ``function`` raises is
        raised here, after the results before it. Raises ``WorkerDiedError`` if a worker dies.

        >>> list(LocalEngine().map(len, ["قال", "said"]))
        [3, 4]
        """
        if self.workers <= 1:
            return (function(item) for item in items)
        return _spread(function, items, self.workers, self.chunk_count)

    def group(self, key: Callable[[T], K], items: Iterable[T]) -> Iterator[tuple[K, list[T]]]:
        """Each key with its items: keys in ascending order, the items of one key as they came.

        All items are held in memory until the last is read.

        >>> list(LocalEngine().group(len, ["نفى", "قال", "أكدت"]))
        [(3, ['نفى', 'قال']), (4, ['أكدت'])]
        """
        groups: dict[K, list[T]] = defaultdict(list)
        for item in items:
            groups[key(item)].append(item)
        yield from sorted(groups.items(), key=lambda pair: pair[0])


@dataclass(slots=True)
class _Worker:
    """One process with our ends of its two pipes, the numbers of the chunks that it holds, and how long it worked."""

    process: BaseProcess
    tasks: Connection
    answers: Connection
    held: deque[int]
    worked_s: float = 0.0

    @property
    def room(self) -> int:
        """How many chunks it can be sent; none once it is to be replaced."""
        return 0 if self.worked_s > FRESH_AFTER_S else AHEAD_COUNT - len(self.held)


def _spread(function: Callable[[T], R], items: Iterable[T], count: int, chunk_count: int) -> Iterator[R]:
    """Sends numbered chunks to whoever holds fewest, and gives the answers back in order."""
    source = iter(items)
    chunks = enumerate(iter(lambda: list(islice(source, chunk_count)), []))
    answers: dict[int, tuple[list[R], BaseException | None]] = {}
    workers: list[_Worker] = []
    try:
        for _ in range(count):
            workers.append(_start(function))
        sent = given = 0
        while True:
            for number, chunk in islice(chunks, _room(workers, sent - given)):
                _send(max(workers, key=lambda worker: worker.room), number, chunk)
                sent += 1
            if given == sent:
                return
            if given in answers:
                results, fault = answers.pop(given)
                yield from results
                given += 1
                if fault is not None:
                    raise fault
            if given < sent:
                answers.update(_collect(workers, block=given not in answers))
            _renew(workers, function)
    finally:
        for worker in workers:
            _stop(worker)


def _room(workers: list[_Worker], under_way: int) -> int:
    """How many chunks may be sent now."""
    free = sum(worker.room for worker in workers)
    return max(0, min(free, HELD_COUNT * len(workers) - under_way))


def _renew(workers: list[_Worker], function: Callable[[T], R]) -> None:
    """Puts a fresh worker in the place of each that has worked for long and holds nothing any more."""
    for place, worker in enumerate(workers):
        if worker.worked_s > FRESH_AFTER_S and not worker.held:
            _stop(worker)
            workers[place] = _start(function)


def _start(function: Callable[[T], R]) -> _Worker:
    """Starts a process that leaves Ctrl-C to us, from its first instruction on."""
    context = get_context("spawn")
    their_tasks, tasks = context.Pipe(duplex=False)
    answers, their_answers = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(function, their_tasks, their_answers), daemon=True)
    in_main_thread = threading.current_thread() is threading.main_thread()
    before = signal(SIGINT, SIG_IGN) if in_main_thread else None
    try:
        process.start()
    finally:
        if in_main_thread:
            signal(SIGINT, before)
    # Our copies of its ends must go: while they are open, neither side would see the other die.
    their_tasks.close()
    their_answers.close()
    return _Worker(process, tasks, answers, deque())


def _stop(worker: _Worker) -> None:
    """Ends a process and frees its pipes, whatever it is doing."""
    worker.tasks.close()
    worker.answers.close()
    worker.process.terminate()
    worker.process.join()


def _send(worker: _Worker, number: int, chunk: list[Any]) -> None:
    """Hands a chunk over. Raises ``WorkerDiedError``."""
    worker.held.append(number)
    try:
        worker.tasks.send_bytes(pickle.dumps(chunk, pickle.HIGHEST_PROTOCOL))
    except OSError as error:
        raise _death(worker) from error


def _collect(workers: list[_Worker], *, block: bool) -> dict[int, tuple[list[Any], BaseException | None]]:
    """The answers that came in, by chunk number; waits for one if ``block``. Raises ``WorkerDiedError``."""
    answers = {}
    by_pipe = {worker.answers: worker for worker in workers}
    for pipe in wait(list(by_pipe), timeout=None if block else 0):
        worker = by_pipe[pipe]  # type: ignore[index]
        try:
            *answer, worker.worked_s = pickle.loads(worker.answers.recv_bytes())
        except (EOFError, OSError) as error:
            raise _death(worker) from error
        answers[worker.held.popleft()] = (answer[0], answer[1])
    return answers


def _death(worker: _Worker) -> WorkerDiedError:
    """What to tell the user about a worker that is gone."""
    worker.process.join(timeout=5)
    code = worker.process.exitcode
    how = f"was killed by signal {-code}" if code is not None and code < 0 else f"ended with code {code}"
    return WorkerDiedError(
        f"a worker process {how}; the usual reason is too little memory. "
        "What was stored before is safe: run the same command again, with --workers 1 if it happens twice."
    )


def _work(function: Callable[[Any], Any], tasks: Connection, answers: Connection) -> None:
    """The life of a worker: chunk in, answer out, until the pipe ends.

    A thread of its own reads the chunks, so that our sending never waits for its computing; the two
    could otherwise wait for each other on full pipes.
    """
    chunks: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_receive, args=(tasks, chunks), daemon=True).start()
    is_loaded = False
    while (chunk := chunks.get()) is not None:
        try:
            answers.send_bytes(_answer(function, pickle.loads(chunk)))
        except OSError:  # nobody is there to hear it
            return
        if not is_loaded:  # packs and modules stay to the end: the collector need not go through them again
            gc.collect()
            gc.freeze()
            is_loaded = True


def _receive(tasks: Connection, chunks: SimpleQueue[bytes | None]) -> None:
    """Moves chunks from the pipe to the queue, and None when the pipe ends."""
    try:
        while True:
            chunks.put(tasks.recv_bytes())
    except (EOFError, OSError):
        chunks.put(None)


def _answer(function: Callable[[Any], Any], chunk: list[Any]) -> bytes:
    """The pickled results of a chunk, the exception that ended it early if one did, and how long we have worked."""
    results: list[Any] = []
    fault: BaseException | None = None
    try:
        for item in chunk:
            results.append(function(item))
    except Exception as error:  # noqa: BLE001 the other process raises it
        fault = _portable(error)
    return pickle.dumps((results, fault, time.process_time()), pickle.HIGHEST_PROTOCOL)


def _portable(error: Exception) -> Exception:
    """The exception itself if it survives pickling, else its text; with the worker's traceback as a note."""
    try:
        if str(pickle.loads(pickle.dumps(error))) != str(error):
            raise TypeError
    except Exception:  # noqa: BLE001 an exception's own __reduce__ or __init__ may raise anything
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note("in a worker process:\n" + "".join(traceback.format_exception(error)))
    return error
