"""Article + quoted spans → statements."""

from __future__ import annotations

from musnad.model import Article, Span, Statement
from musnad.pack import Pack


def attribute(article: Article, quoted: tuple[Span, ...], pack: Pack) -> tuple[Statement, ...]:
    """Placeholder while the grammar is being written."""
    return ()
