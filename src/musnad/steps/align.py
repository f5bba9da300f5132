"""Statements of one story → claims, with who supports, denies and comments on them, and where they conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from musnad.claims.assembled import (
    claim_of,
    commented,
    conflicts_of,
    declined,
    drafted,
    follow,
    told_once,
    with_own_ids,
)
from musnad.claims.content import EntityOf, Part, Said
from musnad.claims.counts import counted, counts_in
from musnad.claims.grouping import grouped
from musnad.claims.likeness import Embedder
from musnad.claims.pairs import Pair, pairs_of
from musnad.claims.pointing import is_comment, resolved
from musnad.claims.said import said_in
from musnad.claims.weighing import weighed
from musnad.model import Alignment, Conflict, Extraction, Grouping
from musnad.pack import Pack


def align(
    story: Iterable[Extraction],
    packs: Mapping[str, Pack],
    entity_of: EntityOf | None = None,
    embedder: Embedder | None = None,
) -> Alignment:
    """The claims of the articles of one story; the same in whatever order the articles come.

    Statements are named ``article/statement``; article ids are to be unique. ``entity_of`` says which mentions of
    different articles name one thing; without it names are compared as written. ``embedder`` compares meanings of
    whole contents, across languages, too. An article in a language whose
    pack cannot compare has no claims.
    """
    told = told_in(story, packs, entity_of)
    parts = parts_of(told)
    pairs = pairs_of(parts, embedder)
    groups, joined = grouped(parts, pairs)
    counts, why, numbers = counted(parts, told)
    drafts = drafted(parts, [*(group for group in groups if not _told_by_count(parts, group)), *counts])
    follow(told, drafts)
    why += commented(told, drafts)
    why += [_why(parts, pair) for pair in joined]
    drafts += declined(told)
    claims = sorted((claim_of(draft) for draft in drafts), key=lambda each: (each[0], each[1].id, each[1].support))
    return Alignment(
        claims=tuple(told_once(with_own_ids([claim for _, claim in claims]))),
        conflicts=_one_each([*numbers, *conflicts_of(parts, pairs)]),
        groupings=tuple(sorted(set(why), key=lambda each: (each.left_key, each.right_key, -each.score, each.reason))),
    )


def told_in(
    story: Iterable[Extraction], packs: Mapping[str, Pack], entity_of: EntityOf | None = None
) -> tuple[Said, ...]:
    """The statements of a story made ready, by publication, article and place."""
    found = [
        said
        for extraction in story
        if extraction.article.language in packs
        for said in said_in(extraction, packs[extraction.article.language], entity_of or _nobody)
    ]
    return weighed(resolved(sorted(found, key=lambda said: said.order)))


def parts_of(told: Iterable[Said]) -> list[Part]:
    """The contents that can be claims, and the counts that are claims by themselves."""
    parts: list[Part] = []
    for said in told:
        if not is_comment(said):
            parts += (Part(said, number, content) for number, content in enumerate(said.contents))
            parts += counts_in(said)
    return parts


def _told_by_count(parts: Sequence[Part], group: Sequence[int]) -> bool:
    """Whether a group is one content that says little more than its count, which is a claim by itself."""
    only = parts[group[0]]
    return len(group) == 1 and only.content.is_count and not only.against


def _why(parts: Sequence[Part], pair: Pair) -> Grouping:
    left, right = sorted((parts[pair.left].said.key, parts[pair.right].said.key))
    return Grouping(left, right, pair.score, pair.reason)


def _one_each(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """One conflict for each pair of statements and each matter that they differ about."""
    found: dict[tuple[str, str, str], Conflict] = {}
    for each in conflicts:
        if each.left_key != each.right_key:
            found.setdefault((each.left_key, each.right_key, each.about), each)
    return tuple(found[key] for key in sorted(found))


def _nobody(article_id: str, number: int) -> None:
    """No mention has an entity."""
    del article_id, number
