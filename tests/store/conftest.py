from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

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
from musnad.store.schema import metadata

TEXT = "عنوان\nوكالة الفجر\nقال سالم مراد نقلا عن مسؤول إن “الطريق” مغلق، وأضاف في الندوة أمس أنه سيفتح."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def extraction() -> Callable[..., Extraction]:
    """Makes an extraction with everything that can be stored: several spans, a nested statement, chains."""

    def make(label: str = "a", tail: str = "", url: str | None = "https://example.org/1") -> Extraction:
        article = Article(
            id=label,
            source=f"/in/{label}.txt",
            language="ar",
            text=TEXT + tail,
            zones=(Zone(span("عنوان"), ZoneKind.TITLE), Zone(Span(18, len(TEXT)), ZoneKind.BODY)),
            outlet="وكالة الفجر",
            title="عنوان",
            published="2024-11",
            url=url,
        )
        content = (span("“الطريق” مغلق"), span("سيفتح"))
        inner = Statement(
            id="s1",
            source=(span("مسؤول"),),
            cue=(span("نقلا عن"), span("إن")),
            content=content,
            kind=SourceKind.UNNAMED,
            name="مسؤول",
            act=Act.ASSERT,
            form=Form.MIXED,
            within="s2",
            said_at=(span("أمس"),),
            venue=(span("الندوة"),),
            anonymity=(span("مسؤول"),),
        )
        outer = Statement(
            id="s2",
            source=(span("سالم مراد"),),
            cue=(span("قال"),),
            content=content,
            kind=SourceKind.PERSON,
            name="سالم مراد",
            act=Act.CONFIRM,
            form=Form.MIXED,
            addressee=(span("وكالة"),),
        )
        nobody = Statement(
            id="s3",
            source=(),
            cue=(span("أضاف"),),
            content=(span("سيفتح"),),
            kind=SourceKind.IMPLICIT,
            name=None,
            act=Act.PLEDGE,
            form=Form.INDIRECT,
        )
        outlet = Carrier(SourceKind.OUTLET, "وكالة الفجر", None)
        told = Carrier(SourceKind.PERSON, "سالم مراد", "s2")
        chains = (
            Chain("s1", (outlet, told, Carrier(SourceKind.UNNAMED, "مسؤول", "s1"))),
            Chain("s2", (outlet, told)),
            Chain("s3", (outlet, Carrier(SourceKind.IMPLICIT, None, "s3"))),
        )
        return Extraction(article, (inner, outer, nobody), chains)

    return make


@pytest.fixture
def dump() -> Callable[..., list[tuple[object, ...]]]:
    """Gives every row of every table, in an order that does not depend on how they came."""

    def rows(connection: Connection, *, without: tuple[str, ...] = ()) -> list[tuple[object, ...]]:
        return [
            (table.name, *values)
            for table in metadata.sorted_tables
            for values in sorted(
                (
                    tuple(row[column.name] for column in table.c if column.name not in without)
                    for row in connection.execute(table.select()).mappings()
                ),
                key=repr,
            )
        ]

    return rows


@pytest.fixture
def db(tmp_path: Path) -> str:
    return str(tmp_path / "news.db")
