"""Words that tell what a line of an article is for (``zones.yml``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TypeVar

from musnad.vocabulary.node import Node

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Furniture:
    """Phrases of lines that belong to the page and not to the report.

    ``whole``: the line says just this. ``starts``: it begins so (``…`` stands for any words). ``heads``: it
    is the heading of a box whose lines are furniture too. ``words``: it is made of nothing but these and
    numbers.
    """

    whole: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Credits:
    """Phrases of lines that say who worked on the report: how they begin, and what they hold."""

    starts: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Datelines:
    """Words of the lines that say who reports, from where, and when.

    ``starts``: how such a line begins. ``dates``: months and days. ``joins``: words between a reporter and
    a place. ``desks``: what stands in an agency's place and names nobody.
    """

    starts: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutletWords:
    """Words by which a short line is known to name an outlet: how it begins, and what it holds."""

    starts: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ZoneWords:
    """What ``zones.yml`` holds. The first form of an agency or outlet is its name; all are signatures."""

    boilerplate: Furniture = Furniture()
    credit: Credits = Credits()
    dateline: Datelines = Datelines()
    agencies: tuple[tuple[str, ...], ...] = ()
    outlets: tuple[tuple[str, ...], ...] = ()
    outlet_words: OutletWords = OutletWords()

    @classmethod
    def read(cls, node: Node) -> ZoneWords:
        """Reads ``zones.yml``; notes every unknown name, wrong type and word given twice in one list."""
        found = node.fields(optional=tuple(field.name for field in fields(cls)))
        return cls(
            boilerplate=_lists(found.get("boilerplate"), Furniture),
            credit=_lists(found.get("credit"), Credits),
            dateline=_lists(found.get("dateline"), Datelines),
            agencies=_names(found.get("agencies")),
            outlets=_names(found.get("outlets")),
            outlet_words=_lists(found.get("outlet_words"), OutletWords),
        )


def _lists(node: Node | None, group: Callable[..., T]) -> T:
    """A group whose every field is a list of words."""
    if node is None:
        return group()
    names = tuple(field.name for field in fields(group))  # type: ignore[arg-type]
    return group(**{name: _words(child) for name, child in node.fields(optional=names).items() if name in names})


def _words(node: Node) -> tuple[str, ...]:
    """A list of words, none of them twice; the empty text of a faulty entry is left out."""
    words: dict[str, None] = {}
    for item in node.items():
        word = item.text()
        if word in words:
            item.fault(f"{word!r} is given twice")
        if word:
            words[word] = None
    return tuple(words)


def _names(node: Node | None) -> tuple[tuple[str, ...], ...]:
    """A list of lists, each the forms of one name."""
    if node is None:
        return ()
    found = []
    for item in node.items():
        forms = item.texts()
        if not forms:
            item.fault("expected the forms of a name, the name itself first")
        elif all(forms):
            found.append(forms)
    return tuple(found)
