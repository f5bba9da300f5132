"""Where the store is, and what is said when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest
from sqlalchemy import text

from musnad.errors import StoreError, StoreReadOnlyError, StoreTooNewError
from musnad.store.address import place_of
from musnad.store.open import open_store
from musnad.store.query import list_articles
from musnad.store.schema import REVISION_TABLE


def test_the_option_wins_over_the_environment_and_that_over_the_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MUSNAD_DB", str(tmp_path / "environment.db"))
    assert place_of("option.db").database == str(Path("option.db").absolute())
    assert place_of().database == str(tmp_path / "environment.db")
    monkeypatch.delenv("MUSNAD_DB")
    assert place_of().database == str(platformdirs.user_data_path("musnad") / "musnad.db")


def test_the_data_folder_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MUSNAD_DB", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    with open_store(writing=True):
        pass
    assert list(tmp_path.rglob("musnad.db"))


@pytest.mark.parametrize("address", ["mysql://desk/news", "nonsense://x", "sqlite://", "://"])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(StoreError):
        place_of(address)


def test_pragmas_that_durability_rests_on(db: str) -> None:
    with open_store(db, writing=True) as store, store.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 60_000}


@pytest.mark.parametrize("name", ["with space.db", "100% ?#.db", "أخبار.db"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    with open_store(str(tmp_path / name), writing=True):
        pass
    with open_store(str(tmp_path / name)) as store, store.connect() as connection:
        assert list(list_articles(connection)) == []
    assert (tmp_path / name).exists()


def test_a_store_that_is_not_there_is_not_made_by_reading(db: str) -> None:
    with pytest.raises(StoreError, match="no store yet"), open_store(db):
        pass
    assert not Path(db).exists()


@pytest.mark.parametrize("writing", [True, False])
def test_not_a_database(db: str, *, writing: bool) -> None:
    Path(db).write_text("قال المسؤول " * 500, encoding="utf-8")
    before = Path(db).read_bytes()
    with pytest.raises(StoreError, match="is not a database"), open_store(db, writing=writing):
        pass
    assert Path(db).read_bytes() == before


@pytest.mark.parametrize("writing", [True, False])
def test_a_database_of_another_program(db: str, *, writing: bool) -> None:
    with sqlite3.connect(db) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="another program"), open_store(db, writing=writing):
        pass


@pytest.mark.parametrize("writing", [True, False])
def test_a_newer_database_is_left_alone(db: str, *, writing: bool) -> None:
    with open_store(db, writing=True):
        pass
    with sqlite3.connect(db) as connection:
        connection.execute(f"UPDATE {REVISION_TABLE} SET version_num = '0999'")
    connection.close()
    with (
        pytest.raises(StoreTooNewError, match=r"newer version.*0999.*pip install"),
        open_store(db, writing=writing),
    ):
        pass


def test_a_folder_and_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"), open_store(str(tmp_path), writing=True):
        pass
    with pytest.raises(StoreError, match="mkdir"), open_store(str(tmp_path / "no" / "x.db"), writing=True):
        pass


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder with a store in it that cannot be written, not even by root."""
    folder = tmp_path / "read-only"
    folder.mkdir()
    with open_store(str(folder / "news.db"), writing=True):
        pass
    if os.geteuid() != 0:
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    if subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False).returncode:
        pytest.skip("root may write to any folder, and this machine lets it mount none read-only")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_read_only_folder(read_only: Path) -> None:
    with pytest.raises(StoreReadOnlyError, match="--db"), open_store(str(read_only / "x.db"), writing=True):
        pass
    with (
        pytest.raises(StoreReadOnlyError, match="--db"),
        open_store(str(read_only / "news.db"), writing=True),
    ):
        pass
    with open_store(str(read_only / "news.db")) as store, store.connect() as connection:
        assert list(list_articles(connection)) == []
