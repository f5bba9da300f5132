"""Keys under which nodes find one another: what spellings of a name share, and what else two articles may share.

Keys of one node and its possible partners are equal, but for surnames by themselves, whose keys begin with a capital
letter: they look for full names only, never for each other.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import permutations, product

from musnad.config import NAMES_REMEMBERED, NEAR_DAYS
from musnad.linking.parts import Node
from musnad.model import MentionType
from musnad.names.keys import readings_of, skeletons
from musnad.names.words import Word, words_of

Ends = tuple[Word, Word]

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
    if node.type is MentionType.PERSON:
        return () if node.alone else person_keys(node.name)
    return _thing_keys(node.type, node.name)


@lru_cache(maxsize=NAMES_REMEMBERED)
def _thing_keys(sort: MentionType, name: str) -> tuple[str, ...]:
    """The consonants of all words together, since a name may be written in one word or several."""
    readings = [skeletons(word.core) for word in words_of(name)]
    joined = {"".join(parts) for parts in product(*readings[:4])} if readings else set()
    return tuple(sorted(f"{sort.value}:{each}" for each in joined if len(each) >= _NEEDLESS))


def person_keys(name: str) -> tuple[str, ...]:
    """The keys of a person's full name, empty for a name of one word."""
    return tuple(sorted({key for key, _ in anchors(name)}))


@lru_cache(maxsize=NAMES_REMEMBERED)
def anchors(name: str) -> tuple[tuple[str, Ends], ...]:
    """Each key of a person's full name with two words that sound like it, in the order in which the key has them.

    >>> [(key, first.form, second.form) for key, (first, second) in anchors("Salem Murad")]
    [('2:MRT+SLM', 'murad', 'salem')]
    >>> [(key, first.form, second.form) for key, (first, second) in anchors("سالم مراد")]
    [('2:MRT+SLM', 'مراد', 'سالم')]
    """
    words = words_of(name)
    if len(words) < _FULL:
        return ()
    ends = {(0, len(words) - 1)} | ({(0, 1)} if len(words) > _FULL else set())
    keys = {
        tuple(sorted(pair)) for one, other in ends for pair in product(*(readings_of(words[n]) for n in (one, other)))
    }
    return tuple(
        sorted(
            ("2:" + "+".join(key), (one, other))
            for key in keys
            if all(key)
            for one, other in permutations(words, 2)
            if key[0] in readings_of(one) and key[1] in readings_of(other)
        )
    )


def tails(node: Node) -> tuple[str, ...]:
    """What spellings of a full name's last word share, for a person to be looked up by surname; never used to link.

    >>> person = MentionType.PERSON
    >>> tails(Node(person, "Mohammed Chraïbi", "")), tails(Node(person, "شرايبي", "", alone=True))
    (('KRP', 'SRP'), ())
    """
    words = words_of(node.name)
    if node.type is not MentionType.PERSON or node.alone or len(words) < _FULL:
        return ()
    return tuple(sorted(set(filter(None, skeletons(words[-1].core)))))


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
