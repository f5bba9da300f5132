"""Commands that keep a store, and show it to programs: ``doctor``, ``backup``, ``restore``, ``stats``, ``mcp``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from musnad.cli.logs import take
from musnad.cli.shared import FAILED, AsShape, Db, Screen, Shape, explaining, say
from musnad.mcp import serve
from musnad.screen import harmless
from musnad.store.address import place_of
from musnad.store.backup import back_up, restore
from musnad.store.copied import copied, free_name
from musnad.store.doctor import treat
from musnad.store.examine import Finding, examine
from musnad.store.open import open_store
from musnad.store.query_stats import stats as count_all

_LINES_MAX = 30  # values of one sort that the table shows
_LABELS = {  # of one, of several
    "article_count": ("article", "articles"),
    "rejected_count": ("input rejected", "inputs rejected"),
    "statement_count": ("statement", "statements"),
    "mention_count": ("mention of a name", "mentions of names"),
    "entity_count": ("person, body or place", "people, bodies and places"),
    "story_count": ("story", "stories"),
    "several_count": ("story of several articles", "stories of several articles"),
    "claim_count": ("claim", "claims"),
    "conflict_count": ("conflict between statements", "conflicts between statements"),
    "copy_count": ("pair of articles with one text", "pairs of articles with one text"),
    "waiting_count": (
        "article that waits for its story: the next 'musnad add' finds it",
        "articles that wait for their story: the next 'musnad add' finds it",
    ),
    "byte_count": ("byte on disk", "bytes on disk"),
}
_LISTS = {
    "by_outlet": "articles by outlet",
    "by_language": "articles by language",
    "by_month": "articles by month of publication",
    "by_kind": "statements by kind of source",
    "by_act": "statements by act",
    "by_version": "articles by the version that read them",
}

Repair = Annotated[bool, typer.Option("--repair", help="Mend what can be mended. A copy of the store is made before.")]
ToFile = Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes; it must not be there yet.")]
FromFile = Annotated[Path, typer.Argument(metavar="FILE", help="A file that 'musnad backup' made.")]


def doctor(db: Db = None, repair: Repair = False, fmt: AsShape = Shape.TEXT) -> None:
    """Examine a store: the database, rows that lead nowhere, places outside their text, counts.

    It reads only, so that a store in use can be examined. With --repair it makes again what follows from other rows;
    rows that lead nowhere are written to a file beside the store and then removed. Exit code 1: something is wrong.

    \b
    Examples:
      musnad doctor
      musnad doctor --db newsroom.db --repair
      musnad doctor --format json | jq '.findings[].cure'
    """
    with explaining():
        mended: tuple[Finding, ...] = ()
        kept: list[Path] = []
        if repair:
            with open_store(db, writing=True) as store:
                mended, found, kept = _repaired(store, db)
        else:
            with open_store(db) as store, store.connect() as connection:
                found = tuple(examine(connection))
        if fmt is Shape.JSON:
            told = {"findings": [_json(each) for each in found], "mended": [_json(each) for each in mended]}
            _write(json.dumps({**told, "kept": [str(path) for path in kept]}, ensure_ascii=False, indent=1))
        else:
            _tell(found, mended, kept)
        if found:
            raise typer.Exit(FAILED)


def _repaired(store: Engine, db: str | None) -> tuple[tuple[Finding, ...], tuple[Finding, ...], list[Path]]:
    """What was mended, what is left, and the files that keep what was before."""
    now = datetime.now(UTC)
    url = place_of(db)
    kept = []
    with store.execution_options(reading=True).connect() as connection:
        is_well = next(examine(connection), None) is None
    if is_well:
        return (), (), []
    file = Path(f"musnad-removed-{now:%Y%m%dT%H%M%SZ}.jsonl").absolute()
    if url.get_backend_name() == "sqlite":
        path = Path(str(url.database))
        kept.append(copied(path, free_name(path, f"before-repair-{now:%Y%m%dT%H%M%SZ}"), sound=False).path)
        file = path.with_name(f"{path.stem}.removed-{now:%Y%m%dT%H%M%SZ}.jsonl")
    treated = treat(store, file, lambda: datetime.now(UTC))
    return treated.mended, treated.left, [*kept, *([treated.kept] if treated.kept else [])]


def _tell(found: tuple[Finding, ...], mended: tuple[Finding, ...], kept: list[Path]) -> None:
    console = Screen()
    for each in mended:
        console.plain(f"mended: {each.subject}: {each.count:,} {each.told}")
    for each in found:
        console.plain(f"{each.subject}: {each.count:,} {each.told}: {', '.join(each.examples)}")
        console.plain(f"    {each.cure.value}")
    if not found:
        console.plain("all is well")
    sys.stdout.flush()
    for path in kept:
        say(f"kept: {path}", event="kept", path=path)


def _json(finding: Finding) -> dict[str, object]:
    return {name: value for name, value in asdict(finding).items() if name != "keys"}


def backup(file: ToFile, db: Db = None) -> None:
    """Copy a store to one file, as it is at one moment, while others read and write it.

    For a store on PostgreSQL use pg_dump.

    \b
    Examples:
      musnad backup news-monday.db
      musnad backup /mnt/copies/news.db --db newsroom.db
    """
    with explaining():
        made = back_up(db, file)
        told = f"{_counted(made.article_count, 'article')}, {made.byte_count:,} bytes: {made.path}"
        say(told, event="copied", article_count=made.article_count, byte_count=made.byte_count, path=made.path)


def restore_(file: FromFile, db: Db = None) -> None:
    """Put a copy in the place of a store; the present store is kept beside it.

    The copy is checked first, and nobody else may use the store meanwhile. A copy that an older version made is
    brought up to date when it is next opened.

    \b
    Examples:
      musnad restore news-monday.db
      musnad restore /mnt/copies/news.db --db newsroom.db
    """
    with explaining():
        done = restore(db, file)
        told = f"{_counted(done.article_count, 'article')} restored: {done.path}"
        say(told, event="restored", article_count=done.article_count, path=done.path)
        if done.aside is not None:
            say(f"kept: {done.aside}", event="kept", path=done.aside)


def stats(db: Db = None, fmt: AsShape = Shape.TEXT) -> None:
    """Count what the store holds: by outlet, language, month, kind of source and act; stories, claims, room on disk.

    \b
    Examples:
      musnad stats
      musnad stats --format json | jq .by_outlet
    """
    with explaining(), open_store(db) as store, store.connect() as connection:
        found = asdict(count_all(connection))
        if fmt is Shape.JSON:
            _write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        console = Screen()
        for name, value in found.items():
            if isinstance(value, int):
                console.plain(f"{value:>14,}  {_LABELS[name][value != 1]}")
        for name, counts in found.items():
            if isinstance(counts, dict):
                console.plain(_LISTS[name])
                for each, count in list(counts.items())[:_LINES_MAX]:
                    console.plain(f"{count:>14,}  {console.direction.isolate(harmless(each)) or '(not said)'}")
                if len(counts) > _LINES_MAX:
                    console.plain(f"{'':>14}  … {len(counts) - _LINES_MAX:,} more; --format json shows all")


def mcp(db: Db = None) -> None:
    """Serve the store to an assistant, by the Model Context Protocol on standard input and output.

    The tools read only: who_says, search_statements, source_statements, list_stories, show_story, show_claim,
    show_article.
    Needs the extra: pip install "musnad[mcp]"

    \b
    Examples:
      musnad mcp
      musnad mcp --db newsroom.db
    """
    with explaining(), open_store(db) as store:
        take("")  # the protocol's SDK would write to standard error in a manner of its own
        serve(store, place_of(db))


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _write(text: str) -> None:
    sys.stdout.buffer.write((text + "\n").encode("utf-8", "backslashreplace"))
    sys.stdout.flush()


COMMANDS = {"doctor": doctor, "backup": backup, "restore": restore_, "stats": stats, "mcp": mcp}
