"""Commands across articles: ``dossier``."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from musnad.claims.meaning import SentenceEncoder
from musnad.cli.shared import AsMode, Screen, Sorter, explaining, finish
from musnad.dossiers.build import dossier_of
from musnad.dossiers.contract import dossiers_json
from musnad.dossiers.screen import dossier_lines
from musnad.engine.local import LocalEngine
from musnad.intake import extract_all
from musnad.model import Extraction
from musnad.pipeline import Mode


class Shape(StrEnum):
    """How a dossier is printed: for people, or as JSON."""

    TEXT = "text"
    JSON = "json"


def dossier(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILES...", help="Articles of one story: text files, JSONL files, or folders.", show_default=False
        ),
    ],
    mode: AsMode = Mode.CAREFUL,
    fmt: Annotated[Shape, typer.Option("--format", help="How to print the result.")] = Shape.TEXT,
    meaning: Annotated[
        bool, typer.Option("--meaning", help="Compare meanings, too, across languages: slower; needs musnad[meaning].")
    ] = False,
) -> None:
    """Print what the articles of one story claim: who says so, who denies it, where they differ, how many origins.

    \b
    Examples:
      musnad dossier ap.txt nyt.txt
      musnad dossier story/ --format json > dossier.json
    """
    with explaining():
        found = Sorter(extract_all(files, LocalEngine(1), _itself, mode))
        embedder = SentenceEncoder() if meaning else None
        made = dossier_of(_one_of_each(found), embedder=embedder)
        if fmt is Shape.JSON:
            text = json.dumps(dossiers_json([made]), ensure_ascii=False, indent=1)
            sys.stdout.buffer.write((text + "\n").encode("utf-8", "backslashreplace"))
        else:
            console = Screen()
            for line in dossier_lines(made, console.direction, console.width):
                console.plain(line)
        sys.stdout.flush()
        finish(found.done_count, found.rejected_count)


def _itself(extraction: Extraction) -> Extraction:
    return extraction


def _one_of_each(found: Sorter[Extraction]) -> list[Extraction]:
    """The extractions, one for each id: an article given twice counts once."""
    return list({each.article.id: each for each in found}.values())


COMMANDS = {"dossier": dossier}
