"""What survives: processes killed at any moment, two writers at once, a disk that fills up."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = (sys.executable, "-m", "musnad")
REPORT = (
    "ارتفاع الأسعار في المدينة رقم {0}\n"
    "قال المتحدث باسم الوزارة سالم مراد إن الأسعار ارتفعت أمس في المدينة رقم {0}.\n"
    "ونفى مسؤول آخر ذلك، وأضاف “لم ترتفع الأسعار”، بحسب وكالة الفجر.\n"
)
COUNT = 400
WAIT_S = 400  # hundreds of texts that are nearly one, each compared with all, on a machine that others use, too
QUERIES = (
    "SELECT id, label, source, language, outlet, title, published, url, text, pipeline_version, pack_version"
    " FROM articles ORDER BY id",
    "SELECT * FROM zones ORDER BY 1, 2",
    "SELECT * FROM statements ORDER BY 1",
    "SELECT * FROM spans ORDER BY 1, 2, 3",
    "SELECT * FROM carriers ORDER BY 1, 2",
    "SELECT source, step, reason FROM rejected ORDER BY 1, 2, 3",
)


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """400 articles, of which each tenth line is broken."""
    path = tmp_path_factory.mktemp("in") / "feed.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(COUNT):
            record = json.dumps({"id": f"n{number}", "text": REPORT.format(number)}, ensure_ascii=False)
            stream.write((record[:-5] if number % 10 == 9 else record) + "\n")
    return path


@pytest.fixture(scope="module")
def whole(feed: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[object, ...]]]:
    """The rows of a run that nothing disturbed."""
    db = tmp_path_factory.mktemp("whole") / "news.db"
    assert add(feed, db).returncode == 3
    return rows(db)


def start(feed: Path, db: Path, *more: str, limit: int | None = None) -> subprocess.Popen[str]:
    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [*PROGRAM, "add", str(feed), "--mode", "fast", "--db", str(db), *more]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=limited)  # noqa: PLW1509


def add(feed: Path, db: Path, *more: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    process = start(feed, db, *more, limit=limit)
    _, told = process.communicate(timeout=WAIT_S)
    return subprocess.CompletedProcess([], process.returncode, "", told)


def rows(db: Path) -> list[list[tuple[object, ...]]]:
    """Every row but for the times, after a check of the whole file."""
    with sqlite3.connect(db) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = [connection.execute(query).fetchall() for query in QUERIES]
    connection.close()
    return found


def count(db: Path) -> int:
    """How many articles are committed; 0 before there is a table."""
    connection = sqlite3.connect(db)
    try:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def kill_and_go_on(feed: Path, db: Path, seed: int, whole: list[list[tuple[object, ...]]], workers: str) -> None:
    """Kills one run somewhere between its first transaction and its last, and lets another finish."""
    process = start(feed, db, "--workers", workers)
    target = random.Random(seed).randrange(0, COUNT - 60)
    while process.poll() is None and not (db.exists() and count(db) >= target):
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    kept = count(db)
    again = add(feed, db, "--workers", workers)
    assert again.returncode == 3, again.stderr
    assert rows(db) == whole
    known = f"{kept:,} already known" if kept else "added"
    assert known in again.stderr, (kept, again.stderr)


def test_kill_9_loses_nothing_and_the_next_run_goes_on(
    feed: Path, tmp_path: Path, whole: list[list[tuple[object, ...]]]
) -> None:
    kill_and_go_on(feed, tmp_path / "news.db", 1, whole, "1")


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("seed", range(10, 16))
def test_kill_9_at_many_points(
    feed: Path, tmp_path: Path, whole: list[list[tuple[object, ...]]], seed: int, workers: str
) -> None:
    kill_and_go_on(feed, tmp_path / "news.db", seed, whole, workers)


def test_two_at_once_both_finish(feed: Path, tmp_path: Path, whole: list[list[tuple[object, ...]]]) -> None:
    db = tmp_path / "news.db"
    both = [start(feed, db, "--workers", "1") for _ in range(2)]
    told = [process.communicate(timeout=WAIT_S)[1] for process in both]
    assert [process.returncode for process in both] == [3, 3], told
    assert rows(db) == whole
    added = sum(
        int(part.split()[0]) for text in told for part in text.splitlines()[-1].split(", ") if part.endswith("added")
    )
    assert added == len(whole[0])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1.2 MB: room for the tables and some articles."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can be mounted by root only; the next test limits the size of files instead")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_full_disk(feed: Path, small_disk: Path, whole: list[list[tuple[object, ...]]]) -> None:
    db = small_disk / "news.db"
    full = add(feed, db, "--workers", "1")
    assert full.returncode == 1
    assert "the disk is full" in full.stderr.splitlines()[-1]
    assert "Traceback" not in full.stderr
    kept = count(db)
    assert 0 < kept < len(whole[0])
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    again = add(feed, db, "--workers", "1")
    assert f"{kept} already known" in again.stderr
    assert rows(db) == whole


def test_files_that_may_not_grow(feed: Path, tmp_path: Path, whole: list[list[tuple[object, ...]]]) -> None:
    db = tmp_path / "news.db"
    full = add(feed, db, "--workers", "1", limit=1_000_000)
    assert full.returncode == 1
    assert "free some space" in full.stderr or "Is the disk full" in full.stderr
    assert "Traceback" not in full.stderr
    assert 0 < count(db) < len(whole[0])
    add(feed, db, "--workers", "1")
    assert rows(db) == whole


def test_a_worker_that_is_killed(tmp_path: Path) -> None:
    db, large = tmp_path / "news.db", tmp_path / "large.jsonl"
    texts = ((REPORT * 6).format(number) for number in range(3000))
    large.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    process = start(large, db, "--workers", "2")
    while not (db.exists() and count(db)):
        assert process.poll() is None
        time.sleep(0.01)
    while not _workers(process.pid):
        assert process.poll() is None
        time.sleep(0.01)
    os.kill(_workers(process.pid)[0], signal.SIGKILL)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "a worker process was killed by signal 9" in told.splitlines()[-1]
    assert rows(db)[0]


def _workers(pid: int) -> list[int]:
    """The processes that work for another, found by what they were started with."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            command = (process / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if parent == pid and b"spawn_main" in command:
            found.append(int(process.name))
    return sorted(found)
