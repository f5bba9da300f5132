"""Statements: as marked in ``cases/*/statements.yml``."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from marked import marked
from musnad.model import Article, Extraction, Span, Statement, Zone, ZoneKind
from musnad.pipeline import Mode, extract

CASES = Path(__file__).parent / "cases"
# Words as the quality measure sees them; a word counts where a span holds any of its letters.
WORD = re.compile(r"[^\W_]+(?:[\u0610-\u061A\u064B-\u065F\u0670\u0640]+[^\W_]*)*")
CIRCUMSTANCES = ("said_at", "venue", "addressee", "anonymity")


def table() -> list[Any]:
    """Each case with its language and in each mode; what is known to fail has to fail."""
    return [
        pytest.param(
            {"language": path.parent.name, **case},
            mode,
            id=f"{path.parent.name} {mode}: {case['name']}",
            marks=[pytest.mark.xfail(reason=reason, strict=True)] if (reason := reason_to_fail(case, mode)) else [],
        )
        for mode in Mode
        for path in sorted(CASES.glob("*/statements.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def reason_to_fail(case: dict[str, Any], mode: Mode) -> str | None:
    """Why a case is known to fail in a mode: ``xfail`` holds for both, or by mode."""
    reason = case.get("xfail")
    return reason.get(str(mode)) if isinstance(reason, dict) else reason


def words(text: str, spans: tuple[Span, ...]) -> str:
    """The words that spans touch, behind the number of the first."""
    if not spans:
        return "nothing"
    found = list(WORD.finditer(text))
    touched = [each for each in found if any(s.start < each.end() and each.start() < s.end for s in spans)]
    number = sum(each.end() <= spans[0].start for each in found)
    return " ".join([str(number), *(each.group() for each in touched)])


def described(extraction: Extraction, compared: dict[str, set[str]]) -> list[dict[str, str]]:
    """What is compared of each statement, in the order of the cues.

    ``compared`` are the circumstances to show for a statement, by its cue.
    """
    text = extraction.article.text
    by_id = {statement.id: statement for statement in extraction.statements}
    ordered = sorted(extraction.statements, key=lambda each: (each.cue, each.id))
    first_named: dict[str, str] = {}
    for statement in ordered:
        if statement.name is not None:
            first_named.setdefault(statement.name, cue_of(text, statement))
    return [
        {
            "cue": cue_of(text, each),
            "source": words(text, each.source),
            "content": words(text, each.content),
            "labels": f"{each.kind} {each.act} {each.form}",
            "in": cue_of(text, by_id[each.within]) if each.within else "-",
            "speaks first": first_named[each.name] if each.name is not None else "-",
            **{part: words(text, getattr(each, part)) for part in sorted(compared.get(cue_of(text, each), ()))},
        }
        for each in ordered
    ]


def cue_of(text: str, statement: Statement) -> str:
    return words(text, statement.cue)


@pytest.mark.parametrize(("case", "mode"), table())
def test_finds_what_is_marked(case: dict[str, Any], mode: Mode) -> None:
    expected = marked(case)
    text = expected.article.text
    line = text.partition("\n")[0]
    zones = [Zone(Span(0, len(line)), ZoneKind.TITLE)] if case.get("headline") else []
    compared = {
        cue_of(text, each): {part for part in CIRCUMSTANCES if getattr(each, part)} for each in expected.statements
    }
    found = extract(Article(id="a", source="-", language=case["language"], text=text, zones=tuple(zones)), mode)
    assert described(found, compared) == described(expected, compared)


def nothing() -> list[Any]:
    """Each sentence that reports nothing, with its language and in each mode; those known to be wrong have to be."""
    return [
        pytest.param(
            path.parent.name,
            case["text"],
            mode,
            id=f"{path.parent.name} {mode}: {case['text']}",
            marks=[pytest.mark.xfail(reason="taken for speech", strict=True)]
            if str(mode) in case.get("wrong", ())
            else [],
        )
        for mode in Mode
        for path in sorted(CASES.glob("*/nothing.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("language", "text", "mode"), nothing())
def test_finds_nothing_where_nobody_speaks(language: str, text: str, mode: Mode) -> None:
    assert not extract(Article(id="a", source="-", language=language, text=text), mode).statements
