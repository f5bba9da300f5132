"""The command on quality: ``eval``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from musnad.claims.meaning import SentenceEncoder
from musnad.cli.shared import AsMode, AsScope, explaining
from musnad.dossiers.annotated import How, evaluate_claims
from musnad.evaluate import evaluate_files, report_lines
from musnad.evaluate.report import figure_lines
from musnad.model import Scope
from musnad.pipeline import Mode


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Articles with their statements, .jsonl or .jsonl.xz.")],
    predicted: Annotated[
        Path | None,
        typer.Argument(
            metavar="PREDICTED",
            help="What to measure. Default: what Musnad finds in the same texts.",
            show_default=False,
        ),
    ] = None,
    mode: AsMode = Mode.CAREFUL,
    scope: AsScope = Scope.COMMUNICATION,
    claims: Annotated[
        list[Path] | None,
        typer.Option(
            "--claims",
            metavar="STORY",
            help="Measure claims, conflicts and origins of this annotated story (JSON); may be given several times. "
            "PREDICTED is then what 'dossier --all --format json' prints.",
            show_default=False,
        ),
    ] = None,
    given: Annotated[
        bool, typer.Option("--given", help="With --claims: start from the annotated statements and copies.")
    ] = False,
    meaning: Annotated[
        bool, typer.Option("--meaning", help="With --claims: compare meanings, too; needs musnad[meaning].")
    ] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Show every fault in its place.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Measure the quality of extraction, or of what stands across articles, against a gold file.

    \b
    Examples:
      musnad eval gold.jsonl.xz
      musnad eval gold.jsonl predicted.jsonl --errors
      musnad eval gold.jsonl --json
      musnad eval gold.jsonl --claims fire.json --claims flood.json --given
    """
    with explaining():
        if claims:
            how = How(mode, given, SentenceEncoder() if meaning else None)
            found = evaluate_claims(gold, claims, predicted, how).as_dict()
            for line in [json.dumps(found)] if as_json else figure_lines(found):
                typer.echo(line)
            return
        evaluation = evaluate_files(gold, predicted, mode=mode, scope=scope)
        if as_json:
            typer.echo(json.dumps(evaluation.report.as_dict()))
            return
        for line in report_lines(evaluation, errors=errors):
            typer.echo(line)


COMMANDS = {"eval": evaluate}
