"""Disjoint sets that grow together."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

T = TypeVar("T", bound=Any)


class Sets(Generic[T]):
    """Sets of things, each thing in one; ``join`` unites two (R. Tarjan, 1975, by size and with halved paths)."""

    def __init__(self) -> None:
        self.parent: dict[T, T] = {}
        self._members: dict[T, list[T]] = {}

    def add(self, thing: T) -> None:
        """Puts a thing that is new into a set of its own."""
        if thing not in self.parent:
            self.parent[thing] = thing
            self._members[thing] = [thing]

    def find(self, thing: T) -> T:
        """The member that stands for the set of a thing."""
        while self.parent[thing] != thing:
            self.parent[thing] = thing = self.parent[self.parent[thing]]
        return thing

    def members(self, thing: T) -> list[T]:
        """All members of the set of a thing."""
        return self._members[self.find(thing)]

    def join(self, one: T, other: T) -> None:
        """Unites the sets of two things."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        self.parent[other] = one
        self._members[one] += self._members.pop(other)

    def groups(self) -> list[list[T]]:
        """All sets, each sorted, in sorted order."""
        return sorted(sorted(each) for each in self._members.values())
