"""Groups of parts made into claims: names, texts, denials, comments, conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from musnad.claims.answers import before, is_comment, is_pointing, likest
from musnad.claims.content import Part, Said
from musnad.claims.pairs import Pair
from musnad.ids import digest
from musnad.model import Alignment, Claim, Conflict, Grouping


@dataclass(slots=True)
class _Draft:
    """A claim in the making; ``rank`` is where its first part stands in the story."""

    parts: list[Part]
    support: set[str] = field(default_factory=set)
    deny: set[str] = field(default_factory=set)
    comment: set[str] = field(default_factory=set)


def assembled(
    story: Sequence[Said], parts: Sequence[Part], groups: Sequence[Sequence[int]], pairs: tuple[list[Pair], list[Pair]]
) -> Alignment:
    """The claims of groups of parts; ``pairs`` are all that were compared, and those that joined groups.

    Groups that the same statements support are one claim, and what a statement says alone is one claim of its own.
    """
    drafts, draft_of = _drafts(parts, groups)
    groupings = [
        Grouping(*_keys(parts[pair.left], parts[pair.right]), round(pair.score, 3), pair.reason) for pair in pairs[1]
    ]
    groupings += _answered(story, parts, drafts, draft_of)
    kept = [draft for draft in drafts if draft.parts]
    claims = sorted((_claim(draft) for draft in kept), key=lambda pair: pair[0])
    return Alignment(
        claims=tuple(claim for _, claim in claims),
        conflicts=_conflicts(parts, pairs[0]),
        groupings=tuple(sorted(set(groupings), key=lambda each: (each.left_key, each.right_key, -each.score))),
    )


def _drafts(parts: Sequence[Part], groups: Sequence[Sequence[int]]) -> tuple[list[_Draft], dict[int, int]]:
    drafts: list[_Draft] = []
    draft_of: dict[int, int] = {}
    known: dict[tuple[frozenset[str], frozenset[str]], int] = {}
    for group in groups:
        support = frozenset(parts[number].said.key for number in group if not parts[number].against)
        deny = frozenset(parts[number].said.key for number in group if parts[number].against)
        place = known.setdefault((support, deny), len(drafts))
        if place == len(drafts):
            drafts.append(_Draft([]))
        draft = drafts[place]
        draft.parts += [parts[number] for number in group]
        draft.support |= support
        draft.deny |= deny
        draft_of.update(dict.fromkeys(group, place))
    return drafts, draft_of


def _answered(
    story: Sequence[Said], parts: Sequence[Part], drafts: list[_Draft], draft_of: dict[int, int]
) -> list[Grouping]:
    """Puts answers to the claims that they answer; gives why."""
    groupings = []
    drafts_of: dict[str, list[int]] = {}
    for number, part in enumerate(parts):
        drafts_of.setdefault(part.said.key, []).append(draft_of[number])
    for said in story:
        pointing = is_pointing(said)
        if not pointing and not is_comment(said):
            continue
        target, reason = None, "about the same matter"
        if not said.points_back:
            target = likest(said, parts, draft_of)
        if target is None:
            earlier = before(said, story)
            target = drafts_of[earlier.key][0] if earlier and earlier.key in drafts_of else None
            reason = "answers what stands right before it"
        if target is None:
            continue
        draft = drafts[target]
        (draft.deny if pointing else draft.comment).add(said.key)
        groupings.append(Grouping(*sorted((said.key, draft.parts[0].said.key)), 0.5, reason))
    return groupings


def _keys(one: Part, other: Part) -> tuple[str, str]:
    left, right = sorted((one.said.key, other.said.key))
    return left, right


def _claim(draft: _Draft) -> tuple[tuple[str, str, int, int], Claim]:
    """The claim of a draft, with the order of its first part. Its id is made from that part's article and place."""
    first = min(draft.parts, key=lambda part: part.order)
    asserting = [part for part in draft.parts if not part.against] or draft.parts
    fullest = max(
        asserting, key=lambda part: (round(part.content.weight, 6), tuple(-span.start for span in part.content.spans))
    )
    text = fullest.content.text
    if len({part.said.key for part in draft.parts}) == 1:
        text = " … ".join(part.content.text for part in sorted(draft.parts, key=lambda part: part.number))
    start = first.content.spans[0]
    identity = "c1_" + digest(first.said.article_id, f"{start.start}-{start.end}", "-" if first.against else "+")
    return first.order, Claim(
        id=identity,
        text=text,
        support=tuple(sorted(draft.support)),
        deny=tuple(sorted(draft.deny)),
        comment=tuple(sorted(draft.comment)),
        origin_min_count=0,
        origin_max_count=0,
        reasons=(),
    )


def _conflicts(parts: Sequence[Part], pairs: Sequence[Pair]) -> tuple[Conflict, ...]:
    """One conflict for each pair of statements and each matter that they differ about."""
    found: dict[tuple[str, str, str], Conflict] = {}
    for pair in pairs:
        if pair.difference is None:
            continue
        left, right = parts[pair.left].said.key, parts[pair.right].said.key
        values = pair.difference.values
        if right < left:
            left, right, values = right, left, (values[1], values[0])
        key = (left, right, pair.difference.about)
        found.setdefault(key, Conflict(left, right, pair.difference.about, values, pair.difference.reason))
    return tuple(found[key] for key in sorted(found))
