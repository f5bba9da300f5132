"""Which names are worth judging: those that meet under a key, word by word.

A key tells consonants only, and many names have the same ones: Ahmed, Mahmoud and Hamed stand under one. Names under
a key are therefore looked up by the words that made it, and each word knows the few that it may be a spelling of, so
that the pairs that are judged grow with those that are likely, not with the square of all names under the key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, combinations_with_replacement, product

from musnad.linking.keys import anchors, node_keys
from musnad.linking.partners import FULL, Partners, all_partnered, near
from musnad.linking.parts import Node
from musnad.model import MentionType
from musnad.names.words import Word, words_of

_FEW_PAIRS = 400  # up to so many, looking at each pair is faster than looking up its words


def met(nodes: Iterable[Node]) -> list[tuple[Node, Node]]:
    """The pairs of nodes that are to be judged, each once, the smaller id first, in the order of their ids."""
    under: dict[str, dict[str, Node]] = defaultdict(dict)
    for node in nodes:
        for key in node_keys(node):
            under[key][node.id] = node
    found = {(one.id, other.id): (one, other) for key, group in under.items() for one, other in met_under(key, group)}
    return [found[pair] for pair in sorted(found)]


def met_under(key: str, nodes: Mapping[str, Node]) -> Iterator[tuple[Node, Node]]:
    """The pairs of nodes (by id) that are to be judged under a key, the smaller id first, in the order of their ids.

    A pair that meets under several keys is given under the smallest of them alone.

    >>> names = "أحمد السعدي", "محمود السعيد", "احمد السعدى"
    >>> nodes = {name: Node(MentionType.PERSON, name, name) for name in names}
    >>> [(one.name, other.name) for one, other in met_under("2:LST+MT", nodes)]
    [('أحمد السعدي', 'احمد السعدى')]
    """
    people = {each: node for each, node in nodes.items() if node.type is MentionType.PERSON}
    things = sorted(nodes.keys() - people.keys())
    for one, other in sorted({*combinations(things, 2), *_near_pairs(key, people)}):
        if one != other and meeting_key(nodes[one], nodes[other]) == key:
            yield nodes[one], nodes[other]


def meeting_key(one: Node, other: Node) -> str | None:
    """The smallest key under which two nodes are to be judged, None if they are not.

    Two bodies or places need a common key; two people one whose words may be spellings of each other. Where both
    have names of three words or more, each word of the shorter name needs a partner in the other.

    >>> ahmad, *others = (
    ...     Node(MentionType.PERSON, name, name) for name in ("أحمد علي السعدي", "أحمد السعدي", "أحمد حسن السعدي")
    ... )
    >>> [meeting_key(ahmad, other) for other in others]
    ['2:LST+MT', None]
    >>> one, other = (Node(MentionType.PERSON, name, name) for name in ("Ahmed Saadi", "Mahmoud Saadi"))
    >>> meeting_key(one, other) is None
    True
    """
    if one.type is not other.type:
        return None
    if one.type is not MentionType.PERSON:
        return min(set(node_keys(one)) & set(node_keys(other)), default=None)
    theirs = anchors(other.name)
    keys = [
        key
        for key, ends in anchors(one.name)
        for same, far in theirs
        if key == same and near(ends[0], far[0]) and near(ends[1], far[1])
    ]
    left, right = sorted((words_of(one.name), words_of(other.name)), key=lambda words: (len(words), words))
    if not keys or (len(left) > FULL and not all_partnered(left, right)):
        return None
    return min(keys)


def _near_pairs(key: str, people: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
    """The pairs of people by id whose words behind the key may be spellings of each other, smaller id first."""
    cells: dict[Word, dict[Word, set[str]]] = defaultdict(lambda: defaultdict(set))
    ends: dict[str, frozenset[Word]] = defaultdict(frozenset)
    for node_id, node in people.items():
        for same, (first, second) in anchors(node.name):
            if same == key:
                cells[first][second].add(node_id)
                ends[node_id] |= {first, second}
    partners: Partners | None = None
    for one, two in combinations_with_replacement(cells, 2):
        if near(one, two):
            for own, far in product(cells[one], cells[two]):
                if near(own, far):
                    ours, theirs = cells[one][own], cells[two][far]
                    if len(ours) * len(theirs) > _FEW_PAIRS:
                        partners = partners or Partners({each: words_of(people[each].name) for each in people}, ends)
                        found = partners.pairs(ours, theirs)
                    else:
                        found = product(ours, theirs)
                    yield from ((min(pair), max(pair)) for pair in found)
