"""Words that tell what a phrase is about (``sources.yml``): roles, bodies, outlets, times, function words."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.config import WORDS_REMEMBERED
from musnad.text import fold
from musnad.vocabulary.node import Node

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
)


@dataclass(frozen=True)
class SourceWords:
    """Word classes of a language; ``classify`` is cached, since a text repeats its words."""

    words: dict[str, str]
    venues: frozenset[str]
    anonymity: frozenset[str]
    same: frozenset[str]
    anaphors: frozenset[str]
    particles: tuple[str, ...]
    article: str
    article_after_l: str
    spelled: frozenset[tuple[str, ...]] = frozenset()
    _seen: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def classify(self, form: str) -> str:
        """The class of a folded form, behind the particle it carries.

        ``role``, ``+role`` (with a conjunction or preposition written onto it); for a word in no class
        ``def`` (with the article), ``num``, ``lat`` (Latin letters), ``w``; a mark stands for itself.
        """
        found = self._seen.get(form)
        if found is None:
            found = self._classify(form)
            if len(self._seen) >= WORDS_REMEMBERED:
                self._seen.clear()
            self._seen[form] = found
        return found

    def joined(self, forms: list[str]) -> list[str]:
        """The forms of an article, those inside of an abbreviation that is spelled out marked as its parts.

        A part is no word of its own any more; the first one may carry a particle and stays as it is.
        """
        marked = forms
        for phrase in self.spelled:
            if phrase[1] not in forms:
                continue
            for number, form in enumerate(forms):
                if form.endswith(phrase[0]) and tuple(forms[number + 1 : number + len(phrase)]) == phrase[1:]:
                    marked = list(forms) if marked is forms else marked
                    for part in range(number + 1, number + len(phrase)):
                        marked[part] = f"{forms[part]}{PART}"
        return marked

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
            return "lat"
        return self._known(form) or self._attached(form) or self._shaped(form)

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
        fields = node.fields(
            required=("classes", "particles", "article"),
            optional=("anonymity", "same", "anaphors", "article_after_l", "spelled"),
        )
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

        def words(name: str) -> tuple[str, ...]:
            return tuple(map(fold, fields[name].texts())) if name in fields else ()

        return cls(
            words=classes,
            venues=frozenset(venues),
            anonymity=frozenset(words("anonymity")),
            same=frozenset(words("same")),
            anaphors=frozenset(words("anaphors")),
            particles=words("particles"),
            article=fold(fields["article"].text()) if "article" in fields else "",
            article_after_l=fold(fields["article_after_l"].text()) if "article_after_l" in fields else "",
            spelled=frozenset(tuple(phrase.split()) for phrase in words("spelled")),
        )
