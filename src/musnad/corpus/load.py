"""The tables of a run → a store: articles are written as ``musnad add`` writes them, and stories are made there.

What was found in each article is taken as it stands. Entities and stories are those of all articles of the store, which
may hold more than the run; they are therefore made by the store itself, and come out as the run has them where the
store was empty. Articles that the store knows are left alone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Engine

from musnad.corpus.place import Place
from musnad.corpus.rows import rows_back
from musnad.corpus.run import MANIFEST
from musnad.corpus.tables import unpacked
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

    Each batch is a transaction: after a crash the same call goes on. Raises ``InputError`` where there is no run, or
    one that is not finished.
    """
    place = Place(url)
    _check(place)
    settling = Settling(store)
    for name in place.sizes("articles"):
        items = _items(place, name.rpartition("-")[2])
        while batch := list(islice(items, BATCH_COUNT)):
            now = datetime.now(UTC)
            with store.begin() as connection:
                outcomes = add_articles(connection, [rows for rows, _ in batch], now)
                new = [receipt for (_, receipt), outcome in zip(batch, outcomes, strict=True) if _is_new(outcome)]
                keep(connection, new, now)
            yield from outcomes
            settling.after(len(batch))
    for name in place.sizes("rejected"):
        rows = _table(place, name)
        if rows:
            with store.begin() as connection:
                add_refused(connection, rows, datetime.now(UTC))
    settle_all(store)


def _is_new(outcome: Outcome) -> bool:
    return outcome is not Outcome.KNOWN


def _check(place: Place) -> None:
    found = place.read(MANIFEST)
    if found is None:
        raise InputError(f"{place.url} holds no run; make one with: musnad run INPUT --out {place.url}")
    if not json.loads(found).get("finished"):
        raise InputError(f"{place.url} holds a run that is not finished; run the same 'musnad run' again first")


def _table(place: Place, name: str) -> list[dict[str, Any]]:
    data = place.read(name)
    return [] if data is None else unpacked(data)


def _items(place: Place, part: str) -> Iterator[Item]:
    """The articles of one partition, with all that belongs to them."""
    parts = {
        table: _by_article(_table(place, f"{table}/describe-{part}")) for table in ("statements", "mentions", "locals")
    }
    receipts = _by_article(_table(place, f"received/extract-{part}"))
    for article in _table(place, f"articles/describe-{part}"):
        key = article["id"]
        rows = rows_back(article, *(parts[table][key] for table in ("statements", "mentions", "locals")))
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
