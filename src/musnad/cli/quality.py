"""The command on quality: ``eval``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from musnad.cli.shared import AsMode, AsScope, explaining
from musnad.evaluate import evaluate_files, report_lines
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
    errors: Annotated[bool, typer.Option("--errors", help="Show every fault in its place.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as one JSON object.")] = False,
) -> None:
    """Measure the quality of extraction against a gold file.

    \b
    Examples:
      musnad eval gold.jsonl.xz
      musnad eval gold.jsonl predicted.jsonl --errors
      musnad eval gold.jsonl --json
    """
    with explaining():
        evaluation = evaluate_files(gold, predicted, mode=mode, scope=scope)
        if as_json:
            typer.echo(json.dumps(evaluation.report.as_dict()))
            return
        for line in report_lines(evaluation, errors=errors):
            typer.echo(line)


COMMANDS = {"eval": evaluate}
