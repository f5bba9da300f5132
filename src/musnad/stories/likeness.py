"""Two profiles → how likely they report one event."""

from __future__ import annotations

from math import exp

from musnad.config import across as config
from musnad.stories.profile import Profile, Vector

SCALE = 1_000_000
"""A likelihood as a whole number: sums of them are the same in any order."""


def likelihood(one: Profile, other: Profile) -> int:
    """How likely two articles report one event, in millionths; the same whichever comes first."""
    if one.language != other.language:
        return _across(one, other)
    score = (
        config.STORY_BIAS
        + config.STORY_TERMS_WEIGHT * dot(one.terms, other.terms)
        + config.STORY_HEAD_WEIGHT * dot(one.head, other.head)
        + config.STORY_TITLE_WEIGHT * dot(one.title, other.title)
        + config.STORY_TITLE_FOUND_WEIGHT * (found_in(one.title, other.terms) + found_in(other.title, one.terms))
    )
    if one.names and other.names:
        score += config.STORY_NAMES_WEIGHT * (common(one.names, other.names) - config.STORY_NAMES_USUAL)
    if one.outlet is not None and one.outlet == other.outlet:
        score += config.STORY_SAME_OUTLET
    return _likely(score + _apart(one, other))


def dot(one: Vector, other: Vector) -> float:
    """The cosine of two vectors, added up in an order that does not depend on which is first."""
    return sum(sorted(one[number] * other[number] for number in one.keys() & other.keys()))


def found_in(title: Vector, terms: Vector) -> float:
    """The share of a title's weight that stands in another article; 0 for an empty title."""
    return sum(sorted(title[number] ** 2 for number in title.keys() & terms.keys()))


def common(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that stands in the other, drawn towards 0 where it is small; 0 to 1."""
    return len(one & other) / (min(len(one), len(other)) + config.STORY_NAMES_LEAST)


def _apart(one: Profile, other: Profile) -> float:
    """What the time between two articles takes from the score; nothing where one is undated."""
    if one.day is None or other.day is None:
        return 0.0
    return -config.STORY_DAY_COST * abs(one.day - other.day)


def _across(one: Profile, other: Profile) -> int:
    """The same for two languages: by the meanings, sounds of names and numbers that both have.

    The product of two roots of shares is their geometric mean, so that much in common in a little counts for more
    than one word that both say often.
    """
    score = config.STORY_ABROAD_BIAS + config.STORY_ABROAD_WEIGHT * dot(one.abroad, other.abroad)
    return _likely(score + _apart(one, other))


def _likely(score: float) -> int:
    return round(SCALE / (1 + exp(-score)))
