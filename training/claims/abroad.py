"""Learns what contents in two languages have in common when they say the same: ``abroad`` in ``claims/weights.json``.

usage: python -m training.claims.abroad DATA [--part apart]

DATA is the folder that holds ``ntrex`` (CC BY-SA 4.0). Lines of the documents for tuning (``bench/languages.py``)
are taken for contents: the same line in Arabic and in English says the same, any two others of a document do not.
Only pairs that have anything in common count. Bias and overlap alone are learned: with *holding* beside it, which
goes with it, the two would weigh against each other; speakers, roles and articles are not in these lines, and keep
the weights of one language. Prints the two weights, and how well they tell the pairs of a part; they are put into
the file by hand.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from languages import article, documents
from musnad.claims.content import Part, Said
from musnad.claims.likeness import shared
from musnad.claims.odds import chance, features
from musnad.claims.said import said_in
from musnad.claims.weighing import weighed
from musnad.model import Act, Extraction, Form, SourceKind, Span, Statement
from musnad.pack import packs
from musnad.pipeline import extract

WORDS_MIN = 3


def lines_of(row: dict[str, str], language: str) -> Iterator[Said]:
    """The lines of a document as statements of nobody, by number."""
    lines = row[language].split("\n")
    read = article(row["id"], lines, language)
    made, place = [], 0
    for number, line in enumerate(lines):
        start = read.text.index(line, place)
        place = start + len(line)
        if len(line.split()) >= WORDS_MIN:
            span = (Span(start, place),)
            made.append(Statement(f"s{number}", (), (), span, SourceKind.IMPLICIT, None, Act.ASSERT, Form.INDIRECT))
    found = extract(read, "fast")
    told = Extraction(read, tuple(made), (), found.mentions, found.times)
    for said in said_in(told, packs()[language], lambda article_id, number: None):
        if said.contents:
            yield replace(said, contents=said.contents[:1])


def examples(data: Path, part: str) -> tuple[np.ndarray, np.ndarray]:
    """Overlap, what the weights of today make of it, and whether the lines say the same; one row for each pair."""
    values, labels = [], []
    for row in documents(data, part):
        story = weighed([*lines_of(row, "ar"), *lines_of(row, "en")])
        sides = [[Part(said, 0, said.contents[0]) for said in story if said.language == each] for each in ("ar", "en")]
        for one in sides[0]:
            for other in sides[1]:
                common = shared(one.content, other.content, abroad=True)
                if common.stems or common.agreeing:
                    values.append((common.overlap, chance(features(one, other, common), abroad=True)))
                    labels.append(one.said.statement.id == other.said.statement.id)
    return np.array(values), np.array(labels)


def main() -> None:
    """Prints the weights, and precision and recall of the file's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--part", choices=["tuning", "apart"], default="tuning")
    options = parser.parse_args()
    values, labels = examples(options.data, options.part)
    if options.part == "tuning":
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 who only measures need not have it

        learned = LogisticRegression(C=100).fit(values[:, :1], labels)
        print(f"bias {learned.intercept_[0]:.2f}, overlap {learned.coef_[0][0]:.2f}")
    for least in (0.3, 0.5, 0.7):
        chosen = values[:, 1] >= least
        right = (chosen & labels).sum()
        print(f"from {least}: P {100 * right / chosen.sum():.1f}  R {100 * right / labels.sum():.1f}")
    print(f"{len(labels):,} pairs, {labels.sum():,} the same")


if __name__ == "__main__":
    main()
