"""The title beside a name: "the foreign minister", "Lt. Gen.", before it or in apposition behind it."""

from __future__ import annotations

from musnad.mentions.borders import is_title
from musnad.mentions.found import Found, Page
from musnad.model import MentionType, Span

_BEFORE = frozenset(("organisation", "def", "place", "human"))
_REACH = 8  # words of a title before a name


def role_of(page: Page, name: Found, others: dict[int, Found]) -> Span | None:
    """Where the title of a person stands, None where there is none; ``others`` are the names by token.

    Before the name: the words from the first title to the name, when nothing but titles, bodies, peoples and
    definite words stands between them. Behind it: what follows a comma and begins with a title, up to the next mark.
    """
    if name.type is not MentionType.PERSON:
        return None
    return _before(page, name, others) or _behind(page, name)


def _before(page: Page, name: Found, others: dict[int, Found]) -> Span | None:
    number, best = name.first - 1, -1
    if name.taken and page.forms[name.first][name.taken - 1] not in page.entities.particles[:2]:
        return None  # behind a preposition a name is no apposition to the title before it
    if number > 0 and page.forms[number] in ",\u060c" and not page.sources.cased:
        number -= 1  # "the ambassador to the United Nations, So-and-so"
    first = number
    while number >= 0 and name.first - number <= _REACH + 2:
        form = page.forms[number]
        if form == "." and page.sources.cased and number and page.tokens.ends[number - 1] == page.tokens.starts[number]:
            number -= 1
            continue
        if not _goes_on(page, number, first, others):
            break
        if is_title(page, number):
            if number == first and not _complete(page, number):
                break
            best = number
            if not page.sources.cased and page.kind(number)[:2] in [f"{each}+" for each in page.entities.particles]:
                break  # what stands before a conjunction or preposition belongs to something else
        number -= 1
    return None if best < 0 else _span(page, best, first + 1)


def _complete(page: Page, number: int) -> bool:
    """Whether a title right before a name can stand alone: "the president", "Dr"; not "team", "coach (of)"."""
    form = page.forms[number]
    if page.sources.cased or page.core(number) != form or form in page.entities.bare:
        return True
    return any(last == number + 1 for last in page.titles.values())


def _goes_on(page: Page, number: int, first: int, others: dict[int, Found]) -> bool:  # noqa: PLR0911
    """Whether a word can stand in a title, looked at from the name backwards."""
    form, kind = page.forms[number], page.kind(number).rpartition("+")[2]
    other = others.get(number)
    if other is not None and other.type is MentionType.PERSON:
        return False
    if not page.is_word(number):
        return form in "-\u2010"
    if is_title(page, number) or kind == "nationality" or other is not None:
        return True
    if page.sources.cased:
        return False
    if form in page.entities.links:
        return number < first
    if page.cues is not None and any(reading.shape in ("past", "present") for reading in page.cues.readings(form)):
        return False
    return kind in _BEFORE or (kind == "w" and number < first)


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
    head = [place for place in range(start, number) if is_title(page, place)]
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
