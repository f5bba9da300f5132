"""The figures: by hand on a small fixture, and against the referee on perturbed annotations."""

import importlib.util
import json
import lzma
import random
from pathlib import Path
from types import ModuleType

import pytest

from musnad.evaluate import load_gold, score

REFEREE = Path(__file__).parents[2].parent / "shared" / "tools" / "score.py"

TEXT = "قال الوزير إن الميناء مفتوح، وأضاف أن العمل مستمر. ونفى التاجر ذلك."


def spans(*words: str) -> list[dict[str, int]]:
    return [{"start": TEXT.index(word), "end": TEXT.index(word) + len(word)} for word in words]


def statement(statement_id: str, cue: str, source: str, content: str, **labels: str | None) -> dict:
    return {
        "id": statement_id,
        "source": spans(source) if source else [],
        "cue": spans(cue),
        "content": spans(content),
        "kind": "office",
        "name": "الوزير",
        "act": "assert",
        "form": "indirect",
        "within": None,
        **labels,
    }


GOLD = [
    statement("s1", "قال", "الوزير", "إن الميناء مفتوح"),
    statement("s2", "وأضاف", "", "أن العمل مستمر", within="s1"),
    statement("s3", "ونفى", "التاجر", "ذلك", name="التاجر", kind="person", act="deny"),
]
# s1 exact; s2 with a content of one token in three (F1 0.5, so it overlaps) and a wrong kind; s3 missed;
# one spurious statement on a noun.
PREDICTED = [
    statement("p1", "قال", "الوزير", "إن الميناء مفتوح", name="وزير"),
    statement("p2", "وأضاف", "", "أن", within="p1", kind="person", name="وزير"),
    statement("p3", "العمل", "", "مستمر"),
]


def write(path: Path, statements: list[dict]) -> Path:
    path.write_text(json.dumps({"id": "a", "text": TEXT, "statements": statements}) + "\n", encoding="utf-8")
    return path


def test_figures_counted_by_hand(tmp_path: Path) -> None:
    gold = load_gold(write(tmp_path / "gold.jsonl", GOLD))
    predicted = load_gold(write(tmp_path / "predicted.jsonl", PREDICTED))
    two_of_three = {"p": 66.7, "r": 66.7, "f1": 66.7}
    one_of_three = {"p": 33.3, "r": 33.3, "f1": 33.3}
    assert score(gold, predicted).as_dict() == {
        "articles": 1,
        "gold": 3,
        "predicted": 3,
        "missing articles": 0,
        "cue": two_of_three,
        "source": two_of_three,
        "content": two_of_three,
        "all": two_of_three,
        "source exact": two_of_three,
        "content exact": one_of_three,
        "all exact": one_of_three,
        "kind accuracy": 50.0,
        "act accuracy": 100.0,
        "form accuracy": 100.0,
        "name F1": 100.0,
        "chain": {"p": 100.0, "r": 100.0, "f1": 100.0},
    }


def test_nothing_predicted(tmp_path: Path) -> None:
    gold = load_gold(write(tmp_path / "gold.jsonl", GOLD))
    figures = score(gold, ()).as_dict()
    assert figures["missing articles"] == 1
    assert figures["all"] == {"p": 0.0, "r": 0.0, "f1": 0.0}


@pytest.fixture(scope="module")
def referee() -> ModuleType:
    if not REFEREE.exists():
        pytest.skip(f"no referee at {REFEREE}")
    spec = importlib.util.spec_from_file_location("referee", REFEREE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def perturb(article: dict, dice: random.Random) -> dict:
    """The article with statements dropped, doubled, merged and shuffled, spans moved, labels exchanged."""
    length, kept = len(article["text"]), []
    for each in json.loads(json.dumps(article["statements"])):
        if dice.random() < 0.15:
            continue
        kept.append(each)
        for part in ("source", "cue", "content"):
            if dice.random() < 0.1:
                each[part] = []
            for span in each[part]:
                if dice.random() < 0.4:
                    span["start"] = max(0, min(length - 1, span["start"] + dice.randint(-25, 25)))
                    span["end"] = max(span["start"] + 1, min(length, span["end"] + dice.randint(-25, 25)))
        for label in ("kind", "act", "form", "name"):
            if dice.random() < 0.2:
                each[label] = dice.choice(article["statements"])[label]
        if dice.random() < 0.2:
            each["within"] = dice.choice([None, dice.choice(article["statements"])["id"]])
        if len(kept) > 1 and dice.random() < 0.1:
            each["content"] = kept[-2]["content"] + each["content"]
        if dice.random() < 0.1:
            kept.append({**each, "id": f"{each['id']}-twice"})
    dice.shuffle(kept)
    return {"id": article["id"], "text": article["text"], "statements": kept}


def invented(dice: random.Random) -> dict:
    """A made-up article: random statements over the fixture's text, so that the test needs no data."""

    def part() -> list[dict[str, int]]:
        start, end = sorted(dice.sample(range(len(TEXT)), 2))
        return [{"start": start, "end": end}]

    rows = [
        {
            "id": f"s{number}",
            **{name: part() for name in ("source", "cue", "content")},
            "kind": "person",
            "act": dice.choice(["assert", "deny"]),
            "form": dice.choice(["direct", "indirect"]),
            "name": dice.choice(["a", "b", None]),
        }
        for number in range(8)
    ]
    for row in rows[1:]:
        row["within"] = dice.choice([None, "s0"])
    return {"id": f"a{dice.random()}", "text": TEXT, "statements": rows}


@pytest.mark.parametrize("seed", range(12))
def test_agrees_with_the_referee(seed: int, referee: ModuleType, tmp_path: Path) -> None:
    dice = random.Random(seed)
    gold = [invented(dice) for _ in range(15)]
    gold_file = REFEREE.parents[1] / "data" / "gold" / "ar_train.jsonl.xz"
    if seed % 2 and gold_file.exists():
        with lzma.open(gold_file, "rt", encoding="utf-8") as lines:
            gold = dice.sample([json.loads(line) for line in lines], 15)
    predicted = [perturb(article, dice) for article in gold if dice.random() < 0.9]
    paths = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    for path, articles in zip(paths, (gold, predicted), strict=True):
        path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    expected = referee.score(gold, {article["id"]: article for article in predicted})
    assert score(load_gold(paths[0]), load_gold(paths[1])).as_dict() == expected
