"""Short forms of names that stand in full elsewhere in the article: "Smith" after "John Smith"."""

from __future__ import annotations

from collections import Counter

from musnad.config import SHORT_FORM_FREQUENCY_MAX
from musnad.mentions.found import Found, Page, disjoint
from musnad.model import MentionType
from musnad.vocabulary.sight import Sight


def with_repeats(page: Page, names: list[Found], sight: Sight | None) -> list[Found]:
    """The names with every other place where a person's last name, or a name already found, stands by itself.

    A name of one word takes the type of the full name that ends with it. A common word is no short form, unless
    the language has capitals and it is written with one.
    """
    people = Counter[str]()
    for name in names:
        if name.type is MentionType.PERSON and name.last - name.first > 1:
            last = _word(page, name.last - 1, sight)
            if _distinct(page, last, sight):
                people[last] += 1
    if not people:
        return names
    typed = [
        name._replace(type=MentionType.PERSON)
        if name.last - name.first == 1
        and _word(page, name.first, sight) in people
        and name.type is not MentionType.OUTLET
        else name
        for name in names
    ]
    taken = {number for name in typed for number in range(name.first, name.last)}
    written = {before + word: len(before) for word in people for before in page.entities.prefixes}
    for number, form in enumerate(page.forms):
        letters = written.get(form)
        if letters is None or number in taken:
            continue
        if not page.sources.cased or page.text[page.tokens.starts[number]].isupper():
            typed.append(Found(number, number + 1, MentionType.PERSON, letters))
    return disjoint(typed)


def _word(page: Page, number: int, sight: Sight | None) -> str:
    form = page.forms[number]
    return sight.stem(form)[1] if sight else form


def _distinct(page: Page, form: str, sight: Sight | None) -> bool:
    if len(form) < 3 or not form[0].isalpha():
        return False
    if page.sources.cased:
        return page.entities.kinds.get(form) != "common"
    return (
        sight is not None
        and sight.letters.frequency(form) <= SHORT_FORM_FREQUENCY_MAX
        and form not in page.entities.kinds
    )
