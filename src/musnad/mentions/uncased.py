"""Names in a language without capitals: known names, the tagger, and what the two say together."""

from __future__ import annotations

import numpy as np

from musnad.mentions.found import Found, Page, disjoint
from musnad.vocabulary.sight import Sight, lexicon_codes
from musnad.vocabulary.tagger import Tagger
from musnad.model import MentionType

_PLAIN = {each.value: each for each in MentionType}


def uncased_names(
    page: Page, sight: Sight | None, tagger: Tagger | None, advice: np.ndarray | None = None
) -> list[Found]:
    """The names of a page, sorted and disjoint.

    What the tagger finds counts, but for the type of a known name; of known names that it does not find, those of more
    than one word are names all the same. Without a tagger known names are all there is.
    """
    if sight is None or tagger is None:
        return disjoint(Found(hit.first, hit.last, hit.known.type, hit.taken) for hit in page.hits if hit.known.sure)
    codes = lexicon_codes(len(page.forms), [(hit.first, hit.last, hit.known) for hit in page.hits])
    extra = None
    if advice is not None and tagger.head is not None and len(advice) == len(page.forms):
        extra = advice @ tagger.head[:-1] + tagger.head[-1]
    scores = tagger.scores(sight, sight.numbers(page.forms), codes, extra)
    breaks = [number for number, form in enumerate(page.forms) if form == "\n"]
    names = [
        Found(first, last, _PLAIN[sort], _taken(page, sight, first)) for first, last, sort in tagger.tag(scores, breaks)
    ]
    return disjoint(_typed(page, names))


def _taken(page: Page, sight: Sight, number: int) -> int:
    """The letters of particles before a name."""
    for hit in page.hits:
        if hit.first == number:
            return hit.taken
    return sight.stem(page.forms[number])[0]


def _typed(page: Page, names: list[Found]) -> list[Found]:
    """The names with the types of known ones, and the known ones that were not found."""
    by_place = {(name.first, name.last): number for number, name in enumerate(names)}
    for hit in page.hits:
        number = by_place.get((hit.first, hit.last))
        if number is not None and hit.known.type in (MentionType.OUTLET, MentionType.DOCUMENT):
            names[number] = names[number]._replace(type=hit.known.type)
        elif number is None and hit.known.sure and _counts(page, hit.first, hit.last):
            over = [name for name in names if name.first < hit.last and hit.first < name.last]
            if all(hit.first <= name.first and name.last <= hit.last for name in over):
                names.append(Found(hit.first, hit.last, hit.known.type, hit.taken))
    return [_outlet(page, name) for name in names]


def _counts(page: Page, first: int, last: int) -> bool:
    """Whether a known name is one for certain: several words, none of them a single letter, or letters throughout."""
    words = [form for form in page.forms[first:last] if form[0].isalnum()]
    return len(words) > 1


def _outlet(page: Page, name: Found) -> Found:
    """An organisation behind a word such as "newspaper" is an outlet."""
    if name.type is MentionType.ORGANISATION and name.first:
        if page.entities.kinds.get(page.core(name.first - 1)) == "outlet_heads":
            return name._replace(type=MentionType.OUTLET)
    return name
