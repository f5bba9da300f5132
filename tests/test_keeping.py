"""The commands that keep a store, called as a script would call them."""

from __future__ import annotations

import json
import lzma
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from musnad.cli import app

EXAMPLE = Path(__file__).parents[1] / "examples" / "ar-1-strait-agency.txt"
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command in a folder with a store that holds one article."""
    monkeypatch.setenv("MUSNAD_DB", str(tmp_path / "news.db"))
    monkeypatch.chdir(tmp_path)

    def call(*words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    assert call("add", EXAMPLE, "--mode", "fast").exit_code == 0
    return call


def lines(result: Result) -> list[dict[str, object]]:
    told = [json.loads(line) for line in result.stderr.splitlines()]
    return [each for each in told if each.get("event") != "progress"]  # on a slow machine


def test_doctor_backup_restore(run: Run, tmp_path: Path) -> None:
    assert (run("doctor").exit_code, run("doctor").stdout) == (0, "all is well\n")
    assert "1 article, " in run("backup", "copy.db").stderr
    with sqlite3.connect(tmp_path / "news.db") as connection:
        connection.execute("UPDATE stories SET claim_count = 99")
        connection.execute("INSERT INTO entities VALUES ('e1_gone', 'Q5', 'no more')")
    connection.close()
    sick = run("doctor", "--format", "json")
    assert sick.exit_code == 1
    assert {each["subject"] for each in json.loads(sick.stdout)["findings"]} == {"counts of stories", "entities"}
    told = run("doctor")
    assert (told.exit_code, "made again by: musnad doctor --repair" in told.stdout) == (1, True)
    mended = run("doctor", "--repair")
    assert mended.exit_code == 0, mended.output
    assert mended.stdout.splitlines()[-1] == "all is well"
    kept = [Path(line.removeprefix("kept: ")) for line in mended.stderr.splitlines()]
    assert [path.suffix for path in kept] == [".db", ".jsonl"]
    assert all(path.exists() for path in kept)
    assert run("doctor", "--repair").stderr == ""
    restored = run("restore", "copy.db")
    assert "1 article restored" in restored.stderr
    assert run("doctor").exit_code == 0
    again = run("backup", "copy.db")
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)


def test_stats(run: Run) -> None:
    found = json.loads(run("stats", "--format", "json").stdout)
    assert (found["article_count"], found["by_language"], found["story_count"]) == (1, {"ar": 1}, 1)
    assert sum(found["by_act"].values()) == found["statement_count"] > 3
    assert found["byte_count"] > 10_000
    text = run("stats").stdout
    assert "articles by outlet" in text
    assert re.search(r"(?m)^ +1  article$", text)
    assert re.search(r"(?m)^ +0  articles that wait for their story", text)
    assert re.search(rf"(?m)^ +{found['statement_count']:,}  statements$", text)
    assert re.search(rf"(?m)^ +{found['byte_count']:,}  bytes on disk$", text)


def test_json_logs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    told = lines(run("--json-logs", "add", "empty.txt", EXAMPLE, "--mode", "fast"))
    assert [(each["level"], each.get("event")) for each in told] == [("warning", "rejected"), ("info", "added")]
    assert (told[0]["source"], told[0]["step"]) == ("empty.txt", "read")
    assert (told[1]["known"], told[1]["rejected"]) == (1, 1)
    (error,) = lines(run("--json-logs", "show", "nothing"))
    assert error["level"] == "error"
    assert "no such article" in str(error["message"])
    assert (error["event"], error["kind"], error["exit_code"]) == ("failed", "InputError", 1)
    assert run("show", "nothing").stderr.startswith("musnad: nothing")


def test_json_logs_of_keeping(run: Run, tmp_path: Path) -> None:
    (copied,) = lines(run("--json-logs", "backup", "copy.db"))
    assert (copied["event"], copied["article_count"], copied["path"]) == ("copied", 1, str(tmp_path / "copy.db"))
    assert copied["byte_count"] == (tmp_path / "copy.db").stat().st_size
    restored, aside = lines(run("--json-logs", "restore", "copy.db"))
    assert (restored["event"], restored["article_count"]) == ("restored", 1)
    assert (aside["event"], Path(str(aside["path"])).exists()) == ("kept", True)
    with sqlite3.connect(tmp_path / "news.db") as connection:
        connection.execute("INSERT INTO entities VALUES ('e1_gone', 'Q5', 'no more')")
    connection.close()
    kept = lines(run("--json-logs", "doctor", "--repair"))
    assert [(each["event"], Path(str(each["path"])).exists()) for each in kept] == [("kept", True)] * 2
    (failed,) = lines(run("--json-logs", "backup", "copy.db"))
    assert (failed["event"], failed["kind"]) == ("failed", "StoreError")


def test_an_upgrade_is_told_of(tmp_path: Path) -> None:
    old = Path(__file__).parent / "store" / "r0002.db.xz"
    (tmp_path / "old.db").write_bytes(lzma.decompress(old.read_bytes()))
    # A process of its own, as it is used: other tests leave their settings of logging behind in this one.
    command = [sys.executable, "-m", "musnad", "--json-logs", "articles", "--db", "old.db"]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    told = json.loads(shown.stderr)
    assert (told["level"], told["event"], told["logger"]) == ("warning", "logged", "musnad.store")
    assert "it is kept as" in str(told["message"])
