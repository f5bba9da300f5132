"""Commands on people and other entities: ``who``, ``merge``, ``split``, ``names import``."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection

from musnad.cli.shared import EXIT_CODES, FAILED, Db, Screen, Shape, explaining, say
from musnad.intake import settle_all
from musnad.model import Relation
from musnad.portrait import portrait_json, portrait_lines
from musnad.screen import harmless
from musnad.store.decide import Decided, Decider, merge, split, undo
from musnad.store.listed import add_people, identify, read_people
from musnad.store.open import open_store
from musnad.store.query_entities import matches, portrait

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name in any spelling, an id, or the beginning of an id.")]
One = Annotated[str, typer.Argument(metavar="A", help="An id as 'who' prints it, its beginning, or a name.")]
Other = Annotated[str, typer.Argument(metavar="B", help="The same for the other one.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; kept with the decision.")]
Undo = Annotated[bool, typer.Option("--undo", help="Take the decision about these two back.")]


def who(
    name: Name,
    db: Db = None,
    fmt: Annotated[Shape, typer.Option("--format", help="How to print the result.")] = Shape.TEXT,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many entities and statements at most.")] = 10,
) -> None:
    """Print who bears a name: spellings, roles, what each is reported to have said, and why it is one.

    \b
    Examples:
      musnad who "إيلون ماسك"
      musnad who Iravani --format json | jq '.[].names'
      musnad who e1_k7f3
    """
    with explaining(), open_store(db) as store, store.connect() as connection:
        found = matches(connection, name)
        shown = [portrait(connection, match.entity_id, limit) for match in found[:limit]]
        if fmt is Shape.JSON:
            text = json.dumps([portrait_json(each) for each in shown], ensure_ascii=False, indent=2)
            sys.stdout.buffer.write((text + "\n").encode("utf-8", "backslashreplace"))
        else:
            console = Screen()
            for number, each in enumerate(shown):
                for line in ["", *portrait_lines(each, console.direction)][0 if number else 1 :]:
                    console.plain(line)
        sys.stdout.flush()
        if len(found) > limit:
            say(f"{len(found) - limit:,} more fit; --limit shows more of them")
        if not found:
            say(f"musnad: {name}: nobody and nothing of that name in the store")
            raise typer.Exit(FAILED)


def merge_(one: One, other: Other, reason: Reason = "", *, take_back: Undo = False, db: Db = None) -> None:
    """Say that two entities are one; no later article or version separates them.

    \b
    Examples:
      musnad merge e1_k7f3 e1_p2aa --reason "the ministry's site spells her so"
      musnad merge "سالم مراد" "Salem Mourad"
      musnad merge e1_k7f3 e1_p2aa --undo
    """
    with explaining(), _deciding(db) as connection:
        by = _decider(reason)
        if take_back:
            _undone("merge", undo(connection, one, other, Relation.SAME, by))
        else:
            done = merge(connection, one, other, by)
            say(f"merged: {_side(done, 'left')} and {_side(done, 'right')} are {done.left_entity} now")
            say(f"undo: musnad merge {done.left_id} {done.right_id} --undo")


def split_(one: One, other: Other, reason: Reason = "", *, take_back: Undo = False, db: Db = None) -> None:
    """Say that two entities differ, or take the spelling B out of A; nothing puts them together again.

    \b
    Examples:
      musnad split e1_k7f3 "Salem Murad Halabi"
      musnad split e1_k7f3 e1_p2aa --reason "uncle and nephew"
      musnad split e1_k7f3 e1_p2aa --undo
    """
    with explaining(), _deciding(db) as connection:
        by = _decider(reason)
        if take_back:
            _undone("split", undo(connection, one, other, Relation.DIFFERENT, by))
        else:
            done = split(connection, one, other, by)
            left, right = (f"{_side(done, side)} is {entity}" for side, entity in _entities(done))
            say(f"split: {left}, {right}")
            say(f"undo: musnad split {done.left_id} {done.right_id} --undo")


@contextmanager
def _deciding(db: str | None) -> Iterator[Connection]:
    """A transaction that may write; the stories that what is decided in it touches are told anew behind it."""
    with open_store(db, writing=True) as store:
        with store.begin() as connection:
            yield connection
        settle_all(store)


names = typer.Typer(help="People that you know from elsewhere.", no_args_is_help=True, rich_markup_mode=None)


@names.command("import", epilog=EXIT_CODES)
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSONL or CSV with an id and names on each line.")],
    db: Db = None,
) -> None:
    """Import people with their Wikidata ids; an entity that exactly one of them fits gets the id.

    Nothing is ever downloaded. A line has an id (Q and digits) and names ("names", "arabic", "latin" …).

    \b
    Examples:
      musnad names import people.jsonl
      musnad names import people.csv --db newsroom.db
    """
    with explaining(), open_store(db, writing=True) as store, store.begin() as connection:
        count = add_people(connection, read_people(file))
        say(f"{count:,} people read; {identify(connection):,} entities have an id")


def _decider(reason: str) -> Decider:
    try:
        author = getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        author = "somebody"
    return Decider(author, datetime.now(UTC), reason or "decided without a reason given")


def _side(done: Decided, side: str) -> str:
    return harmless(getattr(done, f"{side}_name"))


def _entities(done: Decided) -> tuple[tuple[str, str], ...]:
    return (("left", done.left_entity), ("right", done.right_entity))


def _undone(verb: str, done: Decided) -> None:
    """Says what became of both sides."""
    left, right = (f"{_side(done, side)} is {entity}" for side, entity in _entities(done))
    say(f"{verb} taken back: {left}, {right}")


COMMANDS = {"who": who, "merge": merge_, "split": split_}
