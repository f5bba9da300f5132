"""Folders of runs: those that lost something, are damaged, are somebody else's, or have a run at work in them."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'musnad[cluster]'")

from made_world import PAGE, capture
from pyarrow import parquet

from musnad.corpus.alone import alone
from musnad.corpus.load import load
from musnad.corpus.manifest import files_of
from musnad.corpus.place import LOCK, Place
from musnad.corpus.run import Settings, run
from musnad.engine.local import LocalEngine
from musnad.errors import InputError
from musnad.intake import add_all
from musnad.pipeline import Mode
from musnad.store import schema
from musnad.store.open import open_store
from musnad.store.rows import Outcome
from musnad.store.schema_incoming import pages
from musnad.store.schema_stories import story_articles

PROGRAM = (sys.executable, "-m", "musnad")
FAST = Settings(Mode.FAST, partitions=2)
EXAMPLES = sorted(str(path) for path in (Path(__file__).parents[2] / "examples").glob("*.txt"))[:3]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "out"
    run(EXAMPLES, str(out), LocalEngine(), FAST)
    return out


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    """A copy of the folder of a run, to be spoilt."""
    return Path(shutil.copytree(made, tmp_path / "out"))


def told_by_load(out: Path, count: int = 0) -> str:
    """Why ``load`` refuses a folder, having written so many articles."""
    with open_store(str(out.parent / "news.db"), writing=True) as store:
        with pytest.raises(InputError) as told:
            list(load(str(out), store))
        with store.connect() as connection:
            assert connection.execute(select(func.count()).select_from(schema.articles)).scalar() == count
    return str(told.value)


@pytest.mark.parametrize("table", ["articles", "statements", "mentions", "locals", "received", "rejected", "stories"])
def test_what_has_lost_a_file_is_not_loaded(out: Path, table: str) -> None:
    lost = sorted((out / table).iterdir())
    for path in lost:
        path.unlink()
    told = told_by_load(out)
    assert f"{table}/{lost[0].name}" in told
    assert "run the same 'musnad run' again" in told


def test_a_folder_of_tables_that_is_gone_is_not_loaded(out: Path) -> None:
    shutil.rmtree(out / "received")
    assert "received/extract-00000.parquet, received/extract-00001.parquet" in told_by_load(out)


def test_a_file_that_was_cut_off_is_not_loaded(out: Path) -> None:
    path = next((out / "mentions").iterdir())
    path.write_bytes(path.read_bytes()[:-9])
    assert f"mentions/{path.name}" in told_by_load(out)


def test_a_file_that_is_damaged_inside_is_told_by_name(out: Path) -> None:
    for path in (out / "received").iterdir():
        path.write_bytes(b"\0" * path.stat().st_size)
    told = told_by_load(out)
    assert "received/extract-0000" in told
    assert "damaged" in told


def test_what_is_no_file_of_the_run_is_not_loaded(out: Path) -> None:
    shutil.copy(next((out / "articles").iterdir()), out / "articles" / "mine-00009.parquet")
    with open_store(str(out.parent / "news.db"), writing=True) as store:
        assert list(load(str(out), store)) == [Outcome.ADDED] * len(EXAMPLES)


def test_a_run_of_the_format_before_is_loaded(out: Path) -> None:
    """It does not say which version of its page an article is."""
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    for path in (out / "received").iterdir():
        parquet.write_table(parquet.read_table(path).drop_columns(["version"]), path)
        manifest["stages"]["extract"]["files"][f"received/{path.name}"] = path.stat().st_size
    change(out, **(manifest | {"format": 1}))
    with open_store(str(out.parent / "news.db"), writing=True) as store:
        assert list(load(str(out), store)) == [Outcome.ADDED] * len(EXAMPLES)


def test_a_run_in_another_format_is_not_loaded(out: Path) -> None:
    change(out, format=9)
    assert "format 9" in told_by_load(out)
    with pytest.raises(InputError, match="other format"):
        run(EXAMPLES, str(out), LocalEngine(), FAST)


def change(out: Path, **values: object) -> None:
    path = out / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values), encoding="utf-8")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda out: (out / "manifest.json").write_bytes(b""),
        lambda out: (out / "manifest.json").write_bytes((out / "manifest.json").read_bytes()[:400]),
        lambda out: (out / "manifest.json").write_bytes(b"\xff\xfe\xfd"),
        lambda out: (out / "manifest.json").write_bytes(b"[" * 100_000),
        lambda out: change(out, stages=None),
        lambda out: change(out, stages={"read": {}}),
        lambda out: change(out, rows=[]),
    ],
)
def test_a_manifest_that_is_damaged_is_told(out: Path, spoil: Callable[[Path], None]) -> None:
    spoil(out)
    assert "the manifest.json in" in (told := told_by_load(out))
    assert "is damaged" in told
    with pytest.raises(InputError, match="is damaged"):
        run(EXAMPLES, str(out), LocalEngine(), FAST)


@pytest.mark.parametrize("manifest", ["{}", "[]", '"a"', '{"name": "my page", "format": 1}', '{"manifest_version": 3}'])
def test_somebody_elses_manifest_is_left_alone(tmp_path: Path, manifest: str) -> None:
    out = tmp_path / "page"
    out.mkdir()
    (out / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(InputError, match="not of a run") as told:
        run(EXAMPLES, str(out), LocalEngine(), FAST)
    assert "remove" not in str(told.value)
    assert "not of a run" in told_by_load(out)
    assert [path.name for path in out.iterdir()] == ["manifest.json"]


def versions(store_path: str, *tables: str) -> list[list[tuple[object, ...]]]:
    with open_store(store_path) as store, store.connect() as connection:
        return [
            sorted(map(tuple, connection.execute(select(schema.metadata.tables[name]))), key=repr) for name in tables
        ]


def test_what_the_store_has_stays_whatever_version_made_it(out: Path, tmp_path: Path) -> None:
    """A store of which two articles were read in careful mode, a fast run of three: one is new, two stay."""
    tables = ("articles", "statements", "spans", "carriers", "zones", "mentions", "locals", "receipts", "raw", "pages")
    db = str(tmp_path / "news.db")
    with open_store(db, writing=True) as store:
        for _ in add_all(EXAMPLES[:2], LocalEngine(), store, Mode.CAREFUL):
            pass
    before = versions(db, *tables)
    with open_store(db, writing=True) as store:
        assert sorted(each.name for each in load(str(out), store)) == ["ADDED", "KNOWN", "KNOWN"]
    after = versions(db, *tables)
    for name, was, now in zip(tables, before, after, strict=True):
        assert set(was) <= set(now), name
    with open_store(db, writing=True) as store:
        assert set(load(str(out), store)) == {Outcome.KNOWN}
    assert versions(db, *tables) == after


def command(out: Path) -> list[str]:
    return [*PROGRAM, "run", *EXAMPLES, "--out", str(out), "--mode", "fast", "--partitions", "2", "--workers", "2"]


def test_a_second_run_in_one_folder_is_refused(made: Path, tmp_path: Path) -> None:
    """The first is held still once it is at work; after a kill the same command goes on."""
    out = tmp_path / "out"
    first = subprocess.Popen(command(out), stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        while not (out / "manifest.json").exists():
            assert first.poll() is None
            time.sleep(0.02)
        os.killpg(first.pid, signal.SIGSTOP)
        second = subprocess.run(command(out), capture_output=True, text=True, timeout=300, check=False)
        assert second.returncode == 1
        assert "another 'musnad run' is at work" in second.stderr
        assert "Traceback" not in second.stderr
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    assert (out / LOCK).exists()
    assert not run(EXAMPLES, str(out), LocalEngine(), FAST).was_done
    assert not (out / LOCK).exists()
    names = files_of(json.loads((made / "manifest.json").read_text(encoding="utf-8")))
    assert all((out / name).read_bytes() == (made / name).read_bytes() for name in names)


def test_a_lock_is_held_by_one_and_leaves_nothing(tmp_path: Path) -> None:
    place = Place((tmp_path / "new" / "out").as_uri())
    for _ in range(2):
        with alone(place):
            assert place.sizes() == {}
            with pytest.raises(InputError, match="at work"), alone(place):
                pass
    assert list((tmp_path / "new" / "out").iterdir()) == []


def captures(path: Path) -> str:
    """A WARC with five versions of one page."""
    places = ("the port", "the old port", "the new port", "a port", "the largest port of all")
    made = (capture("https://news.example/port", PAGE.format(title="Port to close", what=each)) for each in places)
    path.write_bytes(gzip.compress(b"".join(made)))
    return str(path)


def numbered(db: str) -> list[tuple[object, ...]]:
    """The versions of pages with their texts, and the article that its story holds."""
    query = select(pages.c.number, schema.articles.c.text, story_articles.c.story_id.is_not(None)).select_from(
        pages.join(schema.articles).outerjoin(story_articles)
    )
    with open_store(db) as store, store.connect() as connection:
        return sorted(map(tuple, connection.execute(query)))


@pytest.mark.parametrize("partitions", [1, 3, 7])
def test_versions_of_a_page_are_counted_as_they_came(tmp_path: Path, partitions: int) -> None:
    crawl, out, (one, other) = captures(tmp_path / "c.warc.gz"), tmp_path / "out", ("added.db", "loaded.db")
    run([crawl], str(out), LocalEngine(), Settings(Mode.FAST, partitions=partitions))
    with open_store(str(tmp_path / one), writing=True) as store:
        assert len(list(add_all([crawl], LocalEngine(), store, Mode.FAST))) == 5
    with open_store(str(tmp_path / other), writing=True) as store:
        assert list(load(str(out), store)) == [Outcome.ADDED] * 5
    found = numbered(str(tmp_path / other))
    assert [(number, is_told) for number, _, is_told in found] == [(number, number == 5) for number in range(1, 6)]
    assert found == numbered(str(tmp_path / one))
