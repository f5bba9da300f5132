"""The dossier and the table: as printed in ``cases/dossier.yml``, and what holds for any article."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from rich.cells import cell_len
from rich.console import Console

from marked import marked
from musnad.dossier import render_article, render_table
from musnad.model import Act, Extraction

CASES = Path(__file__).parent / "cases" / "dossier.yml"
TABLE = yaml.safe_load(CASES.read_text(encoding="utf-8"))
ISOLATES = re.compile("[\u2066-\u2069]")


def printed(extraction: Extraction, case: dict[str, Any], *, terminal: bool = False) -> tuple[str, str]:
    """The dossier and the table of a case."""
    pages = []
    for render, shown in ((render_article, extraction), (render_table, [extraction])):
        page = io.StringIO()
        options = {"color_system": "truecolor", "legacy_windows": False} if terminal else {}
        console = Console(file=page, width=case["width"], force_terminal=terminal, **options)
        render(shown, console=console)
        pages.append(page.getvalue())
    return pages[0], pages[1]


@pytest.mark.parametrize("case", TABLE, ids=[case["name"] for case in TABLE])
def test_prints_what_the_case_says(case: dict[str, Any]) -> None:
    dossier, table = printed(marked(case), case)
    assert dossier.rstrip("\n").splitlines() == case["dossier"].rstrip("\n").splitlines()
    assert table.rstrip("\n").splitlines() == case["table"].rstrip("\n").splitlines()


@pytest.mark.parametrize("case", TABLE, ids=[case["name"] for case in TABLE])
def test_a_plain_copy_has_no_control_character(case: dict[str, Any]) -> None:
    for page in printed(marked(case), case):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", page)


@pytest.mark.parametrize("case", TABLE, ids=[case["name"] for case in TABLE])
def test_on_a_terminal_every_isolate_is_closed_on_its_line(
    case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain = printed(marked(case), case)
    for page, copy in zip(printed(marked(case), case, terminal=True), plain, strict=True):
        bare = re.sub("\x1b\\[[0-9;]*m", "", page)
        for line in bare.splitlines():
            signs = "".join(ISOLATES.findall(line))
            assert re.fullmatch("(?:[\u2066\u2067]\u2069)*", signs)
            arabic = re.search("[\u0621-\u064a]", ISOLATES.sub("", line))
            assert not arabic or signs
        assert ISOLATES.sub("", bare) == copy


def test_colours_are_left_out_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    page = io.StringIO()
    render_article(marked(TABLE[0]), console=Console(file=page, width=80, force_terminal=True))
    assert not re.search("\x1b\\[[0-9;]*3[0-7]", page.getvalue())


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_screen_and_no_word_is_broken(width: int) -> None:
    extraction = marked(TABLE[0])
    words = set(re.findall(r"\w+", extraction.article.text)) | {"صوت", "الساحل"}
    for page in printed(extraction, {"width": width}):
        assert set(re.findall("[\u0621-\u064a]+", page)) <= words
        if width >= 80:
            assert max(map(cell_len, page.splitlines())) <= width


def test_every_act_has_a_sign_and_a_word_of_its_own() -> None:
    shown = set()
    for act in Act:
        case = {"text": "<Q1>x</Q1>", "statements": {1: f"person | x | {act.value} | indirect"}, "width": 80}
        shown.add(next(line for line in printed(marked(case), case)[0].splitlines() if "indirect" in line))
    assert len(shown) == len(Act)
