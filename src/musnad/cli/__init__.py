"""The command line: names, options and printing. What a command does is done elsewhere."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from musnad import __version__
from musnad.cli import articles, corpus, entities, keeping, page, quality, stories, versions, watch
from musnad.cli.logs import use_json
from musnad.cli.shared import EXIT_CODES

app = typer.Typer(
    help="Who said it, through whom: statements and source chains in news, Arabic first.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for _commands in (
    articles.COMMANDS,
    entities.COMMANDS,
    quality.COMMANDS,
    stories.COMMANDS,
    page.COMMANDS,
    versions.COMMANDS,
    watch.COMMANDS,
    keeping.COMMANDS,
    corpus.COMMANDS,
):
    for _name, _command in _commands.items():
        app.command(_name, epilog=EXIT_CODES)(_command)  # type: ignore[type-var]
app.add_typer(entities.names, name="names")


@app.callback(invoke_without_command=True)
def common(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
    json_logs: Annotated[
        bool, typer.Option("--json-logs", help="Write progress, warnings and errors as JSON, one object a line.")
    ] = False,
) -> None:
    """Options that stand before a command."""
    use_json(json_logs)
    if version:
        typer.echo(f"musnad {__version__}")
        raise typer.Exit


def main() -> NoReturn:
    """Runs the command line; the entry point of the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="musnad")
    sys.exit(0)
