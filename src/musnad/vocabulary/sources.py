"""Words that tell what a phrase is about (``sources.yml``): roles, bodies, outlets, times, function words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from musnad.config import WORDS_REMEMBERED
from musnad.text import fold
from musnad.vocabulary.node import Node
from musnad.vocabulary.remembered import Remembered

PART = "\u2010"  # written behind a form that is part of a spelled abbreviation

# What the grammar asks for by name.
CLASSES = (
    "role",
    "honorific",
    "human",
    "organisation",
    "outlet",
    "document",
    "venue",
    "time",
    "relative",
    "what",
    "preposition",
    "manner",
    "conjunction",
    "auxiliary",
    "nationality",
    "place",
    "pronoun",
    "possessive",
    "determiner",
    "number",
    "name",
)

# What languages have that others lack: see the entries of a pack that has them.
_OPTIONAL = (
    *("anonymity", "same", "anaphors", "called", "owners", "particles", "article", "article_after_l"),
    *("initials", "withheld", "shapes", "possessives", "abbreviations", "people", "capitals", "articles"),
)
NEVER = "\0"  # what no word begins with: a language whose articles are not written onto the word


@dataclass(frozen=True)
class SourceWords:
    """Word classes of a language; ``classify`` is cached, since a text repeats its words.

    ``called`` are words behind which a name stands that a description ends with, ``owners`` pronouns written onto a
    role.
    """

    words: dict[str, str]
    venues: frozenset[str]
    anonymity: frozenset[str]
    same: frozenset[str]
    anaphors: frozenset[str]
    particles: tuple[str, ...]
    article: str
    article_after_l: str
    withheld: frozenset[str] = frozenset()
    initials: frozenset[tuple[str, ...]] = frozenset()
    shapes: tuple[tuple[str, str], ...] = ()
    possessives: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    people: dict[str, str] = field(default_factory=dict)
    articles: frozenset[str] = frozenset()
    cased: bool = False
    called: frozenset[str] = frozenset()
    owners: tuple[str, ...] = ()

    def classify(self, form: str) -> str:
        """The class of a folded form, behind the particle it carries.

        ``role``, ``+role`` (with a conjunction or preposition written onto it); for a word in no class
        ``def`` (with the article), ``num``, ``lat`` (Latin letters), ``w``; a mark stands for itself.
        """
        return self.classes[form]

    @cached_property
    def classes(self) -> Remembered[str, str]:
        """The same as a table."""
        return Remembered(self._classify, WORDS_REMEMBERED)

    def joined(self, forms: list[str]) -> list[str]:
        """The forms of an article, those inside of an abbreviation that is spelled out marked as its parts.

        A part is no word of its own any more; the first one may carry a particle and stays as it is.
        """
        marked, spelled = forms, self._spelled
        for number in [number for number, form in enumerate(forms) if form in spelled]:
            for phrase in spelled[forms[number]] if number else ():
                end = number + len(phrase) - 1
                if forms[number - 1].endswith(phrase[0]) and tuple(forms[number:end]) == phrase[1:]:
                    marked = list(forms) if marked is forms else marked
                    marked[number:end] = [f"{form}{PART}" for form in phrase[1:]]
        return marked

    @cached_property
    def _spelled(self) -> dict[str, list[tuple[str, ...]]]:
        """The abbreviations that are spelled out by their second part: the first may carry a particle."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.initials:
            found.setdefault(phrase[1], []).append(phrase)
        return found

    def is_venue(self, form: str) -> bool:
        """Whether a folded form, with or without article and particle, names a medium or an occasion."""
        bare = self._without_article(form)
        if bare in self.venues:
            return True
        return form[:1] in self.particles and self._without_article(form[1:]) in self.venues

    def _without_article(self, form: str) -> str:
        return form[len(self.article) :] if form.startswith(self.article) else form

    def _classify(self, form: str) -> str:
        if not form[0].isalnum():
            return form
        if form[0].isdigit():
            return "num"
        if "a" <= form[0] <= "z":
            return self.words.get(form) or self._latin(form)
        return self._known(form) or self._attached(form) or self._owned(form) or self._shaped(form)

    def _latin(self, form: str) -> str:
        """The class of a word in Latin letters: behind its possessive ending, else by how it ends."""
        for ending in self.possessives:
            if form.endswith(ending) and len(form) > len(ending):
                return f"{ending}+{self.classify(form[: -len(ending)])}"
        for ending, kind in self.shapes:
            if form.endswith(ending) and len(form) > len(ending) + 2:
                return kind
        return "lat"

    def capital(self, kind: str) -> str:
        """The class of a word written with a capital letter, given its class without one."""
        head, plus, tail = kind.rpartition("+")
        return f"{head}{plus}cap" if tail == "lat" or tail in self._shape_classes else kind

    @cached_property
    def _shape_classes(self) -> frozenset[str]:
        return frozenset(kind for _, kind in self.shapes)

    def without_possessive(self, form: str) -> int:
        """How many letters of a folded form stand before its possessive ending (all, if it has none)."""
        for ending in self.possessives:
            if form.endswith(ending) and len(form) > len(ending):
                return len(form) - len(ending)
        return len(form)

    def _owned(self, form: str) -> str:
        """The class of a role with a pronoun written onto it: "its leader"."""
        for ending in self.owners:
            if form.endswith(ending) and len(form) > len(ending) + 3 and self.words.get(form[: -len(ending)]) == "role":
                return "role"
        return ""

    def _attached(self, form: str) -> str:
        """The class of a word that a particle is written onto."""
        if len(form) > 3 and form[0] in self.particles:
            known = self._known(form[1:])
            return f"{form[0]}+{known}" if known else ""
        return ""

    def _shaped(self, form: str) -> str:
        """What the article tells of a word in no class."""
        if form.startswith(self.article):
            return "def"
        if form.startswith(self.article_after_l) or (form[0] in self.particles and form[1:].startswith(self.article)):
            return f"{form[0]}+def"
        return "w"

    def _known(self, form: str) -> str:
        known = self.words.get(form)
        if known is None and form.startswith(self.article):
            known = self.words.get(form[len(self.article) :])
        if known is None and form.startswith(self.article_after_l):
            known = self.words.get(form[len(self.article_after_l) :])
            return f"{form[0]}+{known}" if known else ""
        return known or ""

    @classmethod
    def read(cls, node: Node, names: Node) -> SourceWords | None:
        """Reads ``sources.yml`` and ``names.yml``; None where the pack has no sources.

        A word of personal names is in the class ``name`` unless it is in another. Faults are noted on the nodes.
        """
        if node.value is None:
            return None
        fields = node.fields(required=("classes",), optional=_OPTIONAL)
        classes, venues = _classes(fields, names)

        def words(name: str) -> tuple[str, ...]:
            return tuple(map(fold, fields[name].texts())) if name in fields else ()

        def pairs(name: str) -> list[tuple[str, Node]]:
            return list(fields[name].pairs()) if name in fields else []

        return cls(
            words=classes,
            venues=venues,
            anonymity=frozenset(words("anonymity")),
            same=frozenset(words("same")),
            anaphors=frozenset(words("anaphors")),
            called=frozenset(words("called")),
            owners=words("owners"),
            particles=words("particles"),
            article=fold(fields["article"].text()) if "article" in fields else NEVER,
            article_after_l=fold(fields["article_after_l"].text()) if "article_after_l" in fields else NEVER,
            withheld=frozenset(words("withheld")),
            initials=frozenset(tuple(phrase.split()) for phrase in words("initials")),
            articles=frozenset(words("articles")),
            shapes=tuple((fold(end.text()), kind) for kind, ends in pairs("shapes") for end in ends.items()),
            possessives=words("possessives"),
            abbreviations=frozenset(words("abbreviations")),
            people={fold(word): who for who, given in pairs("people") for word in given.texts()},
            cased="capitals" in fields and fields["capitals"].text() == "names",
        )


def _classes(fields: dict[str, Node], names: Node) -> tuple[dict[str, str], frozenset[str]]:
    """The class of each listed word, personal names in none other among them, and the words of venues."""
    classes: dict[str, str] = {}
    venues: set[str] = set()
    for name, entries in fields["classes"].pairs() if "classes" in fields else ():
        if name not in CLASSES:
            entries.fault(f"unknown class {name!r}; known: {', '.join(CLASSES)}")
        for word in entries.texts():
            classes.setdefault(fold(word), name)
            if name == "venue":
                venues.add(fold(word))
    given = names.fields(required=("words",)) if names.value is not None else {}
    for word in given["words"].text().split() if "words" in given else ():
        classes.setdefault(fold(word), "name")
    for who, people in fields["people"].pairs() if "people" in fields else ():
        for word in people.texts() if who in ("m", "f") else ():
            classes.setdefault(fold(word), "name")
    return classes, frozenset(venues)
