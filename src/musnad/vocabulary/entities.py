"""Words that name things (``entities.yml``, ``places.yml``): known names, what names begin with, titles, peoples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import NamedTuple

from musnad.config import WORDS_REMEMBERED
from musnad.model import MentionType
from musnad.text import fold, tokenize
from musnad.vocabulary.node import Node
from musnad.vocabulary.remembered import Remembered

_KNOWN = (
    ("outlets", MentionType.OUTLET),
    ("organisations", MentionType.ORGANISATION),
    ("places", MentionType.PLACE),
    ("people", MentionType.PERSON),
    ("known_documents", MentionType.DOCUMENT),
)
_WORDS = ("heads", "outlet_heads", "place_heads", "title_words", "documents", "common")


class Known(NamedTuple):
    """A listed name: what it names, its usual name, its folded words, how it is written.

    ``sure`` is False for a name that is mostly no place: a city of the gazetteer in one word.
    """

    type: MentionType
    name: str
    forms: tuple[str, ...]
    written: str
    sure: bool


@dataclass(frozen=True)
class EntityWords:
    """The known names of a language and the words that tell names of a sort; all words are folded.

    ``known`` lists names by their first word, longer ones first. ``kinds`` says of a word that it stands at the head of
    names of organisations (``head``), outlets or places, is part of a title, or counts as a document. ``nationalities``
    and ``countries`` lead from a word or a name to the code of a country (ISO 3166-1).
    """

    known: dict[str, tuple[Known, ...]]
    kinds: dict[str, str]
    titles: frozenset[tuple[str, ...]]
    nationalities: dict[str, str]
    countries: dict[str, str]
    names: frozenset[str]
    inside: frozenset[str]
    behind: frozenset[str]
    given: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    homonyms: frozenset[str] = frozenset()
    particles: tuple[str, ...] = ()
    article: str = "\0"
    article_after_l: str = "\0"

    def peels(self, form: str) -> tuple[tuple[int, str], ...]:
        """What a folded form can be behind written-on particles: letters left out, and the rest.

        The form itself comes first. A conjunction (the first two particles of the pack) may stand before a
        preposition; the article is restored where it has grown together with one.
        """
        found = [(0, form)]
        for count, rest in ((0, form), (1, form[1:])):
            if count and form[:1] not in self.particles[:2]:
                break
            if count and len(rest) > 1:
                found.append((count, rest))
            if rest[:1] in self.particles[2:] and len(rest) > 2:
                found.append((count + 1, rest[1:]))
                if rest.startswith(self.article_after_l):
                    found.append((count + 1, self.article + rest[2:]))
        return tuple(found)

    @cached_property
    def title_seconds(self) -> frozenset[str]:
        """The second words of known titles."""
        return frozenset(title[1] for title in self.titles)

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """What can be written onto a word: nothing, a conjunction, a preposition, or the two in this order."""
        joined, onto = self.particles[:2], self.particles[2:]
        return ("", *joined, *onto, *(one + other for one in joined for other in onto))

    @cached_property
    def starting(self) -> Remembered[str, tuple[tuple[int, tuple[Known, ...]], ...]]:
        """The known names that a folded form can begin, each with the letters of particles before them."""
        return Remembered(self._starting, WORDS_REMEMBERED)

    def _starting(self, form: str) -> tuple[tuple[int, tuple[Known, ...]], ...]:
        return tuple((count, self.known[rest]) for count, rest in self.peels(form) if rest in self.known)

    @classmethod
    def read(cls, node: Node, places: Node, names: Node, grammar: Node) -> EntityWords | None:
        """Reads ``entities.yml``, ``places.yml``, ``names.yml``, and the particles of ``sources.yml``.

        None where the pack has no entities; a pack may lack the other files. Faults are noted on the nodes.
        """
        if node.value is None:
            return None
        fields = node.fields(
            optional=(*(name for name, _ in _KNOWN), *_WORDS, "titles", "nationalities", "particles", "homonyms"),
        )
        known: dict[str, list[Known]] = {}
        for name, sort in _KNOWN:
            for entry in fields[name].items() if name in fields else ():
                _add(known, sort, entry.texts())
        countries = _read_places(known, places)
        kinds: dict[str, str] = {}
        for name in _WORDS:
            for word in fields[name].texts() if name in fields else ():
                kinds.setdefault(fold(word), name)
        parts = (
            fields["particles"].fields(optional=("inside", "behind", "given", "links", "bare"))
            if "particles" in fields
            else {}
        )
        given = names.fields(required=("words",)) if names.value is not None else {}
        attached = dict(grammar.pairs()) if grammar.value is not None else {}
        article = fold(attached["article"].text()) if "article" in attached else "\0"
        return cls(
            known={first: tuple(sorted(each, key=lambda one: -len(one.forms))) for first, each in known.items()},
            kinds=kinds,
            titles=frozenset(map(_title, _texts(fields, "titles"), repeat(article))),
            given=frozenset(map(fold, _texts(parts, "given"))),
            homonyms=frozenset(map(fold, _texts(fields, "homonyms"))),
            bare=frozenset(map(fold, _texts(parts, "bare"))),
            links=frozenset(map(fold, _texts(parts, "links"))),
            nationalities={fold(word): code.text() for word, code in _pairs(fields, "nationalities")},
            countries=countries,
            names=frozenset(map(fold, given["words"].text().split())) if "words" in given else frozenset(),
            inside=frozenset(map(fold, _texts(parts, "inside"))),
            behind=frozenset(map(fold, _texts(parts, "behind"))),
            particles=tuple(map(fold, _texts(attached, "particles"))),
            article=article,
            article_after_l=fold(attached["article_after_l"].text()) if "article_after_l" in attached else "\0",
        )


def _title(title: str, article: str) -> tuple[str, ...]:
    """The folded words of a title, the first without its article."""
    first, *others = tokenize(title).forms
    return first.removeprefix(article), *others


def _texts(fields: dict[str, Node], name: str) -> tuple[str, ...]:
    return fields[name].texts() if name in fields else ()


def _pairs(fields: dict[str, Node], name: str) -> list[tuple[str, Node]]:
    return list(fields[name].pairs()) if name in fields else []


def _add(known: dict[str, list[Known]], sort: MentionType, written: tuple[str, ...], *, sure: bool = True) -> None:
    """Lists a name under each of its forms; the first entry of a spelling counts."""
    for name in written:
        forms = tuple(tokenize(name).forms)
        if forms and all(forms != other.forms for other in known.get(forms[0], ())):
            known.setdefault(forms[0], []).append(Known(sort, written[0], forms, name, sure))


def _read_places(known: dict[str, list[Known]], node: Node) -> dict[str, str]:
    """Lists the countries and cities of ``places.yml``; the codes of the countries by folded name."""
    if node.value is None:
        return {}
    fields = node.fields(required=("countries", "cities"))
    countries: dict[str, str] = {}
    for code, names in _pairs(fields, "countries"):
        given = names.texts()
        _add(known, MentionType.PLACE, given)
        countries.update((fold(name), code) for name in given)
    for name in fields["cities"].text().split("/") if "cities" in fields else ():
        _add(known, MentionType.PLACE, (name.strip(),), sure=False)
    return countries
