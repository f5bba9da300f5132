"""Claim → the independent origins behind it, as an interval with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from musnad.config.across import SURELY_SAME_SCORE
from musnad.model import Claim, Grouping, Story
from musnad.origins.count import count
from musnad.origins.ends import End
from musnad.origins.independence import Independence, independence


def weigh(
    claim: Claim,
    ends: Mapping[str, End],
    derived: Iterable[tuple[str, str]] | Story = (),
    groupings: Iterable[Grouping] | None = None,
) -> Claim:
    """The claim with its interval of origins: how many sources that are independent of each other support it.

    ``ends`` are the ends of the chains of the story's statements (``musnad.origins.ends``), ``derived`` pairs of
    articles (copy, original), or the story that knows them. Two statements have one origin if their chains end in the
    same named source, document or cited outlet, or if one text is derived from the other. Where the texts do not
    decide, the interval holds both; a lower bound above 1 rests on named persons only, and with ``groupings`` (why
    statements are in one claim) on those whose statements are surely the same. Who only hands on another supporter is
    no origin. A claim that nobody supports has none.
    """
    pairs = derived.derived if isinstance(derived, Story) else derived
    surely = None if groupings is None else _surely(claim, groupings)
    found = count(_standing(claim, ends)[0], pairs, surely)
    return replace(claim, origin_min_count=found.min_count, origin_max_count=found.max_count, reasons=found.reasons)


def origins(
    claim: Claim,
    ends: Mapping[str, End],
    derived: Iterable[tuple[str, str]],
    groupings: Iterable[Grouping],
) -> Independence:
    """Which statements that support a claim share an origin, why, and which origins are surely apart.

    It takes what ``weigh`` takes, and counts the same.
    """
    standing, handing = _standing(claim, ends)
    return independence(standing, derived, _surely(claim, groupings), handing)


def _standing(claim: Claim, ends: Mapping[str, End]) -> tuple[list[End], list[End]]:
    """The ends behind a claim, without those of statements that only hand on another supporter; and these."""
    behind = [ends[key] for key in claim.support if key in ends]
    handing = frozenset(key for end in behind for key in end.handed_by)
    return [end for end in behind if end.key not in handing], [end for end in behind if end.key in handing]


def _surely(claim: Claim, groupings: Iterable[Grouping]) -> dict[str, str]:
    """The supporting statements by the first of those that surely assert the same."""
    first = {key: key for key in claim.support}

    def root(key: str) -> str:
        while first[key] != key:
            key = first[key]
        return key

    for each in groupings:
        if each.score >= SURELY_SAME_SCORE and each.left_key in first and each.right_key in first:
            one, other = sorted((root(each.left_key), root(each.right_key)))
            first[other] = one
    return {key: root(key) for key in claim.support}
