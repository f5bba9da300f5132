"""One value of a pack file, with its place for the report of what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from musnad.text import fold

_TATWEEL = "\u0640"


@dataclass(slots=True)
class Node:
    """One value of a pack file with its place; reading it wrongly typed notes a fault instead of raising.

    The readers return an empty value after noting a fault, so that loading goes on to find the others.
    """

    value: yaml.Node | None
    place: str
    faults: list[str]
    key: yaml.Node | None = None

    def fault(self, message: str) -> None:
        """Notes that something is wrong here: on the line of the name, where the value has one."""
        start = self.key or self.value
        line = start.start_mark.line + 1 if start is not None else 1
        self.faults.append(f"{self.place}:{line}: {message}")

    def text(self) -> str:
        """The value as a word or phrase."""
        if isinstance(self.value, yaml.ScalarNode) and _says_something(self.value.value):
            return str(self.value.value)
        self.fault("expected a word or phrase")
        return ""

    def plain(self) -> str:
        """The value as it stands, which may be nothing."""
        return str(self.value.value) if isinstance(self.value, yaml.ScalarNode) else self.text()

    def is_list(self) -> bool:
        """Whether the value is a list."""
        return isinstance(self.value, yaml.SequenceNode)

    def items(self) -> list[Node]:
        """The entries of a list; a missing value is an empty list."""
        if self.value is None:
            return []
        if isinstance(self.value, yaml.SequenceNode):
            return [Node(child, self.place, self.faults) for child in self.value.value]
        self.fault("expected a list")
        return []

    def texts(self) -> tuple[str, ...]:
        """The entries of a list of words or phrases."""
        return tuple(item.text() for item in self.items())

    def fields(self, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> dict[str, Node]:
        """The named entries of a mapping; an unknown or missing name is a fault. Absent ones are left out."""
        found = dict(self.pairs())
        for name, node in found.items():
            if name not in required and name not in optional:
                node.fault(f"unknown name {name!r}; known here: {', '.join((*required, *optional))}")
        for name in required:
            if name not in found:
                self.fault(f"{name!r} is missing")
        return found

    def pairs(self) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping whose names are data, in order; a name given twice is a fault."""
        if self.value is None:
            return
        if not isinstance(self.value, yaml.MappingNode):
            self.fault("expected names with values")
            return
        seen = set()
        for key, child in self.value.value:
            node = Node(child, self.place, self.faults, key)
            if not isinstance(key, yaml.ScalarNode):
                node.fault("expected a name")
                continue
            if key.value in seen:
                node.fault(f"{key.value!r} is given twice")
            seen.add(key.value)
            yield str(key.value), node


def _says_something(value: str) -> bool:
    """Whether anything is left of a text when it is folded; the first sign tells for nearly all."""
    first = value[:1]
    return (first.isalnum() and first != _TATWEEL) or fold(value).strip() != ""


def read_node(path: Path, place: str, faults: list[str]) -> Node:
    """The root of a YAML file; a file that is missing, empty or no YAML is an empty node (and a fault if no YAML)."""
    if not path.is_file():
        return Node(None, place, faults)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        faults.append(f"{place}:{line}: not valid YAML: {getattr(error, 'problem', None) or error}")
        return Node(None, place, faults)
    return Node(root, place, faults)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
