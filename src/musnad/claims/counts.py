"""Numbers of people killed, wounded, arrested …: in one story each count is a claim by itself.

Whoever gives the same number of dead asserts the same, whatever else is said; whoever gives another one differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from musnad.claims.content import Part, Said
from musnad.claims.numbers import HAPPENINGS, Quantity
from musnad.claims.reasons import shown
from musnad.model import Conflict, Grouping

_SURE = 0.9  # the likeness of two statements that give one count
_PAIRS_MAX = 1_000  # conflicts told of one kind of count


def counts_in(said: Said) -> Iterable[Part]:
    """The quantities of a statement that are claims by themselves, one for each kind and value."""
    seen = set()
    for number, content in enumerate(said.contents):
        for quantity in content.quantities:
            key = (quantity.counted, quantity.low, quantity.high)
            if quantity.counted in HAPPENINGS and key not in seen:
                seen.add(key)
                yield Part(said, number, content, quantity)


def counted(parts: Sequence[Part]) -> tuple[list[list[int]], list[Grouping], list[Conflict]]:
    """Groups of part numbers that give one count, why, and the conflicts between counts of one kind.

    Parts that are no quantities are left out. A vague count ("dozens") is a group by itself, and conflicts with none
    that it may mean.
    """
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        if part.quantity is not None:
            groups[part.quantity.counted, _value(part)].append(number)
    ordered = sorted(groups.items())
    why = [
        _why(parts[group[0]], parts[number], f"same number of {kind}: {value}")
        for (kind, value), group in ordered
        for number in group[1:]
    ]
    return [group for _, group in ordered], why, _conflicts(parts, ordered)


def _why(one: Part, other: Part, reason: str) -> Grouping:
    left, right = sorted((one.said.key, other.said.key))
    return Grouping(left, right, _SURE, reason)


def later(one: Part, other: Part) -> str:
    """What is to be added to a difference where one of both tells of a change."""
    changed = one.said.updates or other.said.updates
    return "; one tells of a change, so it may be a later report" if changed else ""


def _value(part: Part) -> str:
    quantity = part.quantity
    if quantity is None:
        return ""
    return shown(quantity) if quantity.value is None or quantity.is_about else f"{quantity.value:,g}"


def _conflicts(parts: Sequence[Part], groups: Sequence[tuple[tuple[str, str], list[int]]]) -> list[Conflict]:
    found = []
    told: dict[str, int] = defaultdict(int)
    for place, ((kind, value), ours) in enumerate(groups):
        for (other_kind, other_value), theirs in groups[place + 1 :]:
            first, second = parts[ours[0]].quantity, parts[theirs[0]].quantity
            if kind != other_kind or first is None or second is None or first.meets(second):
                continue
            for one in ours:
                for other in theirs:
                    if (
                        told[kind] < _PAIRS_MAX
                        and not _says_both(parts[one].said, second)
                        and not _says_both(parts[other].said, first)
                    ):
                        told[kind] += 1
                        found.append(_conflict(parts[one], parts[other], (kind, value, other_value)))
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
