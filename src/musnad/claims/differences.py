"""Where two contents about the same matter contradict each other: number, polarity, actor, date, place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from musnad.claims.content import Content, Part
from musnad.claims.counts import later
from musnad.claims.likeness import Shared
from musnad.claims.numbers import HAPPENINGS
from musnad.claims.reasons import shown
from musnad.config.across import DIFFERING_SCORE
from musnad.model import Act
from musnad.vocabulary.claims import ClaimWords

_ACTOR_OVERLAP = 0.2


@dataclass(frozen=True, slots=True)
class Difference:
    """What two contents differ about (number, polarity, actor, date, place), both values, and why."""

    about: str
    values: tuple[str, str]
    reason: str


def difference(
    one: Part, other: Part, common: Shared, score: float, words: Mapping[str, ClaimWords]
) -> Difference | None:
    """The first difference of two contents that are about the same matter; None where nothing contradicts.

    Where one says that it is so and the other that it is not, that is no difference here: they are in one claim.
    """
    if one.against != other.against or one.said.statement.act is Act.DENY:
        return None
    if common.overlap >= _ACTOR_OVERLAP:
        found = _actor(one.content, other.content)
        if found:
            return found
    if score < DIFFERING_SCORE:
        return None
    return (
        _number(one, other, common)
        or _contrary(one.content, other.content, words.get(one.said.language))
        or _time(one.content, other.content, common)
        or _place(one.content, other.content)
    )


def _number(one: Part, other: Part, common: Shared) -> Difference | None:
    for ours, theirs in common.differing:
        if ours.counted in HAPPENINGS:
            continue
        reason = f"different number of {ours.counted}{later(one, other)}"
        return Difference("number", (shown(ours), shown(theirs)), reason)
    return None


def _contrary(one: Content, other: Content, words: ClaimWords | None) -> Difference | None:
    if words is None:
        return None
    for stem in sorted(one.stems.keys() - other.stems.keys()):
        contrary = sorted(words.contrary.get(stem, frozenset()) & (other.stems.keys() - one.stems.keys()))
        if contrary:
            values = (one.shown.get(stem, stem), other.shown.get(contrary[0], contrary[0]))
            return Difference("polarity", values, f"contrary words: {values[0]} and {values[1]}")
    return None


def _actor(one: Content, other: Content) -> Difference | None:
    for role in sorted(one.roles.keys() & other.roles.keys()):
        ours, theirs = one.roles[role], other.roles[role]
        if ours != theirs:
            values = (one.shown.get(ours, ours), other.shown.get(theirs, theirs))
            return Difference("actor", values, f"different parties: who {role}")
    return None


def _time(one: Content, other: Content, common: Shared) -> Difference | None:
    if common.times is False:
        return Difference("date", (one.times[0].shown, other.times[0].shown), "different times")
    return None


def _place(one: Content, other: Content) -> Difference | None:
    ours, theirs = one.places - other.places, other.places - one.places
    if len(ours) == len(theirs) == 1 and len(one.places) == len(other.places) == 1:
        here, there = next(iter(ours)), next(iter(theirs))
        return Difference("place", (one.shown.get(here, here), other.shown.get(there, there)), "different places")
    return None
