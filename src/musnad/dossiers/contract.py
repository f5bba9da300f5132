"""Dossiers as the JSON object that ``musnad dossier --format json`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from musnad.contract import to_json
from musnad.dossiers.build import Dossier
from musnad.model import Claim, Conflict, Entity


def dossiers_json(dossiers: Iterable[Dossier]) -> dict[str, Any]:
    """One object: the articles of all dossiers, the stories with their claims, and the entities named in them.

    Statements are written ``article/statement``. A conflict stands with every claim that holds one of its sides.

    >>> dossiers_json([])
    {'articles': [], 'stories': [], 'entities': []}
    """
    every = list(dossiers)
    return {
        "articles": [to_json(extraction) for dossier in every for extraction in dossier.extractions],
        "stories": [_story(dossier) for dossier in every],
        "entities": [_entity(entity) for dossier in every for entity in dossier.entities],
    }


def _story(dossier: Dossier) -> dict[str, Any]:
    story, alignment = dossier.story, dossier.alignment
    return {
        "id": story.id,
        "title": story.title,
        "articles": list(story.article_ids),
        "derived": [list(pair) for pair in story.derived],
        "claims": [_claim(claim, alignment.conflicts) for claim in alignment.claims],
    }


def _claim(claim: Claim, conflicts: Sequence[Conflict]) -> dict[str, Any]:
    return {
        "id": claim.id,
        "text": claim.text,
        "support": list(claim.support),
        "deny": list(claim.deny),
        "comment": list(claim.comment),
        "conflicts": [_conflict(conflict) for conflict in conflicts_of(claim, conflicts)],
        "origins": {"min": claim.origin_min_count, "max": claim.origin_max_count, "reasons": list(claim.reasons)},
    }


def conflicts_of(claim: Claim, conflicts: Iterable[Conflict]) -> list[Conflict]:
    """The conflicts that a supporting statement of a claim has a side in."""
    support = frozenset(claim.support)
    return [each for each in conflicts if each.left_key in support or each.right_key in support]


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "between": [conflict.left_key, conflict.right_key],
        "about": conflict.about,
        "values": list(conflict.values),
        "reason": conflict.reason,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {"id": entity.id, "type": entity.type.value, "names": list(entity.names)}
