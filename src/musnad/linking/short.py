"""Short forms within one article: which full name a surname, a given name or a shorter name stands for."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.config import LINK_SCORE, SHORT_FIRST_RARITY_MIN
from musnad.linking.keys import person_keys
from musnad.names.compare import compare
from musnad.names.costs import costs
from musnad.names.words import Word, words_of


def is_form_of(one: str, other: str) -> bool:
    """Whether two full names of one article are forms of one: alike, or the shorter a part of the longer.

    >>> is_form_of("سعيد الحلبي", "سامر سعيد الحلبي"), is_form_of("Salem Murad", "Salem Haddad")
    (True, False)
    """
    ours, theirs = words_of(one), words_of(other)
    short, long = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    if len(short) < len(long) and _alike(short[-1], long[-1]) and _runs_through(short, long):
        return short[0] == long[0] or len(short) == len(long) - 1
    return not set(person_keys(one)).isdisjoint(person_keys(other)) and compare(one, other).score >= LINK_SCORE


def fits(name: str, full: Sequence[str]) -> list[int]:
    """The numbers of the full names that a name of one word may stand for: those that end with it, else begin with it.

    A common given name stands for nobody.

    >>> fits("مراد", ["سالم مراد", "مراد حداد", "هدى مراد"]), fits("Mohammed", ["Mohammed Murad"])
    ([0, 2], [])
    """
    words = words_of(name)
    if len(words) != 1:
        return []
    found = [number for number, each in enumerate(full) if _alike(words[0], words_of(each)[-1])]
    if found or costs().rarity(words[0].core) < SHORT_FIRST_RARITY_MIN:
        return found
    return [number for number, each in enumerate(full) if _alike(words[0], words_of(each)[0])]


def _runs_through(short: tuple[Word, ...], long: tuple[Word, ...]) -> bool:
    """Whether the words of the shorter name stand in the longer one in order."""
    rest = iter(long)
    return all(any(_alike(word, other) for other in rest) for word in short)


def _alike(one: Word, other: Word) -> bool:
    """Whether two words are one: the same letters but for an article, or likely spellings of one across scripts."""
    if one.core == other.core or one.form == other.form:
        return True
    return one.script != other.script and compare(one.form, other.form).score >= LINK_SCORE
