"""The value of digits and number words, and between what it lies: "at least two thousand"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

from musnad.config.across import ABOUT_SHARE
from musnad.vocabulary.claims import ClaimWords
from musnad.vocabulary.phrases import phrase_at

_DIGITS = re.compile(r"(\d+(?:[.,\u066b\u066c]\d+)*)$")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,\u066c]\d{3})+$")


def range_at(forms: Sequence[str], number: int, words: ClaimWords) -> tuple[float, float, float | None, int] | None:
    """Least, most and stated value of the number that begins at a token, and where it ends; None if none does."""
    for form in words.bare(forms[number]):
        if form in words.pairs:
            return 2, 2, 2, number + 1
        if form in words.numbers.vague and plain_value(forms[number], words) is None:
            return (*words.numbers.vague[form], None, number + 1)
    read = _value_at(forms, number, words)
    if read is None:
        return None
    value, last = read
    return (*_bounds(value, forms[max(0, number - 4) : number], forms[last : last + 4], words), value, last)


def _bounds(value: float, before: Sequence[str], after: Sequence[str], words: ClaimWords) -> tuple[float, float]:
    """Least and most of what a value stands for, by the words around it."""
    numbers = words.numbers
    if stands(before, numbers.about, at_end=True):
        return value * (1 - ABOUT_SHARE), value * (1 + ABOUT_SHARE)
    if stands(before, numbers.at_most, at_end=True) or _bounded(before, words):
        return 0, value  # before "at least": one "exceeds", the other "does not exceed"
    if stands(before, numbers.at_least, at_end=True) or any(
        stands(after[skipped:], numbers.at_least, at_end=False) for skipped in (0, 1)
    ):
        return value, inf
    return value, value


def _bounded(before: Sequence[str], words: ClaimWords) -> bool:
    """Whether a negated verb sets a bound, its subject behind it: "does not exceed" in "لا تتجاوز حمولتها 90"."""
    return any(
        form in words.negations
        and phrase_at(before, place, words.numbers.at_most)
        and not any(is_number(each, words) for each in before[place:])
        for place, form in enumerate(before)
    )


def stands(forms: Sequence[str], phrases: frozenset[tuple[str, ...]], *, at_end: bool) -> bool:
    """Whether folded tokens begin, or end, with one of the phrases."""
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
        if begun and form == words.numbers.joined and place + 1 < len(forms) and plain_value(forms[place + 1], words):
            place += 1
            form = forms[place]
        plain = plain_value(form, words)
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


def plain_value(form: str, words: ClaimWords) -> tuple[float, bool] | None:
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


def is_number(form: str, words: ClaimWords) -> bool:
    """Whether a folded token says a value, in digits or as a word."""
    return plain_value(form, words) is not None
