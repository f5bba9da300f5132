"""Two nodes → how likely they are one, with the reasons; from their names alone, in whatever order articles came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from musnad.config import (
    EVIDENCE_SCORE,
    LINK_SCORE,
    LINK_SPELLED_SCORE,
    LINK_VETO_SCORE,
    NAMES_REMEMBERED,
    ROLE_BONUS,
    SAME_NAME_SCORE,
)
from musnad.linking.parts import Link, Node, Standing
from musnad.model import MentionType
from musnad.names.compare import compare
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


def meant(
    surname: Node,
    offers: Mapping[str, Iterable[str]],
    known: Mapping[str, Standing],
    entity_of: Mapping[str, str],
    barred: Collection[str | None],
) -> Link | None:
    """The link from a surname by itself to the one entity that it means; None where no full name fits, or those of two.

    ``offers`` are the clues that each full name shares with it, ``barred`` the entities that it is told apart from.
    """
    fitting: list[str] = []
    for key in sorted(offers):
        if entity_of[key] not in barred and is_surname_of(surname, known[key].node):
            fitting.append(key)
            if entity_of[key] != entity_of[fitting[0]]:
                return None
    return explained(surname, known[fitting[0]].node, offers[fitting[0]]) if fitting else None


def is_surname_of(surname: Node, full: Node) -> bool:
    """Whether a surname by itself may mean a full name by how both are written, whatever their articles share."""
    return surname.generation == full.generation and _ends_in(full.name, surname.name)


@lru_cache(maxsize=NAMES_REMEMBERED)
def _ends_in(name: str, surname: str) -> bool:
    """Whether the last word of a name is the surname, in whatever spelling."""
    last, word = words_of(name)[-1], words_of(surname)[0]
    return last.core == word.core or _are_one_word(word.form, last.form)


@lru_cache(maxsize=NAMES_REMEMBERED)
def _are_one_word(one: str, other: str) -> bool:
    return compare(one, other).score >= LINK_SCORE


def explained(surname: Node, full: Node, clues: Iterable[str]) -> Link:
    """The link from a surname by itself to a full name that ends in it, with what their articles share as the reason.

    >>> alone = Node(MentionType.PERSON, "Murad", "murad", alone=True)
    >>> full = Node(MentionType.PERSON, "Salem Murad", "salem murad")
    >>> explained(alone, full, ["R:MRT|minister/LB"]).reason
    'the surname of Salem Murad, and the same office: minister, LB'
    """
    kind, *what = min(clues).split("|")
    if kind[0] in "Rr":
        reason = f"the same office: {what[0].replace('/', ', ')}"
    else:
        reason = f"the same outlet wrote the full name on {what[1]}"
    return Link(surname.id, full.id, EVIDENCE_SCORE, f"the surname of {full.name}, and {reason}")
