"""Which statements behind a claim share an origin, and which origins are surely apart: what ``count`` counts, shown.

Nothing is decided here that ``count`` does not decide; the counts are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from musnad.origins.count import count
from musnad.origins.ends import End, EndKind
from musnad.origins.joining import Group, Join, differ, joined, texts_of

APART = "two persons named in full, who share no word of their names or titles"
_UNNAMED = "an unnamed source may be the same as another"
_FROM_ANOTHER = "one may have it from the other"
_OTHER_WORDS = "they differ, but do not surely say the same"


@dataclass(frozen=True, slots=True)
class Origin:
    """Statements that surely have one origin, by key.

    ``joins`` are as many as it takes to hold them together, none for one statement. ``handing`` are the ends of
    statements that only hand on one of these: they are no origins.
    """

    ends: tuple[End, ...]
    joins: tuple[Join, ...]
    handing: tuple[End, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """Two origins, by their numbers from 0: surely independent, or only possibly, and why."""

    left: int
    right: int
    is_certain: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Independence:
    """The origins of a claim at most, each with its statements, and the interval that ``count`` gives for them."""

    origins: tuple[Origin, ...]
    min_count: int
    max_count: int
    surely: Mapping[str, str] | None
    derived: frozenset[tuple[str, str]]

    def pairs(self) -> Iterator[Apart]:
        """Every pair of origins, in order: pairs of n origins are n·(n-1)/2."""
        text_of = texts_of([end for each in self.origins for end in each.ends], sorted(self.derived))
        for one, other in combinations(range(len(self.origins)), 2):
            yield self._apart(one, other, text_of)

    def _apart(self, one: int, other: int, text_of: Mapping[str, str]) -> Apart:
        ours, theirs = self.origins[one].ends, self.origins[other].ends
        here, there = ({end.article_id for end in ends} for ends in (ours, theirs))
        # Where two articles carry one text, another name in its place is no other person.
        is_own_text = bool(here & there) or not {text_of[key] for key in here} & {text_of[key] for key in there}
        differing = [(a, b) for a in ours for b in theirs if differ(a, b)] if is_own_text else []
        if any(self._say_the_same(a, b) for a, b in differing):
            return Apart(one, other, is_certain=True, reason=APART)
        unnamed = all(end.kind is EndKind.UNNAMED for end in ours) or all(end.kind is EndKind.UNNAMED for end in theirs)
        return Apart(
            one, other, is_certain=False, reason=_OTHER_WORDS if differing else _UNNAMED if unnamed else _FROM_ANOTHER
        )

    def _say_the_same(self, one: End, other: End) -> bool:
        return self.surely is None or self.surely.get(one.key) == self.surely.get(other.key)


def independence(
    ends: Sequence[End],
    derived: Iterable[tuple[str, str]] = (),
    surely: Mapping[str, str] | None = None,
    handing: Collection[End] = (),
) -> Independence:
    """The origins behind statements that end so, after the first key of each; the arguments are those of ``count``.

    ``handing`` are the ends of statements that only hand on others of these.
    """
    ordered = sorted(ends, key=lambda end: end.key)
    pairs = frozenset((min(pair), max(pair)) for pair in derived)
    found = count(ordered, pairs, surely)
    return Independence(
        tuple(_origin(each, handing) for each in joined(ordered, pairs)[0]),
        found.min_count,
        found.max_count,
        surely,
        pairs,
    )


def _origin(group: Group, handing: Iterable[End]) -> Origin:
    handed_by = {key for end in group.ends for key in end.handed_by}
    return Origin(group.ends, group.joins, tuple(end for end in handing if end.key in handed_by))
