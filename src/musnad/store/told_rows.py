"""A told story as rows, without the times since when they stand. Pure: the store and the cluster write the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from musnad import __version__
from musnad.model import Claim
from musnad.pack import packs
from musnad.steps.cluster import story_id
from musnad.store.rows import Row
from musnad.store.tell import Told, articles_in

RELATIONS = ("support", "deny", "comment")
"""How a statement may stand to a claim."""


def story_row(told: Told) -> Row:
    """The row of ``stories``; ``last_at`` is None where no article says when it was published."""
    main, published = told.main_claim, told.published
    languages = sorted({each.article.language for each in told.extractions})
    made_by = [packs()[language].version for language in languages if language in packs()]
    return {
        "id": told.story.id,
        "title": told.story.title,
        "lead": told.lead,
        "languages": ",".join(languages),
        "article_count": len(told.extractions),
        "outlet_count": len(told.outlets),
        "statement_count": sum(len(each.statements) for each in told.extractions),
        "claim_count": len(told.alignment.claims),
        "denied_count": sum(bool(claim.deny) for claim in told.alignment.claims),
        "conflict_count": told.conflict_count,
        "main_claim_id": main.id if main else None,
        "main_claim": main.text if main else None,
        "origin_min_count": main.origin_min_count if main else 0,
        "origin_max_count": main.origin_max_count if main else 0,
        "first_published": published[0][1] if published else None,
        "last_published": published[-1][1] if published else None,
        "last_at": published[-1][0] if published else None,
        "pipeline_version": __version__,
        "pack_version": " ".join(made_by) or None,
    }


def part_rows(told: Told) -> Iterator[tuple[str, Row]]:
    """The rows of the story's parts, each with the name of its table, in the order of the story."""
    own = told.story.id
    for position, key in enumerate(told.story.article_ids):
        yield (
            "story_articles",
            {"article_id": key, "story_id": own, "position": position, "founding_id": story_id(key)},
        )
    for copy in told.copies:
        ends = {"copy_id": copy.copy_id, "original_id": copy.original_id, "story_id": own}
        passages = json.dumps([[a.start, a.end, b.start, b.end] for a, b in copy.passages])
        yield "copies", {**ends, "score": copy.score, "reason": copy.reason, "passages": passages}
    outlet_of = {each.article.id: each.article.outlet or each.article.id for each in told.extractions}
    for position, claim in enumerate(told.alignment.claims):
        yield "claims", {"story_id": own, "position": position, **_claim(claim, outlet_of)}
        for relation in RELATIONS:
            for key in getattr(claim, relation):
                yield "claim_statements", {"claim_id": claim.id, "relation": relation, "statement_id": key}
    for each in told.alignment.conflicts:
        sides = {"left_id": each.left_key, "right_id": each.right_key, "about": each.about}
        values = {"left_value": each.values[0], "right_value": each.values[1], "reason": each.reason}
        yield "conflicts", {"story_id": own, **sides, **values}
    for joined in {(each.left_key, each.right_key, each.reason): each for each in told.alignment.groupings}.values():
        both = {"left_id": joined.left_key, "right_id": joined.right_key}
        yield "groupings", {"story_id": own, **both, "reason": joined.reason, "score": joined.score}


def _claim(claim: Claim, outlet_of: Mapping[str, str]) -> Row:
    telling = articles_in(claim)
    return {
        "id": claim.id,
        "text": claim.text,
        "article_count": len(telling),
        "outlet_count": len({outlet_of[key] for key in telling}),
        "origin_min_count": claim.origin_min_count,
        "origin_max_count": claim.origin_max_count,
        "reasons": json.dumps(claim.reasons, ensure_ascii=False),
    }
