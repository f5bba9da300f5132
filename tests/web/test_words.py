"""The catalogues of the interface: the same keys, the same values, and nothing in templates that is not theirs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from musnad.claims.quantity import HAPPENINGS
from musnad.model import Act, Form, SourceKind
from musnad.web.show import FOLDER
from musnad.web.words import LANGUAGES, Words, words_of

TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.iterdir())}
ARABIC = re.compile("[\u0600-\u06ff]")


def fields(entry: str | dict[str, str]) -> set[str]:
    texts = entry.values() if isinstance(entry, dict) else [entry]
    return set(re.findall(r"{(\w+)}", " ".join(texts))) | ({"n"} if isinstance(entry, dict) else set())


def test_the_languages_say_the_same_things() -> None:
    arabic, english = map(words_of, LANGUAGES)
    assert arabic.entries.keys() == english.entries.keys()
    for key, entry in arabic.entries.items():
        assert isinstance(entry, dict) == isinstance(english.entries[key], dict), key
        assert fields(entry) == fields(english.entries[key]), key


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    used = set(re.findall(r"""['"]([a-z_]+\.[a-z_]+)['"]""", "\n".join(TEMPLATES.values())))
    made = set(re.findall(r"""['"]([a-z_]+\.(?:[a-z]+_)?)['"] ~""", "\n".join(TEMPLATES.values())))
    python = "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER.parent).rglob("*.py"))
    known = words_of("en").entries.keys()
    assert {key for key in used - made if not key.endswith((".html", ".svg"))} <= known
    unused = {key for key in known if key not in used and not any(key.startswith(start) for start in made)}
    assert {key for key in unused if f'"{key}"' not in python and not key.startswith(("counted.", "act."))} == set()


def test_every_label_has_a_word() -> None:
    known = words_of("ar").entries.keys()
    for room, labels in (("act", Act), ("sign", Act), ("form", Form), ("kind", SourceKind)):
        assert {f"{room}.{label.value}" for label in labels} <= known
    assert {f"counted.{each}" for each in HAPPENINGS} <= known
    assert {f"about.{each}" for each in ("number", "date", "place", "actor", "polarity", "cause")} <= known


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_hold_no_arabic(name: str) -> None:
    assert not ARABIC.search(TEMPLATES[name])


@pytest.mark.parametrize(
    ("sentence", "starts"),
    [
        ("3 articles carry one text: one origin", "<bdi>3</bdi>"),
        ("an unnamed source of A may be the same as another", "المصدر غير المسمّى لدى <bdi>A</bdi>"),
        ("A, B, C and 2 more may have it from one another", "قد يكون <bdi>A</bdi>"),
        ("different number of killed", "عدد مختلف من القتلى"),
        ("something that nobody foresaw", '<bdi lang="en" dir="ltr">'),
    ],
)
def test_reasons_are_told_in_arabic(sentence: str, starts: str) -> None:
    told = str(words_of("ar").reason(sentence))
    assert told.startswith(starts)
    assert sentence in str(words_of("en").reason(sentence))


def test_reasons_of_the_program_have_patterns() -> None:
    """What the example's dossiers say in English comes out in Arabic."""
    words: Words = words_of("ar")
    origins = Path(__file__).parents[2] / "src/musnad/origins"
    source = "".join((origins / name).read_text(encoding="utf-8") for name in ("count.py", "joining.py"))
    assert "may have it from one another" in source and "carry one text" in source
    assert "lang=" not in str(words.reason("only the ministry, in one article"))


def test_values_are_escaped_and_isolated() -> None:
    html = str(words_of("en").html("search.results", query="<script>"))
    assert html == "Results for <bdi>&lt;script&gt;</bdi>"
    assert words_of("en").text("search.results", query="x") == "Results for \u2068x\u2069"
