"""The gold for what happens across articles: its files hold together, its script finds texts or says why not."""

import hashlib
import importlib
import json
import re
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "bench" / "stories").glob("*.json"))
ABOUT = {"number", "date", "place", "actor", "polarity"}
TITLE, BYLINE, CONTENT = "حريق في سوق الزهور", "وكالات - المدينة", "قال سالم البحري إن السوق أغلق."


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    return importlib.import_module("story_gold")


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_story_holds_together(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search("[\u0600-\u06ff]", text), "no text of an article is kept"
    story = json.loads(text)
    articles = [article["id"] for article in story["articles"]]
    statements = {f"{article['id']}/{each['id']}" for article in story["articles"] for each in article["statements"]}
    claims = [claim["id"] for claim in story["claims"]]
    assert story["set"] in ("train", "test")
    assert articles == story["same_event"] and len(set(articles)) == len(articles) > 2
    assert all(copy != original and {copy, original} <= set(articles) for copy, original in story["derived"])
    assert len({copy for copy, _ in story["derived"]}) == len(story["derived"]), "a copy has one original"
    assert len(set(claims)) == len(claims) and set(claims) == set(story["origins"])
    assert all(1 <= each["min"] <= each["max"] for each in story["origins"].values())
    for claim in story["claims"]:
        pairs = claim.get("conflict", [])
        named = [
            *claim["support"],
            *(each for key in ("deny", "noncommittal", "silent") for each in claim.get(key, [])),
        ]
        assert claim["support"] and len(set(named)) == len(named)
        assert set(named) | {each for pair in pairs for each in pair["between"]} <= statements
        assert {pair["about"] for pair in pairs} <= ABOUT
        assert all(len(set(pair["between"])) == 2 for pair in pairs)
    for article in story["articles"]:
        known = {each["id"] for each in article["statements"]}
        for each in article["statements"]:
            assert each["cue"] and each["content"]
            assert each["within"] is None or each["within"] in known - {each["id"]}
            assert (each["name"] is None) == (each["kind"] == "implicit")


def test_half_of_the_stories_are_kept_for_measuring(script: ModuleType) -> None:
    assert len(script.stories("train")) == len(script.stories("test")) == len(FILES) / 2 >= 5


def made_up(data: Path, sha256: str) -> dict:
    """A story of one article, whose text lies in the data folder."""
    (data / "saudinewsnet").mkdir()
    with zipfile.ZipFile(data / "saudinewsnet" / "2015-08-01.zip", "w") as archive:
        archive.writestr("2015-08-01.json", json.dumps([{"title": TITLE, "author": BYLINE, "content": CONTENT}]))
    start = len(TITLE) + 1
    statement = {
        **{"id": "s1", "within": None, "kind": "person", "act": "assert", "form": "indirect"},
        **{"name": [start + 4, start + 15], "source": [[start + 4, start + 15]], "cue": [[start, start + 3]]},
        "content": [[start + 16, start + 29]],
    }
    article = {"id": "a", "outlet": "o", "file": "2015-08-01.zip", "index": 0, "sha256": sha256}
    return {
        **{"story": "A fire", "set": "test", "same_event": ["a"], "derived": []},
        "articles": [{**article, "statements": [statement]}],
        "claims": [{"id": "k1", "gist": "The market is closed", "support": ["a/s1"]}],
        "origins": {"k1": {"min": 1, "max": 1}},
    }


@pytest.mark.parametrize("byline", [False, True])
def test_texts_and_spans_meet(script: ModuleType, tmp_path: Path, byline: bool) -> None:
    story = made_up(tmp_path, hashlib.sha256(f"{TITLE}\n{CONTENT}".encode()).hexdigest())
    assert script.write(tmp_path / "out", {"fire": story}, script.Texts(tmp_path), byline, echo=True) == 1
    article = json.loads((tmp_path / "out" / "statements.jsonl").read_text(encoding="utf-8"))
    assert article["text"].split("\n") == [TITLE, *([BYLINE] if byline else []), CONTENT]
    statement = article["statements"][0]
    parts = [statement[part][0]["text"] for part in ("cue", "source", "content")]
    assert parts == ["قال", "سالم البحري", "إن السوق أغلق"] and statement["name"] == "سالم البحري"
    written = json.loads((tmp_path / "out" / "fire.json").read_text(encoding="utf-8"))
    dossiers = json.loads((tmp_path / "out" / "dossiers.json").read_text(encoding="utf-8"))
    assert written["articles"] == ["a"] and dossiers["stories"][0]["claims"][0]["origins"] == {"min": 1, "max": 1}


def test_another_text_is_refused(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(script.MissingTextError, match="not the text that was annotated as a"):
        script.write(tmp_path / "out", {"fire": made_up(tmp_path, "0" * 64)}, script.Texts(tmp_path))


def test_absent_texts_are_told(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MUSNAD_DATA", str(tmp_path))
    assert script.main([str(tmp_path / "out")]) == 1
    assert "set MUSNAD_DATA" in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_counts_need_no_texts(script: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main(["--counts"]) == 0
    assert "false corroboration by outlets" in capsys.readouterr().out


def test_every_annotated_text_is_the_one_in_the_data(script: ModuleType, tmp_path: Path) -> None:
    data = script.data_folder()
    if not (data / "saudinewsnet").is_dir():
        pytest.skip("the texts are not part of the project")
    script.write(tmp_path, script.stories(), script.Texts(data))
    for line in (tmp_path / "statements.jsonl").read_text(encoding="utf-8").splitlines():
        for statement in json.loads(line)["statements"]:
            spans = [span for part in script.PARTS for span in statement[part]]
            assert all(span["text"] and span["text"] == span["text"].strip() for span in spans)
