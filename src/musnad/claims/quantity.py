"""A number that a content holds, and when two of them may be the same."""

from __future__ import annotations

from dataclasses import dataclass, replace

PEOPLE = "people"
APART = frozenset({"attackers", "women", "children"})
"""Sorts of people that are counted by themselves, beside or within the number of all."""
HAPPENINGS = frozenset({"killed", "wounded", "arrested", "missing", "kidnapped", "displaced"})
"""What happens to people; a pack may list other classes, but these are claims by themselves when they are counted."""
NOT_COMPARED = frozenset({PEOPLE})
"""What two contents may count differently without contradicting each other: what everything has."""
LENGTH = "hour"
"""The unit in which lengths of time are compared."""
_IN = {
    "minute": (LENGTH, 1 / 60), "day": (LENGTH, 24), "week": (LENGTH, 7 * 24), "month": (LENGTH, 30.4 * 24),
    "year": (LENGTH, 365.25 * 24), "kilogram": ("ton", 1 / 1000), "kilometre": ("metre", 1000), "mile": ("metre", 1609),
}  # fmt: skip
"""Units that are compared in another one of the same kind, and how many of that they are."""
_ROUNDED = 10  # the least number whose fraction is left out in passing
_NEAR = 1.05  # lengths that differ by less are one: a month is four weeks or thirty days


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that stands for something between ``low`` and ``high``, both included; ``high`` may be infinite.

    ``value`` is what is said, None where a word says a range only ("dozens").
    ``counted`` is a class or unit of the pack (``killed``, ``percent``), else the stem of the noun; empty if nothing
    is said. ``is_part`` says that another number counts the whole, ``who`` is the sort of people that were killed or
    hurt, or the root or stem of who else is counted, empty for any. ``first`` and ``last`` are the half-open range of
    its tokens.
    """

    low: float
    high: float
    value: float | None
    counted: str
    first: int
    last: int
    is_part: bool = False
    who: str = ""

    @property
    def kind(self) -> str:
        """What is counted; for people their sort, for lengths and weights the unit in which they are compared."""
        if self.counted == PEOPLE and self.who:
            return f"{PEOPLE} {self.who}"
        return _IN.get(self.counted, (self.counted,))[0]

    def scaled(self) -> Quantity:
        """The same in the unit of its kind."""
        unit, factor = _IN.get(self.counted, (self.counted, 1.0))
        if factor == 1.0:
            return self
        value = None if self.value is None else self.value * factor
        return replace(self, low=self.low * factor, high=self.high * factor, value=value, counted=unit)

    def meets(self, other: Quantity) -> bool:
        """Whether both may be the same count: "at least 20" and "27" are two reports, "dozens" and "27" need not be."""
        if self.counted != other.counted and self.kind == other.kind:
            ours, theirs = self.scaled(), other.scaled()
            return ours.low <= theirs.high * _NEAR and theirs.low <= ours.high * _NEAR
        if self.value is not None and other.value is not None and not (self.is_about or other.is_about):
            return self.value == other.value or _rounds(self.value, other.value) or _rounds(other.value, self.value)
        return self.low <= other.high and other.low <= self.high

    @property
    def is_about(self) -> bool:
        """Whether the value is said to be near only."""
        return self.value is not None and self.low < self.value < self.high


def _rounds(whole: float, exact: float) -> bool:
    """Whether a whole number is another one without its fraction: 52 for 52.3, which headlines write.

    >>> _rounds(52.0, 52.3), _rounds(53.0, 52.6), _rounds(52.0, 53.0), _rounds(51.0, 52.3)
    (True, True, False, False)
    """
    return whole % 1 == 0 and exact % 1 > 0 and abs(whole - exact) < 1 and whole >= _ROUNDED
