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
    if sight is None or tagger is None or page.numbers is None:
        return disjoint(Found(hit.first, hit.last, hit.known.type, hit.taken) for hit in page.hits if hit.known.sure)
    codes = lexicon_codes(len(page.forms), [(hit.first, hit.last, hit.known) for hit in page.hits])
    extra = None
    if advice is not None and tagger.head is not None and 0 < len(advice) == len(page.forms):
        extra = advice @ tagger.head[:-1] + tagger.head[-1]
    scores = tagger.scores(sight, page.numbers, codes, extra)
    hits = {hit.first: hit for hit in page.hits}
    names = [
        Found(first, last, _PLAIN[sort], hits[first].taken if first in hits else sight.stem(page.forms[first])[0])
        for first, last, sort in tagger.tag(scores, _breaks(page.forms))
    ]
    typed = _typed(page, sight, [name for name in names if name.first in hits or not _common(page, sight, name)])
    return disjoint(part for name in typed for part in _parted(page, sight, name))


def _common(page: Page, sight: Sight, name: Found) -> bool:
    """Whether the name of a person is but one common word that no list of names has."""
    if name.type is not MentionType.PERSON or name.last - name.first > 1:
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


def _breaks(forms: list[str]) -> list[int]:
    """The numbers of the tokens that end lines."""
    found, number = [], -1
    for _ in range(forms.count("\n")):
        number = forms.index("\n", number + 1)
        found.append(number)
    return found


def _typed(page: Page, sight: Sight, names: list[Found]) -> list[Found]:
    """The names with the types of known ones, and the known ones that were not found; no two share a token."""
    covered = {number: name for name in names for number in range(name.first, name.last)}
    for hit in page.hits:
        if not hit.known.sure:
            continue
        known = Found(hit.first, hit.last, hit.known.type, hit.taken)
        over = list(dict.fromkeys(covered[number] for number in range(hit.first, hit.last) if number in covered))
        if _counts(page, sight, known, over):
            for name in over:
                for number in range(name.first, name.last):
                    del covered[number]
            covered.update(dict.fromkeys(range(known.first, known.last), known))
    return [_outlet(page, name) for name in dict.fromkeys(covered.values())]


def _counts(page: Page, sight: Sight, known: Found, over: list[Found]) -> bool:
    """Whether a known name counts and not the found ones that share tokens with it."""
    if not over:
        return _certain(page, sight, known)
    if len(over) == 1 and over[0][:2] == known[:2]:
        return known.type in (MentionType.OUTLET, MentionType.DOCUMENT)
    if all(known.first <= name.first and name.last <= known.last for name in over) and _certain(page, sight, known):
        return True
    return len(over) == 1 and _exceeds(page, over[0], known)


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
