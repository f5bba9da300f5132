"""How much words count inside one story: what most of its contents mention says little about any of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import log

from musnad.claims.content import Content, Said
from musnad.config.across import STORY_LEAST, STORY_SHARE


def weighed(story: Sequence[Said]) -> tuple[Said, ...]:
    """The same statements, with the rarities of words that are common in this story made smaller.

    A word in a share s of the contents counts log s / log ``STORY_SHARE`` of its rarity, at most all of it.
    """
    distinct = _distinct(story)
    counts = Counter(stem for stems in distinct for stem in stems)
    factors = {stem: _factor(count, len(distinct)) for stem, count in counts.items()}
    factors = {stem: factor for stem, factor in factors.items() if factor != 1.0}
    if not factors:
        return tuple(story)
    return tuple(
        replace(said, contents=tuple(_weighed(content, factors) for content in said.contents)) for said in story
    )


def _distinct(story: Sequence[Said]) -> list[set[str]]:
    """The stems of each content once, however many articles carry it word for word."""
    found: dict[str, set[str]] = {}
    for said in story:
        for content in said.contents:
            found.setdefault(content.text, set()).update(content.stems)
    return list(found.values())


def _factor(count: int, total: int) -> float:
    share = (count - 1) / (total + STORY_LEAST)
    return 1.0 if share <= STORY_SHARE else log(share) / log(STORY_SHARE)


def _weighed(content: Content, factors: dict[str, float]) -> Content:
    if factors.keys().isdisjoint(content.stems):
        return content
    return replace(content, stems={stem: weight * factors.get(stem, 1.0) for stem, weight in content.stems.items()})
