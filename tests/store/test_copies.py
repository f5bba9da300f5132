"""Copies among files that somebody left, holds, damaged or protects: nothing is lost or hangs, and why is said."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_backup import fill, labels

from musnad.errors import StoreError, StoreReadOnlyError
from musnad.model import Extraction
from musnad.store import copied as copying
from musnad.store.backup import back_up, restore
from musnad.store.examine import examine
from musnad.store.open import open_store
from musnad.store.schema import REVISION, REVISION_TABLE

Make = Callable[..., Extraction]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.store.backup._ALONE_S", 0.3)
    monkeypatch.setattr("musnad.store.copied._FREE_S", 0.3)


@pytest.fixture
def copy(db: str, tmp_path: Path, extraction: Make) -> Path:
    """A copy of a store with one article, and the store itself."""
    fill(db, extraction("a"))
    return back_up(db, tmp_path / "copy.db").path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def is_well(db: str | Path) -> bool:
    with open_store(str(db)) as store, store.connect() as connection:
        return next(examine(connection), None) is None


def crashed(db: str, extraction: Make) -> None:
    """Leaves a store as a process that is killed does: with a log that holds the newest articles."""
    with open_store(db, writing=True):
        fill(db, *(extraction(str(number), tail="." * number) for number in range(1, 20)))
        for tail in ("-wal", "-shm"):
            shutil.copy(f"{db}{tail}", f"{db}{tail}.kept")
    for tail in ("-wal", "-shm"):
        Path(f"{db}{tail}.kept").rename(f"{db}{tail}")
    assert Path(f"{db}-wal").stat().st_size > 100_000


def test_the_log_of_a_store_that_is_gone_is_not_replayed(
    copy: Path, db: str, extraction: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    crashed(db, extraction)
    Path(db).unlink()
    log = Path(f"{db}-wal").read_bytes()
    assert restore(db, copy).aside is None
    assert Path(tmp_path / "news.left-behind.db-wal").read_bytes() == log
    assert "news.left-behind.db-wal" in caplog.text
    assert (labels(db), is_well(db)) == (["a"], True)


@pytest.mark.parametrize("tail", ["-wal", "-shm", "-journal"])
def test_what_stands_beside_the_name_of_a_copy_is_kept(copy: Path, db: str, tmp_path: Path, tail: str) -> None:
    (tmp_path / f"friday.db{tail}").write_bytes(b"somebody's" * 1000)
    made = back_up(db, tmp_path / "friday.db")
    assert (tmp_path / f"friday.left-behind.db{tail}").read_bytes() == b"somebody's" * 1000
    assert (labels(made.path), is_well(made.path)) == (["a"], True)
    assert labels(copy) == ["a"]


def test_the_log_of_a_damaged_store_stays_with_it(copy: Path, db: str, extraction: Make) -> None:
    crashed(db, extraction)
    log = bytes(32) + Path(f"{db}-wal").read_bytes()[32:]  # with a whole log SQLite could read it still
    Path(db).write_bytes(b"no database any more" * 4000)
    Path(f"{db}-wal").write_bytes(log)
    Path(db).chmod(0o640)
    done = restore(db, copy)
    assert done.aside is not None
    assert done.aside.read_bytes() == b"no database any more" * 4000
    assert Path(f"{done.aside}-wal").read_bytes() == log
    assert not Path(f"{db}-wal").exists()
    assert Path(db).stat().st_mode & 0o777 == 0o640
    assert (labels(db), is_well(db)) == (["a"], True)


def test_the_name_that_a_store_is_kept_under_has_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "news.before.db-wal").write_bytes(b"log")
    assert copying.free_name(tmp_path / "news.db", "before").name == "news.before-2.db"


def test_a_store_is_not_restored_from_itself(copy: Path, db: str, tmp_path: Path) -> None:
    (tmp_path / "other.db").symlink_to(db)
    before = names(tmp_path)
    for file in (Path(db), tmp_path / "other.db", tmp_path / "." / "news.db"):
        with pytest.raises(StoreError, match="is the store itself"):
            restore(db, file)
    assert names(tmp_path) - {"news.db-wal", "news.db-shm"} == before - {"news.db-wal", "news.db-shm"}
    assert labels(copy) == labels(db) == ["a"]


@contextmanager
def alone(db: str | Path) -> Iterator[None]:
    """Holds a file as nobody else may have it."""
    with sqlite3.connect(db, isolation_level=None) as connection:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("CREATE TABLE held (name TEXT)")
        yield
        connection.execute("ROLLBACK")
    connection.close()


def test_nothing_hangs_while_a_file_is_held(copy: Path, db: str, tmp_path: Path) -> None:
    before = {name for name in names(tmp_path) if "news.db" not in name}
    with alone(db):
        with pytest.raises(StoreError, match=r"news\.db is in use"):
            back_up(db, tmp_path / "again.db")
        with pytest.raises(StoreError, match=r"news\.db is in use"):
            restore(db, copy)
    with alone(copy), pytest.raises(StoreError, match=r"copy\.db is in use"):
        restore(db, copy)
    assert {name for name in names(tmp_path) if "news.db" not in name} == before
    assert (labels(db), labels(copy)) == (["a"], ["a"])


def test_of_two_copies_to_one_name_one_is_made(copy: Path, db: str, tmp_path: Path) -> None:
    told: list[object] = []

    def one() -> None:
        try:
            told.append(copying.copied(Path(db), tmp_path / "one.db"))
        except StoreError as error:
            told.append(str(error))

    everyone = [threading.Thread(target=one) for _ in range(6)]
    for each in everyone:
        each.start()
    for each in everyone:
        each.join()
    made = [each for each in told if isinstance(each, copying.Copied)]
    assert len(made) == 1, told
    assert all("is there already" in str(each) for each in told if each not in made)
    assert [name for name in names(tmp_path) if "partial" in name] == []
    assert (labels(tmp_path / "one.db"), labels(copy)) == (["a"], ["a"])


def test_a_file_that_comes_meanwhile_is_not_written_over(
    copy: Path, db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also on a file system without links, as which one is treated that refuses them."""
    there = copying.checked

    def late(*given: object) -> int:
        (tmp_path / "late.db").write_text("mine")
        return there(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(copying, "checked", late)
        with pytest.raises(StoreError, match="is there already"):
            back_up(db, tmp_path / "late.db")
    assert (tmp_path / "late.db").read_text() == "mine"

    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert labels(back_up(db, tmp_path / "card.db").path) == labels(copy) == ["a"]
    with pytest.raises(StoreError, match="is there already"):
        copying.copied(Path(db), tmp_path / "late.db")
    assert [name for name in names(tmp_path) if "partial" in name] == []


def test_a_store_with_pages_of_another_size_is_restored(copy: Path, db: str, tmp_path: Path) -> None:
    with sqlite3.connect(copy, isolation_level=None) as connection:
        connection.execute("PRAGMA page_size=16384")
        connection.execute("VACUUM")
    connection.close()
    done = restore(db, copy)
    assert done.aside is not None
    assert (labels(db), is_well(db), labels(done.aside)) == (["a"], True, ["a"])


@contextmanager
def protected(path: Path) -> Iterator[None]:
    """A file or folder that cannot be written, not even by root."""
    if os.geteuid() != 0:
        mode = path.stat().st_mode
        path.chmod(0o555 if path.is_dir() else 0o444)
        yield
        path.chmod(mode)
        return
    if subprocess.run(["mount", "--bind", path, path], capture_output=True, check=False).returncode:
        pytest.skip("root may write to any folder, and this machine lets it mount none read-only")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", path], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", path], check=True)


def test_a_healthy_store_that_is_protected_is_left_alone(copy: Path, db: str, tmp_path: Path) -> None:
    before = names(tmp_path) - {"news.db-wal", "news.db-shm"}
    with protected(Path(db)), pytest.raises(StoreReadOnlyError, match=r"news\.db: cannot be written"):
        restore(db, copy)
    assert names(tmp_path) - {"news.db-wal", "news.db-shm"} == before
    assert (labels(db), labels(copy)) == (["a"], ["a"])


def test_a_place_that_cannot_be_written(copy: Path, db: str, tmp_path: Path) -> None:
    folder = tmp_path / "disc"
    folder.mkdir()
    shutil.copy(copy, folder / "old.db")
    with protected(folder):
        with pytest.raises(StoreReadOnlyError, match=r"disc/new\.db cannot be written .*Name another place"):
            back_up(db, folder / "new.db")
        assert restore(db, folder / "old.db").article_count == 1
        made = back_up(str(folder / "old.db"), tmp_path / "from-disc.db")
        assert labels(made.path) == ["a"]


def test_an_old_store_on_a_disk_that_cannot_be_written(copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "disc"
    folder.mkdir()
    with sqlite3.connect(copy) as connection:
        connection.execute(f"UPDATE {REVISION_TABLE} SET version_num = '0005'")
    connection.close()
    shutil.move(copy, folder / "old.db")
    told = rf"old\.db was made by an older version .*0005.*{REVISION}.*musnad restore '.*old\.db' --db FILE"
    with protected(folder), pytest.raises(StoreReadOnlyError, match=told), open_store(str(folder / "old.db")):
        pass
    with protected(folder):  # as the message says
        restore(str(tmp_path / "new.db"), folder / "old.db")
    assert labels(tmp_path / "new.db") == ["a"]


def test_a_full_disk_is_named(copy: Path, db: str, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    small = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]
    if subprocess.run(small, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        with pytest.raises(StoreError, match=r"disk/copy\.db: the disk is full"):
            back_up(db, disk / "copy.db")
        assert names(disk) == set()
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)
    assert labels(db) == labels(copy) == ["a"]


@pytest.mark.parametrize("size", [0, 60, 5_000, 40_000])
def test_a_part_of_a_copy_says_what_to_do(copy: Path, db: str, size: int) -> None:
    copy.write_bytes(copy.read_bytes()[:size])
    with pytest.raises(StoreError) as told:
        restore(db, copy)
    said = str(told.value)
    assert said.startswith(f"{copy} is "), said
    assert said.endswith("Take an older copy; the present store was not touched")
    assert "\n" not in said
    assert "btree" not in said.lower()
    assert "musnad restore" not in said
    assert labels(db) == ["a"]


def test_the_copy_of_another_program(copy: Path, db: str) -> None:
    for content in (b"GIF89a" * 2000, "خبر ليس قاعدة بيانات ".encode() * 300):
        copy.write_bytes(content)
        with pytest.raises(StoreError, match=r"is no store of Musnad\. Take an older copy"):
            restore(db, copy)
    assert labels(db) == ["a"]


def test_a_damaged_store_is_not_copied(copy: Path, tmp_path: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[4096 * 3 : 4096 * 9] = bytes(4096 * 6)
    copy.write_bytes(content)
    with pytest.raises(
        StoreError, match=r"copy\.db is damaged\. No copy was made\. .*musnad doctor --db '.*copy\.db'$"
    ):
        back_up(str(copy), tmp_path / "again.db")
    assert not {name for name in names(tmp_path) if "again" in name}


def log_is_kept(folder: Path) -> bool:
    """Whether the log of the next test is there, under whatever name."""
    return b"log" * 1000 in [path.read_bytes() for path in folder.glob("*.db-wal")]


@pytest.mark.parametrize("limit", ["before the links", "after the links"])
def test_a_restore_that_stops_loses_nothing(
    copy: Path, db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    """Of a damaged store, which has to be moved: as a process that ends there, it can be run again."""
    Path(db).write_bytes(b"no database any more" * 4000)
    Path(f"{db}-wal").write_bytes(b"log" * 1000)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(*((os, "link") if limit.startswith("before") else (Path, "replace")), stop)
        with pytest.raises(KeyboardInterrupt):
            restore(db, copy)
    assert Path(db).read_bytes().startswith(b"no database")
    assert log_is_kept(tmp_path)
    assert not [name for name in names(tmp_path) if "partial" in name]
    restore(db, copy)
    assert (labels(db), is_well(db)) == (["a"], True)
    assert log_is_kept(tmp_path)
