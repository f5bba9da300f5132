"""Copies of a store, taken while others write, and brought back; old files, brought up to date with a copy before."""

from __future__ import annotations

import lzma
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from test_write import NOW, VERSIONS

from musnad.errors import StoreError, StoreTooNewError
from musnad.model import Extraction
from musnad.store.backup import back_up, restore
from musnad.store.examine import examine
from musnad.store.open import open_store
from musnad.store.query import list_articles
from musnad.store.rows import rows_of
from musnad.store.schema import REVISION, REVISION_TABLE
from musnad.store.settle import settle
from musnad.store.write import add_articles

HERE = Path(__file__).parent
OLD = sorted(HERE.glob("r*.db.xz"))
Make = Callable[..., Extraction]


def fill(db: str, *found: Extraction) -> None:
    with open_store(db, writing=True) as store, store.begin() as connection:
        add_articles(connection, [rows_of(one, VERSIONS) for one in found], NOW)


def labels(db: str | Path) -> list[str]:
    with open_store(str(db)) as store, store.connect() as connection:
        return [article.label for article in list_articles(connection)]


def test_a_copy_is_taken_while_another_writes(db: str, tmp_path: Path, extraction: Make) -> None:
    fill(db, extraction("a"))
    with open_store(db, writing=True) as store, store.begin() as connection:
        add_articles(connection, [rows_of(extraction("b", tail="."), VERSIONS)], NOW)
        made = back_up(db, tmp_path / "copy.db")  # the other has not committed yet, and is not waited for
    assert made.article_count == 1
    assert labels(made.path) == ["a"]
    assert labels(db) == ["a", "b"]
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name and "-" not in path.name) == [
        "copy.db"
    ]


def test_nothing_is_written_over(db: str, tmp_path: Path, extraction: Make) -> None:
    fill(db, extraction("a"))
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(StoreError, match="is there already"):
        back_up(db, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(db, tmp_path / "no" / "copy.db")
    with pytest.raises(StoreError, match="no store yet"):
        back_up(str(tmp_path / "gone.db"), tmp_path / "other.db")


def test_restore_keeps_what_was_there(db: str, tmp_path: Path, extraction: Make) -> None:
    fill(db, extraction("a"))
    copy = back_up(db, tmp_path / "copy.db").path
    fill(db, extraction("b", tail="."))
    done = restore(db, copy)
    assert (labels(db), done.article_count) == (["a"], 1)
    assert done.aside is not None
    assert labels(done.aside) == ["a", "b"]
    again = restore(db, done.aside)
    assert labels(db) == ["a", "b"]
    assert again.aside not in (None, done.aside)
    fill(db, extraction("c", tail=".."))
    assert labels(db) == ["a", "b", "c"]


def test_restore_where_there_is_no_store(db: str, tmp_path: Path, extraction: Make) -> None:
    fill(db, extraction("a"))
    done = restore(str(tmp_path / "new.db"), Path(db))
    assert (done.aside, labels(tmp_path / "new.db")) == (None, ["a"])


def test_a_store_in_use_is_not_replaced(
    db: str, tmp_path: Path, extraction: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("musnad.store.backup._ALONE_S", 0.1)
    fill(db, extraction("a"))
    copy = back_up(db, tmp_path / "copy.db").path
    with open_store(db) as store, store.connect() as connection:
        assert len(list(list_articles(connection))) == 1
        with pytest.raises(StoreError, match="is in use"):
            restore(db, copy)
    assert [path for path in tmp_path.iterdir() if "before-restore" in path.name] == []
    assert restore(db, copy).aside is not None


def test_a_damaged_store_is_replaced_and_its_bytes_kept(db: str, tmp_path: Path, extraction: Make) -> None:
    fill(db, extraction("a"))
    copy = back_up(db, tmp_path / "copy.db").path
    Path(db).write_bytes(b"no database any more" * 400)
    done = restore(db, copy)
    assert labels(db) == ["a"]
    assert done.aside is not None
    assert done.aside.read_bytes().startswith(b"no database")


def test_what_is_no_sound_copy_is_refused(db: str, tmp_path: Path, extraction: Make) -> None:
    fill(db, extraction("a"))
    broken = tmp_path / "broken.db"
    content = bytearray(back_up(db, tmp_path / "copy.db").path.read_bytes())
    content[4096 * 3 : 4096 * 9] = bytes(4096 * 6)
    broken.write_bytes(content)
    recipes = tmp_path / "recipes.db"
    with sqlite3.connect(recipes) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    newer = back_up(db, tmp_path / "newer.db").path
    with sqlite3.connect(newer) as connection:
        connection.execute(f"UPDATE {REVISION_TABLE} SET version_num = '0999'")
    connection.close()
    for file, told in ((broken, "damaged"), (recipes, "no store of Musnad"), (tmp_path / "gone.db", "no such file")):
        with pytest.raises(StoreError, match=told):
            restore(db, file)
    with pytest.raises(StoreTooNewError, match="pip install --upgrade"):
        restore(db, newer)
    assert labels(db) == ["a"]


def test_a_server_has_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="pg_dump"):
        back_up("postgresql://desk/news", tmp_path / "copy.db")
    with pytest.raises(StoreError, match="pg_restore"):
        restore("postgresql://desk/news", tmp_path / "copy.db")


@pytest.mark.parametrize("old", OLD, ids=lambda path: str(path.name))
def test_an_old_store_is_brought_up_to_date_and_kept(old: Path, tmp_path: Path) -> None:
    """Each file was made by the version that had this schema, from the bundled examples or made-up reports."""
    db = tmp_path / "old.db"
    db.write_bytes(lzma.decompress(old.read_bytes()))
    with sqlite3.connect(db) as connection:
        (before,) = connection.execute(f"SELECT version_num FROM {REVISION_TABLE}").fetchone()
        count = connection.execute("SELECT count(*) FROM articles").fetchone()
    connection.close()
    assert before == old.name[1:5]
    with open_store(str(db), writing=True) as store:
        done = 1
        while done:
            with store.begin() as connection:
                done = settle(connection, NOW)
        with store.execution_options(reading=True).connect() as connection:
            assert list(examine(connection)) == []
            assert connection.execute(text("SELECT count(*) FROM articles")).one() == count
    kept = tmp_path / f"old.before-{REVISION}.db"
    assert kept.exists() == (before != REVISION)
    if kept.exists():
        with sqlite3.connect(kept) as connection:
            assert connection.execute(f"SELECT version_num FROM {REVISION_TABLE}").fetchone() == (before,)
            assert connection.execute("SELECT count(*) FROM articles").fetchone() == count
        connection.close()


def test_there_is_an_old_file_of_every_schema_before_this_one() -> None:
    assert [path.name[1:5] for path in OLD if path.name[1:5] < REVISION] == [
        f"{number:04}" for number in range(1, int(REVISION))
    ]
