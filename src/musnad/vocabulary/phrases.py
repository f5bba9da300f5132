"""Phrases of folded words, and where they stand among tokens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

Phrases = frozenset[tuple[str, ...]]


@cache
def _by_first(phrases: Phrases) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word: most words of a text begin none, and are passed by with one look."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(each) for first, each in found.items()}


def phrase_at(forms: Sequence[str], number: int, phrases: Phrases) -> tuple[str, ...]:
    """The phrase that begins at a token, the first of several; empty if none does.

    >>> phrase_at(["قال", "ان", "ذلك"], 1, frozenset({("ان", "ذلك")}))
    ('ان', 'ذلك')
    >>> phrase_at(["said", "so"], 0, frozenset({("said", "that")}))
    ()
    """
    for phrase in _by_first(phrases).get(forms[number], ()):
        if tuple(forms[number : number + len(phrase)]) == phrase:
            return phrase
    return ()


def holds_phrase(forms: Sequence[str], phrases: Phrases) -> bool:
    """Whether any of the phrases stands among tokens."""
    first = _by_first(phrases)
    return any(form in first and phrase_at(forms, number, phrases) for number, form in enumerate(forms))
