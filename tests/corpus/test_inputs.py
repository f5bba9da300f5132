"""How inputs are cut into pieces: nothing lost, nothing twice, every line under its own number."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'musnad[cluster]'")

import pyarrow as pa
from pyarrow import parquet

from musnad.config import corpus as config
from musnad.corpus.inputs import Piece, Reading, packed_pieces, pieces_of, receive_piece
from musnad.intake import Asked, receive_all
from musnad.model import Rejected
from musnad.reading.received import Received


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=30),
    blanks=st.booleans(),
    piece=st.integers(10, 400),
)
def test_stretches_of_lines_hold_what_the_file_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: list[str], blanks: bool, piece: int
) -> None:
    monkeypatch.setattr(config, "PIECE_BYTES", piece)
    path = tmp_path / "feed.jsonl"
    lines = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
    path.write_text(("\n\n" if blanks else "\n").join(lines) + "\n", encoding="utf-8")
    found = [item for each in pieces_of([str(path)]) for item in receive_piece(each, Reading())]
    assert found == list(receive_all([path], Asked()))


def test_files_of_a_folder_come_by_path(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", "c.txt", "logo.png"):
        (tmp_path / name).write_text("قال مسؤول", encoding="utf-8")
    named = [piece.name for piece in pieces_of([str(tmp_path)])]
    assert named == [str(tmp_path / name) for name in ("a.txt", "b/2.txt", "c.txt")]
    (tmp_path / "empty").mkdir()
    (piece,) = pieces_of([str(tmp_path / "empty")])
    assert piece.refused


def received(names: list[str], elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> list[Received | Rejected]:
    """What the tasks of a run receive in a worker that stands in another folder."""
    tasks = packed_pieces(pieces_of(names))
    monkeypatch.chdir(elsewhere)
    return [item for task in tasks for values in task for item in receive_piece(Piece(**values), Reading())]


def test_a_worker_in_another_folder_reads_the_same_under_the_same_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    (here / "in").mkdir(parents=True)
    elsewhere.mkdir()
    lines = [json.dumps({"id": str(number), "text": f"قال مسؤول {number}"}) for number in range(30)]
    (here / "feed.jsonl").write_text("\n".join(lines) + "\n{\n", encoding="utf-8")
    for name in ("in/b.txt", "in/a.txt", "alone.txt"):
        (here / name).write_text("نفى مسؤول ذلك", encoding="utf-8")
    parquet.write_table(pa.Table.from_pylist([{"id": "p", "text": "قالت"}]), here / "table.parquet")
    names = ["feed.jsonl", "./alone.txt", "in/", "table.parquet", "gone.txt", "../here/alone.txt"]
    monkeypatch.chdir(here)
    expected = [item for each in pieces_of(names) for item in receive_piece(each, Reading())]
    assert received(names, elsewhere, monkeypatch) == expected
    shown = {item.source for item in expected}
    assert {"feed.jsonl:1", "alone.txt", "in/a.txt", "table.parquet:1", "gone.txt", "../here/alone.txt"} <= shown
    monkeypatch.setattr(config, "PIECE_BYTES", 200)
    monkeypatch.chdir(here)
    cut = received(names, elsewhere, monkeypatch)
    assert [item.source for item in cut] == [item.source for item in expected]


def test_names_that_are_no_text_are_refused_and_the_others_read(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/bad\xff.txt"
    try:
        Path(os.fsdecode(odd)).write_text("قال مسؤول", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has names in UTF-8 alone")
    (tmp_path / "good.txt").write_text("قال مسؤول", encoding="utf-8")
    for names in ([os.fsdecode(odd), str(tmp_path / "good.txt")], [str(tmp_path)]):
        refused, read = pieces_of(names)
        assert refused.name == f"{tmp_path}/bad\\udcff.txt"
        assert "rename it" in refused.refused
        assert (read.name, read.refused) == (str(tmp_path / "good.txt"), "")


@pytest.mark.parametrize("name", ["-", "", " "])
def test_what_cannot_be_read_again_is_refused(name: str) -> None:
    (piece,) = pieces_of([name])
    assert piece.refused
