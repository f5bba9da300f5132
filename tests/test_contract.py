"""The JSON of an extraction: its keys, and spans that carry what they cover."""

from __future__ import annotations

import json

from musnad.contract import to_json, to_line
from musnad.model import (
    Act,
    Article,
    Extraction,
    Form,
    SourceKind,
    Span,
    Statement,
    Zone,
    ZoneKind,
)

TEXT = "عنوان\nقال مسؤول 😀 إن الطريق مغلق"
STATEMENT = Statement(
    id="s1",
    source=(Span(10, 15),),
    cue=(Span(6, 9), Span(18, 20)),
    content=(Span(21, 32),),
    kind=SourceKind.UNNAMED,
    name="مسؤول",
    act=Act.ASSERT,
    form=Form.INDIRECT,
    within="s0",
)
ARTICLE = Article("a", "a.txt", "ar", TEXT, (Zone(Span(0, 5), ZoneKind.TITLE),), title="عنوان")
FOUND = Extraction(ARTICLE, (STATEMENT,), ())


def test_the_keys_and_their_order() -> None:
    found = to_json(FOUND)
    keys = "id source language outlet title published published_from text zones statements mentions times"
    assert " ".join(found) == keys
    keys = "id within source cue content kind name act form said_at venue addressee anonymity"
    assert " ".join(found["statements"][0]) == keys
    assert found["zones"] == [{"start": 0, "end": 5, "zone": "title"}]
    assert (found["outlet"], found["mentions"], found["times"]) == (None, [], [])


def test_spans_carry_the_characters_they_cover() -> None:
    statement = to_json(FOUND)["statements"][0]
    assert statement["cue"] == [
        {"start": 6, "end": 9, "text": "قال"},
        {"start": 18, "end": 20, "text": "إن"},
    ]
    assert [span["text"] for span in statement["content"]] == ["الطريق مغلق"]
    assert (statement["within"], statement["kind"], statement["said_at"]) == ("s0", "unnamed", [])


def test_a_line_is_utf8_and_reads_back() -> None:
    line = to_line(FOUND)
    assert line.count(b"\n") == 1
    assert "مسؤول 😀".encode() in line
    assert json.loads(line) == to_json(FOUND)


def test_a_path_that_is_no_utf8() -> None:
    odd = Extraction(Article("a\udcff", "in/a\udcff.txt", "ar", "قال"), (), ())
    assert json.loads(to_line(odd))["source"] == "in/a\udcff.txt"
