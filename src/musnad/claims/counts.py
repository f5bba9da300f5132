"""Numbers of people killed, wounded, arrested …: in one story each count is a claim by itself.

Whoever gives the same number of dead asserts the same, whatever else is said; whoever gives another one differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from musnad.claims.content import Part, Said
from musnad.claims.likeness import shared
from musnad.claims.quantity import APART, HAPPENINGS, Quantity
from musnad.claims.reasons import shown
from musnad.config.across import SAME_EVENT_OVERLAP
from musnad.model import Conflict, Grouping

_SURE = 0.9  # the likeness of two statements that give one count
_LOOKED_AT = 5  # members of a group that a further one is held against
_PAIRS_MAX = 1_000  # conflicts told of one kind of count


def counts_in(said: Said) -> Iterator[Part]:
    """The quantities of a statement that are claims by themselves: the largest of each kind, others are parts of it."""
    largest: dict[str, Part] = {}
    for number, content in enumerate(said.contents):
        for quantity in content.quantities:
            if quantity.counted not in HAPPENINGS or quantity.is_part:
                continue
            known = largest.get(quantity.counted)
            if known is None or known.quantity is None or quantity.low > known.quantity.low:
                largest[quantity.counted] = Part(said, number, content, quantity)
    for kind in sorted(largest):
        yield largest[kind]


def counted(parts: Sequence[Part], story: Iterable[Said]) -> tuple[list[list[int]], list[Grouping], list[Conflict]]:
    """Groups of part numbers that give one count, why, and the conflicts between counts of one kind.

    Parts that are no quantities are left out. Counts of other people, or of what seems another event by the words of
    the content and of all that the article's statements say, are neither the same nor in conflict. A vague count
    ("dozens") conflicts with none that it may mean.
    """
    event = _Event(story)
    kinds: dict[str, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        if part.quantity is not None:
            kinds[part.quantity.counted].append(number)
    groups: list[list[int]] = []
    for kind in sorted(kinds):
        for number in kinds[kind]:
            group = next((each for each in groups if _joins((parts, event), number, each)), None)
            if group is None:
                groups.append([number])
            else:
                group.append(number)
    why = [
        _why(parts[group[0]], parts[number], f"same number of {_kind(parts[number])}: {_value(parts[number])}")
        for group in groups
        for number in group[1:]
    ]
    return groups, why, _conflicts((parts, event), kinds)


class _Event:
    """Whether two counts of a story are of the same people in one event, as far as the words around them say."""

    def __init__(self, story: Iterable[Said]) -> None:
        self.stems: dict[str, dict[str, float]] = defaultdict(dict)
        self.known: dict[tuple[str, str], float] = {}
        for said in story:
            for content in said.contents:
                self.stems[said.article_id].update(content.stems)

    def may_compare(self, one: Part, other: Part) -> bool:
        """Whether the counts are of the same sort of people, and the contents or the articles share enough words.

        Who says no more than a number means the event of the story.
        """
        ours, theirs = one.quantity, other.quantity
        if ours is None or theirs is None or (ours.value != theirs.value and by_one_speaker(one.said, other.said)):
            return False
        if one.said.language != other.said.language:
            return True
        if ours.who != theirs.who and ((ours.who and theirs.who) or {ours.who, theirs.who} & APART):
            return False
        if one.content.is_count or other.content.is_count:
            return True  # what says nothing else counts those of the event that the story tells
        if one.said.article_id == other.said.article_id:
            return True
        return (
            shared(one.content, other.content).overlap >= SAME_EVENT_OVERLAP
            or self.overlap(one.said.article_id, other.said.article_id) >= SAME_EVENT_OVERLAP
        )

    def overlap(self, one: str, other: str) -> float:
        """The share of words that all statements of two articles have in common."""
        pair = (min(one, other), max(one, other))
        if pair not in self.known:
            ours, theirs = self.stems[one], self.stems[other]
            both = sum(ours.values()) + sum(theirs.values())
            common = sum(min(weight, theirs[stem]) for stem, weight in ours.items() if stem in theirs)
            self.known[pair] = 2 * common / both if both else 0.0
        return self.known[pair]


def _kind(part: Part) -> str:
    return part.quantity.counted if part.quantity else ""


def _joins(told: tuple[Sequence[Part], _Event], number: int, group: Sequence[int]) -> bool:
    """Whether a count is the same as that of a group; the group's first members stand for it."""
    parts, event = told
    mine, first = parts[number], parts[group[0]]
    if _kind(mine) != _kind(first) or _value(mine) != _value(first):
        return False
    return any(event.may_compare(mine, parts[other]) for other in group[:_LOOKED_AT])


def _why(one: Part, other: Part, reason: str) -> Grouping:
    left, right = sorted((one.said.key, other.said.key))
    return Grouping(left, right, _SURE, reason)


def by_one_speaker(one: Said, other: Said) -> bool:
    """Whether one speaker says both in one article: nobody is quoted with two numbers for one thing."""
    named = bool(one.statement.name) and one.statement.name == other.statement.name
    return one.article_id == other.article_id and (named or (bool(one.speaker) and one.speaker == other.speaker))


def later(one: Part, other: Part) -> str:
    """What is to be added to a difference where one of both tells of a change."""
    changed = one.said.updates or other.said.updates
    return "; one tells of a change, so it may be a later report" if changed else ""


def _value(part: Part) -> str:
    quantity = part.quantity
    if quantity is None:
        return ""
    return shown(quantity) if quantity.value is None or quantity.is_about else f"{quantity.value:,g}"


def _conflicts(told: tuple[Sequence[Part], _Event], kinds: Mapping[str, list[int]]) -> list[Conflict]:
    parts, event = told
    found = []
    for kind in sorted(kinds):
        told_count = 0
        for one, other in combinations([parts[number] for number in kinds[kind]], 2):
            ours, theirs = one.quantity, other.quantity
            if ours is None or theirs is None or told_count >= _PAIRS_MAX or one.said.key == other.said.key:
                continue
            if ours.meets(theirs) or _says_both(one.said, theirs) or _says_both(other.said, ours):
                continue
            if event.may_compare(one, other):
                told_count += 1
                found.append(_conflict(one, other, (kind, _value(one), _value(other))))
    return found


def _says_both(said: Said, quantity: Quantity) -> bool:
    """Whether a statement gives the other count, too: then it tells of two groups of people."""
    return any(
        quantity.meets(each)
        for content in said.contents
        for each in content.quantities
        if each.counted == quantity.counted
    )


def _conflict(one: Part, other: Part, about: tuple[str, str, str]) -> Conflict:
    kind, ours, theirs = about
    left, right, values = one.said.key, other.said.key, (ours, theirs)
    if right < left:
        left, right, values = right, left, (theirs, ours)
    return Conflict(left, right, "number", values, f"different number of {kind}{later(one, other)}")
