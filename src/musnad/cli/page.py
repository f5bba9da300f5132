"""The command ``serve``."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from musnad.cli.shared import AsMode, Db, explaining, say
from musnad.pipeline import Mode


def serve(
    db: Db = None,
    port: Annotated[int, typer.Option(min=1, max=65_535, metavar="N", help="The port to listen on.")] = 8000,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; another address than this machine needs --token.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="What visitors must give once (?token=…). Default: $MUSNAD_TOKEN.",
            show_default=False,
        ),
    ] = None,
    mode: AsMode = Mode.CAREFUL,
    *,
    read_only: Annotated[bool, typer.Option("--read-only", help="Show only: nothing can be added or decided.")] = False,
) -> None:
    """Serve the page of the store: stories, dossiers, articles, sources, search, adding.

    It listens on this machine alone, and sends nothing anywhere.

    \b
    Examples:
      musnad serve
      musnad serve --port 8080 --db newsroom.db
      MUSNAD_TOKEN=… musnad serve --host 0.0.0.0
    """
    with explaining():
        from musnad.web.serve import serve as run  # noqa: PLC0415 a third of a second that no other command needs
        from musnad.web.settings import Settings  # noqa: PLC0415

        settings = Settings(host, port, token or os.environ.get("MUSNAD_TOKEN"), read_only, mode)
        run(
            db,
            settings,
            lambda address: say(f"the page is at {address}  (stop with Ctrl-C)", event="serving", address=address),
        )


COMMANDS = {"serve": serve}
