"""Puts statements together: for each cue that is one, its content, its source, its circumstances, its labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from musnad.grammar.circumstances import Circumstances, find_circumstances
from musnad.grammar.contents import end_features, find_ends, find_starts, start_features
from musnad.grammar.cues import Unit, cue_features, find_units
from musnad.grammar.frame import Frame, Place
from musnad.grammar.fronted import going_on, without_possessive
from musnad.grammar.labels import choose_act, choose_form, choose_kind, dropped_kind
from musnad.grammar.sources import NOBODY, Seat, find_seat_ends, find_seats, seat_end_features, seat_features
from musnad.grammar.view import NEWLINE, PAUSES, View
from musnad.model import Act, Form, SourceKind, Span
from musnad.vocabulary.cues import CueWords
from musnad.vocabulary.sources import SourceWords
from musnad.vocabulary.weights import Ranker, Weights

_PLACES, _SEATS = 4, 3  # beginnings of content, and of sources for each, that are followed to their ends
_SPOKEN = 4  # tokens of a quotation at least that is speech, not a name
_BEHIND = 3.0  # log-probability by which a beginning may be behind the likeliest one to be followed


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it is traced: its spans and labels."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: SourceKind
    act: Act
    form: Form
    circumstances: Circumstances


class Shape(NamedTuple):
    """Where content and source of a cue stand, in tokens; ``score`` is a log-probability."""

    score: float
    place: Place
    end: int
    seat: Seat
    seat_end: int


def draft_statements(view: View, words: CueWords, sources: SourceWords, weights: Weights) -> Iterator[Draft]:
    """The statements of an article in the order of their cues."""
    units = [unit for unit in find_units(view, words) if weights["cue"].score(cue_features(view, words, unit)) > 0]
    cues = {unit.main: unit.shape for unit in units}
    for unit in units:
        frame = Frame(view, words, unit, cues)
        shape = choose_shape(frame, weights)
        content = view.lines(shape.place.start, _quotation_end(view, shape)) if shape else ()
        if shape is None or not content:
            continue
        content = completed(frame, shape, content)
        source = source_of(frame, shape)
        seat = (0, 0) if shape.seat == NOBODY else (shape.seat.start, shape.seat_end)
        yield Draft(
            source=source,
            cue=cue_of(view, unit),
            content=content,
            kind=choose_kind(frame, source[0], weights["kind"]) if source else dropped_kind(frame, weights["dropped"]),
            act=choose_act(frame, content, weights["act"]),
            form=choose_form(frame, content, weights["form"]),
            circumstances=find_circumstances(frame, sources, seat, (shape.place.start, shape.end)),
        )


def choose_shape(frame: Frame, weights: Weights) -> Shape | None:
    """The likeliest content and source of a cue together; None where no content can begin.

    The likeliest few beginnings of content are each followed to the end of the content and to the likeliest
    source beside it; what is likeliest as a whole is taken.
    """
    places = find_starts(frame)
    if not places:
        return None
    starts = weights["start"].log_probabilities([start_features(frame, place) for place in places])
    best: Shape | None = None
    for chance, number in _top(starts, _PLACES):
        place = places[number]
        if best is not None and chance <= best.score:
            break
        seat = _seat(frame, place, weights)
        end, end_chance = (place.end, 0.0) if place.before else _end(frame, place.start, weights["end"])
        shape = Shape(chance + seat[0] + end_chance, place, end, seat[1], seat[2])
        if best is None or shape.score > best.score:
            best = shape
    return best


def _seat(frame: Frame, place: Place, weights: Weights) -> tuple[float, Seat, int]:
    """The likeliest source beside a place: its log-probability, where it begins and ends."""
    if frame.unit.particle:
        seats, chances = [Seat(frame.unit.last, after=True)], [0.0]
    else:
        seats = find_seats(frame, place)
        chances = weights["seat"].log_probabilities([seat_features(frame, place, seat) for seat in seats])
    best = (float("-inf"), NOBODY, -1)
    for chance, number in _top(chances, _SEATS):
        if chance <= best[0]:
            break
        seat, end, end_chance = seats[number], -1, 0.0
        if seat != NOBODY:
            ends = find_seat_ends(frame, place, seat)
            odds = weights["seat_end"].log_probabilities([seat_end_features(frame, place, seat, e) for e in ends])
            end_chance = max(odds)
            end = ends[odds.index(end_chance)]
        best = max(best, (chance + end_chance, seat, end), key=lambda found: found[0])
    return best


def _end(frame: Frame, start: int, ranker: Ranker) -> tuple[int, float]:
    """Where content that begins at a token ends most likely, and the log-probability of that."""
    ends = find_ends(frame, start)
    odds = ranker.log_probabilities([end_features(frame, start, end) for end in ends])
    chance = max(odds)
    return ends[odds.index(chance)], chance


def _top(chances: list[float], count: int) -> list[tuple[float, int]]:
    """The likeliest candidates with their numbers, likeliest first, earlier before later."""
    least = max(chances) - _BEHIND
    likely = [(-chance, number) for number, chance in enumerate(chances) if chance >= least]
    return [(-chance, number) for chance, number in sorted(likely)[:count]]


def _quotation_end(view: View, shape: Shape) -> int:
    """Where content that reaches the end of its line inside its own quotation ends: with the quotation."""
    start, end = shape.place.start, shape.end
    quotation = view.quoted[start]
    if shape.place.before or not quotation or (start and view.quoted[start - 1] == quotation):
        return end
    return view.quotations[quotation - 1][1] if end >= view.line_end(start) - 1 else end


def completed(frame: Frame, shape: Shape, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content with what stands on the other side of cue and source, and with the paragraphs it goes on in."""
    whole = (*_begun(frame, shape), *content, *_resumed(frame, shape))
    return going_on(frame, whole, max(frame.unit.last, shape.seat_end)) if frame.words.source_first else whole


def _begun(frame: Frame, shape: Shape) -> tuple[Span, ...]:
    """The quotation before a cue that goes on with another one behind it: "…", she said, "…"."""
    view, unit = frame.view, frame.unit
    if shape.place.before or not frame.quote_opens(shape.place.start) or (unit.reading and unit.reading.conjunction):
        return ()
    number = unit.first - 1
    while number > 0 and not view.is_word(number):
        number -= 1
    quotation = view.quoted[number] if number >= 0 else 0
    if not quotation or not view.count("pause", number, unit.first):
        return ()
    first, last = view.quotations[quotation - 1]
    short = last - first < _SPOKEN or last > unit.first
    return () if short or frame.cues_in(first, last) else view.lines(first, last)


def _resumed(frame: Frame, shape: Shape) -> tuple[Span, ...]:
    """The rest of content that cue and source interrupt: a second quotation, or the sentence going on."""
    view, place = frame.view, shape.place
    if not place.before:
        return ()
    number = max(frame.unit.last, shape.seat_end)
    stops = 0
    while number < len(view.forms) and not view.is_word(number) and view.forms[number] != NEWLINE:
        stops += view.forms[number] in PAUSES
        number += 1
    if number >= len(view.forms) or not view.is_word(number) or number in frame.cues:
        return ()
    if view.quoted[place.end - 1] and frame.quote_opens(number):
        end = view.quotations[view.quoted[number] - 1][1]
        return () if frame.cues_in(number, end) and not frame.words.source_first else view.lines(number, end)
    goes_on = frame.unit.shape in ("prep", "prepverb") and stops and frame.word(number)[1] == "preposition"
    if goes_on and number < frame.sentence[1] and not frame.cues_in(number, frame.sentence[1]):
        return view.lines(number, frame.sentence[1])
    return ()


def source_of(frame: Frame, shape: Shape) -> tuple[Span, ...]:
    """The span of the source, without a particle that belongs to the cue; empty if none is written."""
    if shape.seat == NOBODY:
        return ()
    span = frame.view.span(shape.seat.start, shape.seat_end)
    if span is None:
        return ()
    if frame.unit.particle and shape.seat.start == frame.unit.last:
        span = Span(span.start + frame.unit.particle, span.end)
    if frame.words.source_first:
        span = without_possessive(frame.view, span)
    return (span,)


def cue_of(view: View, unit: Unit) -> tuple[Span, ...]:
    """The spans of a cue, with the particle written onto the source."""
    starts, ends = view.tokens.starts, view.tokens.ends
    end = starts[unit.last] + unit.particle if unit.particle else ends[unit.last - 1]
    first = Span(starts[unit.first], end)
    if unit.second < 0:
        return (first,)
    return first, Span(starts[unit.second], ends[unit.second])
