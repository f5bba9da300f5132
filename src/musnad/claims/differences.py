"""Where two contents about the same matter contradict each other: number, polarity, actor, date, place."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.claims.content import Content, Part, Said
from musnad.claims.counts import by_one_speaker, later
from musnad.claims.likeness import Shared
from musnad.claims.quantity import HAPPENINGS, Quantity
from musnad.claims.reasons import shown
from musnad.config.across import (
    DIFFERING_LONE_SCORE,
    DIFFERING_NUMBER_SCORE,
    DIFFERING_PLACE_SCORE,
    DIFFERING_POLE_SCORE,
    DIFFERING_TIME_SCORE,
    SAME_ROLE_OVERLAP,
)
from musnad.model import Act


@dataclass(frozen=True, slots=True)
class Difference:
    """What two contents differ about (number, polarity, actor, date, place), both values, and why."""

    about: str
    values: tuple[str, str]
    reason: str


def difference(
    pair: tuple[Part, Part],
    common: Shared,
    score: float,
    contrary: Difference | None,
    lone: frozenset[str] = frozenset(),
) -> Difference | None:
    """The first difference of two contents that are about the same matter; None where nothing contradicts.

    ``contrary`` is their ``contrast``. Where one says that it is so and the other that it is not, that is no
    difference here: they are in one claim.
    """
    one, other = pair
    if one.against != other.against or one.said.statement.act is Act.DENY or by_one_speaker(one.said, other.said):
        return None
    abroad = one.said.language != other.said.language  # parties and places are compared as written
    if common.overlap >= SAME_ROLE_OVERLAP and not abroad:
        found = _actor(one.content, other.content)
        if found:
            return found
    found = _lone_number(one, other, common, score, lone)
    if found or not common.beside_names:
        return found  # two contents that share a name alone tell of two matters
    if score >= DIFFERING_NUMBER_SCORE:
        found = _number(one, other, common)
    if found is None and score >= DIFFERING_POLE_SCORE:
        found = contrary
    if found is None and score >= DIFFERING_TIME_SCORE:
        found = _time(one.content, other.content, common)
    if found is None and score >= DIFFERING_PLACE_SCORE and not abroad:
        found = _place(one.content, other.content)
    return found


def _differing(one: Part, other: Part, common: Shared) -> list[tuple[Quantity, Quantity]]:
    """The pairs of figures that differ, without those of which either stands in both statements.

    "It carried 140 and may carry 90" does not differ from "it may carry 90".
    """
    return [
        (ours, theirs)
        for ours, theirs in common.differing
        if not _says(other.said, ours) and not _says(one.said, theirs)
    ]


def _says(said: Said, figure: Quantity) -> bool:
    return any(
        each.kind == figure.kind and each.meets(figure) for content in said.contents for each in content.quantities
    )


def _things(part: Part, figure: Quantity) -> str:
    """What a figure counts, as the article writes it where the pack has no name for it."""
    return part.content.shown.get(figure.counted, figure.counted)


def _number(one: Part, other: Part, common: Shared) -> Difference | None:
    for ours, theirs in _differing(one, other, common):
        if ours.counted in HAPPENINGS:
            continue
        reason = f"different number of {_things(one, ours)}{later(one, other)}"
        return Difference("number", (shown(ours), shown(theirs)), reason)
    return None


def _lone_number(one: Part, other: Part, common: Shared, score: float, lone: frozenset[str]) -> Difference | None:
    """Where both count what each article counts once, in few words or with words in common."""
    if not (one.content.is_figure and other.content.is_figure) and not (
        common.beside_names and score >= DIFFERING_LONE_SCORE
    ):
        return None
    for ours, theirs in _differing(one, other, common):
        if ours.kind in lone and not (ours.is_part or theirs.is_part):
            reason = f"different number of {_things(one, ours)}{later(one, other)}"
            return Difference("number", (shown(ours), shown(theirs)), reason)
    return None


def contrast(one: Content, other: Content) -> Difference | None:
    """Where one goes one way and the other the other: "it starts" and "it is put off"; None where they do not."""
    if not one.poles or not other.poles:
        return None
    for pair in sorted(one.poles.keys() & other.poles.keys()):
        (ours, our_stem), (theirs, their_stem) = one.poles[pair], other.poles[pair]
        if ours != theirs:
            values = (one.shown.get(our_stem, our_stem), other.shown.get(their_stem, their_stem))
            return Difference("polarity", values, f"contrary words: {values[0]} and {values[1]}")
    return None


def _actor(one: Content, other: Content) -> Difference | None:
    for role in sorted(one.roles.keys() & other.roles.keys()):
        ours, theirs = one.roles[role], other.roles[role]
        if not set(ours) & set(theirs):
            values = (_named(one, ours), _named(other, theirs))
            return Difference("actor", values, f"different parties: who {role}")
    return None


def _time(one: Content, other: Content, common: Shared) -> Difference | None:
    if common.times is False and len(one.times) == len(other.times) == 1:
        return Difference("date", (one.times[0].shown, other.times[0].shown), "different times")
    return None


def _named(content: Content, party: tuple[str, ...]) -> str:
    return " ".join(content.shown.get(stem, stem) for stem in party)


def _place(one: Content, other: Content) -> Difference | None:
    for kind in sorted(one.spots.keys() & other.spots.keys()):
        here, there = one.spots[kind], other.spots[kind]
        if here != there:
            return Difference("place", (one.shown.get(here, here), other.shown.get(there, there)), "different places")
    ours, theirs = one.places - other.places, other.places - one.places
    if len(ours) == len(theirs) == 1 and len(one.places) == len(other.places) == 1:
        here, there = next(iter(ours)), next(iter(theirs))
        return Difference("place", (one.shown.get(here, here), other.shown.get(there, there)), "different places")
    return None
