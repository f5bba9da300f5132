"""Statements of one story → claims, with who supports, denies and comments on them, and where they conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from musnad.claims.answers import is_comment, is_pointing
from musnad.claims.assembled import assembled
from musnad.claims.content import EntityOf, Part, Said, said_in
from musnad.claims.grouping import grouped
from musnad.claims.likeness import Embedder
from musnad.claims.pairs import pairs_of
from musnad.claims.weighing import weighed
from musnad.model import Alignment, Extraction
from musnad.pack import Pack


def align(
    story: Iterable[Extraction],
    packs: Mapping[str, Pack],
    entity_of: EntityOf | None = None,
    embedder: Embedder | None = None,
) -> Alignment:
    """The claims of the articles of one story; the same in whatever order the articles come.

    Statements are named ``article/statement``; article ids are to be unique. ``entity_of`` says which mentions of
    different articles name one thing; without it names are compared as written. ``embedder`` compares meanings across
    languages; without it contents of two languages meet in names and numbers only. An article in a language whose
    pack cannot compare has no claims.
    """
    told = sorted(_said(story, packs, entity_of or _nobody), key=lambda said: said.order)
    story_told = weighed(told)
    parts = [
        Part(said, number, content)
        for said in story_told
        if not is_comment(said) and not is_pointing(said)
        for number, content in enumerate(said.contents)
    ]
    words = {language: pack.claims for language, pack in packs.items() if pack.claims}
    pairs = pairs_of(parts, words, embedder)
    groups, joined = grouped(parts, pairs)
    return assembled(story_told, parts, groups, (pairs, joined))


def _said(story: Iterable[Extraction], packs: Mapping[str, Pack], entity_of: EntityOf) -> Iterable[Said]:
    for extraction in story:
        pack = packs.get(extraction.article.language)
        if pack is not None:
            yield from said_in(extraction, pack, entity_of)


def _nobody(article_id: str, number: int) -> None:
    """No mention has an entity."""
    del article_id, number
