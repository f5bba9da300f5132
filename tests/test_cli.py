"""The commands, called as a script would call them: what they print, where, and the code they leave."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from musnad.cli import app

REPORT = "ارتفاع الأسعار في المدينة\nقال مسؤول في الوزارة إن الأسعار {} ارتفعت أمس في المدينة كلها.\n"
PROGRAM = (sys.executable, "-m", "musnad")
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command in an empty folder with a store of its own."""
    monkeypatch.setenv("MUSNAD_DB", str(tmp_path / "news.db"))
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def reports(folder: Path, count: int) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"r{number:03}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(REPORT.format(number), encoding="utf-8")
    return paths


def test_extract_prints_one_object_a_line_in_the_order_given(run: Run, tmp_path: Path) -> None:
    paths = reports(tmp_path / "in", 40)[::-1]
    lines = {run("extract", *paths, "--format", "jsonl", "--workers", n).stdout_bytes for n in (1, 1, 2)}
    assert len(lines) == 1
    found = [json.loads(line) for line in lines.pop().splitlines()]
    assert [article["id"] for article in found] == [path.stem for path in paths]
    assert found[0]["text"] == paths[0].read_text(encoding="utf-8")


def test_extract_reads_the_texts_of_a_folder_in_order(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    reports(tmp_path / "in" / "deep", 2)
    (tmp_path / "in" / "b.JSONL").write_text(json.dumps({"id": "x", "text": "قال المسؤول ذلك"}))
    (tmp_path / "in" / "notes.md").write_text("no")
    result = run("extract", "in", "--format", "jsonl")
    assert result.exit_code == 0
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["x", "r000", "r001"]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["extract", "in"], 0, ""),
        (["extract", "in", "empty.txt"], 3, "rejected empty.txt: "),
        (["extract", "empty.txt"], 1, "rejected empty.txt: "),
        (["extract", "gone.txt"], 1, "rejected gone.txt: "),
        (["extract", "bare"], 1, "rejected bare: the folder holds no file that could be read"),
        (["add", "in", "binary.txt"], 3, "2 added, 1 rejected"),
        (["add", "gone.txt"], 1, "1 rejected"),
        (["extract"], 2, "FILES"),
        (["extract", "in", "--format", "xml"], 2, "xml"),
        (["extract", "in", "--workers", "0"], 2, "workers"),
        (["extract", "in", "--tagger", "none"], 1, "musnad: there is no tagger 'none'; there is: anercorp"),
        (["frobnicate"], 2, "frobnicate"),
        (["articles"], 1, "no store yet"),
        (["show", "r000"], 1, "no store yet"),
        (["add", "in", "--db", "bare"], 1, "is a folder"),
        (["add", "in", "--db", "in/r000.txt"], 1, "is not a database"),
        (["add", "in", "--db", "mysql://x/y"], 1, "postgresql://"),
        (["eval", "gone.jsonl"], 1, "gone.jsonl"),
        (["--version"], 0, ""),
        (["--help"], 0, ""),
        (["add", "--help"], 0, ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_exit_codes(run: Run, tmp_path: Path, words: list[str], code: int, told: str) -> None:
    reports(tmp_path / "in", 2)
    (tmp_path / "bare").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)
    result = run(*words)
    assert (result.exit_code, told in result.stderr) == (code, True), result.output
    assert "Traceback" not in result.output


def test_any_mix_is_read(run: Run, tmp_path: Path) -> None:
    report = REPORT.format(1).splitlines()[1]
    (tmp_path / "page").write_text(f"<html><body><h1>عنوان الخبر</h1><p>{report}</p></body></html>", encoding="utf-8")
    (tmp_path / "table.csv").write_text(f"story,head\n{report} ثان,عنوان\n", encoding="utf-8")
    (tmp_path / "week.gz").write_bytes(gzip.compress((report + " ثالث").encode()))
    result = run("extract", "page", "table.csv", "week.gz", "--columns", "text=story,title=head", "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    titles = [json.loads(line)["title"] for line in result.stdout.splitlines()]
    assert titles == ["عنوان الخبر", "عنوان", None]
    assert run("add", "page", "table.csv", "--columns", "text=story").stderr == "2 added\n"


def test_addresses_are_fetched_only_where_they_may_be(run: Run) -> None:
    result = run("extract", "http://127.0.0.1:9/a")
    assert (result.exit_code, "not an address of the open internet" in result.stderr) == (1, True)
    result = run("extract", "http://127.0.0.1:9/a", "--allow", "127.0.0.1")
    assert (result.exit_code, "did not answer" in result.stderr) == (1, True)
    assert run("extract", "a.csv", "--columns", "body").exit_code == 1
    assert run("extract", "a.csv", "--allow", "not a host").exit_code == 1


def test_every_help_tells_the_exit_codes(run: Run) -> None:
    for command in ([], ["extract"], ["add"], ["articles"], ["show"], ["eval"]):
        told = run(*command, "--help").stdout
        assert "Exit codes: 0 all went well" in told
        assert not command or "Examples:\n" in told


def test_add_articles_show(run: Run, tmp_path: Path) -> None:
    reports(tmp_path / "in", 3)
    assert run("add", "in").stderr == "3 added\n"
    (tmp_path / "in" / "copy.txt").write_text(REPORT.format(0), encoding="utf-8")
    assert run("add", "in").stderr == "4 already known\n"
    rows = [json.loads(line) for line in run("articles", "--format", "jsonl").stdout.splitlines()]
    assert [(row["label"], row["language"]) for row in rows] == [
        ("r000", "ar"),
        ("r001", "ar"),
        ("r002", "ar"),
    ]
    assert len(run("articles").stdout.splitlines()) == 3
    by_label, by_id = run("show", "r001"), run("show", rows[1]["id"][:12])
    assert by_label.exit_code == 0
    assert by_label.stdout == by_id.stdout
    assert "in/r001.txt" in by_label.stdout


def test_five_hundred_files_with_three_broken_ones(run: Run, tmp_path: Path) -> None:
    paths = reports(tmp_path / "in", 500)
    paths[17].write_bytes(b"")
    paths[250].write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    paths[499].unlink()
    paths[499].symlink_to("/nowhere")
    result = run("add", *paths, "--workers", "2", "--mode", "fast")
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1] == "497 added, 3 rejected"
    assert [f"in/r{number}.txt: " in result.stderr for number in ("017", "250", "499")] == [True] * 3
    assert run("add", *paths, "--mode", "fast").stderr.splitlines()[-1] == "497 already known, 3 rejected"


def test_a_fault_of_ours_stops_no_other_article(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> object:
        raise RecursionError("too deep")

    reports(tmp_path / "in", 2)
    monkeypatch.setattr("musnad.per_article.extract", faulty)
    result = run("extract", "in")
    assert result.exit_code == 1
    assert result.stderr.count("a fault of Musnad: RecursionError: too deep") == 2


def test_output_that_nobody_reads_any_more(tmp_path: Path) -> None:
    reports(tmp_path / "in", 600)
    for words in (["--format", "jsonl"], []):
        script = '"$@" | head -n 1; exit ${PIPESTATUS[0]}'
        command = ["bash", "-c", script, "bash", *PROGRAM, "extract", "in", "--workers", "1", *words]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=60)
        assert (done.returncode, done.stderr) == (141, b"")
        assert done.stdout


def test_ctrl_c(tmp_path: Path) -> None:
    environment = {**os.environ, "MUSNAD_DB": str(tmp_path / "news.db")}
    feed = tmp_path / "feed.jsonl"
    with feed.open("w") as stream:
        stream.writelines(json.dumps({"id": str(n), "text": REPORT.format(n) * 20}) + "\n" for n in range(8000))
    process = subprocess.Popen(
        [*PROGRAM, "add", feed, "--workers", "2", "--mode", "fast"],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not Path(environment["MUSNAD_DB"]).exists():
        assert process.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.7)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130, told
    assert told.splitlines()[-1] == "musnad: stopped. What was stored before is safe"
    assert "Traceback" not in told


def test_the_mode_is_part_of_what_a_result_was_made_by(run: Run, tmp_path: Path) -> None:
    reports(tmp_path / "in", 2)
    assert run("add", "in", "--mode", "fast").stderr == "2 added\n"
    assert run("add", "in", "--mode", "fast").stderr == "2 already known\n"
    assert run("add", "in").stderr == "2 renewed\n"
    assert run("add", "in", "--mode", "careful").stderr == "2 already known\n"


PEOPLE_AR = "إغلاق الجسر القديم\nقال وزير النقل سالم مراد إن الجسر القديم سيغلق أسبوعا. وأضاف مراد أن العمل يبدأ غدا.\n"
PEOPLE_EN = (
    "Old bridge to close\n"
    "Salem Murad, the transport minister, said on Monday that the old bridge would close for a week.\n"
)


def test_who_merge_split_and_back(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PEOPLE_AR, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PEOPLE_EN, encoding="utf-8")
    assert run("add", "a.txt", "b.txt", "--mode", "fast").exit_code == 0
    (found,) = json.loads(run("who", "سالم مراد", "--format", "json").stdout)
    assert {"سالم مراد", "Salem Murad"} <= {each["name"] for each in found["names"]}
    assert found["judgements"][0]["reason"]
    text = run("who", "Murad").stdout
    assert text.startswith(f"{found['id']}  person  ")
    assert "because: " in text
    split = run("split", "سالم مراد", "Salem Murad", "--reason", "cousins")
    assert split.exit_code == 0, split.output
    assert "cousins" in run("who", "سالم مراد").stdout
    assert len(json.loads(run("who", "مراد", "--format", "json", "--limit", "9").stdout)) == 2
    undo = split.stderr.splitlines()[-1].removeprefix("undo: musnad ").split()
    assert run(*undo).exit_code == 0
    assert len(json.loads(run("who", "سالم مراد", "--format", "json").stdout)) == 1
    mentions = json.loads(run("show", "a", "--format", "json").stdout)["mentions"]
    assert {each["entity"] for each in mentions if each["type"] == "person"} == {found["id"]}
    extracted = json.loads(run("extract", "a.txt", "--format", "jsonl", "--mode", "fast").stdout)
    assert {each["entity"] for each in extracted["mentions"]} == {None}


def test_names_import(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PEOPLE_AR, encoding="utf-8")
    run("add", "a.txt", "--mode", "fast")
    (tmp_path / "people.csv").write_text("id,name\nQ77,سالم مراد|Salem Murad\n", encoding="utf-8")
    assert run("names", "import", "people.csv").stderr == "1 people read; 1 entities have an id\n"
    assert json.loads(run("who", "سالم مراد", "--format", "json").stdout)[0]["wikidata"] == "Q77"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["who", "كريم حداد"], "nobody and nothing of that name"),
        (["merge", "سالم مراد", "كريم حداد"], "nobody and nothing of that name"),
        (["merge", "سالم مراد", "مراد"], "are one already"),
        (["split", "سالم مراد", "سالم مراد"], "the same name"),
        (["merge", "سالم مراد", "سالم مراد", "--undo"], "nobody has merged"),
        (["names", "import", "gone.csv"], "gone.csv"),
    ],
)
def test_what_cannot_be_decided_is_told(run: Run, tmp_path: Path, words: list[str], told: str) -> None:
    (tmp_path / "a.txt").write_text(PEOPLE_AR, encoding="utf-8")
    run("add", "a.txt", "--mode", "fast")
    result = run(*words)
    assert (result.exit_code, told in result.stderr) == (1, True), result.output
