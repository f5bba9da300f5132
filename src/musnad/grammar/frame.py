"""One cue with all that is known around it: what the decisions about its statement are taken from."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from musnad.grammar.cues import Unit
from musnad.grammar.view import View
from musnad.vocabulary.cues import CueWords


@dataclass(frozen=True, slots=True)
class Place:
    """A possible beginning of content: token ``start``, before the cue (``end`` is then known) or after it."""

    start: int
    end: int = -1

    @property
    def before(self) -> bool:
        """Whether the content stands before its cue."""
        return self.end >= 0


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue in its article; ``cues`` maps the main tokens of all cues of the article to their shapes.

    ``mains`` are those tokens in order.
    """

    view: View
    words: CueWords
    unit: Unit
    cues: dict[int, str]
    mains: list[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "mains", sorted(self.cues))

    @property
    def key(self) -> str:
        """Class and shape of the cue."""
        return f"{self.unit.group}/{self.unit.shape}"

    @property
    def sentence(self) -> tuple[int, int]:
        """The token range of the cue's sentence."""
        return self.view.ranges[self.view.sentence[self.unit.main]]

    @property
    def ending(self) -> str:
        """The inflection of the cue: person, gender, number."""
        return self.unit.reading.ending if self.unit.reading else ""

    @property
    def object(self) -> bool:
        """Whether the cue carries an object pronoun."""
        return bool(self.unit.reading and self.unit.reading.object)

    def cues_in(self, first: int, last: int) -> int:
        """How many cues have their main token from ``first`` up to ``last``."""
        return bisect_left(self.mains, last) - bisect_left(self.mains, first) if last > first else 0

    def word(self, number: int) -> tuple[str, str]:
        """Form and class of a token; ``^`` before the article, ``$`` after it."""
        if number < 0:
            return "^", "^"
        if number >= len(self.view.forms):
            return "$", "$"
        return self.view.forms[number], self.view.classes[number]

    def opener(self, number: int) -> str:
        """The form of a token that opens content, else its class."""
        form, kind = self.word(number)
        return form if form in self.words.complementizers or form in self.words.openers else kind

    def quote_opens(self, number: int) -> bool:
        """Whether a token is the first of a quotation."""
        quoted = self.view.quoted
        return quoted[number] > 0 and (number == 0 or quoted[number] != quoted[number - 1])
