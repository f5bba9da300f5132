"""The whole flow on one screen."""

from __future__ import annotations

from musnad.model import Article, Extraction
from musnad.pack import packs
from musnad.steps.attribute import attribute
from musnad.steps.quote import quote
from musnad.steps.trace import trace


def extract(article: Article) -> Extraction:
    """What one article reports: its statements in text order, and their chains.

    An article in a language without a pack, or whose pack cannot attribute yet, has no statements.
    """
    pack = packs().get(article.language)
    if pack is None:
        return Extraction(article, (), ())
    quoted = quote(article, pack)
    statements, chains = trace(article, attribute(article, quoted, pack), pack)
    return Extraction(article, statements, chains)
