"""What a verb of speech stands with: who does it, what follows it, what sort of thing that is.

"The mayor defended the tax" reports, "the knight defended the bridge" does not: the verb is the same.
"""

from __future__ import annotations

from typing import NamedTuple

from musnad.grammar.cues import Unit
from musnad.grammar.frame import Frame
from musnad.grammar.shape import Shape
from musnad.grammar.view import View
from musnad.vocabulary.cues import CueWords

_ANSWER = 6  # tokens behind a verb among which it is said what was wanted
_REACH = 12  # tokens at most that are looked through for the head of a subject or an object
_VERBAL = frozenset(("past", "present", "participle", "infinitive", "passive"))
_STOPS = frozenset(("preposition", "conjunction", "relative", "what", "manner", "time", "pronoun"))
_OPENING = frozenset(("determiner", "possessive", "number", "num"))
_NOMINAL = frozenset(("organisation", "human", "role", "document", "outlet", "venue", "place", "nationality"))
_TANGIBLE = frozenset(("thing", "animal"))
_SPEECHLESS = frozenset(("thing", "animal", "nature", "doing", "other", "wealth"))
_READ = frozenset(("document", "said", "outlet"))  # what speaks though it is no person
_SAID = frozenset(("said", "human", "person", "name", "role", "organisation"))  # what is spoken, or spoken of
_NO_NOUN = frozenset(("what", "conjunction", "pronoun", "doing"))  # classes of words that begin something else
_NEAR = 8  # tokens before a verb in which a quotation is its content
_BARE = "bare"
_DONE = frozenset((_BARE, "to", "with"))  # frames in which something is done to something


class Valency(NamedTuple):
    """What follows a verb, the sort of the noun that follows it bare, and the sort of who does it."""

    frame: str
    object: str
    subject: str


def is_deed(frame: Frame, shape: Shape) -> bool:
    """Whether a verb without speech behind it does something: a flood claims lives, a pilot offers tea.

    So it is if the verb hardly ever reports what a noun names (``CueWords.seldom``), or if one that also means a deed
    (``deeds``) has an object that can be touched, or a subject that can neither speak nor be read.
    """
    unit, view, words = frame.unit, frame.view, frame.words
    start = shape.place.start
    if not words.deeds or unit.negated or unit.shape not in _VERBAL or shape.place.before or view.quoted[start]:
        return False
    found = valency(view, words, unit)
    if found is None:
        return False
    if found.frame == _BARE and unit.lemma in words.seldom:
        return True
    if unit.lemma not in words.deeds or found.frame not in _DONE:
        return False
    speechless = found.subject in _SPEECHLESS and found.object not in _SAID
    return speechless or (found.object in _TANGIBLE and found.subject not in _READ)


def is_unanswered(view: View, words: CueWords, unit: Unit) -> bool:
    """Whether a negated verb says that somebody did not answer: "could not be reached for comment"."""
    end = min(view.ranges[view.sentence[unit.main]][1], unit.last + _ANSWER)
    return unit.negated and any(view.forms[number] in words.wanted for number in range(unit.last, end))


def valency(view: View, words: CueWords, unit: Unit) -> Valency | None:
    """What stands around a verb with a noun behind it, bare or behind a preposition; None for all other verbs."""
    number, end = unit.last, view.ranges[view.sentence[unit.main]][1]
    while number < end and view.classes[number] in ("manner", "time"):
        number += 1
    if number >= end or not view.is_word(number) or view.quoted[number] != view.quoted[unit.main]:
        return None
    form, kind = view.forms[number], view.classes[number].rpartition("+")[2]
    if form in words.complementizers or kind in _NO_NOUN or any(view.quoted[max(0, unit.begin - _NEAR) : unit.begin]):
        return None
    if kind == "preposition":
        infinitive = form == words.addressing and view.classes[min(number + 1, end - 1)] not in _OPENING
        return None if infinitive else Valency(form, _object(view, number + 1, end)[0], _subject(view, unit))
    thing, finite = _object(view, number, end)
    return None if finite else Valency(_BARE, thing, _subject(view, unit))


def _object(view: View, first: int, end: int) -> tuple[str, bool]:
    """The sort of the noun that ends the phrase at a token, and whether a finite verb follows it in its clause."""
    sort, open_ = "-", True
    for number in range(first, min(first + _REACH, end)):
        if not view.is_word(number):
            if view.parts(number):
                break
            continue
        kind = view.classes[number].rpartition("+")[2]
        if kind == "auxiliary":
            return sort, number > first
        if kind == "relative":
            break
        open_ = open_ and (kind not in _STOPS or (kind == "manner" and number == first))
        if open_ and kind not in _OPENING:
            sort = _sort(view, number) or sort
    return sort, False


def _subject(view: View, unit: Unit) -> str:
    """The sort of the noun before a verb: that before the first preposition, behind the last mark or unit."""
    low = max(view.ranges[view.sentence[unit.main]][0], unit.begin - _REACH)
    number = unit.begin - 1
    if number < low or not view.is_word(number):
        return view.forms[number] if number >= low else "^"
    heads: list[str] = []
    while number >= low and view.is_word(number):
        kind = view.classes[number].rpartition("+")[2]
        if kind in ("auxiliary", "conjunction", "relative", "what"):
            break
        if kind == "preposition":
            heads.append("")
        elif not heads or not heads[-1]:
            heads.append(_sort(view, number) or kind)
        number -= 1
    said = [head for head in heads if head]
    return said[-1] if said else view.classes[unit.begin - 1]


def _sort(view: View, number: int) -> str:
    """The class of a word that packs tell apart, else the sort of thing that it names; empty where nothing is known."""
    kind = view.classes[number].rpartition("+")[2]
    if kind in ("cap", "name", "lat+cap") or view.classes[number].startswith("cap"):
        return "name"
    if kind in _NOMINAL:
        return kind
    return view.senses.get(view.forms[number], "")
