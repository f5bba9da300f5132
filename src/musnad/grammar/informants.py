"""Whom somebody has it from: "the paper has learned from officials that …" is a statement of both."""

from __future__ import annotations

from typing import NamedTuple

from musnad.grammar.cues import Unit
from musnad.grammar.shape import Shape
from musnad.grammar.view import View
from musnad.vocabulary.cues import CueWords
from musnad.vocabulary.sources import SourceWords

_REACH = 12  # tokens from a verb of learning to its preposition, and from there to what was learned
_QUOTATION_MARKS = frozenset('"\u201c\u201d\u201e\u00ab\u00bb')
_SPEAKERS = frozenset(("human", "role", "honorific", "name", "organisation", "outlet", "document", "nationality"))


class Informants(NamedTuple):
    """Tokens: the preposition, which is the cue, and the range of those behind it."""

    cue: int
    first: int
    last: int


def informants(view: View, words: CueWords, sources: SourceWords, unit: Unit) -> Informants | None:
    """Whom a verb of learning names between its preposition and the clause that says what was learned.

    None without such a clause, where nobody that could speak stands there ("learned from experience that …"), and where
    the clause is that of another verb: "heard from a witness who said that …".
    """
    prepositions = words.learned.get(unit.lemma, frozenset())
    end = view.ranges[view.sentence[unit.main]][1]
    behind = range(unit.last, min(end, unit.last + _REACH) if prepositions else unit.last)
    cue = next((number for number in behind if view.forms[number] in prepositions | words.complementizers), -1)
    if cue < 0 or view.forms[cue] not in prepositions:
        return None
    following = range(cue + 1, min(end, cue + 1 + _REACH))
    last = next((number for number in following if view.forms[number] in words.complementizers), -1)
    inside = range(cue + 1, last)
    if any(_begins_clause(view, prepositions, number) for number in inside) or _spoke(view, last - 1):
        return None
    return Informants(cue, cue + 1, last) if any(_speaks(view, sources, number) for number in inside) else None


def _begins_clause(view: View, prepositions: frozenset[str], number: int) -> bool:
    return view.classes[number] == "relative" and view.forms[number] not in prepositions


def _spoke(view: View, number: int) -> bool:
    return any(reading.shape == "past" for reading in view.readings[number])


def _speaks(view: View, sources: SourceWords, number: int) -> bool:
    """Whether a word is of a class of sources, a pronoun that says whose they are left off: "its sources"."""
    form = view.forms[number]
    bare = [form[: -len(owner)] for owner in sources.owners if form.endswith(owner)]
    return any(kind.rpartition("+")[2] in _SPEAKERS for kind in (view.classes[number], *map(sources.classify, bare)))


def are_unnamed(view: View, sources: SourceWords, found: Informants) -> bool:
    """Whether they are people that are somebody's without being named: "from its sources"."""
    form = view.forms[found.first]
    return any(form.endswith(owner) and sources.classify(form[: -len(owner)]) == "human" for owner in sources.owners)


def learns(shape: Shape, found: Informants) -> bool:
    """Whether what was learned stands behind the informants; "learned of it from a relative, and refused that …"."""
    return not shape.place.before and shape.place.start > found.cue


def is_title(view: View, shape: Shape) -> bool:
    """Whether who learned something is named in quotation marks, as outlets name themselves."""
    return not _QUOTATION_MARKS.isdisjoint(view.forms[max(0, shape.seat.start - 1) : shape.seat.start + 1])


def without(shape: Shape, found: Informants) -> Shape:
    """The shape whose source ends before the informants, and whose content begins behind them."""
    place = shape.place
    if not place.before and place.start < found.last < shape.end:
        place = place._replace(start=found.last)
    return shape._replace(place=place, seat_end=min(shape.seat_end, found.cue) if shape.seat.after else shape.seat_end)
