"""What each part is worth: a gold file measured with everything, and with one part taken out at a time.

    python bench/ablation.py GOLD [--mode careful|fast]

GOLD is a path below the data folder, such as ``gold/ar_dev.jsonl.xz``, or any path (see ``robustness.py``).
Parts are taken out from outside, by putting something poorer in their place while the file is measured:

    everything              the mode as it is
    no encoder              the grammar alone: fast mode
    no learned weights      all weights of the grammar 0: its candidates are ranked by the encoder alone
    no unlisted cues        only words that the pack knows to report are cues
    no proposed places      only places that the grammar lists begin and end content and source
    no quotations           no passage counts as quoted
    no morphology           a reporting word is known only as the pack writes it: no persons, numbers or clitics
    no coreference          sources are named as written; a statement without a written source has no name

In fast mode there is no encoder: what needs one is left out of the table.

Printed: F1 of source and content together (all), the same with all borders exact, F1 of cues, accuracy of the
kind of source, B-cubed F1 of names, F1 of links from a statement to the one that carries it. Labels, names and
links are counted over the statements that were found, so they may rise when fewer are found.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import replace
from functools import partial
from typing import NamedTuple
from unittest.mock import patch

import yaml

import musnad.pipeline
import musnad.steps.trace
from musnad.encoder.network import Encoder
from musnad.errors import MusnadError
from musnad.evaluate import AnnotatedArticle, load_gold, predict, score
from musnad.grammar.scores import Advice, Scores
from musnad.model import Article, Span, Statement
from musnad.pack import PACKS, Pack, packs
from musnad.pipeline import Mode
from musnad.text import fold
from musnad.vocabulary.cues import CueWords
from musnad.vocabulary.weights import DECISIONS, Ranker
from robustness import gold_path

Without = Callable[[], AbstractContextManager[object]]
COLUMNS = ("all F1", "all exact", "cue F1", "kind", "name F1", "chain F1")


class Row(NamedTuple):
    """The figures with one part taken out, in percent, in the order of ``COLUMNS``."""

    name: str
    figures: tuple[float, ...]


class Remembering:
    """An encoder that reads each text once, however often it is asked."""

    def __init__(self, encoder: Encoder) -> None:
        self.languages, self._encoder = encoder.languages, encoder
        self._known: dict[tuple[str, bool], Advice] = {}

    def advise(self, text: str, *, wide: bool = False) -> Advice:
        """What the encoder says about a text."""
        if (text, wide) not in self._known:
            self._known[text, wide] = self._encoder.advise(text, wide=wide)
        return self._known[text, wide]


def weightless(pack: Pack) -> Pack:
    """The pack with nothing learned: every candidate of a decision is as likely as the others."""
    return replace(pack, weights={name: Ranker({}) for name in DECISIONS})


def uninflected(pack: Pack) -> Pack:
    """The pack with the reporting words as they stand in it, and no other form of them."""
    if pack.cues is None:
        return pack
    listed = listed_words(pack.language)
    forms = {form: readings for form, readings in pack.cues.forms.items() if form in listed}
    inflection = pack.cues.inflection._replace(conjunctions=(), futures=(), objects=())
    return replace(pack, cues=replace(pack.cues, forms=forms, inflection=inflection))


def listed_words(language: str) -> frozenset[str]:
    """The folded words of a pack that report, as its file writes them.

    A past, a present, a participle, nouns; or base forms, where the pack says how the others are spelled.
    """
    listed = yaml.safe_load((PACKS / language / "cues.yml").read_text(encoding="utf-8"))
    if "spelled" in listed:
        return frozenset(
            fold(phrase.split()[0]) for name in ("verbs", "nouns") for phrase in leaves(listed["spelled"][name])
        )
    entries = [entry[:4] for entry in listed["verbs"]]
    entries += [entry[:1] for name in ("passives", "nouns") for entry in listed.get(name, ())]
    return frozenset(fold(word) for entry in entries for part in entry for word in part.split("/")) - {"-"}


def leaves(value: object) -> Iterator[str]:
    """The texts of a nested list or mapping, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)


def unquoted(article: Article, pack: Pack) -> tuple[Span, ...]:
    """No quotations."""
    return ()


def as_written(
    text: str, statements: Sequence[Statement], vocabulary: tuple[CueWords, object], advice: Advice | None = None
) -> list[Statement]:
    """The statements with the names and kinds that they had before anybody was looked for."""
    return list(statements)


def with_packs(change: Callable[[Pack], Pack]) -> AbstractContextManager[object]:
    """All packs changed."""
    changed: Mapping[str, Pack] = {language: change(pack) if pack.cues else pack for language, pack in packs().items()}
    return patch.object(musnad.pipeline, "packs", lambda: changed)


# What is put in the place of each part, by the name of the row; those of the second table need an encoder.
PARTS: dict[str, Without] = {
    "no quotations": lambda: patch.object(musnad.pipeline, "quote", unquoted),
    "no morphology": partial(with_packs, uninflected),
    "no coreference": lambda: patch.object(musnad.steps.trace, "name_speakers", as_written),
}
ENCODER_PARTS: dict[str, Without] = {
    "no encoder": lambda: patch.object(musnad.pipeline, "encoder_for", lambda mode: None),
    "no learned weights": partial(with_packs, weightless),
    "no unlisted cues": lambda: patch.object(Scores, "unlisted", lambda scores: []),
    "no proposed places": lambda: patch.object(Scores, "proposed", lambda scores, decision, cue: []),
}


def rows(articles: Sequence[AnnotatedArticle], mode: Mode) -> Iterator[Row]:
    """The figures of the articles with everything, then without each part."""
    parts = {"everything": nullcontext, **(ENCODER_PARTS if mode is Mode.CAREFUL else {}), **PARTS}
    encoder = musnad.pipeline.encoder_for(mode)
    with ExitStack() as stack:
        if encoder is not None:
            remembering = Remembering(encoder)
            stack.enter_context(patch.object(musnad.pipeline, "encoder_for", lambda mode: remembering))
        for name, without in parts.items():
            with without():
                yield Row(name, measured(articles, mode))


def measured(articles: Sequence[AnnotatedArticle], mode: Mode) -> tuple[float, ...]:
    """The figures that the pipeline reaches now, in the order of ``COLUMNS``."""
    report = score(articles, [predict(article, mode=mode) for article in articles])
    found = (report.found[name].f1 for name in ("all", "all exact", "cue"))
    return (*found, report.accuracy["kind"], report.name_f1, report.chain.f1)


def show(found: Iterator[Row]) -> None:
    """Prints the table, a row as soon as it is known."""
    print(f"{'':20}" + "".join(f"{column:>11}" for column in COLUMNS))
    for row in found:
        print(f"{row.name:20}" + "".join(f"{figure:11.1f}" for figure in row.figures), flush=True)


def main() -> int:
    """Runs the command; 0 if all could be measured, 1 if not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", metavar="GOLD", help="a path below the data folder, or any path")
    parser.add_argument("--mode", type=Mode, choices=list(Mode), default=Mode.CAREFUL, help="default: careful")
    options = parser.parse_args()
    try:
        show(rows(load_gold(gold_path(options.gold)), options.mode))
    except MusnadError as error:
        print(f"ablation: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
