"""What was chosen for one cue: where its content and its source stand."""

from __future__ import annotations

from typing import NamedTuple

from musnad.grammar.frame import Frame, Place
from musnad.grammar.sources import Seat

_MARKS = frozenset(":\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019")  # behind which speech begins, closed or not

_CLAUSES = frozenset(("preposition", "conjunction", "auxiliary", "what"))  # words that begin speech that nothing marks


class Shape(NamedTuple):
    """Where content and source of a cue stand, in tokens; ``score`` is a log-probability."""

    score: float
    place: Place
    end: int
    seat: Seat
    seat_end: int


def is_introduced(frame: Frame, shape: Shape) -> bool:
    """Whether what a verb reports is introduced as the verb wants it; so is all that other cues report.

    "He added that …", "added: …", "added “…”", also "added when they arrived …", but not "added a second goal"
    (``CueWords.introduced``).
    """
    unit, view, start = frame.unit, frame.view, shape.place.start
    if unit.lemma not in frame.words.introduced or unit.shape not in ("past", "present"):
        return True
    form = view.forms[start]
    going_on = unit.second >= 0 or view.forms[unit.last - 1] in frame.words.second
    if going_on or view.quoted[start] or form in frame.words.complementizers:
        return True
    if not shape.place.before and not _MARKS.isdisjoint(view.forms[unit.last : start]):
        return True
    if start == unit.last and view.classes[start] in _CLAUSES:
        return True
    prepositions = frame.words.introduced[unit.lemma]
    return form in prepositions or (len(form) > 1 and form[0] in prepositions)
