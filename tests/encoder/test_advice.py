"""What the encoder says, with a made-up network: whatever it is given, odds are odds and every token is decided."""

import json
import sys
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from musnad.encoder.advice import NOBODY, Advice
from musnad.encoder.network import MODEL, Encoder, bundled
from musnad.errors import MusnadError
from musnad.grammar.labels import ACTS, KINDS

HIDDEN, RANK = 6, 2
DECISIONS = ["start", "end", "seat", "seat_end", "same", "inside"]
WIDTHS = {
    "cue": 2,
    "nobody": 2,
    "labels": 3,
    "kind_first": 2,
    "kind_mean": 2,
    "from_cue": HIDDEN,
    "to_token": HIDDEN,
    "left": RANK * len(DECISIONS),
    "right": RANK * len(DECISIONS),
}
TEXT = "قال الوزير إن الأسعار ستنخفض. وأضاف أن الدعم باق.\n" * 12


def parts() -> dict[str, tuple[int, int]]:
    found, first = {}, 0
    for name, width in WIDTHS.items():
        found[name] = (first, first + width)
        first += width
    return found


class Session:
    """A network that projects each piece by a fixed table."""

    def __init__(self) -> None:
        self.table = np.random.default_rng(3).normal(size=(8, sum(WIDTHS.values()))).astype(np.float32)
        self.lengths: list[int] = []

    def run(self, _: None, inputs: dict[str, Any]) -> list[Any]:
        self.lengths.append(len(inputs["pieces"]))
        return [self.table[inputs["pieces"] % 8]]


def encoder(session: Session | None = None) -> Encoder:
    letters = ["<s>", "</s>", "<unk>", "\u2581", *sorted(set(TEXT) - {" ", "\n"})]
    about = {
        "version": "made-up",
        "languages": ["ar"],
        "decisions": DECISIONS,
        "labels": {"act": 1, "kind": 2},
        "parts": parts(),
        "window": 64,
        "near": 2,
        "begin_id": 0,
        "break_id": 1,
        "unknown_id": 2,
        "pieces": letters,
        "scores": [0.0, 0.0, 0.0, *[-1.0] * (len(letters) - 3)],
    }
    chance = np.random.default_rng(4)
    heads = {"distance": chance.normal(size=(9, HIDDEN)), "score": chance.normal(size=(len(DECISIONS), HIDDEN))}
    return Encoder(session or Session(), about, heads)


@pytest.fixture
def advice() -> Advice:
    return encoder().advise(TEXT)


def test_every_token_has_a_score(advice: Advice) -> None:
    scores = [advice.cue(number) for number in range(len(advice.tokens))]
    assert advice.cues(min(scores)) == [n for n, form in enumerate(advice.tokens.forms) if form[0].isalnum()]
    assert advice.cues(max(scores) + 1) == []


def test_odds_add_up_to_one_wherever_the_candidates_stand(advice: Advice) -> None:
    count = len(advice.tokens)
    for cue in (0, count // 2, count - 1):
        for decision in DECISIONS:
            candidates = [NOBODY, *range(0, count, 3)] if decision in ("seat", "same") else [cue, 0, 1]
            assert sum(map(exp, advice.odds(decision, cue, candidates))) == pytest.approx(1.0)


def test_likely_words_are_words_with_the_likeliest_among_them(advice: Advice) -> None:
    odds = advice.odds("start", 0, range(20))
    words = [n for n in range(20) if advice.tokens.forms[n][0].isalnum()]
    likely = advice.likely("start", 0, 0.0)
    assert len(likely) == 1 and advice.tokens.forms[likely[0]][0].isalnum()
    assert max(words, key=lambda n: odds[n]) in advice.likely("start", 0, 50.0)


def test_the_words_inside_add_up(advice: Advice) -> None:
    whole = advice.inside(0, 2, [2, 4, 7])
    assert whole[0] == 0.0
    assert whole[2] == pytest.approx(whole[1] + advice.inside(0, 4, [7])[0])


def test_kinds_are_odds_and_unknown_out_of_sight(advice: Advice) -> None:
    assert sum(map(exp, advice.kinds(0, 1, 3))) == pytest.approx(1.0)
    far = len(advice.tokens) - 2
    assert advice.kinds(0, far, far + 1) == pytest.approx([-0.6931] * 2, abs=1e-3)


def test_windows_stay_within_their_size_and_advice_is_the_same_each_time() -> None:
    session = Session()
    model = encoder(session)
    first, second = model.advise(TEXT), model.advise(TEXT)
    assert max(session.lengths) <= 64 + 1
    assert [first.cue(n) for n in range(9)] == [second.cue(n) for n in range(9)]


def test_nothing_is_said_about_nothing() -> None:
    assert encoder().advise("").cues(-100.0) == []


def test_the_bundled_model_has_the_labels_of_the_grammar() -> None:
    about = json.loads((MODEL / "pieces.json").read_text(encoding="utf-8"))
    assert (about["labels"]["act"], about["labels"]["kind"]) == (len(ACTS), len(KINDS))
    assert "ar" in bundled().languages
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 60e6


def test_a_broken_model_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "encoder.onnx").write_bytes(b"cut off")
    with pytest.raises(MusnadError, match=r"cannot be loaded .*install Musnad anew, or use --mode fast"):
        Encoder.load(tmp_path)


def test_without_its_runtime_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MusnadError, match=r"onnxruntime and numpy .*--mode fast"):
        Encoder.load(tmp_path)
