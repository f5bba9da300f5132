"""Annotated stories → what the steps take, their dossiers, and how well these agree with the annotation."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from musnad.claims.likeness import Embedder
from musnad.dossiers.build import Dossier, dossier_of
from musnad.dossiers.contract import dossiers_json
from musnad.errors import GoldError, InputError
from musnad.evaluate.claims import ClaimReport, articles_of, measure_claims
from musnad.evaluate.gold import load_gold, read_article
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
from musnad.pipeline import Mode, extract
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


def stories(statements: Path, files: Iterable[Path]) -> Iterator[Told]:
    """The stories of ``files`` (JSON, in the referee's form), their articles taken from ``statements`` (JSON lines).

    Raises ``GoldError`` for a file that holds no story, or names an article that is not among the statements, and
    ``InputError`` for one that cannot be opened.
    """
    opened = lzma.open if statements.suffix == ".xz" else open
    with opened(statements, "rt", encoding="utf-8") as lines:
        records = {record["id"]: record for record in (json.loads(line) for line in lines if line.strip())}
    for path in files:
        gold = _story(path)
        missing = [each for each in gold["articles"] if each not in records]
        if missing:
            raise GoldError(f"{path}: the articles {', '.join(missing)} are not in {statements}")
        articles = [records[each] for each in gold["articles"]]
        yield Told(path.stem, gold, articles, [extraction(record) for record in articles])


def _story(path: Path) -> Record:
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise GoldError(f"{path}: is not JSON: {error}") from error
    if not isinstance(gold, dict) or not {"claims"} <= gold.keys() or not gold.keys() & {"articles", "same_event"}:
        raise GoldError(f"{path}: holds no story, an object with articles and claims")
    return {**gold, "articles": articles_of(gold)}


@dataclass(frozen=True, slots=True)
class How:
    """What is measured: Musnad in a ``mode``, or what it makes of the statements and copies that are ``given``."""

    mode: Mode = Mode.CAREFUL
    given: bool = False
    embedder: Embedder | None = None


def evaluate_claims(
    statements: Path, files: Sequence[Path], predicted: Path | None = None, how: How | None = None
) -> ClaimReport:
    """Measures dossiers against annotated stories: those of a file, or without one what Musnad makes of the same texts.

    Each story is told by itself from its articles. Raises ``GoldError`` and ``InputError``.
    """
    gold = load_gold(statements)
    every = list(stories(statements, files))
    if predicted is not None:
        told = _dossiers(predicted)
    else:
        told = dossiers_json([_made(each, how or How()) for each in every])
    read = tuple(map(read_article, told["articles"]))
    return measure_claims(gold, [each.gold for each in every], read, told)


def _dossiers(path: Path) -> Record:
    try:
        told: Record = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise GoldError(f"{path}: is not JSON: {error}") from error
    if not isinstance(told, dict) or not {"articles", "stories"} <= told.keys():
        raise GoldError(f"{path}: holds no dossiers, as 'musnad dossier --all --format json' prints them")
    return told


def _made(told: Told, how: How) -> Dossier:
    if how.given:
        return dossier_of(told.extractions, told.derived, how.embedder)
    return dossier_of([extract(each.article, how.mode) for each in told.extractions], None, how.embedder)


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
