"""Quotation marks (``quotes.yml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from musnad.vocabulary.node import Node


@dataclass(frozen=True)
class QuoteMarks:
    """Opening and closing marks of a language; ``bracket_words`` is the least length in words of a passage
    in brackets that counts as quoted."""

    pairs: tuple[tuple[str, str], ...]
    brackets: tuple[tuple[str, str], ...]
    bracket_words: int

    @cached_property
    def closer_of(self) -> dict[str, str]:
        """The closing mark by its opening one; the first pair of the pack wins."""
        return dict(reversed((*self.pairs, *self.brackets)))

    @cached_property
    def other_closers(self) -> dict[str, frozenset[str]]:
        """The further marks that may close what a mark opens, where outlets mix marks of two kinds."""
        found: dict[str, frozenset[str]] = {}
        for opening, close in self.pairs:
            if close != self.closer_of[opening]:
                found[opening] = found.get(opening, frozenset()) | {close}
        return found

    @cached_property
    def closing(self) -> frozenset[str]:
        """Marks that close what another mark opens, unless they open in an earlier pair of the pack."""
        opened: set[str] = set()
        closing = set()
        for opening, close in self.pairs:
            opened.add(opening)
            if close not in opened:
                closing.add(close)
        return frozenset(closing)

    @cached_property
    def opening_brackets(self) -> frozenset[str]:
        """Brackets that open."""
        return frozenset(opening for opening, _ in self.brackets)

    @classmethod
    def read(cls, node: Node) -> QuoteMarks | None:
        """Reads ``quotes.yml``; None where the pack has none. Faults are noted on the node."""
        if node.value is None:
            return None
        fields = node.fields(required=("pairs",), optional=("brackets", "bracket_words"))
        words = fields["bracket_words"].text() if "bracket_words" in fields else "5"
        if not words.isdecimal():
            fields["bracket_words"].fault("expected a number of words")
        return cls(
            pairs=_pairs(fields.get("pairs")),
            brackets=_pairs(fields.get("brackets")),
            bracket_words=int(words) if words.isdecimal() else 5,
        )


def _pairs(node: Node | None) -> tuple[tuple[str, str], ...]:
    pairs = []
    for item in node.items() if node else []:
        marks = item.texts()
        if len(marks) == 2:
            pairs.append((marks[0], marks[1]))
        else:
            item.fault("expected an opening and a closing mark")
    return tuple(pairs)
