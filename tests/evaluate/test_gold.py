"""Gold files: what is read, and what is refused, with the number of the line."""

import json
import lzma
from pathlib import Path

import pytest

from musnad.errors import GoldError, InputError
from musnad.evaluate import evaluate, load_gold
from musnad.model import Span

ROW = {
    "id": "a",
    "lang": "ar",
    "outlet": "-",
    "text": "قال مسؤول",
    "statements": [{"id": "s1", "cue": [{"start": 0, "end": 3, "text": "قال"}], "source": [], "content": []}],
}


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return path


def test_reads_plain_and_compressed_alike(tmp_path: Path) -> None:
    plain = write(tmp_path / "gold.jsonl", ROW, "", {**ROW, "id": "b"})
    packed = tmp_path / "gold.jsonl.xz"
    packed.write_bytes(lzma.compress(plain.read_bytes()))
    articles = load_gold(plain)
    assert articles == load_gold(packed)
    assert [article.id for article in articles] == ["a", "b"]
    assert articles[0].language == "ar"
    assert articles[0].outlet is None
    assert articles[0].statements[0].cue == (Span(0, 3),)
    assert articles[0].statements[0].kind is None


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("{", "is not JSON"),
        ("[]", "holds no article"),
        ({"text": "", "statements": []}, "no id"),
        ({"id": "a", "statements": []}, "no text"),
        ({"id": "a", "text": ""}, "no list of statements"),
        ({**ROW, "statements": ["s1"]}, "statement 1 is not an object"),
        ({**ROW, "statements": [{"cue": [{"start": 0}]}]}, "cue is not a list of spans"),
        (
            {**ROW, "statements": [{"cue": [{"start": 0, "end": 99}]}]},
            r"0–99 is no range of the text \(0–9\)",
        ),
        ({**ROW, "statements": [{"cue": [{"start": 3, "end": 3}]}]}, "3–3 is no range"),
        ({**ROW, "statements": [{"act": 7}]}, "act should be text"),
    ],
)
def test_names_the_broken_line(broken: object, reason: str, tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=rf"gold\.jsonl:3: .*{reason}"):
        load_gold(write(tmp_path / "gold.jsonl", ROW, ROW, broken))


def test_names_the_line_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(json.dumps(ROW).encode() + b"\n\xc7\xe1\n")
    with pytest.raises(GoldError, match=r"gold\.jsonl:2: is not UTF-8"):
        load_gold(path)


def test_refuses_half_an_archive_and_a_missing_file(tmp_path: Path) -> None:
    half = tmp_path / "half.jsonl.xz"
    half.write_bytes(lzma.compress(json.dumps(ROW).encode() * 50)[:40])
    with pytest.raises(GoldError, match="not a whole xz file"):
        load_gold(half)
    with pytest.raises(InputError, match="cannot be read"):
        load_gold(tmp_path / "none.jsonl")


def test_names_the_article_with_another_text(tmp_path: Path) -> None:
    gold = load_gold(write(tmp_path / "gold.jsonl", ROW))
    other = load_gold(write(tmp_path / "other.jsonl", {**ROW, "text": "قال مسؤول."}))
    with pytest.raises(GoldError, match="a: the predicted text differs"):
        evaluate(gold, other)
