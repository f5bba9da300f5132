"""Answers in pieces that somebody can read: a few items at a time, of a bounded size, and how to go on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

Answer = dict[str, Any]
ANSWER_LETTERS = 40_000
"""Code points of the JSON of one answer, after which it ends; the last item may go beyond. Some 10,000 to 15,000 units
of a model's reading, by the usual three or four letters each: a reader with room for 100,000 can ask several times."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """Which items of a list: ``limit`` of them at most, those before number ``offset`` (from 0) left out.

    ``part`` is the one list that is wanted, where an answer has several; None for the beginnings of all.
    """

    limit: int = 10
    offset: int = 0
    part: str | None = None


BEGINNING = Page()


@dataclass(slots=True)
class Pages:
    """The lists of one answer, ``count`` of them, which share its room unless one alone is asked for."""

    page: Page
    count: int = 1
    told: Answer = field(default_factory=dict)
    more: list[Answer] = field(default_factory=list)

    def add(self, name: str, items: Iterable[T], tell: Callable[[T], Answer], count: int | None = None) -> None:
        """Puts a page of items under their name; of another part that is asked for, nothing.

        ``count`` is how many there are, None where nobody has counted.
        """
        if self.page.part not in (None, name):
            return
        given: list[Answer] = []
        left = ANSWER_LETTERS if self.page.part else ANSWER_LETTERS // self.count
        for item in self._wanted(items):
            if given and (left <= 0 or len(given) == self.page.limit):
                self._more(name, self.page.offset + len(given), count)
                break
            given.append(tell(item))
            left -= len(json.dumps(given[-1], ensure_ascii=False))
        self.told[name] = given
        if count is not None:
            self.told[f"{name}_count"] = count

    def answer(self, **others: Any) -> Answer:
        """The answer whole."""
        return {**others, **self.told, "more": self.more}

    def _wanted(self, items: Iterable[T]) -> Iterator[T]:
        return islice(iter(items), self.page.offset, None)

    def _more(self, name: str, offset: int, count: int | None) -> None:
        left = "" if count is None else f"{count - offset:,} "
        part = f"part {name!r} and " if self.count > 1 else ""
        self.more.append(
            {"list": name, "next_offset": offset, "told": f"{left}more {name}: ask again with {part}offset {offset}"}
        )
