"""The quality gate: what it passes, what it refuses, and what it writes."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

NAME = "gold/a.jsonl"


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The gate over a data folder with one gold file, and figures set by hand."""
    spec = importlib.util.spec_from_file_location("gate", Path(__file__).parents[1] / "bench" / "gate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "gold").mkdir()
    (tmp_path / NAME).write_text("")
    (tmp_path / "CHANGELOG.md").write_text("- all F1 on a.jsonl is lower: fewer rules\n")
    (tmp_path / "floors.toml").write_text("# kept\n")
    monkeypatch.setenv("MUSNAD_DATA", str(tmp_path))
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "FLOORS", tmp_path / "floors.toml")
    monkeypatch.setattr(module, "CHANGELOG", tmp_path / "CHANGELOG.md")
    monkeypatch.setattr(module, "figures", lambda *_: {"all F1": 80.0, "act accuracy": 90.0})
    return module


def pinned(gate: ModuleType, **floors: float) -> dict:
    named = {name.replace("_", " "): least for name, least in floors.items()}
    return {NAME: {"sha256": gate.digest(gate.data_folder() / NAME), **named}}


def test_passes_at_the_floor_and_refuses_below(gate: ModuleType) -> None:
    gate.check(pinned(gate, all_F1=80.0), gate.data_folder())
    with pytest.raises(gate.RefusedError, match=r"all F1 is 80\.0, under its floor of 80\.1"):
        gate.check(pinned(gate, all_F1=80.1), gate.data_folder())


def test_refuses_figures_on_another_file(gate: ModuleType) -> None:
    floors = pinned(gate, all_F1=1.0)
    (gate.data_folder() / NAME).write_text("{}")
    with pytest.raises(gate.RefusedError, match="not the file"):
        gate.check(floors, gate.data_folder())


def test_update_raises_and_never_lowers(gate: ModuleType) -> None:
    floors = pinned(gate, all_F1=70.0, act_accuracy=89.8)
    assert gate.update(floors, gate.data_folder(), [], None) == pinned(gate, all_F1=79.5, act_accuracy=89.8)
    with pytest.raises(gate.RefusedError, match="--lower"):
        gate.update(pinned(gate, all_F1=85.0), gate.data_folder(), [], None)


def test_labels_that_nobody_annotated_have_no_floor(gate: ModuleType) -> None:
    found = {"all F1": 70.0, "kind accuracy": 0.0, "name F1": 64.0}
    assert gate.annotated(found) == {"all F1": 70.0}
    assert gate.annotated({**found, "kind accuracy": 1.0}) == {**found, "kind accuracy": 1.0}


def test_lowering_takes_a_reason_in_the_changelog(gate: ModuleType) -> None:
    floors = pinned(gate, all_F1=85.0)
    with pytest.raises(gate.RefusedError, match="does not stand in"):
        gate.update(floors, gate.data_folder(), [], "because")
    lowered = gate.update(floors, gate.data_folder(), [], "fewer rules")
    assert lowered == pinned(gate, all_F1=79.5, act_accuracy=89.5)


def test_a_floor_lowered_by_hand_needs_its_line(gate: ModuleType) -> None:
    committed = pinned(gate, all_F1=85.0, act_accuracy=90.0)
    gate.check_lowered(pinned(gate, all_F1=80.0, act_accuracy=90.0), committed)
    with pytest.raises(gate.RefusedError, match="the floor of act accuracy was"):
        gate.check_lowered(pinned(gate, all_F1=85.0), committed)


def test_writes_what_it_reads(gate: ModuleType) -> None:
    floors = pinned(gate, all_F1=79.5)
    gate.write(floors)
    text = gate.FLOORS.read_text()
    assert text.startswith("# kept\n")
    assert gate.tomllib.loads(text) == floors


def test_says_that_it_was_skipped(
    gate: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MUSNAD_DATA", "/nonexistent")
    monkeypatch.setattr("sys.argv", ["gate.py"])
    assert gate.main() == 0
    assert "skipped: no gold data at /nonexistent" in capsys.readouterr().out
