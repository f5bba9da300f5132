"""What is chosen for one cue: where its content and its source stand, the likeliest whole."""

from __future__ import annotations

from musnad.grammar.completion import likely_end
from musnad.grammar.contents import find_starts, start_features
from musnad.grammar.frame import Frame, Place
from musnad.grammar.scores import Scores
from musnad.grammar.shape import Shape
from musnad.grammar.sources import (
    NOBODY,
    Seat,
    find_seat_ends,
    find_seats,
    seat_end_features,
    seat_features,
    source_limits,
)

_PLACES, _SEATS = 4, 3  # beginnings of content, and of sources for each, that are followed to their ends
_FINITE = frozenset(("past", "present"))
_UNSPOKEN = -4.0  # log-probability, by hand, of a finite verb without a subject behind its content: "…, said."
_BEHIND = 3.0  # log-probability by which a beginning may be behind the likeliest one to be followed


def choose_shape(frame: Frame, scores: Scores) -> Shape | None:
    """The likeliest content and source of a cue together; None where no content can begin.

    The likeliest few beginnings of content are each followed to the end of the content and to the likeliest
    source beside it; what is likeliest as a whole is taken.
    """
    places = _places(frame, scores)
    if not places:
        return None
    features = [start_features(frame, place) for place in places]
    starts = scores.among("start", frame.asked, features, (place.start for place in places))
    best: Shape | None = None
    for chance, number in _top(starts, _PLACES):
        place = places[number]
        if best is not None and chance <= best.score:
            break
        seat = _seat(frame, place, scores)
        end, end_chance = (place.end, 0.0) if place.before else likely_end(frame, place.start, scores)
        shape = Shape(chance + seat[0] + end_chance, place, end, seat[1], seat[2])
        if best is None or shape.score > best.score:
            best = shape
    return best


def _seat(frame: Frame, place: Place, scores: Scores) -> tuple[float, Seat, int]:
    """The likeliest source beside a place: its log-probability, where it begins and ends."""
    if frame.unit.particle:
        seats, chances = [Seat(frame.unit.last, after=True)], [0.0]
    else:
        seats = _seats(frame, place, scores)
        features = [seat_features(frame, place, seat) for seat in seats]
        chances = scores.among("seat", frame.asked, features, (seat.start for seat in seats))
        if place.before and frame.words.source_first and frame.unit.shape in _FINITE:
            chances = [min(chances[0], _UNSPOKEN), *chances[1:]]
    best = (float("-inf"), NOBODY, -1)
    for chance, number in _top(chances, _SEATS):
        if chance <= best[0]:
            break
        seat, end, end_chance = seats[number], -1, 0.0
        if seat != NOBODY:
            ends = _seat_ends(frame, place, seat, scores)
            features = [seat_end_features(frame, place, seat, each) for each in ends]
            lasts = (frame.view.last_word(seat.start, each) for each in ends)
            odds = scores.among("seat_end", frame.asked, features, lasts)
            end_chance = max(odds)
            end = ends[odds.index(end_chance)]
        best = max(best, (chance + end_chance, seat, end), key=lambda found: found[0])
    return best


def _places(frame: Frame, scores: Scores) -> list[Place]:
    """Where the content may begin: as the grammar knows, and where the encoder finds it likely.

    Content before its cue goes over the end of a line in quotation marks only.
    """
    places, unit = find_starts(frame), frame.unit
    known = {place.start for place in places}
    for start in scores.proposed("start", frame.asked):
        if start in known or unit.first <= start < unit.last:
            continue
        if start >= unit.last:
            places.append(Place(start))
        else:
            limit = unit.first if frame.view.quoted[start] else min(unit.first, frame.view.line_end(start))
            ends = [last + 1 for last in scores.proposed("end", frame.asked) if start <= last < limit]
            places += [Place(start, end) for end in ends]
    return places


def _seats(frame: Frame, place: Place, scores: Scores) -> list[Seat]:
    """Where the source may begin: as above; not in the cue, nor in the content."""
    seats, unit = find_seats(frame, place), frame.unit
    known = {seat.start for seat in seats}
    first, last = (place.start, place.end) if place.before else (place.start, len(frame.view.forms))
    for start in scores.proposed("seat", frame.asked):
        spoken_to = frame.view.classes[start].startswith(f"{frame.words.addressing}+")
        taken = spoken_to or unit.first <= start < unit.last or first <= start < last
        if start not in known and not taken:
            seats.append(Seat(start, after=start >= unit.last))
    return seats


def _seat_ends(frame: Frame, place: Place, seat: Seat, scores: Scores) -> list[int]:
    """Where the source may end: as above; before the cue or the content behind it."""
    ends, unit = find_seat_ends(frame, place, seat), frame.unit
    limits = [limit for limit in (unit.first, place.start, len(frame.view.forms)) if limit > seat.start]
    limits += source_limits(frame, seat, min(limits))
    for last in scores.proposed("seat_end", frame.asked):
        if seat.start <= last < min(limits) and last + 1 not in ends:
            ends.append(last + 1)
    return ends


def _top(chances: list[float], count: int) -> list[tuple[float, int]]:
    """The likeliest candidates with their numbers, likeliest first, earlier before later."""
    least = max(chances) - _BEHIND
    likely = [(-chance, number) for number, chance in enumerate(chances) if chance >= least]
    return [(-chance, number) for chance, number in sorted(likely)[:count]]
