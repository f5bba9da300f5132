"""The title beside a name: "the foreign minister", "Lt. Gen.", before it or in apposition behind it."""

from __future__ import annotations

from musnad.mentions.found import Found, Page
from musnad.model import MentionType, Span

_HEADS = frozenset(("role", "honorific"))
_BEFORE = frozenset(("role", "honorific", "organisation", "nationality", "def", "place", "human", "time"))
_REACH = 8  # words of a title before a name
_ABSENT: frozenset[str] = frozenset()


def role_of(page: Page, name: Found, others: frozenset[int]) -> Span | None:
    """Where the title of a person stands, None where there is none; ``others`` are the tokens of all names.

    Before the name: the words from the first title to the name, when nothing but titles, bodies, peoples and
    definite words stands between them. Behind it: what follows a comma and begins with a title, up to the next mark.
    """
    if name.type is not MentionType.PERSON:
        return None
    return _before(page, name, others) or _behind(page, name)


def _titles(page: Page, number: int) -> bool:
    kind = page.kind(number).rpartition("+")[2]
    return kind in _HEADS or page.entities.kinds.get(page.core(number)) == "title_words"


def _before(page: Page, name: Found, others: frozenset[int]) -> Span | None:
    number, best = name.first - 1, -1
    if number > 0 and page.forms[number] in ",\u060c" and not page.sources.cased:
        number -= 1  # "the ambassador to the United Nations, So-and-so"
    first = number
    while number >= 0 and name.first - number <= _REACH + 2:
        form, kind = page.forms[number], page.kind(number).rpartition("+")[2]
        if form == "." and page.sources.cased and number and page.tokens.ends[number - 1] == page.tokens.starts[number]:
            number -= 1
            continue
        if not page.is_word(number) and form not in "-\u2010":
            break
        if _titles(page, number):
            best = number
        elif page.sources.cased:
            if kind != "nationality" and number not in others:
                break
        elif number in others or kind in _BEFORE or (kind in ("w", "preposition") and number < first):
            pass
        else:
            break
        number -= 1
    if best < 0:
        return None
    return _span(page, best, first + 1)


def _behind(page: Page, name: Found) -> Span | None:
    number, count = name.last, len(page.forms)
    if number + 1 >= count or page.forms[number] not in ",\u060c":
        return None
    first = number = number + 1
    while number < count and number - first < _REACH and (page.is_word(number) or page.forms[number] in ".-'"):
        if page.forms[number] == "." and page.tokens.starts[number] != page.tokens.ends[number - 1]:
            break
        if page.kind(number).rpartition("+")[2] in ("relative", "auxiliary", "what"):
            break
        number += 1
    if number >= count or page.forms[number] not in ",\u060c." or number - first > _REACH:
        return None
    start = first + (page.forms[first] in page.sources.articles)
    head = [place for place in range(start, number) if _titles(page, place)]
    if not head or (not page.sources.cased and head[0] > start):
        return None
    last = number
    while last > first and not page.is_word(last - 1):
        last -= 1
    return _span(page, start, last) if last > start else None


def _span(page: Page, first: int, last: int) -> Span | None:
    """What some tokens cover, without particles written onto the first."""
    kind = page.kind(first)
    taken = len(kind.partition("+")[0]) if "+" in kind and not page.sources.cased else 0
    start = page.start(Found(first, last, MentionType.PERSON, taken))
    end = page.tokens.ends[last - 1]
    return Span(start, end) if start < end else None
