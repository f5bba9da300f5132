"""What the encoder says, with a made-up model: whatever it is given, odds are odds and every token is decided."""

import sys
from math import exp
from pathlib import Path
from typing import Any

import pytest

from musnad.encoder import NOBODY, Encoder
from musnad.errors import MusnadError
from musnad.grammar.view import View, look
from musnad.model import Article
from musnad.pack import packs
from musnad.steps.quote import quote

np = pytest.importorskip("numpy")

HIDDEN, RANK = 6, 2
DECISIONS = ["start", "end", "seat", "seat_end"]
PARTS = {
    "cue": (0, 1),
    "nobody": (1, 2),
    "labels": (2, 5),
    "kind_first": (33, 35),
    "kind_mean": (35, 37),
    "from_cue": (5, 11),
    "to_token": (11, 17),
    "left": (17, 25),
    "right": (25, 33),
}
TEXT = "قال الوزير إن الأسعار ستنخفض. وأضاف أن الدعم باق.\n" * 12


class Session:
    """A model that projects each piece by a fixed table."""

    def __init__(self) -> None:
        self.table = np.random.default_rng(3).normal(size=(8, 37)).astype(np.float32)
        self.lengths: list[int] = []

    def run(self, _: None, inputs: dict[str, Any]) -> list[Any]:
        self.lengths.append(len(inputs["pieces"]))
        return [self.table[inputs["pieces"] % 8]]


def encoder() -> Encoder:
    letters = ["<s>", "</s>", "<unk>", "\u2581", *sorted(set(TEXT) - {" ", "\n"})]
    about = {
        "version": "made-up",
        "decisions": DECISIONS,
        "labels": {"act": 1, "kind": 2},
        "parts": PARTS,
        "window": 64,
        "near": 2,
        "begin_id": 0,
        "break_id": 1,
        "unknown_id": 2,
        "pieces": letters,
        "scores": [0.0, 0.0, 0.0, *[-1.0] * (len(letters) - 3)],
    }
    chance = np.random.default_rng(4)
    heads = {"distance": chance.normal(size=(9, HIDDEN)), "score": chance.normal(size=(4, HIDDEN))}
    return Encoder(Session(), about, heads)


def view() -> View:
    article, pack = Article("a", "test", "ar", TEXT), packs()["ar"]
    return look(article, quote(article, pack), pack)


def test_every_token_has_a_score_and_labels() -> None:
    seen = view()
    advice = encoder().advise(seen)
    assert all(isinstance(advice.cue(number), float) for number in range(len(seen.forms)))
    assert {name: len(scores) for name, scores in advice.labels(0).items()} == {"act": 1, "kind": 2}


def test_odds_add_up_to_one_wherever_the_candidates_stand() -> None:
    seen = view()
    advice = encoder().advise(seen)
    for cue in (0, len(seen.forms) // 2, len(seen.forms) - 1):
        for decision in DECISIONS:
            candidates = [NOBODY, *range(0, len(seen.forms), 3)] if decision == "seat" else [cue, 0, 1]
            assert sum(map(exp, advice.odds(decision, cue, candidates))) == pytest.approx(1.0)


def test_kinds_are_odds_and_unknown_out_of_sight() -> None:
    seen = view()
    advice = encoder().advise(seen)
    assert sum(map(exp, advice.kinds(0, 1, 3))) == pytest.approx(1.0)
    far = len(seen.forms) - 2
    assert advice.kinds(0, far, far + 1) == pytest.approx([-0.6931] * 2, abs=1e-3)


def test_windows_stay_within_their_size_and_advice_is_the_same_each_time() -> None:
    seen, model = view(), encoder()
    first, second = model.advise(seen), model.advise(seen)
    assert max(model._session.lengths) <= 64 + 1
    assert [first.cue(n) for n in range(9)] == [second.cue(n) for n in range(9)]


def test_without_its_runtime_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MusnadError, match=r"pip install 'musnad\[careful\]'"):
        Encoder.load(tmp_path)
