"""Two nodes → how likely they are one, with the reasons; from their names alone, in whatever order articles came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from musnad.config import (
    EVIDENCE_SCORE,
    LINK_SCORE,
    LINK_SPELLED_SCORE,
    LINK_VETO_SCORE,
    ROLE_BONUS,
    SAME_NAME_SCORE,
)
from musnad.linking.parts import Link, Node, Standing
from musnad.model import MentionType
from musnad.names import compare
from musnad.names.words import words_of
from musnad.pack import Pack

Apart = frozenset[tuple[str, str]]


def apart_of(packs: Iterable[Pack]) -> Apart:
    """The pairs of callings that one person rarely has, of all packs together."""
    return frozenset(pair for pack in packs if pack.roles is not None for pair in pack.roles.apart)


def judge(one: Node, other: Node, apart: Apart) -> Link | None:
    """What speaks for two nodes being one, None where too little does; a surname by itself is never judged.

    >>> one, other = (Node(MentionType.PERSON, name, name.lower()) for name in ("Salem Murad", "Salim Mourad"))
    >>> judge(one, other, frozenset()).score > 0.8
    True
    """
    if one.type is not other.type or one.alone or other.alone or one.generation != other.generation:
        return None
    left, right = sorted((one, other), key=lambda node: node.id)
    if one.type is not MentionType.PERSON:
        return _things(left, right)
    opposed = (min(one.calling, other.calling), max(one.calling, other.calling)) in apart
    if opposed:
        return None
    if one.key == other.key:
        return Link(left.id, right.id, SAME_NAME_SCORE, "the same full name, and no role that speaks against it")
    likeness = compare(left.name, right.name)
    if likeness.score < LINK_VETO_SCORE:
        return None
    return Link(left.id, right.id, likeness.score, "; ".join(likeness.reasons))


def _things(left: Node, right: Node) -> Link | None:
    """Names of bodies and places are spelled, not translated, in few cases: only those are taken."""
    ours, theirs = words_of(left.name), words_of(right.name)
    if not ours or not theirs:
        return None
    if ours[0].script == theirs[0].script and min(len(ours), len(theirs)) == 1:
        return None
    likeness = compare(left.name, right.name)
    if likeness.score < LINK_SPELLED_SCORE:
        return None
    return Link(left.id, right.id, likeness.score, "; ".join(likeness.reasons))


def weighed(link: Link, one: Standing, other: Standing) -> Link:
    """The link with what the offices of the two add to it."""
    shared = sorted(one.offices & other.offices)
    if not shared or link.score >= LINK_SCORE + ROLE_BONUS:
        return link
    score = min(1.0, link.score + ROLE_BONUS)
    return Link(link.left_id, link.right_id, score, f"{link.reason}; both: {shared[0].replace('/', ', ')}")


def explained(surname: Node, full: Node, clues: Iterable[str]) -> Link | None:
    """Why a surname by itself means a full name: what their articles share; None where the words are not the same.

    >>> alone = Node(MentionType.PERSON, "Murad", "murad", alone=True)
    >>> full = Node(MentionType.PERSON, "Salem Murad", "salem murad")
    >>> explained(alone, full, ["R:MRT|minister/LB"]).reason
    'the surname of Salem Murad, and the same office: minister, LB'
    """
    last = words_of(full.name)[-1]
    word = words_of(surname.name)[0]
    if last.core != word.core and compare(word.form, last.form).score < LINK_SCORE:
        return None
    reasons = []
    for clue in sorted(clues):
        what = clue.split("|")
        if clue[0] in "Rr":
            reasons.append(f"the same office: {what[1].replace('/', ', ')}")
        else:
            reasons.append(f"the same outlet wrote the full name on {what[2]}")
    if not reasons or full.generation != surname.generation:
        return None
    return Link(surname.id, full.id, EVIDENCE_SCORE, f"the surname of {full.name}, and {reasons[0]}")


def chosen(
    surname: Node,
    offers: Mapping[str, Sequence[str]],
    nodes: Mapping[str, Node],
    entity_of: Mapping[str, str],
    barred: Collection[str | None] = (),
) -> Link | None:
    """The link from a surname by itself to the one entity whose full names its clues explain; None if none or several.

    ``offers`` leads from full names to the clues that both share, ``barred`` are entities that it was told apart from.
    """
    links = [explained(surname, nodes[other], offers[other]) for other in sorted(offers)]
    fitting = [each for each in links if each and entity_of[each.right_id] not in barred]
    return fitting[0] if len({entity_of[each.right_id] for each in fitting}) == 1 else None
