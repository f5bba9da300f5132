"""A name that was found, before it becomes a mention, and the text it was found in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from musnad.mentions.lookup import Hit
from musnad.model import MentionType
from musnad.text import DROPPED, Tokens, behind
from musnad.vocabulary.cues import CueWords
from musnad.vocabulary.entities import EntityWords
from musnad.vocabulary.sources import SourceWords

if TYPE_CHECKING:
    import numpy as np

_MARKS_INSIDE = frozenset(".-'\u2019&\u2010\u2011/")


class Found(NamedTuple):
    """A name in the tokens ``first`` up to ``last``, behind ``taken`` letters of particles."""

    first: int
    last: int
    type: MentionType
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A text as names are looked for in it.

    ``forms`` are folded and without possessive endings; ``hits`` the known
    names; ``numbers`` those that the sight knows the forms by, empty where the pack has none.
    """

    text: str
    tokens: Tokens
    forms: list[str]
    hits: list[Hit]
    entities: EntityWords
    sources: SourceWords
    cues: CueWords | None = None
    numbers: np.ndarray | None = None
    titles: dict[int, int] = field(default_factory=dict)
    titled: set[int] = field(default_factory=set)

    def find_titles(self, seconds: Iterable[int] | None = None) -> None:
        """Notes the known titles of several words, first token to the one behind the last.

        Article and particles of the first word do not matter. ``seconds`` are the tokens that can be the second one of
        a title; None where that has not been looked up.
        """
        if seconds is None:
            known = self.entities.title_seconds
            seconds = (number for number, form in enumerate(self.forms) if form in known)
        for number in (second - 1 for second in seconds if second):
            for size in range(4, 1, -1):
                if (self.core(number), *self.forms[number + 1 : number + size]) in self.entities.titles:
                    self.titles[number] = number + size
                    self.titled.update(range(number, number + size))
                    break

    def is_word(self, number: int) -> bool:
        """Whether a token is a word or a number."""
        first = self.forms[number][0]
        return first.isalnum() and first not in DROPPED

    def kind(self, number: int) -> str:
        """The class of a token (``SourceWords.classify``)."""
        return self.sources.classify(self.forms[number])

    def core(self, number: int) -> str:
        """A token's form behind its particles and its article."""
        kind, form = self.kind(number), self.forms[number]
        taken = kind.partition("+")[0] if "+" in kind else ""
        form = form[len(taken) :] if form.startswith(taken) else form
        article = self.entities.article
        return form[len(article) :] if form.startswith(article) and len(form) > len(article) + 1 else form

    def start(self, found: Found) -> int:
        """The offset at which a name begins, behind the particles written onto it."""
        start = self.tokens.starts[found.first]
        return behind(self.text, start, found.taken) if found.taken else start

    def end(self, found: Found) -> int:
        """The offset at which a name ends, before a possessive ending."""
        number = found.last - 1
        end = self.tokens.ends[number]
        return end - (len(self.tokens.forms[number]) - len(self.forms[number]))


def disjoint(founds: Iterable[Found]) -> list[Found]:
    """The names in text order, without those that share a token with a longer one, or an earlier one of its size."""
    kept: list[Found] = []
    taken: set[int] = set()
    for found in sorted(founds, key=lambda each: (each.first - each.last, each.first)):
        tokens = range(found.first, found.last)
        if taken.isdisjoint(tokens):
            kept.append(found)
            taken.update(tokens)
    return sorted(kept)


def _ends_initials(page: Page, first: int, last: int) -> bool:
    """Whether the last token is the full stop of an abbreviation such as "U.S."."""
    return last - first > 3 and page.forms[last - 1] == page.forms[last - 3] == "." and len(page.forms[last - 2]) == 1


def trimmed(page: Page, found: Found) -> Found | None:
    """The name without marks at its ends; None if nothing is left."""
    first, last = found.first, found.last
    while first < last and not page.is_word(first):
        first += 1
    while last > first and not page.is_word(last - 1) and not _ends_initials(page, first, last):
        last -= 1
    if first == last:
        return None
    taken = found.taken if first == found.first else 0
    return Found(first, last, found.type, min(taken, len(page.forms[first]) - 1))
