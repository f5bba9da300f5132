"""What docs/scaling.md says of reading the tables with other programs: its commands and its code, as they stand."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'musnad[cluster]'")
duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install 'musnad[dev]'")
pytest.importorskip("pandas", reason="pandas is not installed: pip install 'musnad[dev]'")

ROOT = Path(__file__).parents[2]


def told(value: object) -> str:
    """The rows of an answer as the comments of the page have them."""
    rows = value.fetchall() if isinstance(value, duckdb.DuckDBPyRelation) else [(value,)]
    return ", ".join(" ".join(map(str, row)) for row in rows)


def test_the_code_of_the_page_gives_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "scaling.md").read_text(encoding="utf-8")
    section = page.partition("## Reading the tables\n")[2].partition("\n## ")[0]
    (block,) = re.findall(r"```python\n(.*?)```", section, re.S)
    (command,) = re.findall(r"After `musnad (.*?)`", section)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    subprocess.run(
        f"{shlex.quote(sys.executable)} -m musnad {command}", shell=True, check=True, capture_output=True, timeout=300
    )
    found, known = [], {}  # type: ignore[var-annotated]
    for statement in ast.parse(block).body:
        if isinstance(statement, ast.Expr):
            found.append(told(eval(compile(ast.Expression(statement.value), "scaling.md", "eval"), known)))
        else:
            exec(compile(ast.Module([statement], []), "scaling.md", "exec"), known)
    assert found == [line[2:] for line in block.splitlines() if line.startswith("# ")]
