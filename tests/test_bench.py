"""The scripts in ``bench/`` that measure what quality hangs on, over a few articles of our own."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

import musnad.pipeline
from musnad.evaluate.mutate import MUTATIONS
from musnad.pipeline import Mode
from own_gold import own_gold, write_gold


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The scripts can be imported, and the data folder holds one gold file."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "bench"))
    monkeypatch.setenv("MUSNAD_DATA", str(tmp_path))
    return write_gold(tmp_path / "own.jsonl", 3)


@pytest.fixture
def robustness(bench: Path) -> ModuleType:
    return importlib.import_module("robustness")


@pytest.fixture
def ablation(bench: Path) -> ModuleType:
    return importlib.import_module("ablation")


def run(script: ModuleType, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", [str(script.__file__), *words])
    return int(script.main())


@pytest.mark.parametrize("script", ["robustness", "ablation"])
def test_a_missing_file_is_told(
    script: str, bench: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(importlib.import_module(script), monkeypatch, "none.jsonl") == 1
    assert "none.jsonl: cannot be read" in capsys.readouterr().err


def test_the_table_of_robustness(
    robustness: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = []
    for _ in range(2):
        assert run(robustness, monkeypatch, "own.jsonl", "--mode", "fast") == 0
        tables.append(capsys.readouterr().out)
    assert tables[0] == tables[1]
    head, whole, *rest = tables[0].splitlines()
    assert head.split("  ")[-1] == "difference"
    assert whole.startswith("as it is")
    assert [line[:24].strip() for line in rest] == list(MUTATIONS)
    for line in rest:
        found, difference = float(line.split()[-4]), float(line.split()[-1])
        assert difference == pytest.approx(found - float(whole.split()[-3]), abs=0.05)


def test_a_gold_file_may_lie_anywhere(robustness: ModuleType, bench: Path) -> None:
    assert robustness.gold_path("own.jsonl") == bench
    assert robustness.gold_path(str(bench)) == bench


def test_the_table_of_ablation(
    ablation: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = vars(musnad.pipeline).copy()
    assert run(ablation, monkeypatch, "own.jsonl") == 0
    names = [line[:20].strip() for line in capsys.readouterr().out.splitlines()]
    assert names == ["", "everything", *ablation.ENCODER_PARTS, *ablation.PARTS]
    assert vars(musnad.pipeline) == before, "what was taken out is back"


def test_what_is_taken_out_is_missed(ablation: ModuleType) -> None:
    fast = {row.name: row.figures for row in ablation.rows(own_gold(12), Mode.FAST)}
    careful = {row.name: row.figures for row in ablation.rows(own_gold(12), Mode.CAREFUL)}
    assert list(fast) == ["everything", *ablation.PARTS]
    assert careful["no encoder"] == fast["everything"]
    assert careful["everything"] != fast["everything"]
    assert fast["no morphology"][0] < fast["everything"][0] - 20
    assert fast["no quotations"][0] < fast["everything"][0]
    assert fast["no coreference"][:3] == fast["everything"][:3]


def test_without_morphology_words_are_known_as_the_pack_writes_them(ablation: ModuleType) -> None:
    pack = ablation.uninflected(ablation.packs()["ar"])
    known = {
        form: bool(pack.cues.readings(form)) for form in ("قال", "يقول", "قالت", "وقال", "سيقول", "تصريح", "تصريحه")
    }
    assert [form for form, is_known in known.items() if is_known] == ["قال", "يقول", "تصريح"]
    assert ablation.packs()["ar"].cues.readings("وقالت"), "the pack itself is as before"
