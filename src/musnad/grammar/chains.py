"""Cues in a language whose verbs stand in chains: "has repeatedly said", "did not say", "went on to call"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from musnad.grammar.view import NEWLINE, View
from musnad.vocabulary.cues import CueWords
from musnad.vocabulary.inflection import Reading

_NOMINAL = frozenset(("determiner", "possessive", "number", "preposition"))
_QUALIFIED = frozenset(("lat", "cap", "past", "doing", "nationality", "number"))


@dataclass(frozen=True, slots=True)
class Chain:
    """A verb or noun with what stands before and behind it: tokens ``first`` up to ``last``.

    ``begin`` is where the adverbs begin that stand before ``first``.
    """

    begin: int
    first: int
    last: int
    shape: str
    reading: Reading
    negated: bool


def find_chain(view: View, words: CueWords, number: int) -> Chain | None:
    """The cue whose main word is a token; None where the words that must follow it do not."""
    fitting = [reading for reading in view.readings[number] if _followed(view, reading, number)]
    if not fitting:
        return None
    reading = _likelier(view, words, number, max(fitting, key=lambda each: len(each.tail)))
    last = number + 1 + len(reading.tail)
    if reading.shape == "noun":
        return Chain(number, number, last, "noun", reading, negated=False)
    back = _back(view, words, number, reading.ending == "ing")
    shape = _shape(reading, back.sorts)
    return Chain(back.begin, back.first, last, shape, reading._replace(prefix="+".join(back.sorts[:2])), back.negated)


def _followed(view: View, reading: Reading, number: int) -> bool:
    tail = reading.tail
    return not tail or tuple(view.forms[number + 1 : number + 1 + len(tail)]) == tail


def _likelier(view: View, words: CueWords, number: int, reading: Reading) -> Reading:
    """The noun where a word is both verb and noun and stands behind what stands before nouns."""
    noun = next((each for each in view.readings[number] if each.shape == "noun"), None)
    if noun is None or reading.shape == "noun" or number == 0:
        return noun or reading
    before = view.classes[number - 1]
    if view.forms[number - 1] in words.chains.auxiliaries or view.forms[number - 1] in words.chains.to:
        return reading
    further = view.classes[number - 2] if number > 1 else "^"
    qualified = before in _QUALIFIED and (further in _NOMINAL or "+" in further)
    return noun if before in _NOMINAL or "+" in before or qualified else reading


class _Back(NamedTuple):
    begin: int
    first: int
    sorts: list[str]
    negated: bool


def _back(view: View, words: CueWords, number: int, on: bool) -> _Back:
    """Where the chain of a verb begins, the sorts of its auxiliaries (nearest first), whether it is negated."""
    chains, forms = words.chains, view.forms
    first, sorts, negated = number, list[str](), False
    position = number
    while position > 0 and forms[position - 1] != NEWLINE:
        form = forms[position - 1]
        sort = chains.auxiliaries.get(form)
        if sort is not None or form in chains.negations:
            negated = negated or form in chains.negations
            sorts += [sort] if sort else []
            position -= 1
            first, on = position, False
        elif form in words.prepositional:
            break
        elif form in chains.adverbs or view.classes[position - 1] == "manner":
            position -= 1
        elif form in chains.to:
            led = _led(forms, position - 1, chains.leading)
            if not led:
                sorts.append("to")
                break
            negated = negated or tuple(forms[position - 1 - led : position - 1]) in chains.failing
            position -= 1 + led
            first = position
            sorts.append("led")
        else:
            led = _led(forms, position, chains.leading_on) if on else 0
            if not led:
                break
            position -= led
            first, on = position, False
            sorts.append("led")
    return _Back(position, first, sorts, negated)


def _led(forms: list[str], position: int, phrases: frozenset[tuple[str, ...]]) -> int:
    """How many words that carry a verb on stand directly before a token."""
    for length in (4, 3, 2, 1):
        if length <= position and tuple(forms[position - length : position]) in phrases:
            return length
    return 0


def _shape(reading: Reading, sorts: list[str]) -> str:
    """The shape of a verb in its chain: ``passive`` behind "be", ``infinitive`` behind "to"."""
    if sorts and sorts[0] == "to":
        return "infinitive"
    if sorts and reading.ending in ("past", "pp") and sorts[0] == "be":
        return "passive"
    if sorts and reading.shape == "participle":
        return "present" if sorts[0] == "be" else "past"
    return reading.shape
