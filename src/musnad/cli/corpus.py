"""Commands on many articles at once: ``run``, ``load``."""

from __future__ import annotations

import os
import sys
from collections import Counter
from enum import StrEnum
from typing import Annotated

import typer

from musnad.cli.articles import AsAllowed, AsColumns, Files, asked_of
from musnad.cli.logs import Level, is_json
from musnad.cli.shared import AsMode, Db, explaining, finish, say
from musnad.corpus.inputs import Reading
from musnad.corpus.load import load as load_into
from musnad.corpus.run import Engine, Ran, Settings
from musnad.corpus.run import run as run_flow
from musnad.engine.cluster import DaftEngine
from musnad.engine.local import LocalEngine
from musnad.pipeline import Mode
from musnad.store.open import open_store
from musnad.store.rows import Outcome


class EngineName(StrEnum):
    """Who runs the tasks."""

    LOCAL = "local"
    CLUSTER = "cluster"


def run(
    files: Files,
    out: Annotated[
        str, typer.Option("--out", metavar="FOLDER_OR_URL", help="Where the tables go; a new or an empty folder.")
    ],
    engine: Annotated[
        EngineName, typer.Option("--engine", help="local: processes of this machine; cluster: Daft, on Ray if asked.")
    ] = EngineName.LOCAL,
    ray: Annotated[
        str | None,
        typer.Option(
            "--ray",
            metavar="ADDRESS",
            help="With --engine cluster: the Ray cluster that Daft uses, or 'local' for one of this machine.",
            show_default=False,
        ),
    ] = None,
    mode: AsMode = Mode.CAREFUL,
    columns: AsColumns = None,
    allow: AsAllowed = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Processes that run tasks. Default: one per core.", show_default=False),
    ] = None,
    partitions: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Partitions of every table. Default: by size.", show_default=False),
    ] = None,
) -> None:
    """Read many articles into tables of Parquet: who said what, entities, stories, claims; without a store.

    After a crash, run the same command again: it goes on where it was. One run at a time works in a folder.
    Needs: pip install 'musnad[cluster]'.

    \b
    Examples:
      musnad run feed.jsonl crawl.warc.gz --out tables/
      musnad run s3://bucket/2031/ --out s3://bucket/tables --engine cluster --ray ray://head:10001
      musnad load tables/ --db newsroom.db
    """
    with explaining():
        asked = asked_of(columns, allow)
        settings = Settings(mode, Reading(dict(asked.columns), tuple(allow or ())), partitions)
        count = workers or os.cpu_count() or 1
        spread: Engine = LocalEngine(count, 1) if engine is EngineName.LOCAL else DaftEngine(count, ray)
        ran = run_flow(files, out, spread, settings, _told)
        say(_summary(ran), Level.INFO, event="ran", **ran.rows)
        finish(ran.rows.get("articles", 0), ran.rows.get("rejected", 0))


def load(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="What 'musnad run' wrote: a folder or a URL.")],
    db: Db = None,
) -> None:
    """Bring the tables of 'musnad run' into a store; articles that it has stay as they are, whatever version read them.

    A folder that has lost a file is refused before anything is written. Articles with their statements, mentions and
    receipts are taken as they are; entities and stories are made by the store, of all that it holds. After a crash,
    run the same command again.

    \b
    Examples:
      musnad load tables/
      musnad load s3://bucket/tables --db postgresql://desk@server/news
    """
    with explaining(), open_store(db, writing=True) as store:
        counts: Counter[Outcome] = Counter(load_into(folder, store))
        told = {outcome.name.lower(): counts[outcome] for outcome in Outcome}
        found = [f"{counts[outcome]:,} {outcome.value}" for outcome in Outcome if counts[outcome]]
        say(", ".join(found) or "no articles", Level.INFO, event="loaded", **told)


def _told(stage: str) -> None:
    """Says that a stage is done, to a person who watches or a program that reads."""
    if is_json() or sys.stderr.isatty():
        say(f"{stage} done", Level.INFO, event="stage", stage=stage)


def _summary(ran: Ran) -> str:
    """What a run came to, in one line."""
    order = ("articles", "statements", "mentions", "entities", "stories", "claims", "rejected")
    found = [f"{ran.rows[table]:,} {table}" for table in order if ran.rows.get(table)]
    if ran.known_count:
        found.append(f"{ran.known_count:,} known already")
    return ", ".join(found or ["nothing"]) + (" (done before)" if ran.was_done else "")


COMMANDS = {"run": run, "load": load}
