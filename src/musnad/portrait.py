"""What is known of an entity, for the terminal and as JSON.

As in the dossier nothing is invented: names, roles and contents are written as articles have them, and words of the
interface begin each line or stand between two pieces of Arabic (see ``musnad.screen``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from musnad.model import Relation
from musnad.screen import Direction, harmless
from musnad.store.query_entities import Judged, Portrait

_ROLES_MAX = 8
_NAMES_MAX = 12
_JUDGED_MAX = 12


def portrait_lines(portrait: Portrait, direction: Direction) -> Iterator[str]:
    """The lines of an entity: id and usual name, spellings, roles, judgements, what it said."""

    def own(text: str) -> str:
        return direction.isolate(" ".join(harmless(text).split()))

    yield f"{portrait.id}  {portrait.type.value}  {own(portrait.name)}"
    yield f"  {_count(portrait.article_count, 'article')}, {_count(portrait.statement_count, 'statement')}"
    if portrait.wikidata_id:
        yield f"  wikidata {portrait.wikidata_id}: {own(portrait.wikidata_reason or '')}"
    for name, language, count in portrait.names[:_NAMES_MAX]:
        yield f"  name     {count:>6,} × {language}  {own(name)}"
    yield from _more(len(portrait.names), _NAMES_MAX)
    for role, count in portrait.roles[:_ROLES_MAX]:
        yield f"  role     {count:>6,} ×     {own(role)}"
    yield from _more(len(portrait.roles), _ROLES_MAX)
    if portrait.alone_count:
        yield f"  by surname alone in {_count(portrait.alone_count, 'article')}"
    for judged in portrait.judged[:_JUDGED_MAX]:
        yield from _judged(judged, direction)
    yield from _more(len(portrait.judged), _JUDGED_MAX)
    for said in portrait.said:
        told = "  ".join(own(each) for each in (said.published, said.outlet) if each)
        yield f"  {said.act}  {said.article_id}/{said.statement_id}  {told}"
        yield f"    {own(said.content)}" if said.content else "    no content"


def _judged(judged: Judged, direction: Direction) -> Iterator[str]:
    """Who decided, what, how surely and why."""
    is_same = judged.judgement.relation is Relation.SAME
    verb = ("merged" if is_same else "split") if judged.by_person else "one" if is_same else "two"
    names = f"{direction.isolate(harmless(judged.left_name))} | {direction.isolate(harmless(judged.right_name))}"
    by = judged.judgement.author if judged.by_person else f"{judged.judgement.score:.2f}"
    yield f"  {verb} ({harmless(by)}): {names}"
    yield f"    because: {direction.isolate(harmless(judged.judgement.reason))}"


def _more(count: int, most: int) -> Iterator[str]:
    if count > most:
        yield f"  … and {count - most:,} more"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def portrait_json(portrait: Portrait) -> dict[str, Any]:
    """The entity as an object; times are ISO 8601 in UTC."""
    return {
        "id": portrait.id,
        "type": portrait.type.value,
        "name": portrait.name,
        "wikidata": portrait.wikidata_id,
        "wikidata_reason": portrait.wikidata_reason,
        "names": [{"name": name, "language": language, "count": count} for name, language, count in portrait.names],
        "roles": [{"role": role, "count": count} for role, count in portrait.roles],
        "article_count": portrait.article_count,
        "statement_count": portrait.statement_count,
        "by_surname_alone_count": portrait.alone_count,
        "formerly": [node_id for node_id in portrait.node_ids if node_id != portrait.id],
        "statements": [asdict(said) for said in portrait.said],
        "judgements": [
            {
                "left": each.judgement.left_id,
                "right": each.judgement.right_id,
                "left_name": each.left_name,
                "right_name": each.right_name,
                "relation": each.judgement.relation.value,
                "score": each.judgement.score,
                "reason": each.judgement.reason,
                "author": each.judgement.author,
                "decided_at": each.judgement.decided_at.isoformat(),
            }
            for each in portrait.judged
        ],
    }
