"""Language packs: the bundled ones load, a broken one names all its faults, a version names exact words."""

import json
import os
import shutil
from pathlib import Path

import pytest

from musnad.errors import PackError
from musnad.pack import PACKS, check_packs, load_pack, packs

FILES = ("pack.toml", "zones.yml", "quotes.yml", "sources.yml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of some of the Arabic pack, to be spoilt; what takes long to load is left out."""
    copy = tmp_path / "ar"
    copy.mkdir()
    for name in FILES:
        shutil.copy(PACKS / "ar" / name, copy)
    return copy


@pytest.fixture
def with_cues(folder: Path) -> Path:
    """The same with its verbs."""
    shutil.copy(PACKS / "ar" / "cues.yml", folder)
    return folder


def replace(path: Path, old: str, new: str) -> int:
    """Replaces the first occurrence; the number of the line it stands in."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults(folder: Path) -> list[str]:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    assert all(fault in str(caught.value) for fault in caught.value.faults)
    return list(caught.value.faults)


# --- the bundled packs ---


def test_the_bundled_packs_load() -> None:
    assert {"ar", "en"} <= set(packs())
    for language, pack in packs().items():
        assert (pack.language, bool(pack.name)) == (language, True)
        assert pack.version.startswith(f"{language}-")
        assert packs()[language] is pack


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_bundled_packs_can_attribute(language: str) -> None:
    pack = packs()[language]
    assert pack.cues and pack.sources and pack.quotes and pack.weights


def test_a_pack_needs_no_more_than_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "pack.toml").write_text('language = "xx"\nname = "Made up"\n', encoding="utf-8")
    pack = load_pack(folder)
    assert (pack.language, pack.name) == ("xx", "Made up")
    assert (pack.quotes, pack.cues, pack.sources, pack.weights) == (None, None, None, None)


# --- faults ---


def test_three_mistakes_in_three_files_are_all_told_with_file_and_line(with_cues: Path) -> None:
    folder = with_cues
    act = replace(folder / "cues.yml", "assert, say]", "asert, say]")
    name = replace(folder / "quotes.yml", "bracket_words: 5", "bracket_wrds: 5")
    sort = replace(folder / "sources.yml", "  role: [وزير", "  role: وزير #[")
    found = sorted(faults(folder))
    assert [fault.split(": ")[0] for fault in found] == [
        f"ar/cues.yml:{act}",
        f"ar/quotes.yml:{name}",
        f"ar/sources.yml:{sort}",
    ]
    for fault, words in zip(found, ["'asert'", "'bracket_wrds'", "list"], strict=True):
        assert words in fault


def test_an_unknown_name_is_told_on_its_own_line_though_its_value_stands_below(folder: Path) -> None:
    line = replace(folder / "quotes.yml", "pairs:", "pears:")
    assert faults(folder) == [
        f"ar/quotes.yml:{line}: unknown name 'pears'; known here: pairs, brackets, bracket_words",
        "ar/quotes.yml:3: 'pairs' is missing",
    ]


@pytest.mark.parametrize(
    ("file", "line", "words"),
    [
        ("quotes.yml", 'pairs: [["<", ">"]]', "'pairs' is given twice"),
        ("quotes.yml", '[pairs, marks]: [["<", ">"]]', "expected a name"),
        ("quotes.yml", "pairs: [", "not valid YAML"),
        ("sources.yml", "classes:\n  role: [a]", "'classes' is given twice"),
        ("zones.yml", "credit:\n  starts: [one, two, one]", "'one' is given twice"),
        ("zones.yml", "credit: [one]", "expected names with values"),
        ("zones.yml", "agencies: [[]]", "expected the forms of a name"),
    ],
)
def test_a_mistake_in_an_added_line_is_told_with_that_line(folder: Path, file: str, line: str, words: str) -> None:
    path = folder / file
    if file == "zones.yml":
        path.write_text(line + "\n", encoding="utf-8")
        first = 1
    else:
        first = path.read_text(encoding="utf-8").count("\n") + 1
        path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    told = [fault for fault in faults(folder) if words in fault]
    assert len(told) == 1
    place, number, _ = told[0].split(":", 2)
    assert place == f"ar/{file}"
    # What is wrong with unclosed YAML is only known at its end.
    assert first <= int(number) <= first + line.count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("- [قال, يقول, قائل, قول/أقوال/مقولة, assert, say]", "- [قال, يقول, assert, say]", "a verb has six parts"),
        ("قول/أقوال/مقولة, assert, say]", "قول/أقوال/مقولة, assert, sy]", "unknown class 'sy'"),
        ("- [قيل, assert]", "- [قيل]", "expected a word and its act"),
        ("- [قيل, assert]", "- [قيل, [assert]]", "expected a word or phrase"),
    ],
)
def test_a_mistake_in_a_word_is_told_with_its_line(with_cues: Path, old: str, new: str, words: str) -> None:
    line = replace(with_cues / "cues.yml", old, new)
    told = faults(with_cues)
    assert told and all(fault.startswith(f"ar/cues.yml:{line}: ") for fault in told)
    assert words in told[0]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("cues.yml", "spelled: {endings: {third: [], past: [], participle: []}, verbs: {say: {say: [[ـ]]}}}"),
        ("cues.yml", "spelled: {endings: {third: [], past: [], participle: []}, verbs: {say: {say: &a [*a]}}}"),
        ("entities.yml", "titles: ['  ']"),
        ("entities.yml", "titles: [[ـ, ـ]]"),
        ("zones.yml", "credit: {starts: [ـ]}"),
    ],
)
def test_words_of_nothing_are_told_and_stop_no_other_room(folder: Path, file: str, text: str) -> None:
    (folder / file).write_text(text + "\n", encoding="utf-8")
    (folder / "roles.yml").write_text("nothing: [x]\n", encoding="utf-8")
    told = faults(folder)
    assert any(fault.startswith(f"ar/{file}:1: ") for fault in told)
    assert any(fault.startswith("ar/roles.yml:1: ") for fault in told)


def test_what_is_no_text_is_told(folder: Path) -> None:
    (folder / "quotes.yml").write_bytes(b"pairs:\n  - [\xff\xfe]\n")
    assert [fault.split(":")[0] for fault in faults(folder)] == ["ar/quotes.yml"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, ["cannot be read"]),
        ("language = ", ["cannot be read"]),
        ('language = "ar"\n', ["'name' is missing"]),
        ('language = 3\nname = ""\n', ["'language' is missing", "'name' is missing"]),
    ],
)
def test_a_pack_must_say_what_it_is(folder: Path, content: str | None, words: list[str]) -> None:
    (folder / "pack.toml").unlink()
    if content is not None:
        (folder / "pack.toml").write_text(content, encoding="utf-8")
    found = faults(folder)
    assert all(fault.startswith("ar/pack.toml:") for fault in found)
    assert [word for fault, word in zip(found, words, strict=True) if word not in fault] == []


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"decisions": 3}', '{"decisions": {"cue": [1]}}', '{"decisions": {"cue": {"a": "b"}}}'],
)
def test_broken_weights_are_told(folder: Path, content: str) -> None:
    (folder / "weights.json").write_text(content, encoding="utf-8")
    (fault,) = faults(folder)
    assert fault.startswith("ar/weights.json:1: ")


def test_weights_broken_further_down_are_told_with_their_line(folder: Path) -> None:
    (folder / "weights.json").write_text('{\n"decisions": {\n"cue": {"a": 1,}\n}\n}', encoding="utf-8")
    (fault,) = faults(folder)
    assert fault.startswith("ar/weights.json:3: ")


def test_weights_are_read_when_they_are_first_asked_for(folder: Path) -> None:
    shutil.copy(PACKS / "ar" / "weights.json", folder)
    pack = load_pack(folder)
    assert pack.weights is not None
    (folder / "weights.json").write_text("{", encoding="utf-8")
    with pytest.raises(PackError, match=r"ar/weights\.json:1: not a file of weights"):
        pack.weights["cue"]
    (folder / "weights.json").unlink()
    with pytest.raises(PackError, match="it is gone"):
        len(pack.weights)


def test_the_start_finds_every_fault_of_all_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packs()  # remembered, so that what is loaded below is not
    for language in ("ar", "en"):
        (tmp_path / language).mkdir()
        (tmp_path / language / "pack.toml").write_text(f'language = "{language}"\nname = "?"\n', encoding="utf-8")
        (tmp_path / language / "weights.json").write_text("{", encoding="utf-8")
    monkeypatch.setattr("musnad.pack.PACKS", tmp_path)
    with pytest.raises(PackError) as caught:
        check_packs()
    assert [fault.partition(":")[0] for fault in caught.value.faults] == ["ar/weights.json", "en/weights.json"]


# --- version ---


def test_a_version_is_of_the_words_and_not_of_where_or_when(folder: Path, tmp_path: Path) -> None:
    version = load_pack(folder).version
    assert version == load_pack(folder).version
    (folder / ".hidden").write_text("an editor's", encoding="utf-8")
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    other = shutil.copytree(folder, tmp_path / "elsewhere")
    assert load_pack(other).version == version


@pytest.mark.parametrize("name", FILES)
def test_a_version_changes_with_any_byte(folder: Path, name: str) -> None:
    version = load_pack(folder).version
    path = folder / name
    content = path.read_bytes()
    path.write_bytes(content + b"#\n")
    assert load_pack(folder).version != version
    path.write_bytes(content)
    assert load_pack(folder).version == version


def test_a_version_changes_with_the_weights_and_with_a_file_more(folder: Path) -> None:
    versions = {load_pack(folder).version}
    decisions = {name: {} for name in packs()["ar"].weights or {}}
    for number in (1, 2):
        content = json.dumps({"decisions": {**decisions, "cue": {"a": number}}})
        (folder / "weights.json").write_text(content, encoding="utf-8")
        versions.add(load_pack(folder).version)
    (folder / "NOTICE").write_text("", encoding="utf-8")
    versions.add(load_pack(folder).version)
    assert len(versions) == 4
