"""The command ``watch``."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from musnad.cli.shared import AsMode, Db, explaining, say
from musnad.engine.local import LocalEngine
from musnad.fetching.fetch import Manners
from musnad.pipeline import Mode
from musnad.store.open import open_store
from musnad.watching.plan import read_plan
from musnad.watching.rounds import Watch


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="The feeds to watch; see examples/feeds.toml.")],
    once: Annotated[bool, typer.Option("--once", help="One round, then leave; for cron.")] = False,
    mode: AsMode = Mode.CAREFUL,
    db: Db = None,
) -> None:
    """Ask feeds again and again, and add what is new, each article once; one line a round.

    Stop it at any time and start it again: what was seen is remembered in the store. Sites are asked politely: not
    more often than the file says, not for what has not changed, not for what their robots.txt keeps to itself.

    \b
    Examples:
      musnad watch examples/feeds.toml
      musnad watch feeds.toml --once --mode fast
    """
    with explaining():
        plan = read_plan(feeds)
        with open_store(db, writing=True) as store:
            watching = Watch(
                plan,
                store,
                LocalEngine(1),
                Manners(allowed=plan.allowed),
                mode,
                tell=lambda refusal: say(
                    f"rejected {refusal.source}: {refusal.reason}", event="rejected", **asdict(refusal)
                ),
            )
            while True:
                typer.echo(watching.round())
                if once:
                    return
                time.sleep(watching.next_s())


COMMANDS = {"watch": watch}
