"""How many independent origins a set of ends has: least, most, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from musnad.origins.ends import End, EndKind
from musnad.origins.joining import ONE_TEXT, Group, differ, joined, texts_of

_SHOWN = 3  # names in a sentence


@dataclass(frozen=True, slots=True)
class Origins:
    """Least and most number of independent origins, with sentences that say why; 0 and 0 without an end."""

    min_count: int
    max_count: int
    reasons: tuple[str, ...]


def count(
    ends: Sequence[End], derived: Iterable[tuple[str, str]] = (), surely: Mapping[str, str] | None = None
) -> Origins:
    """The interval of origins behind statements that end so; ``derived`` are pairs of articles (copy, original).

    ``surely`` leads from the keys of statements to a name that those share which surely assert the same; without it all
    do. Only among such does a second person raise the least count.

    At most: each end that is not surely the same as another. At least: as many named persons as surely differ and speak
    for no body in common; all others may be the same as these. Two bodies may be one inside the other ("the
    ministry", "the government"), so that they raise the least count by nothing.
    """
    ordered = sorted(ends, key=lambda end: end.key)
    if not ordered:
        return Origins(0, 0, ())
    pairs = {(min(pair), max(pair)) for pair in derived}
    groups, bonds = joined(ordered, pairs)
    low = max(1, min(_apart(groups, texts_of(ordered, pairs), surely), len(groups)))
    return Origins(low, len(groups), tuple(dict.fromkeys([*_told(bonds), *_open(groups, low)])))


def _told(reasons: Mapping[str, set[str]]) -> list[str]:
    """What joins ends of several articles, in words."""
    return [
        f"{len(articles)} {reason}: one origin"
        if reason == ONE_TEXT
        else f"{reason} in {len(articles)} articles: one origin"
        for reason, articles in sorted(reasons.items())
        if len(articles) > 1
    ]


def _apart(groups: Sequence[Group], text_of: Mapping[str, str], surely: Mapping[str, str] | None) -> int:
    """How many groups are surely different: named persons who speak for different bodies and surely say the same.

    Where two articles carry one text, another name in its place is no other person: both must stand in one article.
    """
    best = 0
    for part in sorted(set(surely.values())) if surely is not None else [""]:
        chosen: list[tuple[End, frozenset[str]]] = []
        for group in groups:
            articles = frozenset(end.article_id for end in group.ends)
            texts = frozenset(text_of[article] for article in articles)
            for end in group.ends:
                if surely is not None and surely.get(end.key) != part:
                    continue
                if end.kind is EndKind.PERSON and all(
                    differ(end, each) and (articles & theirs or not texts & {text_of[article] for article in theirs})
                    for each, theirs in chosen
                ):
                    chosen.append((end, articles))
                    break
        best = max(best, len(chosen))
    return best


def _open(groups: Sequence[Group], low: int) -> list[str]:
    """Why the count is no single number; or, if it is one, who the origins are."""
    first = [group.ends[0] for group in groups]
    named = sorted({end.name for end in first if end.kind is not EndKind.UNNAMED})
    unnamed = sorted({end.outlet for end in first if end.kind is EndKind.UNNAMED})
    told = []
    if len(groups) > low:
        if unnamed:
            word = "an unnamed source" if len(unnamed) == 1 else "unnamed sources"
            told.append(f"{word} of {_listed(unnamed)} may be the same as another")
        if len(named) > 1:
            told.append(f"{_listed(named)} may have it from one another")
    elif low > 1:
        told.append(f"{low} named sources of their own: {_listed(named)}")
    elif not named:
        told.append(f"one unnamed source, of {_listed(unnamed)}")
    elif len(groups) == len(groups[0].ends) == 1:
        told.append(f"only {named[0]}, in one article")
    return told


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
