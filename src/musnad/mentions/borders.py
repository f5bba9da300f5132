"""Where a name begins and ends: titles and verbs left out, a first name that looks like a title taken in."""

from __future__ import annotations

from musnad.mentions.found import Found, Page
from musnad.model import MentionType


def bordered(page: Page, name: Found) -> Found | None:
    """The name with its right borders; None for what turns out to be no name.

    Titles stand outside of a person's name, however it was found, and so does a verb of saying behind it. An adjective
    of a people is no place.
    """
    if page.sources.cased:
        return name
    if name.type is MentionType.PLACE and not _known(page, name):
        while name.last > name.first and _people(page, name.last - 1):
            name = name._replace(last=name.last - 1)
        return name if name.last > name.first else None
    return _person(page, name) if name.type is MentionType.PERSON else name


def _person(page: Page, name: Found) -> Found | None:
    """A person's name without titles, peoples and verbs, and with the parts that belong to it."""
    name = _without_titles(page, name)
    while name.last - name.first > 1 and _is_verb(page, name.last - 1):
        name = name._replace(last=name.last - 1)
    alone = name.last - name.first == 1 and not _known(page, name)
    if alone and (_is_description(page, name.first) or _is_noun_of_humans(page, name.first)):
        return None
    count = len(page.forms)
    while name.last < count and page.is_word(name.last):
        unfinished = page.forms[name.last - 1] in page.entities.inside
        if not unfinished and page.forms[name.last] not in page.entities.behind:
            break
        name = name._replace(last=name.last + 1)
    before = name.first - 1
    if before >= 0 and page.forms[before] in page.entities.given and not name.taken:
        return Found(before, name.last, name.type)
    return name


def _is_description(page: Page, number: int) -> bool:
    """Whether a word with an article is a title or tells a people."""
    return page.core(number) != page.forms[number] and (is_title(page, number) or _people(page, number))


def _is_noun_of_humans(page: Page, number: int) -> bool:
    """Whether a word says what somebody is and is nobody's name."""
    form = page.forms[number]
    known = form in page.entities.given or form in page.entities.names
    return not known and (is_title(page, number) or page.kind(number).rpartition("+")[2] == "human")


def _known(page: Page, name: Found) -> bool:
    return any(hit.first == name.first for hit in page.hits)


def _people(page: Page, number: int) -> bool:
    """Whether a word is an adjective of a people, in any gender and case."""
    core, nationalities = page.core(number), page.entities.nationalities
    return any(core[: len(core) - cut] in nationalities for cut in (0, 1, 2))


def _is_verb(page: Page, number: int) -> bool:
    form = page.forms[number]
    if form in page.entities.names or page.cues is None:
        return False
    return any(reading.shape in ("past", "present") for reading in page.cues.readings(form))


def _without_titles(page: Page, name: Found) -> Found:
    """The name behind titles of one word with an article, and behind known titles of several words."""
    for first, last in page.titles.items():
        if first < name.first < last < name.last or (first == name.first and last < name.last):
            name = Found(last, name.last, name.type)
    while name.last - name.first > 1 and (is_title(page, name.first) or _is_description(page, name.first)):
        form = page.forms[name.first]
        if page.core(name.first) == form and form in page.entities.given:
            break
        name = Found(name.first + 1, name.last, name.type)
    return name


def is_title(page: Page, number: int) -> bool:
    """Whether a word can be part of a title, before or behind a name."""
    if number in page.titled:
        return True
    kind = page.kind(number).rpartition("+")[2]
    return kind in ("role", "honorific") or page.entities.kinds.get(page.core(number)) == "title_words"
