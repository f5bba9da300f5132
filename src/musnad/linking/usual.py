"""The usual names of bodies, outlets, places and documents that the packs list, across languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from musnad.linking.sets import Sets
from musnad.model import MentionType
from musnad.pack import Pack
from musnad.text import fold, forms_of
from musnad.vocabulary.entities import EntityWords, Known


@dataclass(frozen=True)
class UsualNames:
    """The listed names of all packs: those that share a form are names of one thing.

    ``named`` leads from the folded words of a name to the type and the key of what it names.
    """

    named: dict[tuple[str, ...], tuple[MentionType, str]]
    heads: frozenset[str]
    _seen: dict[tuple[MentionType, str], tuple[MentionType, str]] = field(default_factory=dict, repr=False)

    def key_of(self, name: str, sort: MentionType) -> tuple[MentionType, str, bool]:
        """The type and the key of a name, and whether a pack lists it; else its folded words are the key.

        >>> from musnad.pack import packs
        >>> names = usual_names(packs().values())
        >>> names.key_of("أ ف ب", MentionType.OUTLET) == names.key_of("Agence France-Presse", MentionType.OUTLET)
        True
        """
        forms = tuple(form for form in forms_of(name) if form.strip())
        for each in (forms, forms[1:] if forms[:1] and forms[0] in self.heads else ()):
            if each in self.named:
                return *self.named[each], True
        return sort, " ".join(forms) or fold(name), False


def usual_names(packs: Iterable[Pack]) -> UsualNames:
    """Joins the listed names of several packs; of two things with one name the first pack's counts."""
    sets: Sets[tuple[MentionType, str]] = Sets()
    first: dict[tuple[str, ...], tuple[MentionType, str]] = {}
    heads: set[str] = set()
    for pack in sorted(packs, key=lambda each: each.language):
        if pack.entities is None:
            continue
        heads |= {word for word, kind in pack.entities.kinds.items() if kind == "outlet_heads"}
        for known in _listed(pack.entities):
            thing = (known.type, _key(known, pack.entities))
            sets.add(thing)
            other = first.setdefault(known.forms, thing)
            if other[0] is known.type:
                sets.join(thing, other)
    least = {thing: min(sets.members(thing)) for thing in set(first.values())}
    return UsualNames({forms: least[thing] for forms, thing in first.items()}, frozenset(heads))


def _listed(entities: EntityWords) -> list[Known]:
    """All listed names but those of people: a listed surname is no evidence of who bears it."""
    return [known for each in entities.known.values() for known in each if known.type is not MentionType.PERSON]


def _key(known: Known, entities: EntityWords) -> str:
    """A country's code, which is the same in all packs; else the folded usual name."""
    return entities.countries.get(fold(known.name), fold(known.name))
