"""The local engine: order, look-ahead, failure."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from musnad.engine.local import CHUNK_COUNT, HELD_COUNT, LocalEngine, WorkerDiedError


def double(number: int) -> int:
    return number * 2


def uneven(number: int) -> int:
    time.sleep(0.02 if number % 40 == 0 else 0)
    return number


def big(number: int) -> bytes:
    return bytes(300_000)


def fail_at_thirty(number: int) -> int:
    if number == 30:
        raise ValueError("thirty")
    return number


def die_at_thirty(number: int) -> int:
    if number == 30:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


class OddError(Exception):
    def __init__(self, left: int, right: int) -> None:
        super().__init__(f"{left} and {right}")


def fail_oddly(number: int) -> int:
    raise OddError(1, 2)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 100])
def test_results_keep_the_order_of_the_items(workers: int, count: int) -> None:
    assert list(LocalEngine(workers).map(uneven, range(count))) == list(range(count))


def test_items_are_read_only_so_far_ahead() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(2000):
            taken += 1
            yield number

    furthest = 0
    for given, _ in enumerate(LocalEngine(2).map(double, items())):
        furthest = max(furthest, taken - given)
    assert taken == 2000
    assert furthest <= (HELD_COUNT * 2 + 1) * CHUNK_COUNT


def test_large_items_and_results_do_not_wait_for_each_other() -> None:
    large = (bytes(300_000) for _ in range(3 * CHUNK_COUNT * 2))
    assert sum(len(result) for result in LocalEngine(2).map(bytes, large)) == 96 * 300_000


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_function_raises_comes_after_the_results_before_it(workers: int) -> None:
    seen = []
    with pytest.raises(ValueError, match="thirty"):
        for result in LocalEngine(workers).map(fail_at_thirty, range(100)):
            seen.append(result)
    assert seen == list(range(30))


def test_an_exception_that_cannot_travel_arrives_as_its_text() -> None:
    with pytest.raises(RuntimeError, match="OddError: 1 and 2"):
        list(LocalEngine(2).map(fail_oddly, range(3)))


def test_a_worker_that_dies_is_an_error_and_not_a_hang() -> None:
    started = time.monotonic()
    with pytest.raises(WorkerDiedError, match="signal 9"):
        list(LocalEngine(2).map(die_at_thirty, range(100)))
    assert time.monotonic() - started < 20


ORPHANS = """
import os, sys, time
sys.path.insert(0, {folder!r})
from musnad.engine.local import LocalEngine
from test_local import slow
if __name__ == "__main__":
    for pid in LocalEngine(2).map(slow, range(10_000)):
        print(pid, flush=True)
"""


def slow(number: int) -> int:
    time.sleep(0.01)
    return os.getpid()


def test_workers_leave_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(ORPHANS.format(folder=str(Path(__file__).parent)))
    parent = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pids = {int(parent.stdout.readline()) for _ in range(3 * CHUNK_COUNT)}
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while any(_alive(pid) for pid in pids):
        assert time.monotonic() < deadline, f"still there: {pids}"
        time.sleep(0.05)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("items", [["b", "a", "b"], []])
def test_group_gathers_by_key_in_order(items: list[str]) -> None:
    grouped = list(LocalEngine().group(str, items))
    assert grouped == ([("a", ["a"]), ("b", ["b", "b"])] if items else [])


def whose(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_a_worker_that_has_worked_for_long_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.engine.local.FRESH_AFTER_S", 0.0)
    found = list(LocalEngine(2, chunk_count=1).map(whose, range(12)))
    assert [number for number, _ in found] == list(range(12))
    assert len({worker for _, worker in found}) >= 6  # each has done two at most


def test_workers_stay_as_long_as_they_have_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.engine.local.FRESH_AFTER_S", 1000.0)
    assert len({worker for _, worker in LocalEngine(2, chunk_count=1).map(whose, range(12))}) <= 2
