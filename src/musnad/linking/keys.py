"""Keys under which nodes find one another: what spellings of a name share, and what else two articles may share.

Keys of one node and its possible partners are equal, but for surnames by themselves, whose keys begin with a capital
letter: they look for full names only, never for each other.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from musnad.config import NEAR_DAYS
from musnad.linking.parts import Node
from musnad.model import MentionType
from musnad.names.keys import skeletons
from musnad.names.words import words_of

_FULL = 2
_NEEDLESS = 3  # a thing's name of fewer consonants than this is found under its own spelling only


def node_keys(node: Node) -> tuple[str, ...]:
    """The keys of a node, sorted; two spellings of one name share at least one. A surname alone has none.

    A full name is found under its first and last word, and one of three and more words under its first two as well,
    since the last may be left off.

    >>> one, other = (Node(MentionType.PERSON, name, "") for name in ("محمد الشرايبي", "Mohammed Chraïbi"))
    >>> set(node_keys(one)) & set(node_keys(other))
    {'2:MT+SRP'}
    """
    words = words_of(node.name)
    if node.type is not MentionType.PERSON:
        readings = [skeletons(word.core) for word in words]
        joined = {"".join(parts) for parts in product(*readings[:4])} if readings else set()
        return tuple(sorted(f"{node.type.value}:{each}" for each in joined if len(each) >= _NEEDLESS))
    if node.alone or len(words) < _FULL:
        return ()
    pairs = {(0, len(words) - 1)} | ({(0, 1)} if len(words) > _FULL else set())
    found = set()
    for first, last in pairs:
        for pair in product(skeletons(words[first].core), skeletons(words[last].core)):
            if all(pair):
                found.add("2:" + "+".join(sorted(pair)))
    return tuple(sorted(found))


def clues_of(node: Node, offices: tuple[str, ...], outlet: str | None, day: str | None) -> tuple[str, ...]:
    """What a surname by itself and a full name may share besides the surname: an office, or an outlet in the same days.

    ``offices`` are those that a country or body makes particular; ``day`` is ISO 8601, None where it is not known.
    """
    words = words_of(node.name)
    if node.type is not MentionType.PERSON or not words or (len(words) > 1) is node.alone:
        return ()
    found = []
    for tail in sorted(set(skeletons(words[-1].core))):
        for office in offices:
            found.append(f"{'R' if node.alone else 'r'}:{tail}|{office}")
        if outlet and day:
            near = range(-NEAR_DAYS, NEAR_DAYS + 1) if node.alone else (0,)
            found += [f"{'W' if node.alone else 'w'}:{tail}|{outlet}|{_moved(day, days)}" for days in near]
    return tuple(found)


def turned(key: str) -> str:
    """The key under which a surname looks for full names, as those have it; and back."""
    return key[0].swapcase() + key[1:]


def _moved(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
