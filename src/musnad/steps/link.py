"""Mentions of many articles → entities, with the judgements that put them together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from musnad.linking.judge import Apart, judge, meant
from musnad.linking.keys import turned
from musnad.linking.meeting import met
from musnad.linking.parts import Decision, Link, Local, Node, Standing
from musnad.linking.resolve import resolve
from musnad.model import Entity, Relation


@dataclass(frozen=True, slots=True)
class Named:
    """The locals of one article; ``article_id`` is the stored one, ``published`` ISO 8601, empty if not known."""

    article_id: str
    published: str
    locals: tuple[Local, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking finds: entities by id, the entity of each node, and the links that hold."""

    entities: dict[str, Entity]
    entity_of: dict[str, str]
    links: tuple[Link, ...]


def link(found: Iterable[Named], apart: Apart, decisions: Iterable[Decision] = ()) -> Linked:
    """The entities of articles, all at once; the same in whatever order the articles and decisions come.

    ``apart`` are callings that one person rarely has (see ``musnad.linking.judge``). Each article may stand there once
    only. A store that is given the articles one by one holds the same entities under the same ids.
    """
    articles = list(found)
    decided = list(decisions)
    standings = _standings(articles)
    links = _judged(standings, apart)
    settled = {side for each in decided if each.relation is Relation.SAME for side in (each.left_id, each.right_id)}
    grouped = {key: each for key, each in standings.items() if not each.node.alone or key in settled}
    entity_of = resolve(grouped, links, decided).entity_of
    alone = {key: each for key, each in standings.items() if key not in grouped}
    reasons = _explained(articles, standings, alone, entity_of, decided)
    entity_of.update({key: entity_of[reasons[key].right_id] if key in reasons else key for key in alone})
    return Linked(_entities(articles, standings, entity_of), entity_of, (*links, *reasons.values()))


def _standings(articles: list[Named]) -> dict[str, Standing]:
    """What is known of every node from all articles."""
    nodes: dict[str, Node] = {}
    counts: Counter[str] = Counter()
    offices: dict[str, set[str]] = defaultdict(set)
    first: dict[str, str] = {}
    for article in articles:
        for local in article.locals:
            key = local.node.id
            nodes.setdefault(key, local.node)
            counts[key] += 1
            offices[key].update(local.offices)
            first[key] = min(filter(None, (first.get(key), article.published)), default="")
    return {key: Standing(node, frozenset(offices[key]), counts[key], first[key]) for key, node in nodes.items()}


def _judged(standings: Mapping[str, Standing], apart: Apart) -> list[Link]:
    """The links between all nodes that meet under a key."""
    found = (judge(one, other, apart) for one, other in met(standing.node for standing in standings.values()))
    return [each for each in found if each]


def _explained(
    articles: list[Named],
    standings: Mapping[str, Standing],
    alone: Mapping[str, Standing],
    entity_of: Mapping[str, str],
    decisions: list[Decision],
) -> dict[str, Link]:
    """For each surname alone that one entity's full name explains, the link to it."""
    showing: dict[str, set[str]] = defaultdict(set)
    clues: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for local in article.locals:
            clues[local.node.id].update(local.clues)
            for clue in local.clues:
                showing[clue].add(local.node.id)
    barred: dict[str, set[str | None]] = defaultdict(set)
    for each in decisions:
        if each.relation is Relation.DIFFERENT:
            barred[each.left_id].add(entity_of.get(each.right_id))
            barred[each.right_id].add(entity_of.get(each.left_id))
    chosen = {}
    for key in alone:
        offers: dict[str, list[str]] = defaultdict(list)
        for clue in clues[key]:
            for other in showing.get(turned(clue), ()):
                offers[other].append(clue)
        link = meant(standings[key].node, offers, standings, entity_of, barred[key])
        if link:
            chosen[key] = link
    return chosen


def _entities(
    articles: list[Named], standings: Mapping[str, Standing], entity_of: Mapping[str, str]
) -> dict[str, Entity]:
    """The entities with their spellings, the most frequent first."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for local in article.locals:
            spelled[entity_of[local.node.id]].update(dict(local.spellings))
    return {
        key: Entity(key, standings[key].node.type, tuple(sorted(counts, key=lambda name: (-counts[name], name))))
        for key, counts in sorted(spelled.items())
    }
