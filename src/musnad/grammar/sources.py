"""Where the source of a statement may begin and end, and what speaks for each place."""

from __future__ import annotations

from typing import NamedTuple

from musnad.grammar.frame import Frame, Place
from musnad.grammar.fronted import inserted_features, may_begin, may_end
from musnad.grammar.view import NEWLINE

_AFTER = 4  # tokens after a cue within which its source begins
_BEFORE = 20  # tokens before a cue within which its source begins
_LONGEST = 32  # tokens of a source at most
_NEVER_BEHIND = frozenset(("participle", "prep", "prepverb", "handed"))  # shapes that follow no source of theirs
_NEVER_PREPOSITIONAL = frozenset(("prep", "prepverb", "handed"))  # the same where participles have subjects
_PRECEDING = frozenset(("conjunction", "auxiliary", "preposition", "what", "relative", "manner", "time", "w", "name"))
_UNFINISHED = frozenset(("preposition", "conjunction", "relative"))
_BEGINNING = frozenset(("role", "human", "organisation", "outlet", "document", "honorific", "place", "name"))


class Seat(NamedTuple):
    """A possible beginning of a source: token ``start`` on a side of the cue; ``start`` -1: none is written."""

    start: int
    after: bool = False


NOBODY = Seat(-1)


def find_seats(frame: Frame, place: Place) -> list[Seat]:
    """Every place at which the source of a cue may begin, given where its content begins; nobody first.

    A verb that a conjunction is written onto begins its clause: its source does not stand before it. Whoever
    is spoken to is no source.
    """
    view, unit = frame.view, frame.unit
    begin = unit.last
    limit = min(frame.sentence[1], begin + (4 if place.before else _AFTER))
    if not place.before:
        limit = min(limit, max(place.start, begin + 1))
    spoken_to = f"{frame.words.addressing}+"
    after = [
        Seat(number, after=True)
        for number in range(begin, limit)
        if view.is_word(number) and not view.classes[number].startswith(spoken_to)
    ]
    never_behind = _NEVER_PREPOSITIONAL if frame.words.source_first else _NEVER_BEHIND
    if unit.shape in never_behind or (unit.reading and unit.reading.conjunction in frame.words.clause_openers):
        return [NOBODY, *after]
    low = max(frame.sentence[0], unit.begin - _BEFORE)
    begins = _may_begin
    if frame.words.source_first:
        begins, low = may_begin, max(low, place.end)
    before = []
    for number in range(unit.begin - 1, low - 1, -1):
        if view.forms[number] == NEWLINE:
            break
        if view.is_word(number) and begins(frame, number, low):
            before.append(Seat(number))
    if frame.words.source_first and not place.before and low > frame.sentence[0]:
        first = next((n for n in range(frame.sentence[0], low) if view.is_word(n)), -1)
        before += [Seat(first)] if first >= 0 and begins(frame, first, first) else []
    return [NOBODY, *after, *before]


def _may_begin(frame: Frame, number: int, low: int) -> bool:
    """Whether a noun phrase before its verb may begin here."""
    view = frame.view
    if number == low:
        return True
    kind = view.classes[number]
    return (
        not view.is_word(number - 1)
        or view.forms[number - 1] in frame.words.complementizers
        or view.classes[number - 1] in _PRECEDING
        or kind[1:2] == "+"
        or kind in _BEGINNING
        or bool(view.readings[number - 1])
    )


def seat_features(frame: Frame, place: Place, seat: Seat) -> list[str]:
    """What speaks for a source beginning at one place, or for there being none."""
    gap = "b" if place.before else str(min(place.start - frame.unit.last, 6))
    if seat.start < 0:
        nobody = _nobody_features(frame, gap)
        return nobody + inserted_features(frame, seat.start, "0") if frame.words.source_first else nobody
    unit, start = frame.unit, seat.start
    side = "a" if seat.after else "b"
    form, kind = frame.word(start)
    before, before_kind = frame.word(start - 1)
    following = frame.word(start + 1)[1]
    low = start == frame.sentence[0]
    distance = min(start - unit.last, 8) if seat.after else min((unit.begin - start) // 3, 9)
    return [
        side,
        f"{side}|{frame.key}",
        f"{side}|{frame.key}|d={distance}",
        f"{side}|l={unit.lemma}|d={min(distance, 2)}",
        f"{side}|l={unit.lemma}|c={kind}",
        f"{side}|d={distance}",
        f"{side}|d={distance}|gap={gap}",
        f"{side}|d={distance}|gap={gap}|{unit.shape}",
        f"{side}|c={kind}",
        f"{side}|c={kind}|n={following}",
        f"{side}|f={form}",
        f"{side}|x={form[:2]}|y={form[-1:]}|c={kind}",
        f"{side}|p={before}",
        f"{side}|pc={before_kind}|c={kind}",
        f"{side}|low={low}|{unit.shape}",
        f"{side}|low={low}|c={kind}",
        f"{side}|agree={frame.ending}|{form[-1:]}",
        f"{side}|before={place.before}|{unit.shape}",
        f"{side}|obj={frame.object}|{unit.shape}|d={min(distance, 2)}",
        f"{side}|quoted={frame.quote_opens(start)}|d={min(distance, 2)}",
        *_between_features(frame, seat),
        *(inserted_features(frame, start, side) if frame.words.source_first else ()),
    ]


def _nobody_features(frame: Frame, gap: str) -> list[str]:
    unit, reading = frame.unit, frame.unit.reading
    form, following = frame.word(unit.last)
    return [
        "0",
        f"0|{frame.key}",
        f"0|l={unit.lemma}",
        f"0|gap={gap}",
        f"0|gap={gap}|{unit.shape}",
        f"0|gap={gap}|n={following}",
        f"0|gap={gap}|x={form[:2]}|y={form[-1:]}",
        f"0|conj={reading.conjunction if reading else ''}|gap={gap}",
        f"0|end={frame.ending}|gap={gap}",
        f"0|obj={frame.object}|{unit.shape}",
    ]


def _between_features(frame: Frame, seat: Seat) -> list[str]:
    """What lies between a cue and the beginning of its source."""
    view, unit = frame.view, frame.unit
    side = "a" if seat.after else "b"
    first, last = (unit.last, seat.start) if seat.after else (seat.start, unit.begin)
    pauses = min(view.count("pause", first, last), 3)
    cues = min(frame.cues_in(first, last), 2)
    thats = min(view.count("that", first, last), 2)
    verbs = min(view.count("verb", first, last), 2)
    return [
        f"{side}|pauses={pauses}",
        f"{side}|pauses={pauses}|{unit.shape}",
        f"{side}|cues={cues}",
        f"{side}|cues={cues}|{unit.shape}",
        f"{side}|thats={thats}",
        f"{side}|verbs={verbs}|{unit.shape}",
    ]


def find_seat_ends(frame: Frame, place: Place, seat: Seat) -> list[int]:
    """Every token before which a source that begins at a seat may end; at least one."""
    view = frame.view
    if seat.after:
        limit = min(frame.sentence[1], seat.start + _LONGEST)
        if not place.before and place.start > seat.start:
            limit = min(limit, place.start)
    else:
        limit = min(frame.unit.begin, seat.start + _LONGEST)
    ends = []
    limit = min([limit, *source_limits(frame, seat, limit)])
    source_first = frame.words.source_first
    for number in range(seat.start + 1, limit + 1):
        whole = view.is_word(number - 1) and view.classes[number - 1] not in _UNFINISHED
        if whole and (not source_first or number == limit or may_end(frame, seat.start, number)):
            ends.append(number)
        if number < limit and view.forms[number] == NEWLINE:
            break
    return ends or [seat.start + 1]


def source_limits(frame: Frame, seat: Seat, limit: int) -> list[int]:
    """The tokens behind the beginning of a source that cannot be part of it.

    They are other cues, who is spoken to, and the second word of why the source will not be named.
    """
    others = [number for number in frame.cues.between(seat.start + 1, limit) if number != frame.unit.main]
    unnamed = frame.view.counts["anonymity"]
    hidden = [number for number in range(seat.start + 1, limit) if unnamed[number + 1] - unnamed[seat.start] > 1]
    return others + hidden[:1] + [number for number in range(seat.start + 1, limit) if addresses(frame, seat, number)]


def addresses(frame: Frame, seat: Seat, number: int) -> bool:
    """Whether a token begins the outlet or the people to which the source at a seat spoke: no part of the source.

    A document or an outlet may be that of another outlet.
    """
    view = frame.view
    if view.classes[number] == f"{frame.words.addressing}+human":
        return True
    if view.classes[number] != f"{frame.words.addressing}+outlet":
        return False
    return view.classes[seat.start].rpartition("+")[2] not in ("document", "outlet", "def")


def seat_end_features(frame: Frame, place: Place, seat: Seat, end: int) -> list[str]:
    """What speaks for a source that begins at a seat ending before a token."""
    view, unit = frame.view, frame.unit
    after, after_kind = frame.word(end)
    later, later_kind = frame.word(end + 1)
    last, last_kind = frame.word(end - 1)
    inner, inner_kind = frame.word(end - 2) if end - 2 >= seat.start else ("^", "^")
    side = "a" if seat.after else "b"
    length = min(end - seat.start, 14)
    pauses = min(view.count("pause", seat.start, end), 3)
    reaches = not place.before and end >= place.start - (not view.is_word(place.start - 1))
    at_cue = not seat.after and end >= unit.begin - (not view.is_word(unit.begin - 1))
    return [
        f"{side}|after={after}",
        f"{side}|ac={after_kind}",
        f"{side}|lk={last_kind}|ac={after_kind}",
        f"{side}|ik={inner_kind}|lk={last_kind}|ac={after_kind}",
        f"{side}|after={after}|lc={later_kind}",
        f"{side}|after={after}|later={later}",
        f"{side}|x={after[:2]}|y={after[-1:]}|lk={last_kind}",
        f"last={last}",
        f"last={last[-2:]}|x={after[:2]}",
        f"lk={last_kind}|len={length}",
        f"{side}|len={length}",
        f"{side}|pauses={pauses}|after={after}",
        f"{side}|reaches={reaches}",
        f"{side}|reaches={reaches}|pauses={pauses}|{unit.shape}",
        f"{side}|reaches={reaches}|o={frame.opener(place.start)}",
        f"{side}|at={at_cue}|{pauses}",
        f"{unit.shape}|ac={after_kind}",
        f"{unit.shape}|after={after}",
        f"cue={end in frame.cues}|{side}|{unit.shape}",
        f"possible={bool(end < len(view.forms) and view.readings[end])}|{side}|{unit.shape}",
        f"that={after in frame.words.complementizers}|{side}",
        f"lk={last_kind}|{inner}",
        *_phrase_features(frame, seat, (end, after_kind, last_kind)),
    ]


def _phrase_features(frame: Frame, seat: Seat, found: tuple[int, str, str]) -> list[str]:
    """What the words of a source say about its being whole."""
    view, (end, after_kind, last_kind) = frame.view, found
    first_kind = view.classes[seat.start]
    length = min(end - seat.start, 14)
    inside = min(view.count("title", seat.start, end), 3)
    relative = view.count("relative", seat.start, end) > 0
    cues = min(frame.cues_in(seat.start, end), 1)
    splits = end < len(view.forms) and view.quoted[end] > 0 and view.quoted[end] == view.quoted[end - 1]
    return [
        f"fk={first_kind}|len={length}",
        f"fk={first_kind}|lk={last_kind}",
        f"fk={first_kind}|ac={after_kind}",
        f"inside={inside}|len={length}",
        f"inside={inside}|ac={after_kind}",
        f"relative={relative}",
        f"cues={cues}",
        f"splits={splits}",
    ]
