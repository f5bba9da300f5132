"""Names in a language without capitals: known names, the tagger, and what the two say together."""

from __future__ import annotations

import numpy as np

from musnad.config import SHORT_FORM_FREQUENCY_MAX
from musnad.mentions.found import Found, Page, disjoint
from musnad.model import MentionType
from musnad.vocabulary.sight import Sight, lexicon_codes
from musnad.vocabulary.tagger import Tagger

_RARE = 3  # steps of frequency up to which a word may well be a name; set by hand between surnames and words
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
    if advice is not None and tagger.head is not None and 0 < len(advice) == len(page.forms):
        extra = advice @ tagger.head[:-1] + tagger.head[-1]
    scores = tagger.scores(sight, sight.numbers(page.forms), codes, extra)
    breaks = [number for number, form in enumerate(page.forms) if form == "\n"]
    names = [
        Found(first, last, _PLAIN[sort], _taken(page, sight, first)) for first, last, sort in tagger.tag(scores, breaks)
    ]
    typed = _typed(page, sight, [name for name in names if not _common(page, sight, name)])
    return disjoint(part for name in typed for part in _parted(page, sight, name))


def _common(page: Page, sight: Sight, name: Found) -> bool:
    """Whether the name of a person is but one common word that no list of names has."""
    if name.type is not MentionType.PERSON or name.last - name.first > 1:
        return False
    if any(hit.first == name.first for hit in page.hits):
        return False
    stem = sight.stem(page.forms[name.first])[1]
    return stem not in page.entities.names and sight.letters.frequency(stem) > SHORT_FORM_FREQUENCY_MAX


def _parted(page: Page, sight: Sight, name: Found) -> list[Found]:
    """The names of people or places that a conjunction written onto the second one joins."""
    if name.type is MentionType.ORGANISATION:
        return [name]
    joins = page.entities.particles[:1]
    for number in range(name.first + 1, name.last):
        taken, stem = sight.stem(page.forms[number])
        if taken and page.forms[number][:1] in joins:
            first = name._replace(last=number)
            if stem not in page.entities.names and sight.letters.frequency(stem) > _RARE:
                return [first]  # a common word: the name ended before it
            return [first, *_parted(page, sight, Found(number, name.last, name.type, taken))]
    return [name]


def _taken(page: Page, sight: Sight, number: int) -> int:
    """The letters of particles before a name."""
    for hit in page.hits:
        if hit.first == number:
            return hit.taken
    return sight.stem(page.forms[number])[0]


def _typed(page: Page, sight: Sight, names: list[Found]) -> list[Found]:
    """The names with the types of known ones, and the known ones that were not found."""
    for hit in page.hits:
        known = Found(hit.first, hit.last, hit.known.type, hit.taken)
        over = [number for number, name in enumerate(names) if name.first < hit.last and hit.first < name.last]
        if not hit.known.sure:
            continue
        if not over:
            if _certain(page, sight, known):
                names.append(known)
        elif len(over) == 1 and names[over[0]][:2] == known[:2]:
            if hit.known.type in (MentionType.OUTLET, MentionType.DOCUMENT):
                names[over[0]] = known
        elif all(known.first <= names[n].first and names[n].last <= known.last for n in over) and _certain(
            page, sight, known
        ):
            names = [name for number, name in enumerate(names) if number not in over] + [known]
        elif len(over) == 1 and _exceeds(page, names[over[0]], known):
            names[over[0]] = known
    return [_outlet(page, name) for name in names]


def _certain(page: Page, sight: Sight, known: Found) -> bool:
    """Whether a known name is one wherever it stands: several words, or one that means little else.

    A single word that names a document, or a place that means something else as well, needs the tagger's word.
    """
    words = [form for form in page.forms[known.first : known.last] if form[0].isalnum()]
    if len(words) > 1:
        return True
    bare = words[0][known.taken :]
    if known.type is MentionType.PLACE:
        return len(bare) > 3 and not any(rest in page.entities.homonyms for _, rest in page.entities.peels(words[0]))
    return known.type is not MentionType.DOCUMENT and sight.letters.frequency(bare) <= SHORT_FORM_FREQUENCY_MAX


def _exceeds(page: Page, name: Found, known: Found) -> bool:
    """Whether a found person is a known one with words behind that belong to no name."""
    if known.type is not MentionType.PERSON or name.first != known.first or known.last - known.first < 2:
        return False
    return all(form not in page.entities.names for form in page.forms[known.last : name.last])


def _outlet(page: Page, name: Found) -> Found:
    """An organisation behind a word such as "newspaper" is an outlet."""
    if name.type is not MentionType.ORGANISATION or not name.first:
        return name
    headed = page.entities.kinds.get(page.core(name.first - 1)) == "outlet_heads"
    return name._replace(type=MentionType.OUTLET) if headed else name
