"""The connected parts of a graph whose edges lie in many partitions; no task sees them all.

Large-star and small-star in turn (R. Kiveris et al., Connected Components in MapReduce and Beyond, SoCC 2014): each
leads the neighbours of a node to the smallest one, until every node of a part has one edge, to the smallest of all.
That takes rounds in the order of the square of the logarithm of the number of nodes, three or four as a rule. Up to
``EDGES_AT_ONCE`` edges one task finds the same parts at once.
"""

from __future__ import annotations

from collections import defaultdict

from musnad.corpus.task import Task
from musnad.linking.sets import Sets


def put_edge(task: Task, channel: str, one: str, other: str) -> None:
    """Puts an edge where either of its ends is looked for."""
    task.put(channel, one, [one, other])
    task.put(channel, other, [other, one])


def labels_of(task: Task) -> dict[str, str]:
    """The smallest node of the part of each node in this task's bucket; nodes without an edge are left out."""
    return {node: min(node, *others) for node, others in _neighbours(task, task.order.given["parts"]).items()}


def at_once(task: Task) -> None:
    """Finds all parts in one task: leads every node to the smallest of its part."""
    sets: Sets[str] = Sets()
    for bucket in range(task.order.count):
        for one, other in task.take(task.order.given["from"], bucket):
            sets.add(one)
            sets.add(other)
            sets.join(one, other)
    for group in sets.groups():
        for node in group[1:]:
            put_edge(task, task.order.given["to"], group[0], node)


def large_star(task: Task) -> None:
    """Leads the larger neighbours of each node to the smallest that it knows; says how many edges that moves."""
    moved = 0
    for node, others in sorted(_neighbours(task, task.order.given["from"]).items()):
        least = min(node, *others)
        larger = sorted(other for other in others if other > node)
        moved += len(larger) if least != node else 0
        for other in larger:
            task.put(task.order.given["to"], other, [other, least])
    task.facts["moved"] = moved


def small_star(task: Task) -> None:
    """Leads each node and its smaller neighbours to the smallest of them; says how many edges that moves."""
    moved = 0
    for node, others in sorted(_neighbours(task, task.order.given["from"]).items()):
        least = min(others)
        moved += len(others) - 1
        for other in sorted({node, *others} - {least}):
            put_edge(task, task.order.given["to"], other, least)
    task.facts["moved"] = moved


def _neighbours(task: Task, channel: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in task.take(channel):
        found[one].add(other)
    return found
