"""Linking as groups: the names of all articles → entities, the same as a store makes of them one by one.

    stand    all that is shown of a name         → what is known of it, and the keys under which it is looked up
    judge    the names under one key             → links between pairs, each judged under one key only
    connect  links (see ``parts``)               → the connected parts that links make
    gather   a name, its links, its part         → both, to the task of the part
    resolve  the names and links of a part       → the entity of each name
    meet     a clue: surnames and full names     → which full names may explain a surname
    offer    full names with their entities      → the same with the entity
    explain  surnames by themselves              → the entity of each; then of all names, to articles and entities
    tell     the names of an entity              → its row

What is the same in a million articles is one name with a count: it meets other names, never articles. Two names are
compared if they share a key, which spells first and last word of a person or all words of a thing by consonants, and
if their words may be spellings of each other (``linking.meeting``): words are compared first, each with each under a
key, and there are far fewer of them than of names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from musnad.corpus.articles import earlier
from musnad.corpus.boxes import Row
from musnad.corpus.carried import node_from, node_values
from musnad.corpus.parts import labels_of, put_edge
from musnad.corpus.task import Task
from musnad.linking.judge import apart_of, is_surname_of, judge, meant
from musnad.linking.keys import node_keys
from musnad.linking.meeting import met_under
from musnad.linking.parts import Link, Node, Standing
from musnad.linking.resolve import NEAR_SCORE, resolve
from musnad.model import Relation
from musnad.pack import packs


def stand(task: Task) -> None:
    """Adds up what tasks have seen of each name: ``standing`` rows by name, ``keys`` rows by key."""
    nodes: dict[str, Node] = {}
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    offices: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for key, values, count, since, held, spellings in task.take("shown"):
        node = node_from(values)
        nodes[key] = min(nodes.get(key, node), node, key=lambda each: each.name)
        counts[key] += count
        first[key] = earlier(first.get(key, ""), since)
        offices[key].update(held)
        spelled[key].update(dict(spellings))
    for key in sorted(nodes):
        values = node_values(nodes[key])
        task.put(
            "standing", key, [key, values, counts[key], first[key], sorted(offices[key]), sorted(spelled[key].items())]
        )
        for each in node_keys(nodes[key]):
            task.put("keys", each, [each, values])


def judge_pairs(task: Task) -> None:
    """Judges the names under each key: ``links`` rows by the smaller name, ``near`` edges between those that may be
    one."""
    apart = apart_of(packs().values())
    under: dict[str, dict[str, Node]] = defaultdict(dict)
    for key, values in task.take("keys"):
        node = node_from(values)
        under[key][node.id] = node
    most = pairs = judged = 0
    for key in sorted(under):
        most = max(most, len(under[key]))
        pairs += len(under[key]) * (len(under[key]) - 1) // 2
        for one, other in met_under(key, under[key]):
            judged += 1
            link = judge(one, other, apart)
            if link is not None:
                names = [one.name, other.name] if link.left_id == one.id else [other.name, one.name]
                task.put("links", link.left_id, [link.left_id, link.right_id, link.score, link.reason, names])
                if link.score >= NEAR_SCORE:
                    put_edge(task, "near", one.id, other.id)
    task.facts |= {"most": most, "pairs": pairs, "compared": judged}


def gather(task: Task) -> None:
    """Sends names and links to the part that they are in: ``members`` and ``bonds`` rows; writes links as
    judgements."""
    labels = labels_of(task)
    for row in task.take("standing"):
        if not node_from(row[1]).alone:
            part = labels.get(row[0], str(row[0]))
            task.put("members", part, [part, *row[:-1]])
    for left_id, right_id, score, reason, names in sorted(task.take("links")):
        if left_id in labels:
            task.put("bonds", labels[left_id], [labels[left_id], left_id, right_id, score, reason])
        task.write("judgements", _judgement(Link(left_id, right_id, score, reason), "name", names))


def resolve_parts(task: Task) -> None:
    """Finds the entities of each part: ``entity`` rows by name."""
    standings: dict[str, dict[str, Standing]] = defaultdict(dict)
    links: dict[str, list[Link]] = defaultdict(list)
    for part, key, values, count, since, offices in task.take("members"):
        standings[part][key] = Standing(node_from(values), frozenset(offices), count, since)
    for part, *link in task.take("bonds"):
        links[part].append(Link(*link))
    for part in sorted(standings):
        for key, entity_id in sorted(resolve(standings[part], links[part], ()).entity_of.items()):
            task.put("entity", key, [key, entity_id])


def meet(task: Task) -> None:
    """Brings surnames by themselves together with the full names that share a clue: ``offers`` rows by full name."""
    full: dict[str, dict[str, Node]] = defaultdict(dict)
    alone: dict[str, dict[str, tuple[Node, str]]] = defaultdict(dict)
    for meeting, clue, values in task.take("clues"):
        node = node_from(values)
        if node.alone:
            alone[meeting][node.id] = node, clue
        else:
            full[meeting][node.id] = node
    for meeting in sorted(alone):
        for key, (surname, clue) in sorted(alone[meeting].items()):
            for other, name in sorted(full.get(meeting, {}).items()):
                if is_surname_of(surname, name):
                    task.put("offers", other, [other, key, clue, node_values(surname), node_values(name)])


def offer(task: Task) -> None:
    """Adds to each offer the entity of the full name: ``reasons`` rows by surname."""
    entity_of: dict[str, str] = dict(task.take("entity"))
    for other, key, clue, surname, name in task.take("offers"):
        task.put("reasons", key, [key, other, clue, surname, name, entity_of[other]])


def explain(task: Task) -> None:
    """Finds whom surnames by themselves mean, and sends the entity of every name on: ``named`` rows by article,
    ``spelled`` rows by entity."""
    entity_of: dict[str, str] = dict(task.take("entity"))
    offers: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    surnames: dict[str, Node] = {}
    full: dict[str, Standing] = {}
    theirs: dict[str, str] = {}
    for key, other, clue, surname, name, entity_id in task.take("reasons"):
        offers[key][other].append(clue)
        surnames[key], full[other], theirs[other] = node_from(surname), Standing(node_from(name)), entity_id
    for key in sorted(offers):
        link = meant(surnames[key], offers[key], full, theirs, ())
        if link is not None:
            entity_of[key] = theirs[link.right_id]
            task.write("judgements", _judgement(link, "evidence", [surnames[key].name, full[link.right_id].node.name]))
    for key, values, _, _, _, spellings in task.take("standing"):
        entity_id = entity_of.setdefault(key, key)
        task.put("spelled", entity_id, [entity_id, key, values[0], spellings])
    for key, article_id, number in task.take("locals"):
        task.put("named", article_id, [article_id, number, entity_of[key]])


def tell(task: Task) -> None:
    """Writes each entity with its names, the most frequent first."""
    nodes: dict[str, list[str]] = defaultdict(list)
    sorts: dict[str, str] = {}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for entity_id, key, sort, spellings in task.take("spelled"):
        nodes[entity_id].append(key)
        if key == entity_id:
            sorts[entity_id] = sort
        names[entity_id].update(dict(spellings))
    for entity_id in sorted(nodes):
        counts = names[entity_id]
        ordered = sorted(counts, key=lambda name: (-counts[name], name))
        row = {"id": entity_id, "type": sorts[entity_id], "names": ordered, "node_ids": sorted(nodes[entity_id])}
        task.write("entities", row)


def _judgement(link: Link, basis: str, names: Row) -> dict[str, Any]:
    return {
        "left_id": link.left_id,
        "right_id": link.right_id,
        "basis": basis,
        "left_name": names[0],
        "right_name": names[1],
        "relation": Relation.SAME.value,
        "score": link.score,
        "reason": link.reason,
    }
