"""Figures of claims: by hand on a small fixture, and the referee's on random dossiers."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from musnad.cli import app

REFEREE = Path(__file__).parents[2].parent / "shared" / "tools" / "score_claims.py"
TEXT = "قال سالم إن السوق أغلق. وقالت هدى إن 12 قتلوا. وذكر كريم أن 15 قتلوا. ونفى سالم ذلك كله."
CONTENTS = ["السوق أغلق", "12 قتلوا", "15 قتلوا", "ذلك كله"]
CUES = ["قال", "وقالت", "وذكر", "ونفى"]


def spans(words: str) -> list[dict[str, int]]:
    return [{"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}]


def article(name: str) -> dict[str, Any]:
    labels = {"kind": "person", "act": "assert", "form": "indirect", "name": "سالم", "within": None, "source": []}
    statements = [
        {"id": f"s{number}", "cue": spans(cue), "content": spans(content), **labels}
        for number, (cue, content) in enumerate(zip(CUES, CONTENTS, strict=True), 1)
    ]
    zones = [{"start": 0, "end": len(TEXT), "zone": "body"}]
    return {"id": name, "lang": "ar", "outlet": f"صحيفة {name}", "text": TEXT, "zones": zones, "statements": statements}


ARTICLES = [article(name) for name in "abc"]
STORY = {
    "story": "a made-up fire",
    "same_event": ["a", "b", "c"],
    "derived": [["b", "a"]],
    "claims": [
        {"id": "c1", "support": ["a/s1", "b/s1"], "deny": ["c/s4"]},
        {"id": "c2", "support": ["a/s2", "c/s2"], "conflict": [{"between": ["a/s2", "b/s3"], "about": "number"}]},
    ],
    "origins": {"c1": {"min": 1, "max": 1}, "c2": {"min": 1, "max": 2}},
}


def files(folder: Path, dossiers: dict[str, Any]) -> list[str]:
    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in ARTICLES)
    (folder / "gold.jsonl").write_text(lines, encoding="utf-8")
    (folder / "story.json").write_text(json.dumps(STORY), encoding="utf-8")
    (folder / "dossiers.json").write_text(json.dumps({"articles": ARTICLES, **dossiers}), encoding="utf-8")
    return [str(folder / name) for name in ("gold.jsonl", "story.json", "dossiers.json")]


def measured(folder: Path, dossiers: dict[str, Any]) -> dict[str, Any]:
    gold, story, told = files(folder, dossiers)
    result = CliRunner().invoke(app, ["eval", gold, told, "--claims", story, "--json"])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def told(claims: list[dict[str, Any]], **story: Any) -> dict[str, Any]:
    return {"stories": [{"articles": ["a", "b", "c"], "derived": [], "claims": claims, **story}]}


def test_figures_counted_by_hand(tmp_path: Path) -> None:
    claims = [
        {"support": ["a/s1", "b/s1"], "deny": [], "origins": {"min": 2, "max": 2}},
        {"support": ["a/s2", "b/s3"], "deny": [], "origins": {"min": 1, "max": 1}},
        {"support": ["a/s3"], "deny": [], "conflicts": [{"between": ["a/s2", "b/s3"], "about": "number"}]},
    ]
    found = measured(tmp_path, told(claims, derived=[["a", "b"]]))
    # One of two pairs found, and one that is wrong; one conflict of three (two denials); both orders of a copy are one.
    assert found["same claim"] == {"p": 50.0, "r": 50.0, "f1": 50.0, "gold": 2, "predicted": 2}
    assert found["conflict"] == {"p": 100.0, "r": 33.3, "f1": 50.0, "gold": 3, "predicted": 1}
    assert found["derived"]["f1"] == found["story"]["f1"] == 100.0
    assert (found["origins exact"], found["origins overlap"], found["false corroboration"]) == (0.0, 50.0, 100.0)


@pytest.mark.skipif(not REFEREE.exists(), reason="the referee is not at hand")
@pytest.mark.parametrize("seed", range(4))
def test_the_digits_are_the_referees(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    keys = [f"{name}/s{number}" for name in "abc" for number in range(1, 5)]
    claims = [
        {
            "support": dice.sample(keys, dice.randint(1, 3)),
            "deny": dice.sample(keys, dice.randint(0, 1)),
            "conflicts": [{"between": dice.sample(keys, 2), "about": "number"}],
            "origins": {"min": dice.randint(1, 2), "max": dice.randint(2, 3)},
        }
        for _ in range(6)
    ]
    dossiers = told(claims, derived=[dice.sample("abc", 2)])
    gold, story, path = files(tmp_path, dossiers)
    run = subprocess.run([sys.executable, REFEREE, gold, story, "--dossiers", path], capture_output=True, check=True)
    assert measured(tmp_path, dossiers) == json.loads(run.stdout)


def test_what_the_program_makes_of_given_statements(tmp_path: Path) -> None:
    gold, story, _ = files(tmp_path, told([]))
    result = CliRunner().invoke(app, ["eval", gold, "--claims", story, "--given"])
    assert result.exit_code == 0, result.output
    assert "same claim: p" in result.stdout and "false corroboration" in result.stdout


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("story.json", "no json", "is not JSON"),
        ("story.json", "[]", "holds no story"),
        ("story.json", '{"articles": ["x"], "claims": []}', "the articles x are not in"),
        ("dossiers.json", "{}", "holds no dossiers"),
    ],
)
def test_a_file_that_does_not_fit_is_named(name: str, content: str, message: str, tmp_path: Path) -> None:
    gold, story, path = files(tmp_path, told([]))
    (tmp_path / name).write_text(content, encoding="utf-8")
    result = CliRunner().invoke(app, ["eval", gold, path, "--claims", story])
    assert result.exit_code == 1
    assert message in result.stderr and name in result.stderr
