"""Who a relative pronoun stands for: "the senator, who said …" → "the senator"."""

from __future__ import annotations

from musnad.grammar.frame import Frame, Place
from musnad.grammar.fronted import may_begin
from musnad.grammar.scores import Scores
from musnad.grammar.sources import Seat, find_seat_ends, seat_end_features, seat_features
from musnad.grammar.view import NEWLINE, View

_BACK = 20  # tokens before a relative pronoun at which the phrase it stands for may begin
_NAME = 2  # words of a name in full
_QUANTITY = 2  # words before a relative pronoun that belong to it: "all of whom"
_PHRASAL = ("noun", "participle")  # shapes of cues that may be part of a phrase
_MARKS = 2  # marks that may stand between the two: ", who", ") — who"


def antecedent(frame: Frame, place: Place, pronoun: int, scores: Scores) -> tuple[Seat, int] | None:
    """Where the phrase begins and ends that the relative pronoun at a token stands for; None where none is before it.

    Of the phrases that end right before the pronoun, the one likeliest to be a source.
    """
    view, low = frame.view, max(frame.sentence[0], pronoun - _BACK)
    end = view.last_word(low - 1, pronoun) + 1
    if end <= low or pronoun - end > _MARKS or NEWLINE in view.forms[end:pronoun]:
        return None
    cues = [cue for cue in frame.cues.between(low, pronoun) if frame.cues[cue] not in _PHRASAL]
    low = max([low, _name_behind_preposition(view, low, end), *(cue + 1 for cue in cues)])
    seats = [Seat(n) for n in range(end - 1, low - 1, -1) if view.is_word(n) and may_begin(frame, n, low)]
    if not seats:
        return None
    features = [seat_features(frame, place, seat) for seat in seats]
    chances = scores.among("seat", frame.asked, features, (seat.start for seat in seats))
    totals = [chance + _ending(frame, place, (seat, end), scores) for chance, seat in zip(chances, seats, strict=True)]
    return seats[totals.index(max(totals))], end


def _name_behind_preposition(view: View, low: int, end: int) -> int:
    """Where a name of two words or more begins that a preposition stands before; -1 where the tokens end otherwise.

    What stands before that preposition is not the one who is named: "they heard from Salma Radin, who said …".
    """
    first = end
    while first > low and view.classes[first - 1] in ("cap", "name"):
        first -= 1
    if end - first < _NAME:
        return -1
    while first > low and view.classes[first - 1] in ("role", "honorific", "determiner"):
        first -= 1
    return first if first > low and view.classes[first - 1] == "preposition" else -1


def is_relative(view: View, first: int, last: int) -> bool:
    """Whether tokens up to and with ``last`` are a relative pronoun, alone or with a quantity: "both of whom"."""
    while last > first and not view.is_word(last):
        last -= 1
    return last - first <= _QUANTITY and view.classes[last] == "relative"


def _ending(frame: Frame, place: Place, phrase: tuple[Seat, int], scores: Scores) -> float:
    """How likely a source that begins at a seat ends there, as a logarithm."""
    seat, end = phrase
    ends = find_seat_ends(frame, place, seat)
    if end not in ends:
        ends.append(end)
    features = [seat_end_features(frame, place, seat, each) for each in ends]
    lasts = (frame.view.last_word(seat.start, each) for each in ends)
    return scores.among("seat_end", frame.asked, features, lasts)[ends.index(end)]
