"""Statements of one article → who speaks in each, which stands within which, and their chains."""

from __future__ import annotations

from dataclasses import replace

from musnad.grammar.naming import name_speakers
from musnad.grammar.nesting import nest
from musnad.grammar.scores import Advice
from musnad.model import Article, Carrier, Chain, SourceKind, Statement
from musnad.pack import Pack


def trace(
    article: Article, statements: tuple[Statement, ...], pack: Pack, advice: Advice | None = None
) -> tuple[tuple[Statement, ...], tuple[Chain, ...]]:
    """The statements with ``within``, ``name`` and ``kind`` filled in, and a chain for each, in the same order.

    A chain begins with the article's outlet, goes through the source of every statement that the statement
    stands within, and ends with its own source. A source that speaks within its own statement stands there once.
    """
    if not statements or pack.cues is None or pack.sources is None:
        return statements, ()
    parents = nest(article.text, statements, pack.cues)
    above = [None if parent is None else statements[parent].id for parent in parents]
    nested = [
        statement if statement.within == within else replace(statement, within=within)
        for statement, within in zip(statements, above, strict=True)
    ]
    named = tuple(name_speakers(article.text, nested, (pack.cues, pack.sources), advice))
    return named, tuple(_chain(article, statement, named) for statement in named)


def _chain(article: Article, statement: Statement, statements: tuple[Statement, ...]) -> Chain:
    """The carriers of a statement, outlet first, origin last."""
    by_id = {other.id: other for other in statements}
    carriers: list[Carrier] = []
    current: Statement | None = statement
    while current is not None:
        if not (current.name and carriers and (current.kind, current.name) == (carriers[-1].kind, carriers[-1].name)):
            carriers.append(Carrier(current.kind, current.name, current.id))
        current = by_id[current.within] if current.within else None
    carriers.append(Carrier(SourceKind.OUTLET, article.outlet, None))
    return Chain(statement.id, tuple(reversed(carriers)))
