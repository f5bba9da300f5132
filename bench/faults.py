"""What survives: kills at random points, copies of the files taken mid-write, full disks, killed workers, a crowd.

    python bench/faults.py kills --count 200
    python bench/faults.py copies | disk | workers | run | all
    python bench/faults.py crowd --minutes 10 [--db postgresql://…]

A run commits in small pieces here (``BATCH_COUNT``, ``ROUND_COUNT``), so that there are many moments to die at. Every
scenario ends with the same question: does a re-run hold the same rows as a run that nothing disturbed? Rows are
compared whole, but for the times at which they were written and the table ``past``, which tells what stood between two
rounds and so depends on when they were; of `musnad run` all files are compared. Made-up reports are read in fast mode.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path

from musnad import intake
from musnad.cli import app
from musnad.store import settle

PROGRAM = (sys.executable, "-m", "musnad")
PLACES = ("الميناء", "السوق", "الجسر", "المحطة", "المستشفى", "الجامعة", "المطار", "السد")
PEOPLE = ("سالم مراد", "هدى الحلبي", "كريم حداد", "ليلى منصور")
REPORT = (
    "حريق في {place} رقم {number}\n"
    "قال المتحدث باسم الوزارة {who} إن {count} أشخاص أصيبوا أمس في حريق {place}، بحسب وكالة الفجر.\n"
    "ونفى مسؤول آخر ذلك، وأضاف “لم يصب أحد في {place}”، وقال {other} إن التحقيق رقم {number} بدأ.\n"
)
BATCH_COUNT, ROUND_COUNT = 8, 15
Rows = dict[str, list[tuple[object, ...]]]


def feed(folder: Path, count: int, seed: int = 7) -> Path:
    """A file of made-up reports, several on each fire; each tenth line is broken."""
    dice = random.Random(seed)
    path = folder / f"feed-{seed}.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            who, other = dice.sample(PEOPLE, 2)
            text = REPORT.format(
                place=dice.choice(PLACES),
                number=number // 3 + 100 * seed,
                who=who,
                other=other,
                count=dice.randint(3, 9),
            )
            day = f"2031-03-{dice.randint(1, 28):02}"
            record = json.dumps({"id": f"n{seed}-{number}", "text": text, "published": day}, ensure_ascii=False)
            stream.write((record[:-5] if number % 10 == 9 else record) + "\n")
    return path


class Run:
    """`musnad add`, forked off this process, which has read the packs already: a fresh start would cost a second."""

    def __init__(self, path: Path, db: Path | str, *more: str, limit: int | None = None) -> None:
        self.told = tempfile.TemporaryFile()  # noqa: SIM115 it is closed when the run is waited for
        self.code: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            os._exit(self._add([str(path), "--mode", "fast", "--db", str(db), *more], limit))

    def _add(self, words: list[str], limit: int | None) -> int:
        os.dup2(self.told.fileno(), 2)
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            app(["add", *words], prog_name="musnad")
        except SystemExit as left:
            return left.code if isinstance(left.code, int) else 1
        except BaseException:  # noqa: BLE001 it is what is being looked for
            traceback.print_exc()
            return 99
        return 0

    def poll(self) -> int | None:
        """The exit code, None while it runs."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.code = os.waitstatus_to_exitcode(status) if pid else None
        return self.code

    def work(self, seconds: float) -> None:
        """Waits until it has worked for so many seconds of a processor, however busy the machine, or has ended."""
        while self.poll() is None and self.worked_s < seconds:
            time.sleep(0.003)

    @property
    def worked_s(self) -> float:
        """Seconds of a processor so far."""
        times = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")

    def wait(self) -> tuple[int, str]:
        """The exit code and what was said."""
        while self.poll() is None:
            time.sleep(0.01)
        self.told.seek(0)
        said = self.told.read().decode()
        self.told.close()
        return int(self.code or 0), said


def run(path: Path, db: Path | str, *more: str, limit: int | None = None) -> tuple[int, str]:
    return Run(path, db, *more, limit=limit).wait()


def rows(db: Path) -> Rows:
    """Every row without its times, after a check of the whole file."""
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the file is damaged"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == [], "rows lead nowhere"
        found = {}
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'past'"):
            cursor = connection.execute(f'SELECT * FROM "{name}"')
            kept = [place for place, column in enumerate(cursor.description) if not column[0].endswith("_at")]
            found[name] = sorted((tuple(row[place] for place in kept) for row in cursor), key=repr)
    return found


def ids(db: Path) -> set[str]:
    """The articles that are committed now."""
    if not db.exists():
        return set()
    with closing(sqlite3.connect(db, timeout=60)) as connection:
        try:
            return {row[0] for row in connection.execute("SELECT id FROM articles")}
        except sqlite3.OperationalError:  # no table yet
            return set()


class World:
    """The reports, and the rows of a run that nothing disturbed."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.path = feed(folder, count)
        began = time.monotonic()
        whole = Run(self.path, folder / "whole.db", "--workers", "1")
        self.worked_s = 0.0
        while whole.poll() is None:
            whole.work(self.worked_s + 0.01)
            self.worked_s = max(self.worked_s, whole.worked_s) if whole.poll() is None else self.worked_s
        assert whole.wait()[0] == 3
        self.took_s = time.monotonic() - began
        self.rows = rows(folder / "whole.db")
        self.bytes = (folder / "whole.db").stat().st_size

    def converges(self, db: Path, kept: set[str]) -> None:
        """Lets another run finish, and compares."""
        assert kept <= ids(db), f"lost: {sorted(kept - ids(db))}"
        code, told = run(self.path, db, "--workers", "1")
        assert code == 3, told
        same(rows(db), self.rows)

    @contextmanager
    def store(self, name: str) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=name) as folder:
            yield Path(folder) / "news.db"


def same(found: Rows, wanted: Rows) -> None:
    for name, wanted_rows in wanted.items():
        if found[name] != wanted_rows:
            odd = set(map(repr, found[name])) ^ set(map(repr, wanted_rows))
            raise AssertionError(f"{name} differs: {sorted(odd)[:3]}")


def kills(world: World, count: int, seed: int) -> str:
    """SIGKILL at random moments; the same store is killed again and again until a run gets through."""
    dice = random.Random(seed)
    done = stores = 0
    while done < count:
        stores += 1
        with world.store("kill") as db:
            here = 0
            while done < count and here < 8:
                process = Run(world.path, db, "--workers", "1")
                process.work(dice.uniform(0, world.worked_s))
                kept = ids(db)
                if process.poll() is not None:
                    process.wait()
                    break
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                done, here = done + 1, here + 1
                assert kept <= ids(db), "a committed article is lost"
                rows(db)
                say(f"{done} kills, {len(kept)} articles committed")
            world.converges(db, ids(db))
    return f"{done} kills (SIGKILL) of `add` at random moments, {stores} stores"


def copies(world: World, count: int, seed: int) -> str:
    """Copies of the store's files, the process held still meanwhile, as a snapshot of the disk would be."""
    dice = random.Random(seed)
    done = 0
    while done < count:
        with world.store("copy") as db:
            process = Run(world.path, db, "--workers", "1")
            taken: list[tuple[Path, set[str]]] = []
            while process.poll() is None and done + len(taken) < count:
                process.work(dice.uniform(0, 0.15) * world.worked_s + process.worked_s)
                kept = ids(db)
                if process.poll() is not None:
                    break
                if not kept:
                    continue
                os.kill(process.pid, signal.SIGSTOP)
                copy = db.with_name(f"copy{len(taken)}.db")
                for tail in ("", "-wal"):
                    if Path(f"{db}{tail}").exists():
                        shutil.copyfile(f"{db}{tail}", f"{copy}{tail}")
                os.kill(process.pid, signal.SIGCONT)
                taken.append((copy, kept))
            process.wait()
            for copy, kept in taken:
                world.converges(copy, kept)
            done += len(taken)
            say(f"{done} copies")
    return f"{done} copies of the files taken mid-write"


def disk(world: World, count: int, seed: int) -> str:
    """A disk of random size that fills up, and has room later; by the size of files where none can be mounted."""
    dice = random.Random(seed)
    mounted = 0
    for number in range(count):
        size = dice.randint(world.bytes // 12, int(world.bytes * 1.2)) // 4096 * 4096
        with world.store("disk") as db:
            own = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", db.parent], check=False)
            try:
                code, told = run(world.path, db, "--workers", "1", limit=None if own.returncode == 0 else size // 2)
                assert code in (1, 3), (code, told)
                assert "Traceback" not in told, told
                if own.returncode == 0:
                    mounted += 1
                    subprocess.run(["mount", "-o", "remount,size=200m", db.parent], check=True)
                world.converges(db, ids(db))
                say(f"{number + 1} full disks: {told.splitlines()[-1]}")
            finally:
                if own.returncode == 0:
                    subprocess.run(["umount", "--lazy", db.parent], check=True)
    return f"{count} disks full at a random point ({mounted} small file systems, {count - mounted} limits on files)"


def workers(world: World, count: int, seed: int) -> str:
    """A worker process killed, as a system without memory does."""
    dice = random.Random(seed)
    done = 0
    while done < count:
        with world.store("worker") as db:
            command = [*PROGRAM, "add", str(world.path), "--mode", "fast", "--db", str(db), "--workers", "2"]
            process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
            while process.poll() is None and not (found := _children(process.pid)):
                time.sleep(0.02)
            time.sleep(dice.uniform(0.0, 0.5) * world.took_s)
            if found and process.poll() is None:
                os.kill(dice.choice(found), signal.SIGKILL)
                done += 1
            _, told = process.communicate(timeout=600)
            assert "Traceback" not in told, told
            world.converges(db, ids(db))
            say(f"{done} workers killed: {told.splitlines()[-1]}")
    return f"{done} workers killed"


def runs(world: World, count: int, seed: int) -> str:
    """A worker of `musnad run` killed, on both engines in turn; the same command again until it gets through."""
    dice = random.Random(seed)
    whole = world.folder / "whole"
    began = time.monotonic()
    assert _started(world.path, whole, "local").communicate(timeout=600) and (whole / "manifest.json").exists()
    took_s, wanted = time.monotonic() - began, _files(whole)
    done: dict[str, int] = dict.fromkeys(["local"] + ["cluster"] * (find_spec("daft") is not None), 0)
    folders = alone = 0
    while sum(done.values()) < count:
        engine = [*done][folders % len(done)]
        folders += 1
        with tempfile.TemporaryDirectory(dir=world.folder, prefix="run") as folder:
            out, here, code = Path(folder) / "out", 0, 0
            while code != 3:
                process, before = _started(world.path, out, engine), here
                if here < 3 and sum(done.values()) < count:
                    time.sleep(dice.uniform(0.1, 1) * took_s)
                    found = _helpers(process.pid)
                    if process.poll() is None:
                        here, alone = here + 1, alone + (not found)
                        os.kill(dice.choice(found) if found else process.pid, signal.SIGKILL)
                        done[engine] += 1
                _, told = process.communicate(timeout=600)
                code = process.returncode
                assert "Traceback" not in told, told
                assert code == 3 or here > before, told
                say(f"{sum(done.values())} killed, {engine}: {(told.splitlines() or ['killed itself'])[-1]}")
            assert _files(out) == wanted, sorted(name for name, data in _files(out).items() if data != wanted.get(name))
    each = ", ".join(f"{number} on {engine}" for engine, number in done.items())
    return f"{sum(done.values())} workers of `run` killed ({each}; {alone} times the run itself), {folders} folders"


def _started(path: Path, out: Path, engine: str) -> subprocess.Popen[str]:
    command = [*PROGRAM, "run", str(path), "--out", str(out), "--mode", "fast", "--engine", engine]
    command += ["--workers", "2", "--partitions", "3"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def _files(out: Path) -> dict[str, bytes]:
    """What a run left, but for the manifest, which says how long it took."""
    left = {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    return {name: data for name, data in left.items() if name != "manifest.json"}


def _helpers(pid: int) -> list[int]:
    """The processes that work for a run, whichever engine started them."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((each / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == pid and b"resource_tracker" not in (each / "cmdline").read_bytes():
                found.append(int(each.name))
        except OSError:  # it has ended meanwhile
            continue
    return found


def _children(pid: int) -> list[int]:
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((each / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == pid and b"spawn_main" in (each / "cmdline").read_bytes():
                found.append(int(each.name))
        except OSError:  # it has ended meanwhile
            continue
    return found


def crowd(folder: Path, db: str, minutes: float, seed: int) -> str:
    """8 processes add their own reports again and again, 8 read; counts at the end are those of one that had it all."""
    until = time.time() + 60 * minutes
    results: multiprocessing.Queue[tuple[str, object]] = multiprocessing.Queue()
    run(feed(folder, 5, seed), db, "--workers", "1")
    sides: list[tuple[Callable[..., None], int]] = [(_adds, seed + n) for n in range(8)] + [
        (_reads, n) for n in range(8)
    ]
    everyone = [multiprocessing.Process(target=work, args=(folder, db, own, until, results)) for work, own in sides]
    for process in everyone:
        process.start()
    got = [results.get(timeout=60 * minutes + 900) for _ in everyone]
    for process in everyone:
        process.join()
    faults = [told for kind, told in got if kind == "fault"]
    assert not faults, faults[:3]
    times = sorted(each for kind, found in got if kind == "reads" for each in found)  # type: ignore[attr-defined]
    files = [file for kind, found in got if kind == "adds" for file in found]  # type: ignore[attr-defined]
    _compare(folder, db, sorted(set(files)))
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    kind = "PostgreSQL" if "://" in db else "SQLite"
    return (
        f"crowd on {kind}, {minutes:g} minutes: {len(files)} runs of `add`, {len(times):,} reads, no error; "
        f"reads p50 {1000 * p50:.0f} ms, p95 {1000 * p95:.0f} ms, longest {1000 * times[-1]:.0f} ms"
    )


def _adds(folder: Path, db: str, seed: int, until: float, results: multiprocessing.Queue[tuple[str, object]]) -> None:
    done = []
    number = 0
    while time.time() < until:
        number += 1
        path = feed(folder, 40, 1000 * seed + number)
        code, told = run(path, db, "--workers", "1")
        if code != 3 or "Traceback" in told:
            results.put(("fault", told))
            return
        done.append(str(path))
    results.put(("adds", done))


def _reads(folder: Path, db: str, seed: int, until: float, results: multiprocessing.Queue[tuple[str, object]]) -> None:
    from itertools import islice  # noqa: PLC0415 in the process that needs it

    from musnad.store.open import open_store  # noqa: PLC0415
    from musnad.store.query import list_articles, load_extraction  # noqa: PLC0415
    from musnad.store.query_stories import list_stories, load_story  # noqa: PLC0415

    dice = random.Random(seed)
    times = []
    try:
        with open_store(db) as store:
            while time.time() < until:
                began = time.monotonic()
                with store.connect() as connection:
                    what = dice.randrange(3)
                    if what == 0:
                        list(list_stories(connection, limit=20))
                    elif what == 1:
                        listed = [each.id for each in list_stories(connection, limit=20)]
                        if listed:
                            load_story(connection, dice.choice(listed))
                    else:
                        some = [each.id for each in islice(list_articles(connection), 20)]
                        load_extraction(connection, dice.choice(some))
                times.append(time.monotonic() - began)
                time.sleep(0.1)
        results.put(("reads", times))
    except Exception as error:  # noqa: BLE001 whatever it is, it is what is being looked for
        results.put(("fault", repr(error)))


def _compare(folder: Path, db: str, files: list[str]) -> None:
    """The counts of the crowd's store against one process that adds all their reports."""
    from musnad.engine.local import LocalEngine  # noqa: PLC0415
    from musnad.intake import add_all  # noqa: PLC0415
    from musnad.pipeline import Mode  # noqa: PLC0415
    from musnad.store.examine import examine  # noqa: PLC0415
    from musnad.store.open import open_store  # noqa: PLC0415

    alone = str(folder / "alone.db")
    given = [Path(name) for name in files] + [path for path in folder.glob("feed-*.jsonl") if str(path) not in files]
    with open_store(alone, writing=True) as store:
        list(add_all(given, LocalEngine(1), store, Mode.FAST))
    counts = []
    for each in (alone, db):
        with open_store(each) as store, store.connect() as connection:
            counts.append(
                {
                    name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar()
                    for name in (
                        "articles",
                        "statements",
                        "mentions",
                        "nodes",
                        "stories",
                        "claims",
                        "conflicts",
                        "rejected",
                    )
                }
            )
            assert not (found := list(examine(connection))), found
    assert counts[0] == counts[1], counts
    say(f"equal counts: {counts[0]}")


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


COUNTS: dict[str, tuple[Callable[[World, int, int], str], int]] = {
    "kills": (kills, 200),
    "copies": (copies, 50),
    "disk": (disk, 30),
    "workers": (workers, 20),
    "run": (runs, 20),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", choices=[*COUNTS, "all", "crowd"])
    parser.add_argument("--count", type=int)
    parser.add_argument("--articles", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--db")
    given = parser.parse_args()
    intake.BATCH_COUNT = BATCH_COUNT
    settle.COMPARED_COUNT = settle.TOLD_COUNT = ROUND_COUNT
    with tempfile.TemporaryDirectory(prefix="musnad-faults-") as folder:
        if given.scenario == "crowd":
            place = given.db or str(Path(folder) / "crowd.db")
            print(crowd(Path(folder), place, given.minutes, given.seed), flush=True)
            return
        world = World(Path(folder), given.articles)
        say(f"undisturbed: {world.took_s:.1f} s ({world.worked_s:.1f} s of a processor), {world.bytes:,} bytes")
        for name in COUNTS if given.scenario == "all" else [given.scenario]:
            scenario, usual = COUNTS[name]
            print(scenario(world, given.count or usual, given.seed), flush=True)


if __name__ == "__main__":
    main()
