"""Commands across articles: ``dossier``, ``stories``, ``diff``."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlalchemy import Connection

from musnad.calendar.asked import FORMS, time_asked
from musnad.claims.meaning import SentenceEncoder
from musnad.cli.shared import AsMode, AsShape, Db, Screen, Shape, Sorter, explaining, finish, say
from musnad.dossiers.build import dossier_of
from musnad.dossiers.contract import dossiers_json
from musnad.dossiers.listing import change_json, change_lines, story_json, story_lines
from musnad.dossiers.screen import dossier_lines
from musnad.dossiers.stored import dossier_from, named, names_shown
from musnad.dossiers.stream import dossiers_stored, whole_json
from musnad.engine.local import LocalEngine
from musnad.errors import InputError
from musnad.intake import extract_all
from musnad.model import Extraction
from musnad.pipeline import Mode
from musnad.screen import Direction
from musnad.store.open import open_store
from musnad.store.query_changes import changes
from musnad.store.query_entities import load_entities
from musnad.store.query_stories import (
    StoryFilter,
    count_stories,
    count_waiting,
    find_story,
    list_stories,
    load_story,
    repeated_labels,
)

Since = Annotated[
    str | None,
    typer.Option(metavar="TIME", help=f"Latest report at this time or later: {FORMS}."),
]
Until = Annotated[str | None, typer.Option(metavar="TIME", help="Latest report before this time.")]


def dossier(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILES...]",
            help="Articles of one story: files of any kind, folders, addresses.",
            show_default=False,
        ),
    ] = None,
    mode: AsMode = Mode.CAREFUL,
    fmt: AsShape = Shape.TEXT,
    meaning: Annotated[
        bool, typer.Option("--meaning", help="Compare meanings, too, across languages: slower; needs musnad[meaning].")
    ] = False,
    whole: Annotated[bool, typer.Option("--all", help="All stories of the store, in the place of files.")] = False,
    db: Db = None,
) -> None:
    """Print what the articles of one story claim: who says so, who denies it, where they differ, how many origins.

    \b
    Examples:
      musnad dossier ap.txt nyt.txt
      musnad dossier story/ --format json > dossier.json
      musnad dossier --all --format json > stories.json
    """
    if whole == bool(files):
        raise typer.BadParameter("give files, or --all for the stories of the store")
    with explaining():
        if whole:
            _whole(fmt, db)
            return
        found = Sorter(extract_all(files or [], LocalEngine(1), _itself, mode))
        made = dossier_of(_one_of_each(found), embedder=SentenceEncoder() if meaning else None)
        if fmt is Shape.JSON:
            _write(json.dumps(dossiers_json([made]), ensure_ascii=False, indent=1) + "\n")
        else:
            _show(list(dossier_lines(made, *_screen())))
        sys.stdout.flush()
        finish(found.done_count, found.rejected_count)


def _whole(fmt: Shape, db: str | None) -> None:
    """Prints every story of a store, few at a time."""
    with open_store(db) as store, store.connect() as connection:
        _tell_waiting(connection)
        if fmt is Shape.JSON:
            for piece in whole_json(connection):
                _write(piece)
        else:
            for number, made in enumerate(dossiers_stored(connection)):
                _show([*([""] if number else []), *dossier_lines(made, *_screen())])
        sys.stdout.flush()


def stories(
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many stories at most.")] = 20,
    fmt: AsShape = Shape.TEXT,
    db: Db = None,
) -> None:
    """List the stories of the store, the latest report first: how many articles, outlets, origins, open conflicts.

    \b
    Examples:
      musnad stories
      musnad stories --since 2031-03-04 --limit 100
      musnad stories --format json | jq -r '.[] | select(.conflict_count > 0) | .id'
    """
    with explaining():
        chosen = StoryFilter(_time(since), _time(until))
        with open_store(db) as store, store.connect() as connection:
            _tell_waiting(connection)
            found = list(list_stories(connection, chosen, limit))
            if fmt is Shape.JSON:
                _write(json.dumps([story_json(each) for each in found], ensure_ascii=False, indent=1) + "\n")
            else:
                _show([line for each in found for line in story_lines(each, *_screen())])
            sys.stdout.flush()
            count = count_stories(connection, chosen)
            if count > len(found):
                say(f"{count - len(found):,} more; --limit shows more of them")


def show_story(connection: Connection, story_id: str, fmt: Shape) -> None:
    """Prints the dossier of one stored story."""
    stored = load_story(connection, story_id)
    names = names_shown(stored.labels, repeated_labels(connection, stored.labels.values()))
    if fmt is Shape.JSON:
        entities = tuple(load_entities(connection, named(stored)).values())
        told = dossiers_json([dossier_from(stored, entities, names)])
        _write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        _show([story_id, *dossier_lines(dossier_from(stored, (), names), *_screen())])


def story_changes(connection: Connection, name: str, since: str | None, fmt: Shape) -> None:
    """Prints what changed in a story since a time. Raises ``InputError`` for no such story, and for no time."""
    at = _time(since)
    story_id = find_story(connection, name)
    if story_id is None:
        raise InputError(f"{name}: no such story in the store", "List them with: musnad stories")
    if at is None:
        raise InputError(f"{name} is a story: say since when, for example --since 2031-03-04")
    stored = load_story(connection, story_id)
    names = names_shown(stored.labels, repeated_labels(connection, stored.labels.values()))
    found = changes(connection, story_id, at)
    if fmt is Shape.JSON:
        _write(json.dumps([change_json(each, names) for each in found], ensure_ascii=False, indent=1) + "\n")
    else:
        _show(list(change_lines(found, names, *_screen())) or [f"nothing changed since {since}"])


def _time(text: str | None) -> datetime | None:
    return None if text is None else time_asked(text, datetime.now(UTC))


def _tell_waiting(connection: Connection) -> None:
    count = count_waiting(connection)
    if count:
        say(f"{count:,} articles are in no story yet, or wait to be looked at again: the next 'musnad add' does it")


def _screen() -> tuple[Direction, int]:
    """How article text is put on the console, and how wide that is."""
    console = Screen()
    return console.direction, console.width


def _show(lines: list[str]) -> None:
    console = Screen()
    for line in lines:
        console.plain(line)


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))


def _itself(extraction: Extraction) -> Extraction:
    return extraction


def _one_of_each(found: Sorter[Extraction]) -> list[Extraction]:
    """The extractions, one for each id: an article given twice counts once."""
    return list({each.article.id: each for each in found}.values())


COMMANDS = {"dossier": dossier, "stories": stories}
