"""Annotated articles of our own, made from the sentences in ``training/own_ar.yml`` as training makes them."""

import importlib.util
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from musnad.evaluate import AnnotatedArticle, load_gold

TRAINING = Path(__file__).parents[1] / "training"


def rows(count: int, seed: int) -> list[dict[str, Any]]:
    """``count`` articles as a gold file holds them; training takes seed 7."""
    spec = importlib.util.spec_from_file_location("own", TRAINING / "own.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: list[dict[str, Any]] = module.own_articles(TRAINING / "own_ar.yml", count=count, seed=seed)
    return found


def write_gold(path: Path, count: int, seed: int = 2026) -> Path:
    """A gold file of such articles."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows(count, seed))
    path.write_text("".join(lines), encoding="utf-8")
    return path


@cache
def own_gold(count: int, seed: int = 2026) -> tuple[AnnotatedArticle, ...]:
    """The articles of such a file."""
    with tempfile.TemporaryDirectory() as folder:
        return load_gold(write_gold(Path(folder) / "own.jsonl", count, seed))
