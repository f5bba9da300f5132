"""What a title beside a name says: the office, its calling, and of which country or body."""

from __future__ import annotations

from typing import NamedTuple

from musnad.pack import Pack
from musnad.text import forms_of, tokenize

_LONGEST = 5  # words of an office or a country


class Title(NamedTuple):
    """``office`` and ``calling`` as packs name them; ``at`` is a country's code, else the title's other words."""

    office: str
    calling: str
    at: str


def title_of(role: str, pack: Pack) -> Title | None:
    """What the words of a role say; None where no office is among them, or the pack knows none.

    >>> from musnad.pack import packs
    >>> title_of("وزير الخارجية الإيراني", packs()["ar"])
    Title(office='foreign-minister', calling='public', at='IR')
    >>> title_of("former American President", packs()["en"])
    Title(office='president', calling='public', at='US')
    """
    if pack.roles is None:
        return None
    forms = [pack.roles.bare(form) for form in forms_of(role) if form.strip()]
    for start in range(len(forms)):
        for size in range(min(_LONGEST, len(forms) - start), 0, -1):
            found = pack.roles.offices.get(tuple(forms[start : start + size]))
            if found is not None:
                return Title(*found, _whereof([*forms[:start], *forms[start + size :]], pack))
    return None


def _whereof(forms: list[str], pack: Pack) -> str:
    """The country among the other words of a title if there is one only, else those words."""
    countries, rest, number = [], [], 0
    while number < len(forms):
        size, code = _country(forms[number : number + _LONGEST], pack)
        if code:
            countries.append(code)
        elif pack.roles is not None and forms[number] not in pack.roles.passing and forms[number][0].isalpha():
            rest.append(forms[number])
        number += size
    if len(set(countries)) == 1:
        return countries[0]
    return " ".join(rest) if not countries else ""


def _country(forms: list[str], pack: Pack) -> tuple[int, str]:
    """How many words name a country or a people, and its code; one word and nothing if none does."""
    for size in range(len(forms), 0, -1):
        code = _countries(pack).get(" ".join(forms[:size]))
        if code:
            return size, code
    return 1, _countries(pack).get(forms[0][:-1], "")  # without a feminine ending


_COUNTRIES: dict[str, dict[str, str]] = {}


def _countries(pack: Pack) -> dict[str, str]:
    """The codes of countries by their names and peoples without articles."""
    found = _COUNTRIES.get(pack.version)
    if found is None and pack.entities is not None and pack.roles is not None:
        bare, named = pack.roles.bare, pack.entities.nationalities | pack.entities.countries
        found = {" ".join(map(bare, tokenize(name).forms)): code for name, code in named.items()}
        _COUNTRIES[pack.version] = found
    return found or {}
