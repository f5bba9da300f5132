"""Which articles make a story: only the parts of the graph of neighbours that a change touches are grouped anew."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from musnad.config import across as config
from musnad.store.compare import days_of, edges_of
from musnad.store.incoming import replaced
from musnad.stories.group import grouped


def regrouped(connection: Connection, touched: Iterable[str]) -> list[tuple[str, ...]]:
    """The stories of every part of the graph that holds a touched article, each as article ids, earliest first.

    Of the versions of a page the latest alone is in a story.
    """
    found: list[tuple[str, ...]] = []
    left = set(touched)
    while left:
        edges = _part(connection, left)
        parts = _separate(edges)
        for part in parts:
            left -= part
            found += grouped(days_of(connection, part - replaced(connection, part).keys()), edges)
    return found


def _part(connection: Connection, start: set[str]) -> dict[str, dict[str, int]]:
    """The neighbours of all articles that are reached by edges that could hold two groups together."""
    edges: dict[str, dict[str, int]] = {key: {} for key in start}
    ahead = set(start)
    while ahead:
        found: set[str] = set()
        for row in edges_of(connection, ahead):
            edges[row.article_id][row.other_id] = row.likelihood
            if row.likelihood >= config.STORY_COHESION_MIN:
                found.add(row.other_id)
        ahead = found - edges.keys()
        edges.update({key: {} for key in ahead})
    return edges


def _separate(edges: dict[str, dict[str, int]]) -> list[set[str]]:
    """The connected parts."""
    left, parts = set(edges), []
    while left:
        part, ahead = set(), [left.pop()]
        while ahead:
            each = ahead.pop()
            part.add(each)
            for other, likely in edges[each].items():
                if likely >= config.STORY_COHESION_MIN and other in left:
                    left.discard(other)
                    ahead.append(other)
        parts.append(part)
    return parts
