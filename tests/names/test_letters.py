"""The hand-made table of letters."""

from pathlib import Path

import pytest

from musnad.errors import PackError
from musnad.names.letters import PLACE, read_letters


def test_every_fault_is_told(tmp_path: Path) -> None:
    text = (PLACE / "letters.yml").read_text(encoding="utf-8")
    broken = text.replace("cost: 1.8}", "cost: dear}").replace("silent:", "mute:").replace("{ł: l", "{łł: l")
    (tmp_path / "letters.yml").write_text(broken, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_letters(tmp_path / "letters.yml")
    faults = "\n".join(caught.value.faults)
    assert "the cost is no number" in faults
    assert "unknown name 'mute'" in faults
    assert "'silent' is missing" in faults
    assert "more than one letter" in faults
