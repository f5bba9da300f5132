"""The tables of a run → a store: articles are written as ``musnad add`` writes them, and stories are made there.

What was found in each article is taken as it stands. Entities and stories are those of all articles of the store, which
may hold more than the run; they are therefore made by the store itself, and come out as the run has them where the
store was empty. Of several versions of a page the earlier are written first. Articles that the store has stay as they
are, whatever version of the program found what is in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Engine

from musnad.corpus.manifest import MANIFEST, READ_FORMATS, files_of, lost_files, manifest_in, some
from musnad.corpus.place import Place
from musnad.corpus.rows import rows_back
from musnad.corpus.tables import numbers_in, unpacked
from musnad.errors import InputError
from musnad.intake import BATCH_COUNT, Settling, settle_all
from musnad.reading.kinds import Kind
from musnad.reading.received import Received
from musnad.store.incoming import keep
from musnad.store.receipt import Receipt
from musnad.store.rows import ArticleRows, Outcome
from musnad.store.write import add_articles, add_refused

Item = tuple[ArticleRows, Receipt]


def load(url: str, store: Engine) -> Iterator[Outcome]:
    """What became of each article of a run's folder, once it is committed; at the end stories are made.

    Each batch is a transaction: after a crash the same call goes on. Raises ``InputError`` where there is no run, one
    that is not finished, or one that has lost files; then nothing is written.
    """
    place = Place(url)
    names = _checked(place)
    settling = Settling(store)
    for part, version in _rounds(place, [name.rpartition("-")[2] for name in names if name.startswith("articles/")]):
        items = _items(place, part, version)
        while batch := list(islice(items, BATCH_COUNT)):
            now = datetime.now(UTC)
            with store.begin() as connection:
                outcomes = add_articles(connection, [rows for rows, _ in batch], now, only_new=True)
                both = zip(batch, outcomes, strict=True)
                new = [receipt for (_, receipt), outcome in both if outcome is Outcome.ADDED]
                keep(connection, new, now)
            yield from outcomes
            settling.after(len(batch))
    for name in (name for name in names if name.startswith("rejected/")):
        rows = _table(place, name)
        if rows:
            with store.begin() as connection:
                add_refused(connection, rows, datetime.now(UTC))
    settle_all(store)


def _checked(place: Place) -> list[str]:
    """The files of a run that is finished and whole."""
    manifest = manifest_in(place, "name the folder that 'musnad run' wrote")
    if manifest is None:
        raise InputError(f"{place.url} holds no run; make one with: musnad run INPUT --out {place.url}")
    if manifest["format"] not in READ_FORMATS:
        raise InputError(
            f"{place.url} holds a run in format {manifest['format']}, which this version cannot load; load it with "
            f"Musnad {manifest['musnad']}, or make it again in a new folder with 'musnad run'"
        )
    if not manifest.get("finished"):
        raise InputError(f"{place.url} holds a run that is not finished; run the same 'musnad run' again first")
    if lost := lost_files(place, manifest):
        raise InputError(
            f"{place.url} is not whole: {some(lost)} missing or of another size than {MANIFEST} says; nothing was "
            "loaded. Put the files back from a copy, or run the same 'musnad run' again, which makes them anew"
        )
    return sorted(files_of(manifest))


def _table(place: Place, name: str) -> list[dict[str, Any]]:
    """The rows of a file. Raises ``InputError`` where it is damaged."""
    try:
        data = place.read(name)
        if data is None:
            raise FileNotFoundError("it is gone")
        return unpacked(data)
    except (OSError, ValueError) as error:
        raise _damaged(place, name, str(error)) from error


def _damaged(place: Place, name: str, why: str) -> InputError:
    return InputError(
        f"{place.url}: {name} is damaged ({why}). Put it back from a copy, or remove it and run the same 'musnad run' "
        "again, which makes it anew; then load again: what is loaded already stays"
    )


def _rounds(place: Place, parts: list[str]) -> Iterator[tuple[str, int]]:
    """Each partition with the number of the versions that are to be taken from it, the first versions of all first.

    A store counts versions of a page in the order in which they come.
    """
    held = {part: {1} | _versions(place, f"received/extract-{part}") for part in parts}
    for version in sorted(set().union(*held.values())):
        yield from ((part, version) for part in parts if version in held[part])


def _versions(place: Place, name: str) -> set[int]:
    """Which versions of pages a file has. Raises ``InputError`` where it is damaged."""
    try:
        with place.opened(name) as file:
            return numbers_in(file, "version")
    except (OSError, ValueError) as error:
        raise _damaged(place, name, str(error)) from error


def _items(place: Place, part: str, version: int) -> Iterator[Item]:
    """The articles of one partition that are such a version of their page, with all that belongs to them."""
    parts = {
        table: _by_article(_table(place, f"{table}/describe-{part}")) for table in ("statements", "mentions", "locals")
    }
    received = f"received/extract-{part}"
    receipts = _by_article(_table(place, received))
    for article in _table(place, f"articles/describe-{part}"):
        key = article["id"]
        rows = rows_back(article, *(parts[table][key] for table in ("statements", "mentions", "locals")))
        if key not in receipts:
            raise _damaged(place, received, f"nothing in it is of the article {key}")
        if (receipts[key][0].get("version") or 1) == version:
            yield rows, _receipt(receipts[key][0])


def _by_article(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["article_id"]].append(row)
    return found


def _receipt(row: dict[str, Any]) -> Receipt:
    told = {name: row[name] for name in ("source", "raw", "label", "url", "charset", "outlet")}
    received = Received(kind=Kind(row["kind"]), at=row["received_at"], **told)
    return Receipt(row["article_id"], received, row["reader_version"], row["address_key"], row["form"])
