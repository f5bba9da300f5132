"""How alike two contents are, by what they share, with the reasons in words."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import fsum
from typing import Protocol

from musnad.claims.abroad import common_abroad
from musnad.claims.content import Content
from musnad.claims.quantity import HAPPENINGS, NOT_COMPARED, Quantity
from musnad.claims.times import When
from musnad.config.across import COMMON_WEIGHT, ROOT_SHARE


class Embedder(Protocol):
    """Anything that gives texts of several languages comparable vectors."""

    def likeness(self, one: str, other: str) -> float:
        """How alike two texts are: the cosine of their vectors, -1 to 1."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What two contents have in common.

    ``stems`` are the shared ones with their rarities. ``overlap`` is the share of the rarities of both (Dice, 0 to 1),
    ``holding`` that of the shorter one's, drawn towards 0 where it is short. ``agreeing`` and ``differing`` are pairs
    of quantities that count the same; ``unmatched`` is how many of both tell a number which the other does not.
    ``roles`` says that one party fills a role in both, ``beside_names`` that they share more than names. ``times`` is
    True if a time agrees, False if none of both sides' does, None if a side has none. ``cosine`` is None without an
    embedder.
    """

    stems: tuple[tuple[str, float], ...]
    overlap: float
    holding: float
    weight: float
    agreeing: tuple[tuple[Quantity, Quantity], ...]
    differing: tuple[tuple[Quantity, Quantity], ...]
    unmatched: int
    roles: bool
    beside_names: bool
    names: frozenset[str]
    times: bool | None
    cosine: float | None

    @property
    def words(self) -> tuple[str, ...]:
        """The shared stems, rarest first."""
        return tuple(stem for stem, _ in sorted(self.stems, key=lambda each: (-each[1], each[0])))


def shared(one: Content, other: Content, embedder: Embedder | None = None, *, abroad: bool = False) -> Shared:
    """What two contents have in common; the same whichever comes first. ``abroad``: they are in two languages."""
    if abroad:
        return _shared_abroad(one, other, embedder)
    ours, theirs = one.stems, other.stems
    common = ours.keys() & theirs.keys()
    if one.spoken and other.spoken:
        common -= one.spoken & other.spoken
    by_roots = ROOT_SHARE * _by_roots(one, other)
    stems = [(stem, min(ours[stem], theirs[stem])) for stem in common]
    weight = fsum([least for _, least in stems]) + by_roots
    left, right = _weight(one, common), _weight(other, common)
    least, both = min(left, right), left + right
    agreeing, differing = _quantities(one, other)
    return Shared(
        stems=tuple(stems),
        overlap=2 * weight / both if both else 0.0,
        holding=weight / (least + COMMON_WEIGHT),
        weight=weight,
        agreeing=agreeing,
        differing=differing,
        unmatched=0 if agreeing else one.is_figure + other.is_figure,
        roles=_same_party(one, other),
        beside_names=by_roots > 0 or not common <= one.apart | other.apart,
        names=one.names & other.names,
        times=_times(one.times, other.times),
        cosine=embedder.likeness(one.text, other.text) if embedder else None,
    )


def _shared_abroad(one: Content, other: Content, embedder: Embedder | None) -> Shared:
    """The same of contents in two languages, by meanings and sounds of names; ``stems`` are those of the first."""
    met = common_abroad(one, other)
    weight = fsum([each[3] for each in met])
    left, right = _weight(one, {each[1] for each in met}), _weight(other, {each[2] for each in met})
    agreeing, differing = _quantities(one, other)
    return Shared(
        stems=tuple((each[1], each[3]) for each in met),
        overlap=2 * weight / (left + right) if left + right else 0.0,
        holding=weight / (min(left, right) + COMMON_WEIGHT),
        weight=weight,
        agreeing=agreeing,
        differing=differing,
        unmatched=0 if agreeing else one.is_figure + other.is_figure,
        roles=False,
        beside_names=any(each[1] not in one.apart and each[2] not in other.apart for each in met),
        names=one.names & other.names,
        times=_times(one.times, other.times),
        cosine=embedder.likeness(one.text, other.text) if embedder else None,
    )


def _weight(content: Content, common: AbstractSet[str]) -> float:
    """The rarities of a content's words; those of the speaker's name count where the other content has them only."""
    met = content.spoken & common
    return content.own_weight + fsum(content.stems[stem] for stem in met) if met else content.own_weight


def _same_party(one: Content, other: Content) -> bool:
    """Whether one party fills a role in both: who claims the deed twice claims it once."""
    if not one.roles or not other.roles:
        return False
    return any(set(one.roles[name]) & set(other.roles[name]) for name in one.roles.keys() & other.roles.keys())


def _by_roots(one: Content, other: Content) -> float:
    """The rarities of stems that differ and share their root, the rarer of each pair not counted.

    Of several stems of one root that the other content lacks, the last in the alphabet counts.
    """
    found = []
    for root in one.stems_of.keys() & other.stems_of.keys():
        if one.stems_of[root] == other.stems_of[root]:
            continue
        ours = next((stem for stem in one.stems_of[root] if stem not in other.stems), None)
        theirs = next((stem for stem in other.stems_of[root] if stem not in one.stems), None)
        if ours is not None and theirs is not None:
            found.append(min(one.stems[ours], other.stems[theirs]))
    return fsum(found)


def _quantities(
    one: Content, other: Content
) -> tuple[tuple[tuple[Quantity, Quantity], ...], tuple[tuple[Quantity, Quantity], ...]]:
    """The pairs of quantities that count the same and fit, and those that do not.

    Where one side has several of a kind, it agrees if any fits and differs if none does.
    """
    agreeing: list[tuple[Quantity, Quantity]] = []
    differing: list[tuple[Quantity, Quantity]] = []
    if not one.quantities or not other.quantities:
        return (), ()
    for counted in sorted({each.kind for each in one.quantities} & {each.kind for each in other.quantities}):
        ours = [each for each in one.quantities if each.kind == counted]
        theirs = [each for each in other.quantities if each.kind == counted]
        fitting = [(a, b) for a in ours for b in theirs if a.meets(b)]
        if counted in NOT_COMPARED:
            continue
        if fitting and counted in HAPPENINGS:
            continue  # a claim by itself: it does not make the rest alike
        if fitting:
            agreeing.append(fitting[0])
        elif counted:
            differing.append((ours[0], theirs[0]))
    return tuple(agreeing), tuple(differing)


def _times(ours: tuple[When, ...], theirs: tuple[When, ...]) -> bool | None:
    """Whether a time of one can be a time of the other."""
    if not ours or not theirs:
        return None
    return any(a.meets(b) for a in ours for b in theirs)
