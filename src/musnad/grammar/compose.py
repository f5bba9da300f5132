"""Puts statements together: for each cue that is one, its content, its source, its circumstances, its labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musnad.grammar.antecedents import antecedent, is_relative
from musnad.grammar.apposed import of_what_is_taken_up, of_who_did_not_answer
from musnad.grammar.choice import choose_shape
from musnad.grammar.circumstances import Circumstances, find_circumstances
from musnad.grammar.completion import completed
from musnad.grammar.cues import Unit, cue_features, find_units, unlisted_unit
from musnad.grammar.frame import Cues, Frame
from musnad.grammar.fronted import without_possessive
from musnad.grammar.informants import Informants, are_unnamed, informants, is_title, learns, without
from musnad.grammar.labels import choose_act, choose_form, choose_kind, dropped_kind
from musnad.grammar.scores import Scores
from musnad.grammar.shape import Shape, is_introduced
from musnad.grammar.sources import NOBODY
from musnad.grammar.valency import is_deed, is_unanswered
from musnad.grammar.view import View
from musnad.model import Act, Form, SourceKind, Span
from musnad.text import behind
from musnad.vocabulary.cues import CueWords
from musnad.vocabulary.sources import SourceWords

_TELLING = ("tell", "will")  # classes of verbs whose object is spoken to
_CONDITION = 7  # tokens at the head of content in which a condition of anonymity is said


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


def draft_statements(view: View, words: CueWords, sources: SourceWords, scores: Scores) -> Iterator[Draft]:
    """The statements of an article in the order of their cues."""
    for frame, shape in _shaped(view, words, sources, scores):
        told_by = None if scores.wide else informants(view, words, sources, frame.unit)
        if told_by and learns(shape, told_by):
            yield from _of_both(frame, without(shape, told_by), told_by, sources, scores)
        else:
            yield from _draft(frame, shape, shape.place.start, sources, scores)


def _shaped(view: View, words: CueWords, sources: SourceWords, scores: Scores) -> Iterator[tuple[Frame, Shape]]:
    """The cues that report something, each with the shape of its statement; each frame knows the other cues."""
    units = _choose_units(view, words, sources, scores)
    cues = Cues((unit.main, unit.shape) for unit in units)
    frames = [Frame(view, words, unit, cues, scores.asked(unit.carriers)) for unit in units]
    found = [(frame, shape) for frame in frames if (shape := choose_shape(frame, scores))]
    found = [each for each in found if is_introduced(*each) and not is_deed(*each) and not _asks_to_stay_unnamed(*each)]
    cues = Cues((frame.unit.main, frame.unit.shape) for frame, _ in found)
    for found_frame, shape in found if scores.wide else _with_sources_of_their_own(found):
        frame = Frame(view, words, found_frame.unit, cues, found_frame.asked)
        if scores.wide:
            yield frame, of_who_did_not_answer(frame, shape, scores)
        else:
            named = of_who_did_not_answer(frame, _of_its_antecedent(frame, shape, scores), scores)
            yield frame, of_what_is_taken_up(frame, named, found)


def _draft(frame: Frame, shape: Shape, begins: int, sources: SourceWords, scores: Scores) -> Iterator[Draft]:
    """The statement of a cue, if it has content; ``begins`` is the token from which nothing is a circumstance."""
    content = frame.view.lines(shape.place.start, _quotation_end(frame.view, shape))
    if not content:
        return
    content = completed(frame, shape, content, scores)
    source = source_of(frame, shape)
    seat = (0, 0) if shape.seat == NOBODY else (shape.seat.start, shape.seat_end)
    yield Draft(
        source=source,
        cue=cue_of(frame, shape),
        content=content,
        kind=_kind(frame, shape, source, scores),
        act=choose_act(frame, content, scores),
        form=choose_form(frame, content, scores),
        circumstances=find_circumstances(frame, sources, seat, (begins, shape.end)),
    )


def _of_both(frame: Frame, shape: Shape, told_by: Informants, sources: SourceWords, scores: Scores) -> Iterator[Draft]:
    """The statement of who learned something, and that of those who told it, with the same content."""
    view = frame.view
    they = view.span(told_by.first, told_by.last)
    for draft in _draft(frame, shape, told_by.cue, sources, scores):
        yield draft
        if they:
            cue = (view.lines(told_by.cue, told_by.cue + 1)[0],)
            unnamed = are_unnamed(view, sources, told_by)
            kind = SourceKind.UNNAMED if unnamed else choose_kind(frame, they, scores)
            yield replace(draft, source=(they,), cue=cue, kind=kind, circumstances=Circumstances())


def _kind(frame: Frame, shape: Shape, source: tuple[Span, ...], scores: Scores) -> SourceKind:
    """What sort of source a statement has, whether it is written or not."""
    if not source:
        return SourceKind.IMPLICIT if _was_told(frame) else dropped_kind(frame, scores.weights["dropped"])
    if frame.unit.lemma in frame.words.learned and is_title(frame.view, shape):
        return SourceKind.OUTLET
    return choose_kind(frame, source[0], scores)


def _was_told(frame: Frame) -> bool:
    """Whether a participle at the head of a clause says what somebody was asked: "Asked about it, Radin said"."""
    unit, view = frame.unit, frame.view
    if not frame.words.source_first or unit.shape != "past" or unit.group not in _TELLING:
        return False
    before = view.classes[unit.begin - 1] if unit.begin > frame.sentence[0] else "^"
    return before in ("^", "what")


def _with_sources_of_their_own(found: list[tuple[Frame, Shape]]) -> Iterator[tuple[Frame, Shape]]:
    """The shapes; of those whose sources overlap, only the one with the nearest cue keeps it.

    A source is written for one statement: whoever goes on speaking is not named again.
    """
    claimed: dict[int, tuple[int, int]] = {}
    for frame, shape in found:
        claim = (_away(frame, shape), frame.unit.main)
        for number in range(shape.seat.start, shape.seat_end):
            claimed[number] = min(claim, claimed.get(number, claim))
    for frame, shape in found:
        nearest = min((claimed[number] for number in range(shape.seat.start, shape.seat_end)), default=None)
        owns = nearest is None or nearest[1] == frame.unit.main
        yield frame, shape if owns else shape._replace(seat=NOBODY, seat_end=-1)


def _of_its_antecedent(frame: Frame, shape: Shape, scores: Scores) -> Shape:
    """The shape with whom a relative pronoun stands for as its source; corpora of attribution keep the pronoun."""
    first, last = shape.seat.start, shape.seat_end - 1
    if shape.seat == NOBODY or not frame.words.source_first or not is_relative(frame.view, first, last):
        return shape
    found = antecedent(frame, shape.place, first, scores)
    return shape._replace(seat=found[0], seat_end=found[1]) if found else shape


def _away(frame: Frame, shape: Shape) -> int:
    """How many tokens lie between a cue and its source."""
    return shape.seat.start - frame.unit.last if shape.seat.after else frame.unit.first - shape.seat_end


def _choose_units(view: View, words: CueWords, sources: SourceWords, scores: Scores) -> list[Unit]:
    """The cues that are more likely than not: of the words that the pack knows, and of others on advice."""
    listed = find_units(view, words)
    units = [
        unit
        for unit in listed
        if (
            is_unanswered(view, words, unit)
            if unit.lemma in words.unanswered
            else scores.cue(scores.asked(unit.carriers), cue_features(view, words, unit)) > 0
            or informants(view, words, sources, unit)
        )
    ]
    covered = {number for unit in listed for number in (*range(unit.first, unit.last), unit.second)}
    for number in scores.unlisted():
        if number not in covered and number not in view.silent:
            units.append(unlisted_unit(view, words, number))
    return sorted(units, key=lambda unit: unit.first)


def _quotation_end(view: View, shape: Shape) -> int:
    """Where content that reaches the end of its line inside its own quotation ends: with the quotation."""
    start, end = shape.place.start, shape.end
    quotation = view.quoted[start]
    if shape.place.before or not quotation or (start and view.quoted[start - 1] == quotation):
        return end
    return view.quotations[quotation - 1][1] if end >= view.line_end(start) - 1 else end


def _asks_to_stay_unnamed(frame: Frame, shape: Shape) -> bool:
    """Whether the content is that somebody does not want to be named: a circumstance of another statement.

    So it is if that stands right behind the cue and the content further on: "said, asking not to be named, that …".
    """
    view, start, behind_it = frame.view, shape.place.start, frame.unit.last
    if (
        start > behind_it
        and view.count("withheld", behind_it, behind_it + 1)
        and view.count("anonymity", behind_it, start)
    ):
        return True
    end = min(shape.end, start + _CONDITION)
    unnamed = view.count("anonymity", start, end)
    return unnamed > 1 or (unnamed > 0 and view.count("withheld", start, end) > 0)


def source_of(frame: Frame, shape: Shape) -> tuple[Span, ...]:
    """The span of the source, without a particle that belongs to the cue; empty if none is written."""
    if shape.seat == NOBODY:
        return ()
    span = frame.view.span(shape.seat.start, shape.seat_end)
    if span is None:
        return ()
    span = frame.view.balanced(span, shape.seat.start, shape.seat_end)
    if frame.unit.particle and shape.seat.start == frame.unit.last:
        start = behind(frame.view.text, span.start, frame.unit.particle)
        span = Span(start, span.end) if start < span.end else span  # one ligature may hold both
    if frame.words.source_first:
        span = without_possessive(frame.view, span)
    elif _joins(frame, shape.seat.start):
        span = Span(behind(frame.view.text, span.start, 1), span.end)
    return (span,)


def _joins(frame: Frame, number: int) -> bool:
    """Whether a noun with its article carries an "and" in front: "…, and the government refuses", in a headline."""
    form, article = frame.view.forms[number], frame.view.article
    return any(form.startswith(f"{opener}{article}") for opener in frame.words.clause_openers)


def cue_of(frame: Frame, shape: Shape) -> tuple[Span, ...]:
    """The spans of a cue, with the particle written onto the source, or the verb behind its noun: "his answer was"."""
    view, unit = frame.view, frame.unit
    starts, ends = view.tokens.starts, view.tokens.ends
    last = unit.last
    owned = frame.words.source_first and unit.shape == "noun"
    if owned and shape.place.start > last and view.classes[last] == "auxiliary":
        last += 1
    end = behind(view.text, starts[last], unit.particle) if unit.particle else ends[last - 1]
    first = Span(starts[unit.first], end)
    if unit.second < 0:
        return (first,)
    return first, Span(starts[unit.second], ends[unit.second])
