"""Words that a noun takes up: in "…, a claim the ministry rejected" the ministry speaks of what stands before."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.grammar.completion import likely_end
from musnad.grammar.frame import Frame, Place
from musnad.grammar.scores import Scores
from musnad.grammar.shape import Shape
from musnad.grammar.sources import NOBODY, Seat
from musnad.grammar.view import PAUSES, View

_REACH = 10  # tokens at most from the mark before such a noun to the verb
_DASHES = frozenset("\u2013\u2014-")
_BEGINNING = frozenset(("determiner", "possessive", "cap", "name", "pronoun", "honorific", "place"))  # of a phrase
_FINITE = frozenset(("past", "present"))


def of_what_is_taken_up(frame: Frame, shape: Shape, others: Sequence[tuple[Frame, Shape]]) -> Shape:
    """The shape of a verb behind a noun of speech and its source, with what the noun takes up as its content.

    That is what the last statement before the noun reports (``others`` are those of the article in text order), else
    the clause before it. Every other shape stays as it is.
    """
    view, unit = frame.view, frame.unit
    if not frame.words.source_first or unit.shape not in _FINITE or view.is_word(min(unit.last, len(view.forms) - 1)):
        return shape
    mark, first = _noun_before(frame)
    if first < 0 or first >= unit.begin or not all(view.is_word(number) for number in range(first, unit.begin)):
        return shape
    low = frame.sentence[0]
    before = [other for each, other in others if low <= each.unit.main < mark and other.end <= mark]
    place = Place(before[-1].place.start, before[-1].end) if before else Place(low, mark)
    return Shape(shape.score, place, place.end, Seat(first), unit.begin)


def of_who_did_not_answer(frame: Frame, shape: Shape, scores: Scores) -> Shape:
    """The shape of "the mayor could not be reached for comment", the subject being the source; others as they are."""
    place, unit = shape.place, frame.unit
    if unit.lemma not in frame.words.unanswered or not place.before or shape.seat != NOBODY or place.end > unit.begin:
        return shape
    end = likely_end(frame, unit.last, scores)[0]
    return Shape(shape.score, Place(unit.last), end, Seat(place.start), place.end)


def _noun_before(frame: Frame) -> tuple[int, int]:
    """The mark before a noun of speech with its article, and the token behind it; -1 where none stands before a cue."""
    view, unit = frame.view, frame.unit
    for mark in range(unit.begin - 1, max(frame.sentence[0], unit.begin - _REACH), -1):
        if view.is_word(mark):
            continue
        if (view.forms[mark] not in PAUSES and view.forms[mark] not in _DASHES) or view.classes[
            mark + 1
        ] != "determiner":
            break
        noun = next((number for number in (mark + 2, mark + 3) if number < unit.begin and _reports(view, number)), -1)
        if noun < 0:
            break
        joins = view.classes[noun + 1] == "relative" or view.forms[noun + 1] in frame.words.complementizers
        apart = joins or view.classes[noun + 1] in _BEGINNING
        return (mark, noun + 1 + joins) if apart and view.text[view.tokens.starts[noun]].islower() else (-1, -1)
    return -1, -1


def _reports(view: View, number: int) -> bool:
    return any(reading.shape == "noun" for reading in view.readings[number])
