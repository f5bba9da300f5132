"""The half of the flow that works on one article: read the pieces, drop what is known, find who said what.

read     a piece of the input             → articles, under the addresses that they count under
sift     all articles of an address       → those that say something new, as ``musnad add`` decides it
extract  the articles of a partition      → rows of the store, and what linking needs of them
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from musnad import __version__
from musnad.corpus.boxes import Row
from musnad.corpus.carried import (
    article_from,
    article_values,
    node_from,
    node_values,
    receipt_from,
    receipt_values,
    rows_values,
)
from musnad.corpus.compare import stretch_of
from musnad.corpus.inputs import Piece, Reading, receive_piece
from musnad.corpus.task import Task
from musnad.incoming import is_same, receipt_of
from musnad.linking.keys import turned
from musnad.linking.parts import Node
from musnad.model import Rejected
from musnad.per_article import made
from musnad.pipeline import Mode
from musnad.reading.received import Received
from musnad.steps.read import read_received
from musnad.store.receipt import Known
from musnad.store.rows import ArticleRows, row_of_refusal
from musnad.stories.profile import day_of


def read(task: Task) -> None:
    """Reads pieces: ``arrived`` rows of place in the input, article and receipt, by address; refusals by id."""
    given = task.order.given
    reading = Reading(given["columns"], tuple(given["allowed"]))
    place = 0
    for values in given["pieces"]:
        for item in receive_piece(Piece(**values), reading):
            article = read_received(item) if isinstance(item, Received) else item
            place += 1
            if isinstance(article, Rejected) or isinstance(item, Rejected):
                refused = article if isinstance(article, Rejected) else item
                row = row_of_refusal(refused, __version__)  # type: ignore[arg-type]
                task.put("refused", row["id"], [row])
                continue
            receipt = receipt_of(article, item)
            key = receipt.address_key or receipt.article_id
            row_place = [task.order.number, place]
            task.put("arrived", key, [key, row_place, article_values(article), receipt_values(receipt)])


def sift(task: Task) -> None:
    """Drops articles that are there already, under their address or word by word: ``sifted`` rows by article.

    Of several versions of a page all are kept, but the latest alone is in a story: ``superseded`` rows of the others.
    """
    arrived: dict[str, list[Row]] = defaultdict(list)
    for key, *row in task.take("arrived"):
        arrived[key].append(row)
    known_count = 0
    for key in sorted(arrived):
        kept: list[str] = []
        latest: Known | None = None
        for _, values, receipt_told in sorted(arrived[key], key=lambda row: row[0]):
            article, receipt = article_from(values), receipt_from(receipt_told)
            if receipt.article_id in kept or (latest is not None and is_same(article, receipt.form, latest)):
                known_count += 1
                continue
            kept.append(receipt.article_id)
            if receipt.address_key:
                latest = Known(receipt.article_id, receipt.form, article.text)
            version = len(kept) if receipt.address_key else None
            task.put("sifted", receipt.article_id, [receipt.article_id, values, receipt_told, version])
        for article_id in kept[:-1]:
            task.put("superseded", article_id, [article_id])
    task.facts["known"] = known_count


def extract(task: Task) -> None:
    """Finds who said what: ``made`` rows of articles, and for linking ``locals``, ``shown`` and ``clues``."""
    mode = Mode(task.order.mode)
    refused = {row["id"]: row for (row,) in task.take("refused")}
    found = Found(task)
    for _, values, receipt_told, version in sorted(task.take("sifted"), key=lambda row: str(row[0])):
        rows = made(article_from(values), mode, is_searched=False)
        if isinstance(rows, Rejected):
            row = row_of_refusal(rows, __version__)
            refused[row["id"]] = row
        elif isinstance(rows, ArticleRows):
            found.add(rows)
            task.write("received", _received(receipt_told, version))
    found.close()
    for row_id in sorted(refused):
        task.write("rejected", refused[row_id])


def _received(told: Row, version: int | None) -> dict[str, Any]:
    """The row of what an article was read from; ``version`` counts from 1 at its address, None where it has none."""
    receipt = receipt_from(told)
    received = receipt.received
    return {
        "article_id": receipt.article_id,
        "kind": received.kind.value,
        "source": received.source,
        "label": received.label,
        "url": received.url,
        "charset": received.charset,
        "received_at": received.at,
        "outlet": received.outlet,
        "reader_version": receipt.reader_version,
        "address_key": receipt.address_key,
        "form": receipt.form,
        "version": version,
        "raw": received.raw,
    }


class Found:
    """What the articles of one task show of each node: added up here, so that a name in all of them is sent once."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.nodes: dict[str, Node] = {}
        self.counts: Counter[str] = Counter()
        self.first: dict[str, str] = {}
        self.offices: dict[str, set[str]] = defaultdict(set)
        self.spelled: dict[str, Counter[str]] = defaultdict(Counter)
        self.clues: set[tuple[str, str]] = set()
        self.languages: set[str] = set()
        self.stretches: Counter[str] = Counter()

    def add(self, rows: ArticleRows) -> None:
        """Puts an article and its locals, and counts what they show."""
        article_id, published = rows.article["id"], rows.article["published"] or ""
        self.task.put("made", article_id, rows_values(rows))
        self.languages.add(rows.article["language"])
        self.stretches[stretch_of(day_of(published))] += 1
        for local, node in zip(rows.locals, rows.nodes, strict=True):
            key = local["node_id"]
            found = node_from([node[name] for name in ("type", "name", "key", "calling", "generation", "alone")])
            before = self.nodes.get(key, found)
            self.nodes[key] = min(before, found, key=lambda each: each.name)
            self.counts[key] += 1
            self.first[key] = earlier(self.first.get(key, ""), published)
            for kind, value, _, count in json.loads(local["shared"]):
                if kind == "office":
                    self.offices[key].add(value)
                elif kind == "spelling":
                    self.spelled[key][value] += count
                elif kind == "clue":
                    self.clues.add((value, key))
            self.task.put("locals", key, [key, article_id, local["number"]])

    def close(self) -> None:
        """Puts what came together."""
        for key in sorted(self.nodes):
            told = [self.counts[key], self.first[key], sorted(self.offices[key]), sorted(self.spelled[key].items())]
            self.task.put("shown", key, [key, node_values(self.nodes[key]), *told])
        for clue, key in sorted(self.clues):
            # Under the key as full names have it, so that a surname meets them.
            meeting = turned(clue) if self.nodes[key].alone else clue
            self.task.put("clues", meeting, [meeting, clue, node_values(self.nodes[key])])
        self.task.facts |= {"languages": sorted(self.languages), "stretches": dict(sorted(self.stretches.items()))}


def earlier(one: str, other: str) -> str:
    """The earlier of two times of publication, either of which may be empty."""
    return min(filter(None, (one, other)), default="")
