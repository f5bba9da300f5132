"""Stories with annotated claims, as the steps take them: articles with gold statements, mentions and times."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from musnad.model import (
    Act,
    Article,
    Carrier,
    Chain,
    Extraction,
    Form,
    SourceKind,
    Span,
    Statement,
    Zone,
    ZoneKind,
)
from musnad.pack import packs
from musnad.steps.date import date
from musnad.steps.mention import mention

Record = dict[str, Any]


class Told(NamedTuple):
    """A story's annotation, the gold articles as they were read, and their extractions."""

    name: str
    gold: Record
    articles: list[Record]
    extractions: list[Extraction]

    @property
    def derived(self) -> list[tuple[str, str]]:
        """Pairs of articles (copy, original)."""
        return [(copy, original) for copy, original in self.gold.get("derived", [])]


def stories(statements: Path, files: list[Path]) -> Iterator[Told]:
    """The stories of ``files`` (JSON, in the referee's form), their articles taken from ``statements`` (JSON lines)."""
    opened = lzma.open if statements.suffix == ".xz" else open
    with opened(statements, "rt", encoding="utf-8") as lines:
        records = {record["id"]: record for record in map(json.loads, lines)}
    for path in files:
        gold = json.loads(path.read_text(encoding="utf-8"))
        articles = [records[each] for each in gold["articles"]]
        yield Told(path.stem, gold, articles, [extraction(record) for record in articles])


def extraction(record: Record) -> Extraction:
    """A gold article with its gold statements; mentions and times are our own."""
    zones = tuple(Zone(Span(each["start"], each["end"]), ZoneKind(each["zone"])) for each in record.get("zones", []))
    article = Article(
        id=record["id"],
        source=record["id"],
        language=record.get("lang") or record.get("language") or "ar",
        text=record["text"],
        zones=zones,
        outlet=record.get("outlet"),
        published=record.get("published"),
    )
    statements = tuple(map(_statement, record["statements"]))
    pack = packs()[article.language]
    chains = tuple(_chain(each, {one.id: one for one in statements}, article) for each in statements)
    return Extraction(article, statements, chains, mention(article, pack, statements), date(article, pack))


def _statement(record: Record) -> Statement:
    spans = {
        name: tuple(Span(each["start"], each["end"]) for each in record[name]) for name in ("source", "cue", "content")
    }
    return Statement(
        id=record["id"],
        kind=SourceKind(record["kind"]),
        name=record.get("name"),
        act=Act(record["act"]),
        form=Form(record["form"]),
        within=record.get("within"),
        **spans,
    )


def _chain(statement: Statement, by_id: dict[str, Statement], article: Article) -> Chain:
    carriers: list[Carrier] = []
    each: Statement | None = statement
    while each:
        carriers.insert(0, Carrier(each.kind, each.name, each.id))
        each = by_id.get(each.within or "")
    return Chain(statement.id, (Carrier(SourceKind.OUTLET, article.outlet, None), *carriers))
