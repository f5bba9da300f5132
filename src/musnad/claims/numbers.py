"""The numbers of a content: value or range, and what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from musnad.config.across import ABOUT_SHARE
from musnad.vocabulary.claims import ClaimWords
from musnad.vocabulary.phrases import holds_phrase, phrase_at

_DIGITS = re.compile(r"(\d+(?:[.,\u066b\u066c]\d+)*)$")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,\u066c]\d{3})+$")
_AHEAD, _BACK = 5, 6  # tokens within which the word stands that says what is counted
_PEOPLE = "people"
APART = frozenset({"attackers", "women", "children"})
"""Sorts of people that are counted by themselves, beside or within the number of all."""
_OF_PEOPLE = frozenset({"arrested"})  # what also happens to things, which are seized or stopped by the same words
HAPPENINGS = frozenset({"killed", "wounded", "arrested", "missing", "kidnapped", "displaced"})
"""What happens to people; a pack may list other classes, but these are claims by themselves when they are counted."""
NOT_COMPARED = frozenset({_PEOPLE})
"""What two contents may count differently without contradicting each other: what everything has."""
LENGTH = "hour"
"""The unit in which lengths of time are compared."""
_IN = {
    "minute": (LENGTH, 1 / 60), "day": (LENGTH, 24), "week": (LENGTH, 7 * 24), "month": (LENGTH, 30.4 * 24),
    "year": (LENGTH, 365.25 * 24), "kilogram": ("ton", 1 / 1000), "kilometre": ("metre", 1000), "mile": ("metre", 1609),
}  # fmt: skip
"""Units that are compared in another one of the same kind, and how many of that they are."""
_ROUNDED = 10  # the least number whose fraction is left out in passing
_NEAR = 1.05  # lengths that differ by less are one: a month is four weeks or thirty days


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that stands for something between ``low`` and ``high``, both included; ``high`` may be infinite.

    ``value`` is what is said, None where a word says a range only ("dozens").
    ``counted`` is a class or unit of the pack (``killed``, ``percent``), else the stem of the noun; empty if nothing
    is said. ``is_part`` says that another number counts the whole, ``who`` is the sort of people that were killed or
    hurt, or the root or stem of who else is counted, empty for any. ``first`` and ``last`` are the half-open range of
    its tokens.
    """

    low: float
    high: float
    value: float | None
    counted: str
    first: int
    last: int
    is_part: bool = False
    who: str = ""

    @property
    def kind(self) -> str:
        """What is counted; for people their sort, for lengths and weights the unit in which they are compared."""
        if self.counted == _PEOPLE and self.who:
            return f"{_PEOPLE} {self.who}"
        return _IN.get(self.counted, (self.counted,))[0]

    def scaled(self) -> Quantity:
        """The same in the unit of its kind."""
        unit, factor = _IN.get(self.counted, (self.counted, 1.0))
        if factor == 1.0:
            return self
        value = None if self.value is None else self.value * factor
        return replace(self, low=self.low * factor, high=self.high * factor, value=value, counted=unit)

    def meets(self, other: Quantity) -> bool:
        """Whether both may be the same count: "at least 20" and "27" are two reports, "dozens" and "27" need not be."""
        if self.counted != other.counted and self.kind == other.kind:
            ours, theirs = self.scaled(), other.scaled()
            return ours.low <= theirs.high * _NEAR and theirs.low <= ours.high * _NEAR
        if self.value is not None and other.value is not None and not (self.is_about or other.is_about):
            return self.value == other.value or _rounds(self.value, other.value) or _rounds(other.value, self.value)
        return self.low <= other.high and other.low <= self.high

    @property
    def is_about(self) -> bool:
        """Whether the value is said to be near only."""
        return self.value is not None and self.low < self.value < self.high


def _rounds(whole: float, exact: float) -> bool:
    """Whether a whole number is another one without its fraction: 52 for 52.3, which headlines write.

    >>> _rounds(52.0, 52.3), _rounds(53.0, 52.6), _rounds(52.0, 53.0), _rounds(51.0, 52.3)
    (True, True, False, False)
    """
    return whole % 1 == 0 and exact % 1 > 0 and abs(whole - exact) < 1 and whole >= _ROUNDED


def quantities(forms: Sequence[str], words: ClaimWords) -> tuple[Quantity, ...]:
    """The quantities among folded tokens, in order.

    >>> from musnad.pack import packs
    >>> from musnad.text import tokenize
    >>> [(each.low, each.counted) for each in quantities(
    ...     tokenize("مقتل 51 شخصا وإصابة خمسة وعشرين").forms, packs()["ar"].claims)]
    [(51.0, 'killed'), (25.0, 'wounded')]
    >>> [(each.low, each.high, each.counted) for each in quantities(
    ...     tokenize("at least 12 people were killed and 30 wounded").forms, packs()["en"].claims)]
    [(12.0, inf, 'killed'), (30.0, 30.0, 'wounded')]
    >>> [(each.low, each.high) for each in quantities(
    ...     tokenize("لا تتجاوز حمولتها القانونية 90 راكبا").forms, packs()["ar"].claims)]
    [(0, 90.0)]
    >>> [(each.low, each.high) for each in quantities(
    ...     tokenize("لم تتجاوز 48 بالمئة").forms, packs()["ar"].claims)]
    [(0, 48.0)]
    >>> [(each.low, each.is_part) for each in quantities(
    ...     tokenize("اثنين من المخطوفين").forms, packs()["ar"].claims)]
    [(2.0, True)]
    """
    found: list[Quantity] = []
    number = 0
    while number < len(forms):
        read = _range_at(forms, number, words) if words.begins_number(forms[number]) else None
        if read is None:
            number += 1
            continue
        low, high, value, last = read
        counted = _counted(forms, number, last, words)
        passed = next((len(each) for each in words.units if tuple(forms[last : last + len(each)]) == each), 0)
        is_part = any(
            _stands(forms[max(0, number - 4) : place], words.numbers.parts, at_end=True)
            for place in (number, number - 1)
        ) or holds_phrase(forms[last : last + _AHEAD], words.numbers.parts_behind)
        is_part = is_part or _some_of(forms, number, last, words)
        who = ""
        if counted in HAPPENINGS:
            who = _sort(forms, number, last, words)
        elif counted == _PEOPLE:
            who = _who(_noun_of(forms, number, last, words), words)
        found.append(Quantity(low, high, value, counted, number, last, is_part, who))
        number = last + passed
    return tuple(found)


def _some_of(forms: Sequence[str], first: int, last: int, words: ClaimWords) -> bool:
    """Whether a number counts some of the dead, hurt and so on: "two of the kidnapped", but not "killed 12 of them"."""
    if last + 1 >= len(forms) or forms[last] not in words.numbers.part_of:
        return False
    noun = next((form for form in forms[last + 1 : last + 3] if form not in words.passing), "")
    happened = any(_class_of(form, words) in HAPPENINGS for form in forms[max(0, first - _BACK) : first])
    return bool(noun) and _class_of(noun, words) in HAPPENINGS and not happened


def _range_at(forms: Sequence[str], number: int, words: ClaimWords) -> tuple[float, float, float | None, int] | None:
    """Least, most and stated value of the number that begins at a token, and where it ends."""
    for form in words.bare(forms[number]):
        if form in words.pairs:
            return 2, 2, 2, number + 1
        if form in words.numbers.vague and _plain(forms[number], words) is None:
            return (*words.numbers.vague[form], None, number + 1)
    read = _value_at(forms, number, words)
    if read is None:
        return None
    value, last = read
    return (*_bounds(value, forms[max(0, number - 4) : number], forms[last : last + 4], words), value, last)


def _bounds(value: float, before: Sequence[str], after: Sequence[str], words: ClaimWords) -> tuple[float, float]:
    """Least and most of what a value stands for, by the words around it."""
    numbers = words.numbers
    if _stands(before, numbers.about, at_end=True):
        return value * (1 - ABOUT_SHARE), value * (1 + ABOUT_SHARE)
    if _stands(before, numbers.at_most, at_end=True) or _bounded(before, words):
        return 0, value  # before "at least": one "exceeds", the other "does not exceed"
    if _stands(before, numbers.at_least, at_end=True) or any(
        _stands(after[skipped:], numbers.at_least, at_end=False) for skipped in (0, 1)
    ):
        return value, inf
    return value, value


def _bounded(before: Sequence[str], words: ClaimWords) -> bool:
    """Whether a negated verb sets a bound, its subject behind it: "does not exceed" in "لا تتجاوز حمولتها 90"."""
    return any(
        form in words.negations
        and phrase_at(before, place, words.numbers.at_most)
        and not any(_is_number(each, words) for each in before[place:])
        for place, form in enumerate(before)
    )


def _stands(forms: Sequence[str], phrases: frozenset[tuple[str, ...]], *, at_end: bool) -> bool:
    for phrase in phrases:
        part = tuple(forms[-len(phrase) :] if at_end else forms[: len(phrase)])
        if part == phrase:
            return True
    return False


def _value_at(forms: Sequence[str], number: int, words: ClaimWords) -> tuple[float, int] | None:
    """The value of digits, number words and scales that belong together, and where they end."""
    total = current = 0.0
    begun = scaled = digits = False
    place = number
    while place < len(forms):
        form = forms[place]
        if begun and form == words.numbers.joined and place + 1 < len(forms) and _plain(forms[place + 1], words):
            place += 1
            form = forms[place]
        plain = _plain(form, words)
        scale = next((words.numbers.scales[each] for each in words.bare(form) if each in words.numbers.scales), None)
        if plain is not None and (not begun or scaled or not (plain[1] or digits)):
            current += plain[0]
            digits, scaled = plain[1], False
        elif scale is not None and (begun or form in words.numbers.scales):
            if scale == 100:
                current = max(current, 1) * scale
            else:
                total += max(current, 1) * scale
                current = 0
            scaled, digits = True, False
        else:
            break
        begun = True
        place += 1
    if not begun or (total + current == 1 and place == number + 1 and not digits):
        return None  # "one" says no number: "one of them", "one day"
    return total + current, place


def _plain(form: str, words: ClaimWords) -> tuple[float, bool] | None:
    """The value of digits or a number word, and whether it is digits; None for any other word."""
    match = _DIGITS.search(form)
    if match:
        lead = form[: match.start()]
        if lead and lead not in words.stemming.prefixes:
            return None
        return _value(match.group()), True
    for each in words.bare(form):
        if each in words.numbers.words:
            return words.numbers.words[each], False
    return None


def _value(digits: str) -> float:
    if _THOUSANDS.match(digits):
        return float(re.sub(r"[,\u066c]", "", digits))
    whole, *rest = re.split(r"[.,\u066b\u066c]", digits)
    return float(f"{whole}.{''.join(rest)}") if rest else float(whole)


def _counted(forms: Sequence[str], first: int, last: int, words: ClaimWords) -> str:
    """What is counted: a unit right beside, else what happens to it, nearest first, else the noun behind."""
    pair = next((words.pairs[each] for each in words.bare(forms[first]) if each in words.pairs), "")
    behind = _class_of(forms[last], words) if last < len(forms) and not _goes_on(forms[last], words) else ""
    noun = next(iter(_noun_of(forms, first, last, words)), "")
    further = forms[last + 1] if last + 1 < len(forms) else words.numbers.joined
    is_anyone = last < len(forms) and forms[last] in words.numbers.anyone
    if is_anyone and behind not in HAPPENINGS and not further.startswith(words.numbers.joined):
        behind = _class_of(further, words) or behind
    near = _near(forms, first, last, words)
    if near in _OF_PEOPLE and noun and behind == "" and forms[last] not in words.numbers.anyone:
        near = ""
    happenings = (each for each in (pair, behind, near) if each not in ("", _PEOPLE))
    unit = _unit(forms, first, last, words)
    return (
        unit or next(happenings, "") or pair or behind or (_class_of(noun, words) or words.stem(noun) if noun else "")
    )


def _noun_of(forms: Sequence[str], first: int, last: int, words: ClaimWords) -> list[str]:
    """The noun that a number counts: the one behind it, else that behind "number of" before it."""
    if last < len(forms) and forms[last][0].isalpha() and forms[last] not in words.passing:
        return [forms[last]]
    for place in range(first - 2, max(-1, first - 2 - _BACK), -1):
        if forms[place] in words.numbers.number_of:
            nouns = (each for each in forms[place + 1 : first] if each[0].isalpha() and each not in words.passing)
            return list(nouns)[:1]
    return []


def _sort(forms: Sequence[str], first: int, last: int, words: ClaimWords) -> str:
    """The sort of people that a number of killed or hurt counts, by the words behind it; empty for any.

    A number with an article stands behind its noun: "the attackers, the four".
    """
    beside = [] if _stands(forms[last : last + 4], words.numbers.parts, at_end=False) else list(forms[last : last + 2])
    if beside and _goes_on(beside[-1], words):
        beside.pop()
    if forms[first] not in words.numbers.words and not forms[first][0].isdigit() and first:
        beside.append(forms[first - 1])
    return next((words.sorts[each] for form in beside for each in words.bare(form) if each in words.sorts), "")


def _who(forms: Sequence[str], words: ClaimWords) -> str:
    """The sort of people that a number counts, by the word behind it."""
    found = next((form for form in forms if form[0].isalpha() and form not in words.passing), "")
    if not found or found in words.numbers.anyone or _class_of(found, words) in HAPPENINGS:
        return ""
    stem = words.stem(found)
    return words.stemming.root(stem) or stem


def _unit(forms: Sequence[str], first: int, last: int, words: ClaimWords) -> str:
    """The unit behind a number, or the sign before it."""
    for phrase, unit in words.units.items():
        sign = not phrase[0].isalnum()
        if tuple(forms[last : last + len(phrase)]) == phrase:
            return unit
        if sign and tuple(forms[max(0, first - 1) : first]) == phrase:
            return unit
    for form in (*forms[last : last + 1], *forms[max(0, first - 1) : first]):
        if form[0].isalpha() and words.stem(form) in words.unit_stems:
            return words.unit_stems[words.stem(form)]
    return ""


def _near(forms: Sequence[str], first: int, last: int, words: ClaimWords) -> str:
    """What happens to what is counted, by the nearest word before, else behind; no further than a mark or a number."""
    before = range(first - 1, max(-1, first - 1 - _BACK), -1)
    behind = range(last, min(len(forms), last + _AHEAD))
    for places in (before, behind):
        for place in places:
            if places is behind and _goes_on(forms[place], words):
                break
            found = _class_of(forms[place], words)
            if found and found != _PEOPLE:
                return found
            ends = not forms[place][0].isalnum() or forms[place] == words.numbers.joined
            if _is_number(forms[place], words) or (places is before and ends):
                break
    return ""


def _goes_on(form: str, words: ClaimWords) -> bool:
    """Whether a word begins another phrase by the "and" that is written onto it: "two killed and-wounded seven"."""
    joined = words.numbers.joined
    if len(joined) > 1 or not form.startswith(joined) or len(form) - 1 < words.stemming.least:
        return form == joined
    return words.stemming.stem(form) != form and not words.stemming.is_whole(form)


def _class_of(form: str, words: ClaimWords) -> str:
    return words.counted.get(words.stem(form), "") if form[0].isalpha() else ""


def _is_number(form: str, words: ClaimWords) -> bool:
    return _plain(form, words) is not None
