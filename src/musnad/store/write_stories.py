"""Writes stories as they stand now in the place of those before; what no longer stands becomes ``past``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, delete, select

from musnad import __version__
from musnad.model import Claim
from musnad.pack import packs
from musnad.steps.cluster import story_id
from musnad.store.query_links import pieces
from musnad.store.rows import Row
from musnad.store.schema import articles
from musnad.store.schema_stories import (
    claim_statements,
    claims,
    conflicts,
    copies,
    groupings,
    past,
    stories,
    story_articles,
)
from musnad.store.standing import RELATIONS, Key, Standing, facts_of, follows, origins_key, standing
from musnad.store.tell import Told, articles_in
from musnad.store.traits import upsert


@dataclass(frozen=True, slots=True)
class _Now:
    """What a story is written with: what stood before, the time, and when each article was added."""

    before: Standing
    at: datetime
    added: Mapping[str, datetime]

    def since(self, *key: str) -> datetime:
        return self.before.since(key, self.at)


def replace_stories(connection: Connection, stored: Mapping[str, str], made: Sequence[Told], at: datetime) -> None:
    """Writes the stories ``made`` in the place of those that held their articles.

    ``stored`` leads from the articles of these to the stories that held them; each of their articles is in a story
    that is made. What stands as before keeps its time. Where a story's founder changed it goes on under another id.
    """
    gone = sorted(set(stored.values()))
    onward = follows(stored, made)
    before = standing(connection, gone, onward)
    for piece in pieces(gone):
        connection.execute(delete(stories).where(stories.c.id.in_(piece)))
    now = _Now(before, at, _added(connection, made))
    back = {new: old for old, new in onward.items()}
    rows: dict[Table, list[Row]] = defaultdict(list)
    standing_now: set[Key] = set()
    for told in made:
        own = facts_of(told)
        standing_now |= own
        old = back.get(told.story.id, told.story.id)
        moved = any(key not in before.facts for key in own) or any(
            fact.story_id == old and key not in own for key, fact in before.facts.items()
        )
        rows[stories].append(_story(told, old if old in before.stories else None, moved, now))
        for table, row in _rows_of(told, now):
            rows[table].append(row)
    for table in (stories, story_articles, copies, claims, claim_statements, conflicts, groupings):
        if rows[table]:
            connection.execute(table.insert(), rows[table])
    _remember(connection, before, standing_now, at)


def _remember(connection: Connection, before: Standing, kept: Collection[Key], at: datetime) -> None:
    """Writes to ``past`` what stood and stands no more."""
    rows = [
        {
            "story_id": fact.story_id,
            "kind": key[0],
            "subject": " ".join(key[1:]),
            "until_at": at,
            "since_at": fact.since_at,
            "detail": fact.detail,
        }
        for key, fact in sorted(before.facts.items())
        if key not in kept
    ]
    if rows:
        connection.execute(upsert(connection)(past).on_conflict_do_nothing(), rows)


def _added(connection: Connection, made: Iterable[Told]) -> dict[str, datetime]:
    """When articles were added, of the stories in which none says when it was published."""
    undated = [key for told in made if not told.published for key in told.story.article_ids]
    return {
        row.id: row.added_at
        for piece in pieces(undated)
        for row in connection.execute(select(articles.c.id, articles.c.added_at).where(articles.c.id.in_(piece)))
    }


def _story(told: Told, old: str | None, moved: bool, now: _Now) -> Row:
    main, published = told.main_claim, told.published
    before = now.before.stories[old] if old is not None else None
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
        "last_at": published[-1][0] if published else max(now.added[key] for key in told.story.article_ids),
        "since_at": before.since_at if before else now.at,
        "changed_at": now.at if before is None or moved or before.id != told.story.id else before.changed_at,
        "pipeline_version": __version__,
        "pack_version": " ".join(made_by) or None,
    }


def _rows_of(told: Told, now: _Now) -> Iterator[tuple[Table, Row]]:
    own = told.story.id
    for position, key in enumerate(told.story.article_ids):
        since = now.since("article", own, key)
        place = {"article_id": key, "story_id": own, "position": position, "founding_id": story_id(key)}
        yield story_articles, {**place, "since_at": since}
    for copy in told.copies:
        yield (
            copies,
            {
                "copy_id": copy.copy_id,
                "original_id": copy.original_id,
                "story_id": own,
                "score": copy.score,
                "reason": copy.reason,
                "passages": json.dumps([[a.start, a.end, b.start, b.end] for a, b in copy.passages]),
                "since_at": now.since("copy", copy.copy_id, copy.original_id),
            },
        )
    outlet_of = {each.article.id: each.article.outlet or each.article.id for each in told.extractions}
    for position, claim in enumerate(told.alignment.claims):
        yield claims, {"story_id": own, "position": position, **_claim(claim, outlet_of, now)}
        for relation in RELATIONS:
            for key in getattr(claim, relation):
                since = now.since(relation, claim.id, key)
                said = {"claim_id": claim.id, "relation": relation, "statement_id": key}
                yield claim_statements, {**said, "since_at": since}
    for each in told.alignment.conflicts:
        ends = {"left_id": each.left_key, "right_id": each.right_key, "about": each.about}
        values = {"left_value": each.values[0], "right_value": each.values[1], "reason": each.reason}
        since = now.since("conflict", each.left_key, each.right_key, each.about, *each.values)
        yield conflicts, {"story_id": own, **ends, **values, "since_at": since}
    for joined in {(each.left_key, each.right_key, each.reason): each for each in told.alignment.groupings}.values():
        sides = {"left_id": joined.left_key, "right_id": joined.right_key}
        yield groupings, {"story_id": own, **sides, "reason": joined.reason, "score": joined.score}


def _claim(claim: Claim, outlet_of: Mapping[str, str], now: _Now) -> Row:
    interval = (claim.origin_min_count, claim.origin_max_count)
    telling = articles_in(claim)
    return {
        "id": claim.id,
        "text": claim.text,
        "article_count": len(telling),
        "outlet_count": len({outlet_of[key] for key in telling}),
        "origin_min_count": interval[0],
        "origin_max_count": interval[1],
        "reasons": json.dumps(claim.reasons, ensure_ascii=False),
        "since_at": now.since("claim", claim.id),
        "origins_since_at": now.since(*origins_key(claim.id, interval)),
    }
