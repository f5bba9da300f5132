"""Runs over files: the same rows on every engine, in any partitions, broken off or not; and those of a store."""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'musnad[cluster]'")

from made_world import inputs
from pyarrow import parquet

from musnad.config import corpus as config
from musnad.corpus.load import load
from musnad.corpus.run import Ran, Settings, run
from musnad.engine.cluster import DaftEngine
from musnad.engine.local import LocalEngine
from musnad.errors import InputError
from musnad.intake import add_all
from musnad.pipeline import Mode
from musnad.store import schema, schema_incoming, schema_links, schema_search, schema_stories
from musnad.store.open import open_store
from musnad.store.rows import Outcome

NO_DAFT = pytest.mark.skipif(
    importlib.util.find_spec("daft") is None, reason="daft is not installed: pip install 'musnad[cluster]'"
)
NO_RAY = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None or importlib.util.find_spec("daft") is None,
    reason="ray or daft is not installed: pip install 'musnad[cluster]'",
)
PROGRAM = (sys.executable, "-m", "musnad")
FAST = Settings(Mode.FAST, partitions=3)
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return inputs(tmp_path_factory.mktemp("in"))


@pytest.fixture(scope="module")
def whole(files: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run in this process leaves."""
    out = tmp_path_factory.mktemp("whole") / "out"
    run(files, str(out), LocalEngine(), FAST)
    return out


@pytest.fixture(scope="module")
def store(files: list[str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """What ``musnad add`` makes of the same inputs; it is given the Parquet as a table in CSV."""
    folder = tmp_path_factory.mktemp("store")
    named = []
    for name in files:
        path = Path(name)
        if path.suffix == ".parquet":
            path = folder / "table.csv"
            rows = parquet.read_table(name).to_pylist()
            with path.open("w", encoding="utf-8", newline="") as stream:
                table = csv.DictWriter(stream, list(rows[0]))
                table.writeheader()
                table.writerows(rows)
        named.append(str(path))
    db = str(folder / "news.db")
    with open_store(db, writing=True) as engine:
        for _ in add_all(named, LocalEngine(), engine, Mode.FAST):
            pass
    return db


def bytes_of(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*.parquet"))}


def tables(out: Path) -> Rows:
    """The rows of every table, sorted."""
    found: Rows = {}
    for folder in sorted(path for path in out.iterdir() if path.is_dir() and not path.name.startswith("_")):
        rows = [row for path in sorted(folder.glob("*.parquet")) for row in parquet.read_table(path).to_pylist()]
        found[folder.name] = sorted(rows, key=lambda row: json.dumps(row, default=str))
    return found


def stored(engine: Engine, *left_out: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a store, without times."""
    assert [schema_incoming, schema_links, schema_search, schema_stories]
    with engine.connect() as connection:
        return {
            table.name: sorted(
                (
                    tuple(value for name, value in row.items() if not name.endswith("_at") or name == "first_at")
                    for row in connection.execute(select(table)).mappings()
                ),
                key=repr,
            )
            for table in schema.metadata.sorted_tables
            if table.name not in left_out
        }


def test_a_run_holds_what_there_is_to_hold(whole: Path) -> None:
    found = tables(whole)
    assert {name for name, rows in found.items() if not rows} == set()
    assert any(row["basis"] == "evidence" for row in found["judgements"])
    assert any(len(row["article_ids"]) > 2 for row in found["stories"])
    assert {row["language"] for row in found["articles"]} == {"ar", "en"}
    text_of = {row["id"]: row["text"] for row in found["articles"]}
    for row in found["statements"]:
        for span in row["content"]:
            assert 0 <= span["start"] < span["end"] <= len(text_of[row["article_id"]])
    assert not (whole / "_work").exists()


@NO_DAFT
def test_daft_makes_the_same_files(files: list[str], whole: Path, tmp_path: Path) -> None:
    run(files, str(tmp_path / "out"), DaftEngine(2), FAST)
    assert bytes_of(tmp_path / "out") == bytes_of(whole)


@pytest.mark.slow
@NO_RAY
def test_daft_on_ray_makes_the_same_files(files: list[str], whole: Path, tmp_path: Path) -> None:
    """In a process of its own: a process has one runner of Daft, for good."""
    command = [*PROGRAM, "run", *files, "--out", str(tmp_path / "out"), "--mode", "fast", "--partitions", "3"]
    command += ["--engine", "cluster", "--ray", "local", "--workers", "2"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 3, done.stderr
    assert bytes_of(tmp_path / "out") == bytes_of(whole)


def test_processes_make_the_same_files(files: list[str], whole: Path, tmp_path: Path) -> None:
    run(files, str(tmp_path / "out"), LocalEngine(2, 1), FAST)
    assert bytes_of(tmp_path / "out") == bytes_of(whole)


@pytest.mark.parametrize(
    "settings", [Settings(Mode.FAST, partitions=1), Settings(Mode.FAST, partitions=7, edges_at_once=0)]
)
def test_any_partitions_and_rounds_make_the_same_rows(
    files: list[str], whole: Path, tmp_path: Path, settings: Settings
) -> None:
    run(files, str(tmp_path / "out"), LocalEngine(), settings)
    assert tables(tmp_path / "out") == tables(whole)


@pytest.mark.parametrize("most", [1, 4])
def test_comparing_by_words_in_many_tasks_finds_the_same(
    files: list[str], whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(config, "OUTBOX_BYTES", 10_000)
    run(files, str(tmp_path / "out"), LocalEngine(), replace(FAST, meeting_articles=most))
    assert tables(tmp_path / "out") == tables(whole)


def test_stories_and_claims_are_those_of_a_store(whole: Path, store: str) -> None:
    found = tables(whole)
    with open_store(store) as engine:
        held = stored(engine)
        with engine.connect() as connection:
            entity_of = {row.id: row.entity_id for row in connection.execute(select(schema_links.nodes))}
            claims = connection.execute(select(schema_stories.claims)).mappings().all()
            said = connection.execute(select(schema_stories.claim_statements)).all()
            stories = connection.execute(select(schema_stories.stories)).mappings().all()
            placed = connection.execute(select(schema_stories.story_articles)).all()
    assert {node: row["id"] for row in found["entities"] for node in row["node_ids"]} == entity_of
    for row in found["stories"]:
        (own,) = [each for each in stories if each["id"] == row["id"]]
        assert {name: own[name] for name in row if name != "article_ids"} == {
            name: value for name, value in row.items() if name != "article_ids"
        }
        members = sorted((each.position, each.article_id) for each in placed if each.story_id == row["id"])
        assert [article_id for _, article_id in members] == row["article_ids"]
    assert len(found["stories"]) == len(stories)
    assert {
        row["id"]: (row["text"], row["origin_min_count"], row["origin_max_count"], row["reasons"])
        for row in found["claims"]
    } == {
        row["id"]: (row["text"], row["origin_min_count"], row["origin_max_count"], json.loads(row["reasons"]))
        for row in claims
    }
    assert {
        (row["id"], relation, key)
        for row in found["claims"]
        for relation in ("support", "deny", "comment")
        for key in row[relation]
    } == {(row.claim_id, row.relation, row.statement_id) for row in said}
    for table in ("conflicts", "groupings", "copies"):
        assert len(found[table]) == len(held[table])


def test_a_store_that_is_loaded_is_the_one_that_add_makes(whole: Path, store: str, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "news.db"), writing=True) as loaded, open_store(store) as added:
        assert set(load(str(whole), loaded)) == {Outcome.ADDED}
        first = stored(loaded)
        sources = {row["id"]: row["source"] for row in tables(whole)["articles"]}
        assert len(sources) == len(first["articles"])
        # The names of the table's file differ, and with them sources.
        left_out = ("articles", "receipts")
        assert stored(loaded, *left_out) == stored(added, *left_out)
        assert set(load(str(whole), loaded)) == {Outcome.KNOWN}
        assert stored(loaded) == first


def test_what_is_done_is_not_done_again(files: list[str], whole: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in whole.rglob("*") if path.is_file()}
    assert run(files, str(whole), LocalEngine(), FAST).was_done
    assert {path: path.stat().st_mtime_ns for path in whole.rglob("*") if path.is_file()} == before


def test_a_table_that_was_lost_is_made_again(files: list[str], whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(files, str(out), LocalEngine(), FAST)
    next((out / "claims").glob("*.parquet")).unlink()
    assert not run(files, str(out), LocalEngine(), FAST).was_done
    assert bytes_of(out) == bytes_of(whole)


@pytest.mark.parametrize("engine", ["local", pytest.param("cluster", marks=NO_DAFT)])
def test_a_run_that_is_killed_goes_on(files: list[str], whole: Path, tmp_path: Path, engine: str) -> None:
    """A worker is killed, as for want of memory, then twice all processes at some moment; what was finished is kept."""
    out, moments = tmp_path / "out", random.Random(11)
    command = [*PROGRAM, "run", *files, "--out", str(out), "--mode", "fast", "--partitions", "3"]
    command += ["--engine", engine, "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert kill_worker(process), "no worker was seen"
    _, told = process.communicate(timeout=300)
    assert process.returncode == 1
    assert "run the same command again" in told
    for _ in range(2):
        kept = {path: path.stat().st_mtime_ns for path in out.glob("_work/done/*/*.json")}
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        until = time.monotonic() + moments.uniform(3, 12)
        while time.monotonic() < until and process.poll() is None:
            time.sleep(0.05)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert all(path.stat().st_mtime_ns == at for path, at in kept.items() if path.exists())
    assert subprocess.run(command, stderr=subprocess.DEVNULL, timeout=500, check=False).returncode == 3
    assert bytes_of(out) == bytes_of(whole)
    assert not [path for path in out.rglob("*") if ".part-" in path.name]


def kill_worker(process: subprocess.Popen[str]) -> bool:
    """Kills a process that works for another one, once it has worked for a second."""
    until = time.monotonic() + 200
    while time.monotonic() < until and process.poll() is None:
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                told = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            if int(told[1]) == process.pid and (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK") > 1:
                os.kill(int(path.parent.name), signal.SIGKILL)
                return True
        time.sleep(0.05)
    return False


def test_a_folder_of_another_run_is_left_alone(files: list[str], whole: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="other inputs"):
        run(files[:1], str(whole), LocalEngine(), FAST)
    with pytest.raises(InputError, match="other partitions"):
        run(files, str(whole), LocalEngine(), Settings(Mode.FAST, partitions=4))
    (tmp_path / "mine.txt").write_text("notes", encoding="utf-8")
    with pytest.raises(InputError, match="not of a run"):
        run(files, str(tmp_path), LocalEngine(), FAST)
    assert (tmp_path / "mine.txt").exists()


def test_nothing_comes_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    ran: Ran = run(
        [str(tmp_path / "empty.jsonl"), str(tmp_path / "no.txt")], str(tmp_path / "out"), LocalEngine(), FAST
    )
    assert {name: count for name, count in ran.rows.items() if count} == {"rejected": 2}


def test_loading_asks_for_a_run_that_is_finished(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "news.db"), writing=True) as store:
        with pytest.raises(InputError, match="no run"):
            list(load(str(tmp_path), store))
        (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
        with pytest.raises(InputError, match="not of a run"):
            list(load(str(tmp_path), store))


@pytest.mark.parametrize("address", [lambda path: path.as_uri(), str])
def test_places_are_paths_or_urls(
    files: list[str], whole: Path, tmp_path: Path, address: Callable[[Path], str]
) -> None:
    named = [address(Path(name)) for name in files]
    run(named, address(tmp_path / "out"), LocalEngine(), FAST)
    left_out = ("articles", "received", "rejected")  # sources are named as they were given
    ours, theirs = tables(tmp_path / "out"), tables(whole)
    assert {name: rows for name, rows in ours.items() if name not in left_out} == {
        name: rows for name, rows in theirs.items() if name not in left_out
    }
