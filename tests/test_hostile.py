"""Archives, feeds and files that were made to do harm are refused by name, quickly, and in little memory."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from hostile import GOOD, HOSTILE, tarred, zipped
from musnad.model import Article, Rejected
from musnad.steps.read import read


def test_there_are_forty_and_more() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_and_named(name: str, tmp_path: Path) -> None:
    make, says = HOSTILE[name]
    path = tmp_path / "input"
    path.write_bytes(make())
    start = time.monotonic()
    tracemalloc.start()
    found = list(read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    refused = [each for each in found if isinstance(each, Rejected)]
    assert refused, found
    assert not [each for each in found if isinstance(each, Article)]
    assert any(says in each.reason for each in refused), refused
    assert all(each.source.startswith(str(path)) for each in refused)
    assert peak < 250_000_000, f"{peak:,} bytes"
    assert time.monotonic() - start < 60


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_one_hostile_file_stops_no_other(pack, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "week"
    path.write_bytes(pack(("a.txt", GOOD), ("../b.txt", GOOD), ("c/d.txt", GOOD)))
    found = list(read(path))
    assert [type(each) for each in found] == [Article, Rejected, Article]
    assert [each.source for each in found] == [f"{path}!a.txt", f"{path}!../b.txt", f"{path}!c/d.txt"]
