"""Article → quoted spans."""

from __future__ import annotations

from musnad.model import Article, Span
from musnad.pack import Pack


def quote(article: Article, pack: Pack) -> tuple[Span, ...]:
    """Placeholder while the grammar is being written."""
    return ()
