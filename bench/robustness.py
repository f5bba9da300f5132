"""How much of the quality hangs on spelling: a gold file measured as it is, and mutated in many ways.

    python bench/robustness.py GOLD [--mode careful|fast] [--seed N]

GOLD is a path below the data folder, such as ``gold/ar_dev.jsonl.xz``, or any path. The data folder is
$MUSNAD_DATA, else ``../shared/data`` beside this checkout. A mutation changes how the articles are written and
nothing of what they say (``musnad.evaluate.mutate``): diacritics, carelessly typed letters, other quotation
marks, other line breaks, tatweel, invisible marks. Gold spans move along. The same seed gives the same table.

Printed for each mutation: F1 of source and content together (all), the same with all borders exact, F1 of cues,
and by how many points all F1 differs from that of the file as it is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from folder import data_folder
from musnad.errors import MusnadError
from musnad.evaluate import AnnotatedArticle, load_gold, predict, score
from musnad.evaluate.mutate import MUTATIONS, mutated
from musnad.pipeline import Mode


class Row(NamedTuple):
    """The figures of one mutation, in percent."""

    name: str
    found: float
    exact: float
    cue: float


def gold_path(name: str) -> Path:
    """The gold file of a name: below the data folder if it is there, else the path itself."""
    below = data_folder() / name
    return below if below.exists() else Path(name)


def rows(articles: Sequence[AnnotatedArticle], mode: Mode, seed: int) -> Iterator[Row]:
    """The figures of the articles as they are, then under each mutation."""
    yield measured("as it is", articles, mode)
    for name in MUTATIONS:
        yield measured(name, [mutated(article, name, seed=seed) for article in articles], mode)


def measured(name: str, articles: Sequence[AnnotatedArticle], mode: Mode) -> Row:
    """What the pipeline reaches on the articles."""
    found = score(articles, [predict(article, mode=mode) for article in articles]).found
    return Row(name, found["all"].f1, found["all exact"].f1, found["cue"].f1)


def show(found: Iterator[Row]) -> None:
    """Prints the table, a row as soon as it is known."""
    print(f"{'mutation':24}{'all F1':>9}{'all exact':>11}{'cue F1':>9}{'difference':>12}")
    before: float | None = None
    for row in found:
        difference = "" if before is None else f"{row.found - before:+.1f}"
        before = row.found if before is None else before
        print(f"{row.name:24}{row.found:9.1f}{row.exact:11.1f}{row.cue:9.1f}{difference:>12}", flush=True)


def main() -> int:
    """Runs the command; 0 if all could be measured, 1 if not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", metavar="GOLD", help="a path below the data folder, or any path")
    parser.add_argument("--mode", type=Mode, choices=list(Mode), default=Mode.CAREFUL, help="default: careful")
    parser.add_argument("--seed", type=int, default=0, help="of what is mutated at random (default 0)")
    options = parser.parse_args()
    try:
        show(rows(load_gold(gold_path(options.gold)), options.mode, options.seed))
    except MusnadError as error:
        print(f"robustness: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
