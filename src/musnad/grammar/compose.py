"""Puts statements together: for each cue that is one, its content, its source, its circumstances, its labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from musnad.grammar.contents import Place, end_features, find_ends, find_starts, start_features
from musnad.grammar.cues import Unit, cue_features, find_units
from musnad.grammar.labels import choose_act, choose_form, choose_kind, dropped_kind
from musnad.grammar.sources import NOBODY, Seat, find_seat_ends, find_seats, seat_end_features, seat_features
from musnad.grammar.view import View
from musnad.model import Act, Form, SourceKind, Span
from musnad.vocabulary.cues import CueWords
from musnad.vocabulary.sources import SourceWords
from musnad.vocabulary.weights import Ranker, Weights


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it is traced: its spans and labels."""

    unit: Unit
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: SourceKind
    act: Act
    form: Form
    said_at: tuple[Span, ...] = ()
    venue: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    anonymity: tuple[Span, ...] = ()


def draft_statements(
    view: View, words: CueWords, sources: SourceWords, weights: Weights
) -> Iterator[Draft]:
    """The statements of an article in the order of their cues."""
    for unit in find_units(view, words):
        if weights["cue"].score(cue_features(view, words, unit)) <= 0:
            continue
        place = choose_start(view, words, unit, weights["start"])
        if place is None:
            continue
        content = content_of(view, words, unit, place, weights["end"])
        seat = choose_seat(view, words, unit, place, weights["seat"])
        source = source_of(view, words, unit, (place, seat), weights["seat_end"])
        if not content:
            continue
        yield Draft(
            unit=unit,
            source=source,
            cue=cue_of(view, unit),
            content=content,
            kind=choose_kind(view, source[0], weights["kind"]) if source else dropped_kind(view, unit, weights["dropped"]),
            act=choose_act(view, unit, content, weights["act"]),
            form=choose_form(view, words, unit, content),
        )


def choose_start(view: View, words: CueWords, unit: Unit, ranker: Ranker) -> Place | None:
    """Where the content of a cue begins; None where it can begin nowhere."""
    places = find_starts(view, words, unit)
    if not places:
        return None
    return places[ranker.best([start_features(view, words, unit, place) for place in places])]


def content_of(view: View, words: CueWords, unit: Unit, place: Place, ranker: Ranker) -> tuple[Span, ...]:
    """The spans of the content that begins at a place."""
    if place.before:
        end = place.end
    else:
        ends = find_ends(view, words, place.start)
        end = ends[ranker.best([end_features(view, words, unit, place.start, end) for end in ends])]
    span = view.span(place.start, end)
    return (span,) if span else ()


def choose_seat(view: View, words: CueWords, unit: Unit, place: Place, ranker: Ranker) -> Seat:
    """Where the source of a cue begins; ``NOBODY`` where none is written."""
    if unit.particle:
        return Seat(unit.last, after=True)
    seats = find_seats(view, words, unit, place)
    return seats[ranker.best([seat_features(view, words, unit, place, seat) for seat in seats])]


def source_of(
    view: View, words: CueWords, unit: Unit, found: tuple[Place, Seat], ranker: Ranker
) -> tuple[Span, ...]:
    """The spans of the source that begins at a seat."""
    place, seat = found
    if seat == NOBODY:
        return ()
    ends = find_seat_ends(view, unit, place, seat)
    end = ends[ranker.best([seat_end_features(view, words, unit, (place, seat, end)) for end in ends])]
    span = view.span(seat.start, end)
    if span is None:
        return ()
    if unit.particle and seat.start == unit.last:
        span = Span(span.start + unit.particle, span.end)
    return (span,)


def cue_of(view: View, unit: Unit) -> tuple[Span, ...]:
    """The spans of a cue, with the particle written onto the source."""
    starts, ends = view.tokens.starts, view.tokens.ends
    end = starts[unit.last] + unit.particle if unit.particle else ends[unit.last - 1]
    first = Span(starts[unit.first], end)
    if unit.second < 0:
        return (first,)
    return first, Span(starts[unit.second], ends[unit.second])
