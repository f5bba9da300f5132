"""What a command says whose libraries are not there: what to install, and no trace of Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

WITHOUT = """
import sys
sys.modules[{missing!r}] = None
from musnad.cli import main
sys.argv = ["musnad", *{words!r}]
main()
"""


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("pyarrow", ["run", "a.txt", "--out", "tables"]),
        ("daft", ["run", "a.txt", "--out", "tables", "--engine", "cluster"]),
        ("ray", ["run", "a.txt", "--out", "tables", "--engine", "cluster", "--ray", "local"]),
        ("pyarrow", ["load", "tables", "--db", "news.db"]),
    ],
)
def test_a_missing_library_is_named(missing: str, words: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("قال مسؤول إن الأسعار ارتفعت.", encoding="utf-8")
    program = WITHOUT.format(missing=missing, words=words)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 1
    assert "is not installed: pip install 'musnad[cluster]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "tables").exists()
