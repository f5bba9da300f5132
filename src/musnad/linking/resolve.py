"""Nodes and the links between them → entities: the same groups and ids in whatever order articles came.

Links are taken from the strongest down; two groups become one only if every pair across them is linked, however weakly,
so that a chain of likenesses never joins what differs. A name that fits two groups which exclude each other joins the
one it is clearly more like, or that is seen far more often; else it stays alone. A person's decisions stand above: what
was told apart is never joined, what was put together always is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from musnad.config import LINK_SCORE, ROLE_BONUS, SIDE_MARGIN, SIDE_SHARE_MIN
from musnad.linking.judge import weighed
from musnad.linking.parts import Decision, Grouping, Link, Standing
from musnad.linking.sets import Sets
from musnad.model import Relation

Pair = tuple[str, str]
NEAR_SCORE = LINK_SCORE - ROLE_BONUS
"""Links weaker than this make no two nodes one, whatever their offices."""


def pair_of(one: str, other: str) -> Pair:
    """The two ids, smaller first."""
    return (one, other) if one < other else (other, one)


def resolve(standings: Mapping[str, Standing], links: Iterable[Link], decisions: Iterable[Decision]) -> Grouping:
    """The entity of each node; the id of an entity is that of its founding node.

    ``links`` and ``decisions`` about nodes that are not in ``standings`` count for nothing. Of a person's decisions on
    one pair the last counts, and of those that contradict each other over several, the one that tells apart.
    """
    decided = sorted(decisions, key=lambda each: (each.decided_at, each.id, each.left_id, each.right_id))
    last = {pair_of(each.left_id, each.right_id): each for each in decided}
    apart = {pair for pair, each in last.items() if each.relation is Relation.DIFFERENT}
    strong = {
        pair_of(link.left_id, link.right_id): weighed(link, standings[link.left_id], standings[link.right_id])
        for link in links
        if link.left_id in standings and link.right_id in standings
    }
    linked = {pair: link for pair, link in strong.items() if pair not in apart}
    together = [pair for pair, each in last.items() if each.relation is Relation.SAME and _both(pair, standings)]
    sets = _clustered(standings, linked)
    for one, other in reversed(together):
        if not _crosses(sets, one, other, apart):
            sets.join(one, other)
    return Grouping(
        {node: founder for group in sets.groups() for founder in [_founder(group, standings)] for node in group}
    )


def _both(pair: Pair, standings: Mapping[str, Standing]) -> bool:
    return pair[0] in standings and pair[1] in standings


def _crosses(sets: Sets[str], one: str, other: str, pairs: set[Pair]) -> bool:
    """Whether a pair reaches from one of two sets into the other."""
    if not pairs or sets.find(one) == sets.find(other):
        return False
    return any(pair_of(left, right) in pairs for left in sets.members(one) for right in sets.members(other))


def _founder(group: list[str], standings: Mapping[str, Standing]) -> str:
    """The node that names an entity: full before alone, then the one that was in the news first, then by id.

    Reports come in roughly as they are published, so that a new one hardly ever brings an older name.
    """
    return min(group, key=lambda node: (standings[node].node.alone, standings[node].first_at or "~", node))


def _clustered(standings: Mapping[str, Standing], linked: dict[Pair, Link]) -> Sets[str]:
    """The groups that links alone make."""
    near: dict[str, dict[str, Link]] = {}
    for (one, other), link in linked.items():
        if link.score >= LINK_SCORE:
            near.setdefault(one, {})[other] = link
            near.setdefault(other, {})[one] = link
    sets = _joined(standings, linked, linked.values())
    torn = {node for node in near if _is_torn(node, near[node], sets, linked, standings)}
    if not torn:
        return sets
    kept = [link for link in linked.values() if (link.left_id in torn) == (link.right_id in torn)]
    return _joined(standings, linked, kept)


def _joined(standings: Mapping[str, Standing], linked: dict[Pair, Link], links: Iterable[Link]) -> Sets[str]:
    """Joins the two sides of links from the strongest down, wherever all pairs across are linked."""
    sets: Sets[str] = Sets()
    for node in standings:
        sets.add(node)
    for link in sorted(links, key=lambda each: (-each.score, -_seen(each, standings), each.left_id, each.right_id)):
        if link.score < LINK_SCORE:
            break
        one, other = sets.find(link.left_id), sets.find(link.right_id)
        if one != other and all(
            pair_of(left, right) in linked for left in sets.members(one) for right in sets.members(other)
        ):
            sets.join(one, other)
    return sets


def _seen(link: Link, standings: Mapping[str, Standing]) -> int:
    """In how many articles the two sides of a link stand: of equal links the more usual one is taken first."""
    return standings[link.left_id].article_count + standings[link.right_id].article_count


def _is_torn(
    node: str, near: dict[str, Link], sets: Sets[str], linked: dict[Pair, Link], standings: Mapping[str, Standing]
) -> bool:
    """Whether a name fits another group than its own just as well, and neither is seen far more often."""
    own = [other for other in sets.members(node) if other != node]
    if not own:
        return False
    best = max((near[other].score for other in own if other in near), default=0.0)
    count = sum(standings[other].article_count for other in own)
    for group in {sets.find(other) for other in near if other not in own}:
        others = sets.members(group)
        if any(pair_of(node, other) not in linked for other in others):
            continue
        rival = max(near[other].score for other in others if other in near)
        rival_count = sum(standings[other].article_count for other in others)
        if rival > best - SIDE_MARGIN and count < SIDE_SHARE_MIN * rival_count:
            return True
    return False
