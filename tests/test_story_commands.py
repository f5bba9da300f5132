"""The commands across articles, called as a script would call them, on the bundled example."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from musnad.cli import app
from musnad.store.open import open_store
from musnad.store.schema_stories import waiting

EXAMPLES = Path(__file__).parents[1] / "examples"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("store") / "news.db")
    result = CliRunner().invoke(app, ["add", *map(str, sorted(EXAMPLES.glob("*.txt"))), "--mode", "fast", "--db", path])
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def run(db: str) -> Run:
    return lambda *words: CliRunner().invoke(app, [*map(str, words), "--db", db])


def listed(run: Run, *words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("stories", "--format", "json", *words).stdout)
    return found


def test_stories_are_listed_with_their_counts(run: Run) -> None:
    found = listed(run)
    assert [each["languages"] for each in found] == [["ar", "en"]], "one story of both languages"
    assert sum(each["article_count"] for each in found) == 6  # type: ignore[misc]
    largest = max(found, key=lambda each: int(str(each["article_count"])))
    assert largest["conflict_count"] == 1, "34 killed against 27"
    text = run("stories").stdout
    line = next(line for line in text.splitlines() if line.startswith(str(largest["id"])))
    assert re.search(r"6 articles, 6 outlets, origins \d.*1 conflict", line)
    assert len([line for line in run("stories", "--limit", "1").stdout.splitlines() if line.startswith("s1-")]) == 1


def test_what_a_limit_leaves_out_is_said(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The mayor of Quillon said the museum would open in May.", encoding="utf-8")
    (tmp_path / "two.txt").write_text("Police in Harrowden said a bakery had burned down.", encoding="utf-8")
    db = ["--db", str(tmp_path / "news.db")]
    files = [str(tmp_path / name) for name in ("one.txt", "two.txt")]
    assert CliRunner().invoke(app, ["add", *files, "--mode", "fast", *db]).exit_code == 0
    one = CliRunner().invoke(app, ["stories", "--limit", "1", *db])
    assert len([line for line in one.stdout.splitlines() if line.startswith("s1-")]) == 1
    assert "more; --limit shows more of them" in one.stderr


def test_since_and_until(run: Run) -> None:
    assert listed(run, "--since", "2100-01-01") == []
    assert listed(run, "--until", "2000-01-01T00:00+03:00") == []
    wrong = run("stories", "--since", "yesterday")
    assert wrong.exit_code == 1
    assert "not a time" in wrong.stderr


def test_a_story_is_shown_by_its_id_or_the_beginning_of_it(run: Run) -> None:
    key = max(listed(run), key=lambda each: int(str(each["article_count"])))["id"]
    whole = run("show", key).stdout
    assert run("show", str(key)[:9]).stdout == whole
    for words in (
        "≠ number",
        "34",
        "27",
        "only",
        "asked, and gave no answer",
        "(outlet) ←",
        "text of ar-1-strait-agency",
    ):
        assert words in whole
    told = json.loads(run("show", key, "--format", "json").stdout)
    assert [story["id"] for story in told["stories"]] == [key]
    assert "Reports" not in whole
    assert run("show", "ar-1-strait-agency").exit_code == 0
    assert run("show", "s1-nothing").exit_code == 1


def test_the_whole_store_is_one_object(run: Run) -> None:
    told = json.loads(run("dossier", "--all", "--format", "json").stdout)
    assert sorted(each["id"] for each in told["articles"]) == sorted(path.stem for path in EXAMPLES.glob("*.txt"))
    keys = {f"{each['id']}/{said['id']}" for each in told["articles"] for said in each["statements"]}
    for story in told["stories"]:
        for claim in story["claims"]:
            named = {*claim["support"], *claim["deny"], *claim["comment"]}
            assert named <= keys
            assert {key for conflict in claim["conflicts"] for key in conflict["between"]} <= keys
            assert 1 <= claim["origins"]["min"] <= claim["origins"]["max"] or not claim["support"]
    entities = {each["id"] for each in told["entities"]}
    assert {each["entity"] for article in told["articles"] for each in article["mentions"]} - {None} == entities
    text = run("dossier", "--all")
    assert text.exit_code == 0
    assert text.stdout.count("CLAIM") > 3


def test_a_dossier_takes_files_or_the_store(run: Run) -> None:
    assert run("dossier").exit_code == 2
    assert run("dossier", EXAMPLES, "--all").exit_code == 2


def test_what_changed_since_a_time(run: Run) -> None:
    key = listed(run)[0]["id"]
    text = run("diff", key, "--since", "2001-01-01")
    assert "new article: " in text.stdout and "new claim" in text.stdout
    kinds = {each["kind"] for each in json.loads(run("diff", key, "--since", "2001-01-01", "--format", "json").stdout)}
    assert {"article", "claim"} <= kinds
    assert run("diff", key, "--since", "2100-01-01").stdout == "nothing changed since 2100-01-01\n"
    assert run("diff", "s1-nothing", "--since", "2001-01-01").exit_code == 1


def test_what_waits_is_told(db: str, run: Run) -> None:
    with open_store(db, writing=True) as store, store.begin() as connection:
        key = connection.exec_driver_sql("SELECT min(id) FROM articles").scalar()
        connection.execute(waiting.insert(), [{"article_id": key, "renames": False, "compares": True, "tells": False}])
    assert "1 articles are in no story yet" in run("stories").stderr
    before = run("stories").stdout
    assert run("add", *sorted(EXAMPLES.glob("*.txt")), "--mode", "fast").stderr == "6 already known\n"
    again = run("stories")
    assert (again.stderr, again.stdout) == ("", before)
