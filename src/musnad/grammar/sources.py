"""Where the source of a statement may begin and end, and what speaks for each place."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.grammar.contents import Place
from musnad.grammar.cues import Unit
from musnad.grammar.view import NEWLINE, View
from musnad.vocabulary.cues import CueWords

_AFTER = 16  # tokens after a cue within which its source begins
_BEFORE = 40  # tokens before a cue within which its source begins
_LONGEST = 32  # tokens of a source at most
_PAUSES = frozenset(",\u060c;\u061b")


@dataclass(frozen=True, slots=True)
class Seat:
    """A possible beginning of a source: token ``start`` on a side of the cue; ``start`` -1: no source written."""

    start: int
    after: bool = False


NOBODY = Seat(-1)


def find_seats(view: View, words: CueWords, unit: Unit, place: Place) -> list[Seat]:
    """Every place at which the source of a cue may begin, given where its content begins; nobody first."""
    begin = unit.last
    limit = min(view.ranges[view.sentence[unit.main]][1], begin + _AFTER)
    if not place.before:
        limit = min(limit, max(place.start, begin + 1))
    if place.before:
        limit = min(limit, begin + 4)
    after = [Seat(number, after=True) for number in range(begin, limit) if view.is_word(number)]
    low = max(view.ranges[view.sentence[unit.main]][0], unit.first - _BEFORE)
    before = []
    for number in range(unit.first - 1, low - 1, -1):
        if view.forms[number] == NEWLINE:
            break
        if view.is_word(number) and _may_begin(view, words, number, low):
            before.append(Seat(number))
    return [NOBODY, *after, *before]


def _may_begin(view: View, words: CueWords, number: int, low: int) -> bool:
    """Whether a noun phrase before its verb may begin here."""
    if number == low:
        return True
    kind, before = view.classes[number], view.classes[number - 1]
    return (
        not view.is_word(number - 1)
        or view.forms[number - 1] in words.complementizers
        or before in ("conjunction", "auxiliary", "preposition", "what", "relative", "manner", "time")
        or kind[1:2] == "+"
        or kind in ("role", "human", "organisation", "outlet", "document", "honorific", "place")
        or bool(view.readings[number - 1])
        or before == "w"
    )


def seat_features(view: View, words: CueWords, unit: Unit, place: Place, seat: Seat) -> list[str]:
    """What speaks for a source beginning at one place, or for there being none."""
    key = f"{unit.group}/{unit.shape}"
    reading = unit.reading
    gap = "b" if place.before else str(min(place.start - unit.last, 6))
    if seat.start < 0:
        following = view.classes[unit.last] if unit.last < len(view.forms) else "$"
        return [
            "0",
            f"0|{key}",
            f"0|l={unit.lemma}",
            f"0|gap={gap}",
            f"0|gap={gap}|{unit.shape}",
            f"0|gap={gap}|n={following}",
            f"0|conj={reading.conjunction if reading else ''}|gap={gap}",
            f"0|end={reading.ending if reading else ''}|gap={gap}",
            f"0|obj={bool(reading and reading.object)}|{unit.shape}",
        ]
    forms, classes, start = view.forms, view.classes, seat.start
    before, before_kind = (forms[start - 1], classes[start - 1]) if start else ("^", "^")
    following = classes[start + 1] if start + 1 < len(forms) else "$"
    side = "a" if seat.after else "b"
    kind = classes[start]
    low = view.ranges[view.sentence[unit.main]][0]
    agreement = f"{reading.ending if reading else ''}|{forms[start][-1:] if kind != 'num' else ''}"
    if seat.after:
        between = range(unit.last, start)
        distance = min(start - unit.last, 8)
    else:
        between = range(start, unit.first)
        distance = min((unit.first - start) // 3, 9)
    pauses = min(sum(forms[i] in _PAUSES for i in between), 3)
    cues = min(sum(bool(view.readings[i]) for i in between), 3)
    thats = min(sum(forms[i] in words.complementizers for i in between), 2)
    verbs = min(sum(classes[i] in ("auxiliary", "relative") for i in between), 2)
    return [
        side,
        f"{side}|{key}",
        f"{side}|{key}|d={distance}",
        f"{side}|l={unit.lemma}|d={min(distance, 2)}",
        f"{side}|l={unit.lemma}|c={kind}",
        f"{side}|d={distance}",
        f"{side}|d={distance}|gap={gap}",
        f"{side}|d={distance}|gap={gap}|{unit.shape}",
        f"{side}|c={kind}",
        f"{side}|c={kind}|n={following}",
        f"{side}|f={forms[start]}",
        f"{side}|p={before}",
        f"{side}|pc={before_kind}|c={kind}",
        f"{side}|low={start == low}|{unit.shape}",
        f"{side}|low={start == low}|c={kind}",
        f"{side}|pauses={pauses}",
        f"{side}|pauses={pauses}|{unit.shape}",
        f"{side}|cues={cues}",
        f"{side}|thats={thats}",
        f"{side}|verbs={verbs}|{unit.shape}",
        f"{side}|agree={agreement}",
        f"{side}|before={place.before}|{unit.shape}",
        f"{side}|obj={bool(reading and reading.object)}|{unit.shape}|d={min(distance, 2)}",
    ]


def find_seat_ends(view: View, unit: Unit, place: Place, seat: Seat) -> list[int]:
    """Every token before which a source that begins at a seat may end; at least one."""
    if seat.after:
        limit = min(view.ranges[view.sentence[unit.main]][1], seat.start + _LONGEST)
        if not place.before and place.start > seat.start:
            limit = min(limit, place.start)
    else:
        limit = min(unit.first, seat.start + _LONGEST)
    ends = [
        number
        for number in range(seat.start + 1, limit + 1)
        if view.is_word(number - 1) and (number == limit or not view.is_word(number) or _may_end(view, number))
    ]
    return ends or [seat.start + 1]


def _may_end(view: View, number: int) -> bool:
    return view.forms[number] != NEWLINE


def seat_end_features(view: View, words: CueWords, unit: Unit, reach: tuple[Place, Seat, int]) -> list[str]:
    """What speaks for a source that begins at a seat ending before a token."""
    place, seat, end = reach
    forms, classes, count = view.forms, view.classes, len(view.forms)
    after, after_kind = (forms[end], classes[end]) if end < count else ("$", "$")
    later, later_kind = (forms[end + 1], classes[end + 1]) if end + 1 < count else ("$", "$")
    last, last_kind = forms[end - 1], classes[end - 1]
    inner, inner_kind = (forms[end - 2], classes[end - 2]) if end - 2 >= seat.start else ("^", "^")
    length = min(end - seat.start, 14)
    side = "a" if seat.after else "b"
    pauses = min(sum(form in _PAUSES for form in forms[seat.start : end]), 3)
    reaches = not place.before and end >= place.start - (0 if view.is_word(place.start - 1) else 1)
    at_cue = not seat.after and end >= unit.first - (0 if view.is_word(unit.first - 1) else 1)
    first_kind = classes[seat.start]
    inside = sum(classes[i] in ("role", "honorific", "organisation") for i in range(seat.start, end))
    relative = sum(classes[i] == "relative" for i in range(seat.start, end))
    return [
        f"{side}|after={after}",
        f"{side}|ac={after_kind}",
        f"{side}|lk={last_kind}|ac={after_kind}",
        f"{side}|ik={inner_kind}|lk={last_kind}|ac={after_kind}",
        f"{side}|after={after}|lc={later_kind}",
        f"{side}|after={after}|later={later}",
        f"last={last}",
        f"lk={last_kind}|len={length}",
        f"fk={first_kind}|len={length}",
        f"fk={first_kind}|lk={last_kind}",
        f"fk={first_kind}|ac={after_kind}",
        f"fk={first_kind}|pauses={pauses}",
        f"{side}|len={length}",
        f"{side}|pauses={pauses}|after={after}",
        f"{side}|reaches={reaches}",
        f"{side}|reaches={reaches}|pauses={pauses}|{unit.shape}",
        f"{side}|at={at_cue}|{pauses}",
        f"inside={min(inside, 3)}|len={length}",
        f"inside={min(inside, 3)}|ac={after_kind}",
        f"relative={min(relative, 1)}",
        f"{unit.shape}|ac={after_kind}",
        f"{unit.shape}|after={after}",
        f"cue={bool(end < count and view.readings[end])}|{side}|{unit.shape}",
        f"that={after in words.complementizers}|{side}",
        f"lk={last_kind}|{inner}",
    ]
