"""A claim of a story as an answer: where it is told, who says so, which of them share an origin, what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from musnad.answers.pages import Answer, Page, Pages
from musnad.answers.passages import outline, passages, said_by, value_spans, words_of_claim
from musnad.model import Claim, Conflict, Extraction, Statement
from musnad.origins.ends import End
from musnad.origins.independence import Apart, Independence, Origin
from musnad.steps.weigh import origins
from musnad.store.query_stories import StoredStory

CLAIM_PARTS = ("groups", "pairs", "support", "deny", "comment", "conflicts")
LISTED, IN_GROUP, PAIRS = 5, 10, 20
"""Statements of each relation, members of one origin, and pairs of origins, that a list of claims shows."""
_PARTS = ("source", "cue", "content", "said_at", "venue", "addressee", "anonymity")
_OLDER = "counted by an older version, or before its names changed: musnad add counts anew, and then tells the groups"


@dataclass(frozen=True, slots=True)
class Telling:
    """A story with the ends of the chains of its statements: what its claims are told from."""

    stored: StoredStory
    ends: Mapping[str, End]


def claim_short(claim: Claim, telling: Telling) -> Answer:
    """A claim in a list: the first of everything, with counts; ``claim_whole`` gives the rest."""
    made = _origins(claim, telling)
    numbers = _numbers(made)
    told = _head(claim, telling)
    told["origins"] = _interval(claim, made)
    if made:
        pairs = list(made.pairs())
        told["origins"] |= {
            "groups": [_group(number, each) for number, each in enumerate(made.origins[:IN_GROUP], 1)],
            "groups_count": len(made.origins),
            "pairs": [_pair(each) for each in _certain_first(pairs)[:PAIRS]],
            "pairs_certain_count": sum(each.is_certain for each in pairs),
            "pairs_possible_count": sum(not each.is_certain for each in pairs),
        }
    for relation, keys in _relations(claim).items():
        told[relation] = [each for key in keys[:LISTED] if (each := _told(key, telling, numbers))]
        told[f"{relation}_count"] = len(keys)
    conflicts = _conflicts(claim, telling)
    told["conflicts"] = [conflict_told(each, telling.stored.extractions) for each in conflicts[:LISTED]]
    told["conflicts_count"] = len(conflicts)
    shown = any(len(keys) > LISTED for keys in (*_relations(claim).values(), conflicts))
    cut = made is not None and (len(made.origins) > IN_GROUP or len(pairs) > PAIRS)
    told["more"] = "show_claim gives the rest" if shown or cut else None
    return told


def claim_whole(claim: Claim, telling: Telling, page: Page) -> Answer:
    """A claim with its lists in pages: groups, pairs, support, deny, comment, conflicts."""
    made = _origins(claim, telling)
    numbers = _numbers(made)
    pages = Pages(page, len(CLAIM_PARTS))
    groups = list(enumerate(made.origins, 1)) if made else []
    pairs = _certain_first(list(made.pairs())) if made else []
    pages.add("groups", groups, lambda each: _group(*each), len(groups))
    pages.add("pairs", pairs, _pair, len(pairs))
    for relation, keys in _relations(claim).items():
        held = [key for key in keys if said_by(telling.stored.extractions, key)]
        pages.add(relation, held, lambda key: _told(key, telling, numbers) or {}, len(held))
    conflicts = _conflicts(claim, telling)
    texts = telling.stored.extractions
    pages.add("conflicts", conflicts, lambda each: conflict_told(each, texts), len(conflicts))
    return pages.answer(**_head(claim, telling), origins=_interval(claim, made))


def statement_told(said: Statement, extraction: Extraction, key: str, *, in_list: bool = True) -> Answer:
    """One statement with its address, its parts as passages, its chain, outlet first, and in a list its article."""
    chain = next((each.carriers for each in extraction.chains if each.statement_id == said.id), ())
    return {
        "statement": f"{key}/{said.id}",
        **(outline(extraction, key) if in_list else {}),
        "kind": said.kind.value,
        "name": said.name,
        "act": said.act.value,
        "form": said.form.value,
        **{part: passages(extraction.article, key, getattr(said, part)) for part in _PARTS},
        "chain": [{"kind": each.kind.value, "name": each.name} for each in chain],
    }


def conflict_told(conflict: Conflict, texts: Mapping[str, Extraction]) -> Answer:
    """What two statements differ about. ``value`` is as it was read, a number in digits; the passages hold it."""
    sides = zip((conflict.left_key, conflict.right_key), conflict.values, strict=True)
    return {
        "about": conflict.about,
        "reason": conflict.reason,
        "between": [{"statement": key, "value": value, "passages": _value(key, value, texts)} for key, value in sides],
    }


def _value(key: str, value: str, texts: Mapping[str, Extraction]) -> list[Answer]:
    found = said_by(texts, key)
    if found is None:
        return []
    said, extraction = found
    return passages(extraction.article, key.rpartition("/")[0], value_spans(value, said, extraction.article))


def _head(claim: Claim, telling: Telling) -> Answer:
    keys = (*claim.support, *claim.deny, *claim.comment)
    return {
        "claim": claim.id,
        "story": telling.stored.summary.id,
        "passages": words_of_claim(claim.text, keys, telling.stored.extractions),
    }


def _relations(claim: Claim) -> dict[str, tuple[str, ...]]:
    return {"support": claim.support, "deny": claim.deny, "comment": claim.comment}


def _origins(claim: Claim, telling: Telling) -> Independence | None:
    """Who shares an origin; None where that is not what the store counted."""
    story = telling.stored
    derived = [(copy.copy_id, copy.original_id) for copy in story.copies]
    found = origins(claim, telling.ends, derived, story.alignment.groupings)
    is_as_stored = (found.min_count, found.max_count) == (claim.origin_min_count, claim.origin_max_count)
    return found if is_as_stored else None


def _interval(claim: Claim, made: Independence | None) -> Answer:
    told = {"min": claim.origin_min_count, "max": claim.origin_max_count, "reasons": list(claim.reasons)}
    return told if made else {**told, "reasons": [*claim.reasons, _OLDER]}


def _numbers(made: Independence | None) -> dict[str, int]:
    """The statements that support a claim by the number of their origin, from 1."""
    origins_ = made.origins if made else ()
    return {end.key: number for number, each in enumerate(origins_, 1) for end in each.ends}


def _group(number: int, origin: Origin) -> Answer:
    return {
        "origin": number,
        "statements": [_end(each) for each in origin.ends[:IN_GROUP]],
        "statements_count": len(origin.ends),
        "joined_by": [
            {"between": [each.left_key, each.right_key], "by": each.bond.kind.value, "reason": each.bond.reason}
            for each in origin.joins[:IN_GROUP]
        ],
        "handed_on_by": [_end(each) for each in origin.handing[:IN_GROUP]],
        "handed_on_by_count": len(origin.handing),
    }


def _end(end: End) -> Answer:
    return {"statement": end.key, "speaker": end.name or None, "outlet": end.outlet}


def _certain_first(pairs: Sequence[Apart]) -> list[Apart]:
    return sorted(pairs, key=lambda each: not each.is_certain)


def _pair(pair: Apart) -> Answer:
    independent = "certain" if pair.is_certain else "possible"
    return {"origins": [pair.left + 1, pair.right + 1], "independent": independent, "reason": pair.reason}


def _conflicts(claim: Claim, telling: Telling) -> list[Conflict]:
    return [
        each
        for each in telling.stored.alignment.conflicts
        if each.left_key in claim.support or each.right_key in claim.support
    ]


def _told(key: str, telling: Telling, numbers: Mapping[str, int]) -> Answer | None:
    """One statement behind a claim; ``origin`` is None for who denies, comments, or only hands on."""
    found = said_by(telling.stored.extractions, key)
    if found is None:
        return None
    return {**statement_told(found[0], found[1], key.rpartition("/")[0]), "origin": numbers.get(key)}
