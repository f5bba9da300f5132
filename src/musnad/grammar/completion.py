"""All of the content of a cue: what stands on the other side of cue and source, and the sentences it goes on in."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.grammar.contents import end_features, find_ends
from musnad.grammar.frame import Frame
from musnad.grammar.fronted import going_on
from musnad.grammar.scores import Scores
from musnad.grammar.shape import Shape
from musnad.grammar.sources import NOBODY
from musnad.grammar.view import NEWLINE
from musnad.model import Act, Span

_SPOKEN = 4  # tokens of a quotation at least that is speech, not a name
_TELLING = ("tell", "will")  # classes of verbs whose object is spoken to
_TAKEN = 24  # tokens that may stand between a cue with its source and the rest of the quotation before it


def likely_end(frame: Frame, start: int, scores: Scores) -> tuple[int, float]:
    """Where content that begins at a token ends most likely, and the log-probability of that."""
    ends = find_ends(frame, start)
    ends += [last + 1 for last in scores.proposed("end", frame.asked) if last >= start and last + 1 not in ends]
    features = [end_features(frame, start, end) for end in ends]
    odds = scores.among("end", frame.asked, features, (frame.view.last_word(start, end) for end in ends))
    inside = scores.inside(frame.asked, start, ends)
    totals = [odd + more for odd, more in zip(odds, inside, strict=True)]
    best = totals.index(max(totals))
    return ends[best], odds[best]


def completed(frame: Frame, shape: Shape, content: tuple[Span, ...], scores: Scores) -> tuple[Span, ...]:
    """The content with what stands on the other side of cue and source, and with the sentences it goes on in."""
    rest = _resumed(frame, shape, scores)
    told = rest and _is_raised(frame, shape, max(frame.unit.last, shape.seat_end)) and frame.unit.group in _TELLING
    whole = rest if told else (*_begun(frame, shape), *content, *rest)
    if frame.words.source_first:
        whole = going_on(frame, whole, max(frame.unit.last, shape.seat_end))
    return tuple(sorted({*whole, *_going_on(frame, whole[-1], scores)}))


def _going_on(frame: Frame, last: Span, scores: Scores) -> Iterator[Span]:
    """The sentences right behind content that the advice finds to be content, too."""
    view = frame.view
    number = view.tokens.first_from(last.end)
    behind_it = max(number, frame.unit.last)
    if any(view.is_word(later) for later in range(behind_it, view.ranges[view.sentence[number - 1]][1])):
        return
    for first, end in view.ranges[view.sentence[behind_it - 1] + 1 :]:
        if view.silent.intersection(range(first, end)):
            return
        if any(view.is_word(each) for each in range(first, end)):
            if not scores.goes_on(frame.asked, first, end):
                return
            yield from view.lines(first, end)


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


def _resumed(frame: Frame, shape: Shape, scores: Scores) -> tuple[Span, ...]:
    """The rest of content that cue and source interrupt: a second quotation, or the sentence going on."""
    view, place = frame.view, shape.place
    if not place.before:
        return ()
    number = max(frame.unit.last, shape.seat_end)
    while number < len(view.forms) and not view.is_word(number) and view.forms[number] != NEWLINE:
        number += 1
    if number >= len(view.forms) or not view.is_word(number) or number in frame.cues:
        return ()
    if view.quoted[place.end - 1]:
        return _quoted_on(frame, number)
    return _clause_on(frame, shape, number, scores) if number < frame.sentence[1] else ()


def _clause_on(frame: Frame, shape: Shape, number: int, scores: Scores) -> tuple[Span, ...]:
    """The rest of a clause that goes on at a token, right behind cue and source or behind the comma after them."""
    view, words = frame.view, frame.words
    stops = view.count("pause", max(frame.unit.last, shape.seat_end), number)
    if frame.unit.shape in ("prep", "prepverb") and stops and frame.word(number)[1] == "preposition":
        return () if frame.cues_in(number, frame.sentence[1]) else view.lines(number, frame.sentence[1])
    if words.source_first and not stops and _is_raised(frame, shape, number):
        return view.lines(number, likely_end(frame, number, scores)[0])
    if words.source_first and (_inserted(frame, shape) or (stops == 1 and _predicates(frame, number))):
        return view.lines(number, likely_end(frame, number, scores)[0])
    return ()


def _quoted_on(frame: Frame, number: int) -> tuple[Span, ...]:
    """The quotation that goes on right behind cue and source, or behind what they take with them to a comma."""
    view = frame.view
    if frame.quote_opens(number):
        end = view.quotations[view.quoted[number] - 1][1]
        return () if frame.cues_in(number, end) and not frame.words.source_first else view.lines(number, end)
    later = next((n for n in range(number, min(number + _TAKEN, frame.sentence[1])) if view.quoted[n]), -1)
    if not frame.words.source_first or later < 0 or frame.cues_in(number, later):
        return ()
    first, last = view.quotations[view.quoted[later] - 1]
    return view.lines(first, last) if view.count("pause", later - 2, later) and last - first >= _SPOKEN else ()


def _inserted(frame: Frame, shape: Shape) -> bool:
    """Whether a cue without source stands inside a clause, no mark around it: "they were allegedly seen there"."""
    unit, view = frame.unit, frame.view
    return unit.shape == "prep" and shape.seat == NOBODY and unit.first > 0 and view.is_word(unit.first - 1)


def _is_raised(frame: Frame, shape: Shape, number: int) -> bool:
    """Whether what is said of somebody surrounds a passive: "the suspect is said to be", "she is accused of lying".

    A passive that speaks to somebody has that one as its subject: "residents were told to leave".
    """
    unit, place = frame.unit, shape.place
    if unit.shape != "passive" or shape.seat != NOBODY or number != unit.last or place.end != unit.begin:
        return False
    form, accused = frame.word(number)[0], unit.reading is not None and unit.reading.act is Act.ACCUSE
    return frame.words.source_first and (form == frame.words.addressing or (accused and form in frame.words.openers))


def _predicates(frame: Frame, number: int) -> bool:
    """Whether a clause goes on at a token, its verb or what it depends on being there: "…, he said, must …"."""
    form, kind = frame.word(number)
    return kind == "auxiliary" or form in frame.words.complementizers
