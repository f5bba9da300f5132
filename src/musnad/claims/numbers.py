"""The numbers of a content: value or range, and what they count."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.claims.quantity import HAPPENINGS, PEOPLE, Quantity
from musnad.claims.values import is_number, range_at, stands
from musnad.vocabulary.claims import ClaimWords
from musnad.vocabulary.phrases import holds_phrase

_AHEAD, _BACK = 5, 6  # tokens within which the word stands that says what is counted
_OF_PEOPLE = frozenset({"arrested"})  # what also happens to things, which are seized or stopped by the same words


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
        read = range_at(forms, number, words) if words.begins_number(forms[number]) else None
        if read is None:
            number += 1
            continue
        low, high, value, last = read
        counted = _counted(forms, number, last, words)
        passed = next((len(each) for each in words.units if tuple(forms[last : last + len(each)]) == each), 0)
        is_part = any(
            stands(forms[max(0, number - 4) : place], words.numbers.parts, at_end=True)
            for place in (number, number - 1)
        ) or holds_phrase(forms[last : last + _AHEAD], words.numbers.parts_behind)
        is_part = is_part or _some_of(forms, number, last, words)
        who = ""
        if counted in HAPPENINGS:
            who = _sort(forms, number, last, words)
        elif counted == PEOPLE:
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
    happenings = (each for each in (pair, behind, near) if each not in ("", PEOPLE))
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
    beside = [] if stands(forms[last : last + 4], words.numbers.parts, at_end=False) else list(forms[last : last + 2])
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
            if found and found != PEOPLE:
                return found
            ends = not forms[place][0].isalnum() or forms[place] == words.numbers.joined
            if is_number(forms[place], words) or (places is before and ends):
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
