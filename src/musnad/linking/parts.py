"""What linking is made of: locals of an article, nodes that articles share, links between nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from musnad.config import NAMES_REMEMBERED
from musnad.ids import digest
from musnad.model import MentionType, Relation

PROGRAM, PERSON = "program", "person"


@dataclass(frozen=True, slots=True)
class Node:
    """A name that articles share, which is judged as one thing.

    For a person ``key`` is the full name's folded words; ``calling`` tells bearers of one name apart (empty if no role
    says), and ``generation`` a father from his son. A surname by itself is ``alone``: ``key`` then names its article,
    too, since a surname is nothing that articles share. For other types ``key`` is the usual or the folded name.
    """

    type: MentionType
    name: str
    key: str
    calling: str = ""
    generation: str = ""
    alone: bool = False

    @property
    def id(self) -> str:
        """``e1_`` and 20 letters and digits: a hash of type, key, calling and generation; never of an article's order.

        >>> Node(MentionType.PERSON, "سالم مراد", "سالم مراد").id == Node(MentionType.PERSON, "", "سالم مراد").id
        True
        >>> Node(MentionType.PERSON, "Salem Murad", "salem murad").id[:3]
        'e1_'
        """
        return _node_id(self.type.value, self.key, self.calling, self.generation)


@lru_cache(maxsize=NAMES_REMEMBERED)
def _node_id(*parts: str) -> str:
    return "e1_" + digest(*parts)


@dataclass(frozen=True, slots=True)
class Local:
    """Who or what some mentions of one article refer to; ``number`` counts from 1 in the order of the text.

    ``mentions`` are numbers of the article's mentions from 0. ``spellings`` and ``roles`` come with how often each
    stands there. ``offices`` are what the roles say in all languages (``president/US``). ``clues`` are what a surname
    and a full name of two articles may have in common besides the name (see ``keys``).
    """

    number: int
    node: Node
    mentions: tuple[int, ...]
    spellings: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...] = ()
    offices: tuple[str, ...] = ()
    clues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a node from all articles: the offices, in how many it stands, and since when.

    ``first_at`` is the earliest publication (ISO 8601, as far as known), empty where no article says one.
    """

    node: Node
    offices: frozenset[str] = frozenset()
    article_count: int = 0
    first_at: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What the program finds of two nodes, smaller id first: ``score`` 0 to 1, with reasons."""

    left_id: str
    right_id: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of two nodes; ``id`` is that of the whole decision, which may hold several."""

    id: str
    left_id: str
    right_id: str
    relation: Relation
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Grouping:
    """What ``resolve`` finds: the entity of every node."""

    entity_of: dict[str, str] = field(default_factory=dict)

    def members(self) -> dict[str, list[str]]:
        """The nodes of each entity, sorted."""
        found: dict[str, list[str]] = {}
        for node_id in sorted(self.entity_of):
            found.setdefault(self.entity_of[node_id], []).append(node_id)
        return found
