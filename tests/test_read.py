"""Reading: encodings, JSONL, zones, language, and every bad input with its reason."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad import config
from musnad.model import Article, Rejected
from musnad.reading.decoding import Undecodable, decode
from musnad.reading.language import language
from musnad.reading.zoning import zones
from musnad.steps.read import read, read_text
from musnad.vocabulary.node import read_node
from musnad.vocabulary.zones import ZoneWords

CASES = Path(__file__).parent / "cases"
ARABIC = "قال المسؤول إن المحادثات ستستأنف يوم الأحد، وأضاف: «لن ننسحب».\nولم يرد الوزير على طلب للتعليق."
ENGLISH = "The minister said on Sunday that talks would resume.\nHe did not answer “further questions”."


def one(path: Path) -> Article | Rejected:
    (found,) = read(path)
    return found


def rejected(path: Path) -> str:
    found = one(path)
    assert isinstance(found, Rejected)
    assert (found.source, found.step) == (str(path), "read")
    return found.reason


def written(folder: Path, raw: bytes, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


# --- zones ---


def cases() -> list[object]:
    return [
        pytest.param(case, id=f"{path.parent.name}: {case['name']}")
        for path in sorted(CASES.glob("*/zones.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", cases())
def test_each_line_has_its_zone(case: dict) -> None:
    lines = [("", "") if line == "" else next(iter(line.items())) for line in case["lines"]]
    article = read_text("\n".join(text for _, text in lines), id="a", source="-")
    found = [(zone.kind.value, zone.span.of(article.text)) for zone in article.zones]
    assert found == [(zone, text) for zone, text in lines if zone]
    assert article.outlet == case.get("outlet")
    titles = [text for zone, text in lines if zone == "title"]
    assert article.title == (titles[0] if titles else None)


def test_a_known_title_is_not_looked_for_where_it_is_not() -> None:
    text = "فقرة أولى قصيرة\nفقرة ثانية أطول من الأولى بكثير حتى تبدو متنا لا عنوانا، وهي كذلك."
    assert [z.kind.value for z in zones(text)] == ["title", "body"]
    assert [z.kind.value for z in zones(text, title="عنوان آخر")] == ["body", "body"]
    assert [z.kind.value for z in zones(text, title="فقرة أولى قصيرة")] == ["title", "body"]


WORDS = st.sampled_from(["قال", "مصدر", "رويترز", "-", ":", "#وسم", "انتهى", "By", "Related", "2031", ".", "يناير"])
LINES = st.lists(st.one_of(st.just(""), st.just("  "), st.text(max_size=60), st.lists(WORDS).map(" ".join)))


@given(LINES.map("\n".join))
@settings(max_examples=150, deadline=None)
def test_zones_are_the_lines_that_are_not_blank(text: str) -> None:
    found = zones(text)
    assert [zone.span.of(text) for zone in found] == [line for line in text.split("\n") if line.strip()]
    ends = [0] + [zone.span.end for zone in found]
    assert all(end <= zone.span.start for end, zone in zip(ends, found, strict=False))


def test_a_long_text_of_short_lines_takes_no_longer_than_its_length() -> None:
    assert len(zones("رويترز\n" * 20_000)) == 20_000


# --- encodings ---

ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16-le with mark": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-be with mark": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-32 with mark": lambda text: text.encode("utf-32"),
    "windows-1256": lambda text: text.encode("cp1256"),
}


@pytest.mark.parametrize("text", [ARABIC, ENGLISH, "خبر", "نعم.\nلا.", "Résumé: «naïve»"])
@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_gives_the_text_back(name: str, text: str) -> None:
    assert decode(ENCODINGS[name](text)) == text


@given(
    st.lists(st.sampled_from((ARABIC + ENGLISH).split()), min_size=4).map(" ".join),
    st.sampled_from(sorted(ENCODINGS)),
)
@settings(max_examples=60, deadline=None)
def test_words_survive_every_encoding(text: str, name: str) -> None:
    assert decode(ENCODINGS[name](text)) in (text, text.replace("\r", "\n"))


@given(
    st.text(min_size=1).filter(lambda t: t.strip() and "\r" not in t and not any(ord(c) < 32 and c != "\n" for c in t))
)
@settings(max_examples=100, deadline=None)
def test_utf8_is_never_altered(text: str) -> None:
    found = decode(codecs.BOM_UTF8 + text.encode())
    assert found == text or isinstance(found, Undecodable)
    if isinstance(found, Undecodable):  # invisible marks alone
        assert "no text" in found.reason


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_raise(raw: bytes) -> None:
    assert isinstance(decode(raw), str | Undecodable)


@pytest.mark.parametrize("encoding", ["iso8859-6", "cp1251", "koi8-r", "cp1255", "cp1253", "shift-jis", "cp864"])
def test_other_encodings_are_refused_not_mangled(encoding: str) -> None:
    text = {
        "cp1251": "Министр сказал, что переговоры возобновятся в воскресенье в столице.",
        "koi8-r": "Министр сказал, что переговоры возобновятся в воскресенье в столице.",
        "cp1255": "השר אמר כי השיחות יתחדשו ביום ראשון בעיר הבירה של המדינה",
        "cp1253": "Ο υπουργός είπε ότι οι συνομιλίες θα συνεχιστούν την Κυριακή",
        "shift-jis": "大臣は日曜日に協議が再開されると述べた。首都での会合は延期された。",
        "cp864": "ﺩﺱﺕ",
    }.get(encoding, "قال المسؤول إن المحادثات ستستأنف يوم الأحد وأضاف أنه لن ينسحب من هذه المفاوضات")
    found = decode(text.encode(encoding))
    assert isinstance(found, Undecodable)
    assert "UTF-8" in found.reason


def test_utf8_broken_in_the_middle_names_the_byte() -> None:
    raw = ARABIC.encode()
    at = raw.index(" إن".encode()) + 1
    found = decode(raw[: at + 1] + b"\xff" + raw[at + 2 :])
    assert isinstance(found, Undecodable)
    assert f"broken at byte {at}" in found.reason


def test_utf8_cut_off_at_the_end_names_the_byte() -> None:
    raw = ARABIC.encode()[:-2]
    found = decode(raw)
    assert isinstance(found, Undecodable)
    assert f"byte {len(raw) - 1}" in found.reason


def test_line_ends_become_lf_and_nothing_else_changes(tmp_path: Path) -> None:
    text = "\ufeffعنوان  الخبر\r\n\r\n\tقَالَ المـــسؤول\u200f إن\u00a0كذا.\rثم سكت\u2028.  \r\n"
    article = one(written(tmp_path, text.encode()))
    assert isinstance(article, Article)
    assert article.text == "عنوان  الخبر\n\n\tقَالَ المـــسؤول\u200f إن\u00a0كذا.\nثم سكت\u2028.  \n"
    assert (article.id, article.source) == ("report", str(tmp_path / "report.txt"))


# --- bad input ---


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no text"),
        (b" \r\n\t\n", "no text"),
        ("\ufeff\u200f \n".encode(), "no text"),
        (b"%PDF-1.7 stream", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\x7fELF\x02\x01\x01", "program"),
        (bytes(range(256)) * 20, "binary"),
        (b"abc\x00def" * 50, "NUL"),
        (codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"c", "UTF-16 is broken"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, raw: bytes, said: str) -> None:
    assert said in rejected(written(tmp_path, raw))


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert "no such file" in rejected(tmp_path / "missing.txt")
    assert "folder" in rejected(tmp_path)
    assert rejected(Path("a\0b"))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, ARABIC.encode())

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "permissions" in rejected(path)


def test_a_file_too_large_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert f"{config.ARTICLE_BYTES_MAX:,}" in rejected(path)


# --- JSONL ---


def jsonl(folder: Path, *lines: object, name: str = "feed.jsonl") -> Path:
    return written(folder, b"\n".join(x if isinstance(x, bytes) else json.dumps(x).encode() for x in lines), name)


def test_fields_are_taken_over_and_the_rest_found_out(tmp_path: Path) -> None:
    given_fields = {
        "id": "n1",
        "text": "عنوان الخبر هنا\r\n" + ARABIC,
        "title": "عنوان آخر",
        "outlet": "مرفأ",
        "url": "https://example.org/1",
        "published": "2031-01-12",
        "language": "ar-SA",
        "unknown": [1],
    }
    path = jsonl(tmp_path, given_fields, {"id": 7, "text": ENGLISH, "title": None})
    first, second = read(path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.title, first.outlet, first.language) == ("n1", "عنوان آخر", "مرفأ", "ar")
    assert (first.url, first.published) == ("https://example.org/1", "2031-01-12")
    assert (first.text, first.source) == ("عنوان الخبر هنا\n" + ARABIC, f"{path}:1")
    assert (second.id, second.language, second.published) == ("7", "en", None)


def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    good = {"text": ARABIC}
    path = jsonl(
        tmp_path,
        codecs.BOM_UTF8 + json.dumps({"id": "a", "text": ARABIC}).encode(),
        b'{"id": "b", "text": ',
        b"",
        b"   ",
        b'["text"]',
        {"id": "c"},
        {"id": "d", "text": 5},
        {"id": "e", "text": " \n"},
        {"id": "a", "text": ENGLISH},
        b'{"id": "f", "text": "' + b"\xff" + b'"}',
        {"id": "g", "text": "half \ud800 a character"},
        {"id": "h", "text": "a\x00b"},
        {"id": "i", "text": ARABIC, "title": 5},
        {"id": True, "text": ARABIC},
        {"id": " ", "text": ARABIC},
        {"id": "j", "text": ARABIC, "published": "yesterday"},
        {"id": "k", "text": ARABIC, "language": "?"},
        b"[" * 100_000,
        b'{"id": "l", "text": "' + b"a" * config.ARTICLE_BYTES_MAX + b'"}',
        good,
        b"NaN",
    )
    found = list(read(path))
    assert [x.id for x in found if isinstance(x, Article)] == ["a", found[-2].id]  # type: ignore[union-attr]
    reasons = {x.source.rpartition(":")[2]: x.reason for x in found if isinstance(x, Rejected)}
    expected = {
        "2": "not valid JSON",
        "5": "not a JSON object",
        "6": 'no "text"; give the field of the article\'s text that name',
        "7": "must be a string",
        "8": "no text",
        "9": "line 1",
        "10": "byte 21",
        "11": "lone surrogate",
        "12": "NUL",
        "13": '"title" must be',
        "14": '"id" must be',
        "15": '"id" is blank',
        "16": '"published" must be',
        "17": '"language" must be',
        "18": "JSON",
        "19": "longer than",
        "21": "not a JSON object",
    }
    assert reasons.keys() == expected.keys()
    for number, said in expected.items():
        assert said in reasons[number], number


def test_an_id_left_out_follows_from_the_text(tmp_path: Path) -> None:
    (first,) = read(jsonl(tmp_path, {"text": "قال\r\nنعم"}, name="a.jsonl"))
    (second,) = read(jsonl(tmp_path, {"text": "قال\nنعم", "title": "عنوان"}, name="b.jsonl"))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.id == second.id
    assert first.id.startswith("a1-")


def test_jsonl_is_known_by_its_content_too(tmp_path: Path) -> None:
    found = one(jsonl(tmp_path, {"id": "a", "text": ARABIC}, name="feed.txt"))
    assert isinstance(found, Article)
    assert (found.id, found.text) == ("a", ARABIC)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no text"),
        (b'[{"text": "a"}]', "array"),
        (b'{\n "text": "a"\n}', "several lines"),
        ('{"text": "a"}'.encode("utf-16"), "UTF-8"),
    ],
)
def test_json_of_another_shape_says_what_to_do(tmp_path: Path, raw: bytes, said: str) -> None:
    assert said in rejected(written(tmp_path, raw, "feed.json"))


# --- language ---


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ARABIC, "ar"),
        (ENGLISH, "en"),
        (
            "وقال المتحدث باسم شركة «گوگل» إن التحديث متاح في جميع دول المنطقة ابتداء من يوم الأحد المقبل",
            "ar",
        ),
        ("سخنگوی وزارت امور خارجه گفت که گفت‌وگوها روز یکشنبه در پایتخت از سر گرفته خواهد شد", "fa"),
        ("وزیر خارجہ نے کہا کہ مذاکرات اتوار کو دارالحکومت میں دوبارہ شروع ہوں گے", "ur"),
        ("Le ministre a déclaré que les négociations reprendraient dimanche dans la capitale.", "fr"),
        ("Министр сказал, что переговоры возобновятся в воскресенье в столице страны.", "ru"),
        ("12 … 34", "und"),
        (ARABIC + "\nLEAVE A REPLY", "ar"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language(text) == code


# --- the pack's words ---


def test_every_fault_of_the_zone_words_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "zones.yml"
    path.write_text(
        "boilerplate:\n  whole: [a, a]\n  wholly: [b]\ncredit: [c]\nagencies:\n  - Reuters\n  - []\n"
        "dateline:\n  dates: [{x: y}]\nfoo: 1\n",
        encoding="utf-8",
    )
    faults: list[str] = []
    ZoneWords.read(read_node(path, "xx/zones.yml", faults))
    said = "\n".join(faults)
    for line, reason in [
        (2, "'a' is given twice"),
        (3, "unknown name 'wholly'"),
        (4, "expected names with values"),
        (6, "expected a list"),
        (7, "expected the forms"),
        (9, "expected a word"),
        (10, "unknown name 'foo'"),
    ]:
        assert f"xx/zones.yml:{line}: {reason}" in said


# --- the bundled example ---


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent.parent / "examples").glob("*.txt")), ids=lambda p: p.stem
)
def test_each_example_says_that_it_is_invented(path: Path) -> None:
    article = one(path)
    assert isinstance(article, Article)
    assert article.zones[0].kind.value == "boilerplate"
    assert article.zones[0].span.of(article.text).startswith(("نص مختلق", "Invented text"))
    assert [zone.kind.value for zone in article.zones[1:4]] == ["outlet", "title", "dateline"]
    assert article.language == path.stem[:2]
    assert article.outlet
