"""What a content tells besides its words: who acts, which way it goes, where, and whether it says that it is not so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from musnad.vocabulary.claims import ClaimWords
from musnad.vocabulary.phrases import holds_phrase, phrase_at

_HEAD = 3  # telling words, before the last of which a negation denies the whole
_PARTY = 3  # words of a party's name that are looked at
_PEOPLE = "people"  # the class of words that count anybody
_ACCUSED = 2  # words at the beginning of an accusation that name the accused


def is_negated(forms: Sequence[str], words: ClaimWords) -> bool:
    """Whether a negation stands near the head, so that it denies the whole.

    One before a word that has a contrary turns that word alone: "will not stop" goes on. One that sets a bound denies
    nothing: "does not exceed 90".

    >>> from musnad.pack import packs
    >>> ar, en = packs()["ar"].claims, packs()["en"].claims
    >>> is_negated("لم يصل المبعوث".split(), ar), is_negated("لن يتوقف العمل".split(), ar)
    (True, False)
    >>> is_negated("the envoy has not spoken".split(), en)
    True
    """
    telling = 0
    for place, form in enumerate(forms):
        if form in words.negations and not phrase_at(forms, place, words.numbers.at_most):
            after = _first(forms[place + 1 :], words)
            if not after or after not in words.poles:
                return True
        telling += form[0].isalpha() and form not in words.passing
        if telling >= _HEAD:
            break
    return False


def poles(forms: Sequence[str], words: ClaimWords) -> dict[int, tuple[bool, str]]:
    """Which way a content goes by each pair of contraries: the side, and the stem that says it.

    A word behind a negation goes the other way; the first of a pair counts: "to put off the start" puts off.

    >>> from musnad.pack import packs
    >>> ar = packs()["ar"].claims
    >>> sides = [side for text in ("ارتفعت الأسعار", "انخفضت الأسعار", "لم ترتفع الأسعار")
    ...          for side, _ in poles(text.split(), ar).values()]
    >>> sides[0] != sides[1], sides[1] == sides[2]
    (True, True)
    >>> en = packs()["en"].claims
    >>> poles("the plant will close".split(), en) != poles("the plant stays open".split(), en)
    True
    """
    found: dict[int, tuple[bool, str]] = {}
    turned = False
    for form in forms:
        if form in words.negations:
            turned = True
        elif form[0].isalpha() and form not in words.passing:
            for pair, side in words.poles.get(words.stem(form), ()):
                found.setdefault(pair, (side != turned, words.stem(form)))
            turned = False
    return found


def roles(forms: Sequence[str], words: ClaimWords) -> dict[str, tuple[str, ...]]:
    """The stems of the party that fills each role: behind a phrase; before a verb, else behind it; before "it was who".

    >>> from musnad.pack import packs
    >>> ar, en = packs()["ar"].claims, packs()["en"].claims
    >>> roles("ان الحكومه هي التي طلبت الاجتماع".split(), ar)
    {'sought': ('حكوم',)}
    >>> roles("the call took place at the request of the premier".split(), en)
    {'sought': ('premier',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for number, form in enumerate(forms):
        if not words.begins_role(form):
            continue
        cleft = phrase_at(forms, number, words.clefts)
        if cleft:
            verb = _first_form(forms[number + len(cleft) :], words)
            name = next((name for name, role in words.roles.items() if verb in role.verbs), words.stem(verb))
            _fill(found, name, _party(forms[max(0, number - _PARTY) : number], words), words)
        for name, role in words.roles.items():
            phrase = phrase_at(forms, number, role.phrases)
            if phrase:
                _fill(found, name, _party(forms[number + len(phrase) :], words), words)
            elif form in role.verbs:
                before = _right_before(forms, number, words)
                _fill(found, name, before or _party(forms[number + 1 :], words)[:1], words)
    return found


def accused(forms: Sequence[str], words: ClaimWords) -> tuple[str, ...]:
    """The stems of whom an accusation names first, before what it is about; empty where it begins with that.

    >>> from musnad.pack import packs
    >>> accused("لواء الصقور بزرع العبوه".split(), packs()["ar"].claims)
    ('لواء', 'صقور')
    >>> accused("بالفساد".split(), packs()["ar"].claims), accused("of fraud".split(), packs()["en"].claims)
    ((), ())
    >>> accused("رجلا بالتخطيط للهجوم".split(), packs()["ar"].claims)
    ()
    """
    named = takewhile(lambda form: form not in words.passing and not words.is_located(form), forms)
    party = _party(list(named), words)[:_ACCUSED]
    return () if _is_anyone(party, words) else party


def claims_deed(forms: Sequence[str], words: ClaimWords) -> bool:
    """Whether the content says that its speaker did it."""
    return holds_phrase(forms, words.own_deed)


def spots(forms: Sequence[str], words: ClaimWords) -> dict[str, str]:
    """Where it is: the name behind each kind of place ("the city of …"), and under ``site`` the sort of building.

    >>> from musnad.pack import packs
    >>> spots("توفي في مستشفي بمدينه اللؤلؤ".split(), packs()["ar"].claims)
    {'site': 'مستشف', 'مدين': 'لؤلؤ'}
    >>> spots("he died at home".split(), packs()["en"].claims)
    {'site': 'hom'}
    """
    found: dict[str, str] = {}
    for number, form in enumerate(forms):
        if not form[0].isalpha():
            continue
        stem = words.stem(form)
        before = forms[number - 1] if number else ""
        if stem in words.sites and (before in words.locating or words.is_located(form)):
            found.setdefault("site", stem)
        if stem in words.place_kinds and number + 1 < len(forms) and forms[number + 1][0].isalpha():
            name = forms[number + 1]
            if name not in words.passing:
                found.setdefault(stem, words.stem(name))
    return found


def _fill(found: dict[str, tuple[str, ...]], name: str, party: tuple[str, ...], words: ClaimWords) -> None:
    if party and not _is_anyone(party, words):
        found.setdefault(name, party)


def _is_anyone(party: tuple[str, ...], words: ClaimWords) -> bool:
    """Whether a party is nobody in particular: "a man" differs from no other party."""
    return all(words.counted.get(stem) == _PEOPLE for stem in party)


def _party(forms: Sequence[str], words: ClaimWords) -> tuple[str, ...]:
    telling = [words.stem(form) for form in forms if form[0].isalpha() and form not in words.passing]
    return tuple(telling[:_PARTY])


def _right_before(forms: Sequence[str], number: int, words: ClaimWords) -> tuple[str, ...]:
    """The words right before a verb and its helping words, up to the first that says nothing."""
    place = number - 1
    while place >= 0 and forms[place] in words.helping:
        place -= 1
    found: list[str] = []
    while place >= 0 and len(found) < _PARTY and forms[place][0].isalpha() and forms[place] not in words.passing:
        found.append(words.stem(forms[place]))
        place -= 1
    return tuple(reversed(found))


def _first_form(forms: Sequence[str], words: ClaimWords) -> str:
    return next((form for form in forms if form[0].isalpha() and form not in words.passing), "")


def _first(forms: Sequence[str], words: ClaimWords) -> str:
    form = _first_form(forms, words)
    return words.stem(form) if form else ""
