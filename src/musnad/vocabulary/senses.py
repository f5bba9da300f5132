"""What sort of thing common nouns name (``senses.yml``): what can be touched, done, said, lived in, counted."""

from __future__ import annotations

from musnad.text import fold
from musnad.vocabulary.node import Node

SORTS = (
    "animal",
    "doing",
    "group",
    "nature",
    "other",
    "person",
    "place",
    "quantity",
    "said",
    "state",
    "thing",
    "time",
    "wealth",
)


def read_senses(node: Node) -> dict[str, str]:
    """The sort of each folded noun; empty where the pack has no such file. Faults are noted on the node."""
    if node.value is None:
        return {}
    fields = node.fields(optional=SORTS)
    return {fold(word): sort for sort, words in fields.items() for word in words.text().split()}
