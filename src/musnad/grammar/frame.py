"""One cue with all that is known around it: what the decisions about its statement are taken from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from musnad.grammar.cues import Unit
from musnad.grammar.view import View
from musnad.vocabulary.cues import CueWords


class Place(NamedTuple):
    """A possible beginning of content: token ``start``, before the cue (``end`` is then known) or after it."""

    start: int
    end: int = -1

    @property
    def before(self) -> bool:
        """Whether the content stands before its cue."""
        return self.end >= 0


class Cues(dict[int, str]):
    """The shapes of all cues of an article by their main tokens; ``order`` has these in text order."""

    def __init__(self, shapes: Iterable[tuple[int, str]]) -> None:
        super().__init__(shapes)
        self.order = sorted(self)

    def between(self, first: int, last: int) -> list[int]:
        """The main tokens from ``first`` up to ``last`` in text order."""
        return self.order[bisect_left(self.order, first) : bisect_left(self.order, last)]


@dataclass(frozen=True)
class Frame:
    """A cue in its article; ``cues`` are all cues of the article, ``asked`` the token that advice is asked about.

    It has no slots, so that what every candidate asks of it is worked out once.
    """

    view: View
    words: CueWords
    unit: Unit
    cues: Cues
    asked: int = -1

    @cached_property
    def key(self) -> str:
        """Class and shape of the cue."""
        return f"{self.unit.group}/{self.unit.shape}"

    @cached_property
    def sentence(self) -> tuple[int, int]:
        """The token range of the cue's sentence."""
        return self.view.ranges[self.view.sentence[self.unit.main]]

    @cached_property
    def ending(self) -> str:
        """The inflection of the cue: person, gender, number."""
        return self.unit.reading.ending if self.unit.reading else ""

    @cached_property
    def object(self) -> bool:
        """Whether the cue carries an object pronoun."""
        return bool(self.unit.reading and self.unit.reading.object)

    def cues_in(self, first: int, last: int) -> int:
        """How many cues have their main token from ``first`` up to ``last``."""
        return len(self.cues.between(first, last))

    def word(self, number: int) -> tuple[str, str]:
        """Form and class of a token; ``^`` before the article, ``$`` after it, up to the third token there."""
        return self.view.words[number]

    def opener(self, number: int) -> str:
        """The form of a token that opens content, else its class."""
        form, kind = self.word(number)
        return form if form in self.words.complementizers or form in self.words.openers else kind

    def quote_opens(self, number: int) -> bool:
        """Whether a token is the first of a quotation."""
        quoted = self.view.quoted
        return quoted[number] > 0 and (number == 0 or quoted[number] != quoted[number - 1])
