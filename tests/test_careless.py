"""Careless use: every slip is told clearly, with the right exit code, and loses nothing (``cases/careless.yml``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import func, select
from typer.testing import CliRunner

from hostile import zipped
from musnad.cli import app
from musnad.store.open import open_store
from musnad.store.schema import articles

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "careless.yml").read_text(encoding="utf-8"))
SAID = "قال المسؤول إن الجسر سيُفتح يوم الأحد أمام المارة، وأضاف أن العمل انتهى قبل موعده."
SAID_TOO = "وقال خفر السواحل إن قاربا غرق أمس قبالة الميناء، ولم يصب أحد من ركابه بأذى."


def filled(text: str) -> str:
    return text.replace("%T", SAID).replace("%U", SAID_TOO)


def content(given: str | dict[str, Any]) -> bytes:
    if isinstance(given, str):
        return filled(given).encode()
    if "hex" in given:
        return bytes.fromhex(str(given["hex"]))
    return zipped(*((name, content(inner)) for name, inner in given["zip"].items()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_slip_is_told(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = tmp_path / "news.db"
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    for name, given in case.get("files", {}).items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(content(given))
    words = ["a" * 5_000 if word == "LONG" else word for word in case["words"]]
    added = ["--mode", "fast"] if words[0] == "add" else ["--once"]
    result = CliRunner().invoke(app, [*words, *added, "--db", str(db)], input=filled(case.get("in", "")).encode())
    assert result.exit_code == case["code"], result.output
    assert [told for told in case["told"] if told not in result.stderr] == [], result.stderr
    assert "Traceback" not in result.output
    assert "Error" not in result.stderr
    if "count" in case:
        with open_store(str(db)) as store, store.connect() as connection:
            assert connection.execute(select(func.count()).select_from(articles)).scalar() == case["count"]
