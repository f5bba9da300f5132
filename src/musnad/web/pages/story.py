"""The dossier of a story: claims by weight, conflicts side by side, the timeline, what only one outlet has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from musnad.config.page import PAGE_PICTURES_COUNT
from musnad.errors import InputError
from musnad.store.query_dossier import DossierRows, load_dossier
from musnad.store.query_stories import find_story
from musnad.web.pages.claims import ClaimShown, ConflictShown, Teller, claims_shown, conflicts_shown
from musnad.web.pages.parts import ArticleLink, article_link, is_rtl
from musnad.web.picture import picture_of


@dataclass(frozen=True, slots=True)
class Report:
    """One article in the timeline; ``first_with`` are the texts of claims that nobody told before it.

    ``copy_of`` is the article that it derives from, ``copy_score`` the share of words they have in common, 0 to 1.
    """

    article: ArticleLink
    statement_count: int
    copy_of: ArticleLink | None
    copy_score: float | None
    first_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """What only one outlet has."""

    outlet: str
    claims: tuple[ClaimShown, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story's dossier. ``claims`` are those that several articles tell or somebody answers, the weightiest first."""

    id: str
    title: str
    rtl: bool
    languages: tuple[str, ...]
    article_count: int
    outlet_count: int
    statement_count: int
    claim_count: int
    denied_count: int
    origin_min_count: int
    origin_max_count: int
    first_published: str | None
    last_published: str | None
    claims: tuple[ClaimShown, ...]
    conflicts: tuple[ConflictShown, ...]
    timeline: tuple[Report, ...]
    alone: tuple[Alone, ...]


def story_page(connection: Connection, name: str, *, mirrored: bool) -> StoryPage:
    """The dossier of a story, by its id or the beginning of one; raises ``InputError`` if there is none."""
    rows = load_dossier(connection, name)
    if rows is None:
        story_id = find_story(connection, name)
        rows = load_dossier(connection, story_id) if story_id else None
    if rows is None:
        raise InputError(f"{name}: no such story in the store")
    teller = Teller(rows)
    conflicts = conflicts_shown(teller)
    claims = claims_shown(teller, conflicts)
    told = [each for each in claims if _is_of_several(each)]
    summary = rows.summary
    return StoryPage(
        id=summary.id,
        title=summary.title,
        rtl=is_rtl(summary.title or summary.lead),
        languages=summary.languages,
        article_count=len(rows.held),
        outlet_count=summary.outlet_count,
        statement_count=summary.statement_count,
        claim_count=len(claims),
        denied_count=sum(bool(claim.denials) for claim in claims),
        origin_min_count=summary.origin_min_count,
        origin_max_count=summary.origin_max_count,
        first_published=summary.first_published,
        last_published=summary.last_published,
        claims=tuple(_pictured(told, mirrored=mirrored)),
        conflicts=tuple(conflicts),
        timeline=tuple(_timeline(rows, claims)),
        alone=tuple(_alone([each for each in claims if not _is_of_several(each)])),
    )


def _is_of_several(claim: ClaimShown) -> bool:
    return claim.article_count > 1 or bool(claim.denials or claim.answers or claim.conflicts)


def _pictured(claims: Sequence[ClaimShown], *, mirrored: bool) -> list[ClaimShown]:
    """The claims, the first of them with drawings of their chains."""
    found, count = [], 0
    for claim in claims:
        drawing = None
        if count < PAGE_PICTURES_COUNT and claim.article_count > 1:
            voices = [(voice.said, voice.copy_of.id if voice.copy_of else None) for voice in claim.voices]
            drawing = picture_of(voices, mirrored=mirrored)
            count += drawing is not None
        found.append(replace(claim, picture=drawing))
    return found


def _timeline(rows: DossierRows, claims: Sequence[ClaimShown]) -> list[Report]:
    first: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        if claim.voices and claim.article_count > 1:
            first[claim.voices[0].said.article.id].append(claim.text)
    reports = []
    for key, held in rows.held.items():
        original, score = rows.copy_of.get(key, ("", None))
        source = rows.held.get(original)
        reports.append(
            Report(
                article_link(key, held.article),
                len(held.extraction.statements),
                article_link(original, source.article) if source else None,
                score if source else None,
                tuple(first[key]),
            )
        )
    return reports


def _alone(claims: Sequence[ClaimShown]) -> list[Alone]:
    by_outlet: dict[str, list[ClaimShown]] = defaultdict(list)
    for claim in claims:
        if claim.voices:
            by_outlet[claim.voices[0].said.article.outlet].append(claim)
    return [Alone(outlet, tuple(found)) for outlet, found in sorted(by_outlet.items(), key=lambda each: -len(each[1]))]
