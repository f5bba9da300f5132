"""Commands on what was kept: ``reread``, ``diff``."""

from __future__ import annotations

import json
import sys
from collections import Counter
from itertools import pairwise
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import Connection

from musnad.calendar.asked import FORMS
from musnad.cli.shared import AsFormat, AsMode, Db, Format, Screen, Shape, explaining, finish, say
from musnad.cli.stories import story_changes
from musnad.errors import InputError
from musnad.pipeline import Mode
from musnad.rereading.again import Reread, due_count, skipped_count
from musnad.rereading.again import reread as read_again
from musnad.rereading.versions import Altered, altered
from musnad.screen import harmless
from musnad.store.incoming import versions_of
from musnad.store.open import open_store
from musnad.store.query import find_article, load_extraction
from musnad.store.query_stories import STORY_PREFIX


def reread(
    everything: Annotated[
        bool, typer.Option("--all", help="Read everything again, not only what an older version read.")
    ] = False,
    mode: AsMode = Mode.CAREFUL,
    fmt: AsFormat = Format.TABLE,
    db: Db = None,
) -> None:
    """Read the stored articles again from the bytes they came as, and tell what changed.

    Stop it at any time and run it again: it goes on where it was.

    \b
    Examples:
      musnad reread
      musnad reread --all --format jsonl > changes.jsonl
    """
    counts: Counter[str] = Counter()
    failed = 0
    with explaining(), open_store(db, writing=True) as store:
        total = due_count(store, everything=everything)
        with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
            task = progress.add_task("articles", total=total)
            try:
                for each in read_again(store, mode, everything=everything):
                    progress.advance(task)
                    failed += each.reason is not None
                    counts.update(each.changed or ("nothing",))
                    _tell(each, fmt)
            finally:
                told = [f"{count:,} with another {name}" for name, count in counts.most_common() if name != "nothing"]
                same = f"{counts['nothing']:,} as before"
                say("; ".join([same, *told]) + (f"; {failed:,} rejected" if failed else ""))
                _tell_skipped(skipped_count(store))
        finish(sum(counts.values()) - failed, failed)


def _tell_skipped(count: int) -> None:
    """Says how many articles were not read again, why, and what can be done."""
    if count:
        say(
            f"{count:,} skipped: they were stored before the bytes that articles come as were kept (schema 0004). They "
            "stay as they are; to have such a one read by this version, add its file or address to a new store"
        )


def _tell(each: Reread, fmt: Format) -> None:
    """Prints what changed in one article."""
    if fmt is Format.JSONL:
        row = {"id": each.article_id, "source": each.source, "changed": list(each.changed), "reason": each.reason}
        sys.stdout.buffer.write((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))
    elif each.changed:
        Screen().plain(f"{each.article_id}  {', '.join(each.changed)}  {harmless(each.source)}")
    elif each.reason:
        say(f"rejected {each.source}: {each.reason}", event="rejected", source=each.source, reason=each.reason)


def diff(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="An article or a story: its id, the beginning of that, or a label.")
    ],
    since: Annotated[
        str | None,
        typer.Option(metavar="TIME", help=f"Of a story: since when; {FORMS}."),
    ] = None,
    db: Db = None,
    fmt: Annotated[Shape, typer.Option("--format", help="How to print the result.")] = Shape.TEXT,
) -> None:
    """Print what was altered between the versions of an article at its address, or in a story since a time.

    Of an article, its statements included: words that stand in one version only are in brackets; - is what was, + is
    what became of it. Of a story: articles, claims, denials, conflicts, origins.

    \b
    Examples:
      musnad diff port-blast
      musnad diff a1_k7f3 --format json
      musnad diff s1-58aa29059de856cf --since 2031-03-04T12:00
      musnad diff s1-58aa --since 2031-03-04 --format json | jq '.[].kind'
    """
    with explaining(), open_store(db) as store, store.connect() as connection:
        if name.startswith(STORY_PREFIX):
            story_changes(connection, name, since, fmt)
        elif since is not None:
            raise InputError(f"{name}: --since is for stories; an article is shown with all its versions")
        else:
            _article_changes(connection, name, fmt)
        sys.stdout.flush()


def _article_changes(connection: Connection, name: str, fmt: Shape) -> None:
    versions = versions_of(connection, find_article(connection, name))
    if len(versions) < 2:
        raise InputError(f"{name}: only one version of it is stored")
    found = {version.article_id: load_extraction(connection, version.article_id) for version in versions}
    screen = Screen()
    for before, after in pairwise(versions):
        change = altered(found[before.article_id], found[after.article_id])
        if fmt is Shape.JSON:
            value = {"from": before.article_id, "to": after.article_id, "seen_at": after.seen_at.isoformat()}
            line = json.dumps({**value, **_json(change)}, ensure_ascii=False) + "\n"
            sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace"))
            continue
        head = f"version {before.number} {before.article_id} → version {after.number} {after.article_id}"
        screen.plain(f"{head}, seen {after.seen_at:%Y-%m-%d %H:%M}")
        for line in _lines(change):
            screen.plain(line)


def _json(change: Altered) -> dict[str, object]:
    return {
        "title": None if change.title is None else [change.title.before, change.title.after],
        "passages": [[each.before, each.after] for each in change.passages],
        "statements": [list(pair) for pair in change.statements],
    }


def _lines(change: Altered) -> list[str]:
    """What was altered, line by line."""
    direction = Screen().direction

    def side(sign: str, text: str | None) -> list[str]:
        return [f"  {sign} {direction.isolate(' '.join(harmless(text).split()))}"] if text else []

    lines: list[str] = []
    for each in (change.title, *change.passages):
        if each is not None:
            lines += [*side("-", each.before), *side("+", each.after), ""]
    if change.statements:
        lines.append("  statements")
        for before, after in change.statements:
            lines += [*side("-", before), *side("+", after)]
    return lines or ["  nothing but blanks"]


COMMANDS = {"reread": reread, "diff": diff}
