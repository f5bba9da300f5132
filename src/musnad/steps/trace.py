"""Statements of one article → who speaks, and their chains."""

from __future__ import annotations

from musnad.model import Article, Chain, Statement
from musnad.pack import Pack


def trace(
    article: Article, statements: tuple[Statement, ...], pack: Pack
) -> tuple[tuple[Statement, ...], tuple[Chain, ...]]:
    """Placeholder while the grammar is being written."""
    return statements, ()
