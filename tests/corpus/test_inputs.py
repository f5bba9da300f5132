"""How inputs are cut into pieces: nothing lost, nothing twice, every line under its own number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'musnad[cluster]'")

from musnad.config import corpus as config
from musnad.corpus.inputs import Reading, pieces_of, receive_piece
from musnad.intake import Asked, receive_all


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
