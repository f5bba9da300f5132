"""The names in articles: tables of sentences in ``cases/``, and what holds for any text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.model import Article, Mention, MentionType
from musnad.pack import load_pack, packs
from musnad.steps.mention import mention

HERE = Path(__file__).parent
CASES = [
    pytest.param(language, case, id=f"{language}-{number}")
    for language in ("ar", "en")
    for number, case in enumerate(
        yaml.safe_load((HERE / "cases" / language / "mentions.yml").read_text(encoding="utf-8")), start=1
    )
]
TEXT = (
    "قال وقال الرئيس محمد بن سلمان وبوتين للأمم المتحدة حزب الله ( أ ف ب ) إيران لبنان نيويورك تايمز و ال لل ـ "
    "ًٌ The U.N. Lt. Gen. John Smith's of New York AP ' - & \u200f \" « » 5 ,"
)
WORDS = TEXT.split(" ")
GAPS = st.lists(st.sampled_from(["", " ", "\n"]), max_size=25)


def found(text: str, language: str) -> tuple[Mention, ...]:
    return mention(Article("a", "a.txt", language, text), packs()[language])


@pytest.mark.parametrize(("language", "case"), CASES)
def test_names_are_found(language: str, case: dict[str, object]) -> None:
    text = str(case["text"])
    mentions = [
        (each.type.value, each.span.of(text), each.name, each.role.of(text) if each.role else None)
        for each in found(text, language)
    ]
    wanted = [
        (row[0], row[1], (row[2] if len(row) > 2 else None) or row[1], row[3] if len(row) > 3 else None)
        for row in case["mentions"]  # type: ignore[attr-defined]
    ]
    shown = [each if want[3] else (*each[:3], None) for each, want in zip(mentions, wanted, strict=False)]
    assert [*shown, *mentions[len(shown) :]] == wanted


@pytest.mark.parametrize("language", ["ar", "en"])
@given(
    words=st.lists(st.sampled_from(WORDS), max_size=25), gaps=st.lists(st.sampled_from(["", " ", "\n"]), max_size=25)
)
@settings(deadline=None, max_examples=150)
def test_mentions_are_sound(language: str, words: list[str], gaps: list[str]) -> None:
    text = "".join(f"{word}{gaps[number % len(gaps)] if gaps else ' '}" for number, word in enumerate(words))
    check(text, found(text, language))


@pytest.mark.parametrize("language", ["ar", "en"])
@given(text=st.text(max_size=80))
@settings(deadline=None, max_examples=100)
def test_no_text_is_too_strange(language: str, text: str) -> None:
    check(text, found(text, language))


def check(text: str, mentions: tuple[Mention, ...]) -> None:
    """Spans slice, are sorted and disjoint, and have words at both ends; roles lie outside of them."""
    end = 0
    for each in mentions:
        assert end <= each.span.start < each.span.end <= len(text)
        end = each.span.end
        covered = each.span.of(text)
        assert covered[0].isalnum() and (covered[-1].isalnum() or covered.endswith(".") or ord(covered[-1]) > 127)
        assert each.name.strip() == each.name != ""
        assert each.type is not MentionType.TIME
        if each.role is not None:
            assert not each.role.meets(each.span)


def test_a_pack_without_entities_finds_nothing() -> None:
    pack = load_pack(HERE / "packs" / "xx")
    assert mention(Article("a", "a.txt", "xx", "La ministro diko."), pack) == ()


def test_a_pack_without_a_tagger_finds_known_names(tmp_path: Path) -> None:
    folder = tmp_path / "yy"
    folder.mkdir()
    (folder / "pack.toml").write_text('language = "yy"\nname = "Yy"\n', encoding="utf-8")
    (folder / "sources.yml").write_text("classes: {role: [presidento]}\n", encoding="utf-8")
    (folder / "entities.yml").write_text("organisations: [[Granda Banko, GB]]\n", encoding="utf-8")
    text = "Granda Banko diko."
    (only,) = mention(Article("a", "a.txt", "yy", text), load_pack(folder))
    assert (only.span.of(text), only.type) == ("Granda Banko", MentionType.ORGANISATION)
