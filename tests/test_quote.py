"""Quoted spans: as marked in ``cases/*/quotes.yml``, and what holds for any text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from musnad.model import Article, Span
from musnad.pack import packs
from musnad.steps.quote import quote

CASES = Path(__file__).parent / "cases"
MARKS = st.sampled_from("“”«»‹›‘’″\"'() \n.ـ")
WORDS = st.sampled_from(["قال", "سنعود غدا", "و", "ل", "3", "لا", "نحن هنا منذ خمسة أيام"])


def table() -> list[Any]:
    """Each case with its language."""
    return [
        pytest.param(path.parent.name, case["text"], id=f"{path.parent.name}: {case['name']}")
        for path in sorted(CASES.glob("*/quotes.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def quoted(language: str, text: str) -> tuple[Span, ...]:
    return quote(Article(id="a", source="-", language=language, text=text), packs()[language])


@pytest.mark.parametrize(("language", "marked"), table())
def test_finds_what_is_marked(language: str, marked: str) -> None:
    text = marked.replace("[[", "").replace("]]", "")
    found = text
    for span in reversed(quoted(language, text)):
        found = f"{found[: span.start]}[[{span.of(found)}]]{found[span.end :]}"
    assert found == marked


def test_a_pack_without_marks_quotes_nothing() -> None:
    assert packs()["en"].quotes is not None or quoted("en", "He said “no”.") == ()


@given(st.lists(st.one_of(MARKS, WORDS)).map("".join))
def test_quotations_are_in_order_apart_and_without_white_space_around(text: str) -> None:
    position = 0
    for span in quoted("ar", text):
        assert position <= span.start < span.end <= len(text)
        assert span.of(text).strip() == span.of(text)
        position = span.end


@given(st.text())
def test_any_text_has_quotations_or_none(text: str) -> None:
    for span in quoted("ar", text):
        assert text[span.start - 1 : span.start], "a mark stands before it"
