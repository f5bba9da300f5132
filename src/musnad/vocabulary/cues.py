"""Words that report speech (``cues.yml``), and every written form of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from musnad.config import WORDS_REMEMBERED
from musnad.model import Act
from musnad.text import fold
from musnad.vocabulary.inflection import UNINFLECTED, Inflection, Reading, conjugate, decline, read_inflection
from musnad.vocabulary.node import Node
from musnad.vocabulary.remembered import Remembered
from musnad.vocabulary.spelling import Chains, spelled_forms

CLASSES = ("say", "tell", "show", "think", "feel", "will", "media", "reply", "noun")


@dataclass(frozen=True)
class CueWords:
    """The reporting vocabulary of a language.

    ``prepositions`` are folded words, the last of which may begin with ``~``: a particle written onto the
    next word. ``introduced`` are verbs that report only what a complementizer, a mark or one of these prepositions
    introduces, ``learned`` verbs of learning with the prepositions before whom one learns from. ``readings`` of a form
    are cached, since a text repeats its verbs. ``source_first`` says that the source stands before its verb, and that
    content may stand before both. ``deeds`` are the lemmas of verbs that also mean doing something to what can be
    touched, ``seldom`` those of verbs that do not report with a bare noun. Behind ``quoted`` and ``agent`` stands who
    hands somebody's words on: "quoted by the agency". ``unanswered`` are lemmas of verbs that report only when negated
    before one of the words ``wanted``: "could not be reached for comment".
    """

    forms: dict[str, tuple[Reading, ...]]
    prepositions: dict[tuple[str, ...], Act]
    joints: frozenset[str]
    joined: frozenset[str]
    negations: frozenset[str]
    light: frozenset[str]
    passive_auxiliaries: frozenset[str]
    second: frozenset[str]
    fronted: frozenset[str]
    fronted_by: frozenset[str]
    introduced: dict[str, frozenset[str]]
    carried: frozenset[str]
    clause_openers: frozenset[str]
    carriers: frozenset[str]
    reported: frozenset[str]
    complementizers: frozenset[str]
    openers: frozenset[str]
    opening_particles: tuple[str, ...]
    addressing: str
    inflection: Inflection
    chains: Chains = field(default_factory=Chains)
    source_first: bool = False
    own_words: frozenset[str] = frozenset()
    learned: dict[str, frozenset[str]] = field(default_factory=dict)
    before_own_words: tuple[tuple[str, ...], ...] = ()
    deeds: frozenset[str] = frozenset()
    seldom: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()
    agent: str = ""
    unanswered: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()

    @cached_property
    def opening_marks(self) -> frozenset[str]:
        """How the class of a word with an attached opening particle begins."""
        return frozenset(f"{particle}+" for particle in self.opening_particles)

    @cached_property
    def handing_on(self) -> frozenset[str]:
        """The cues of a source whose words the statement before hands on."""
        return self.carried.union(*self.learned.values())

    @cached_property
    def owned_words(self) -> frozenset[str]:
        """The nouns that say that words are somebody's own, with each pronoun written onto them."""
        return frozenset(noun + pronoun for noun in self.own_words for pronoun in self.inflection.objects)

    def unjoined(self, form: str) -> str:
        """The form without a conjunction written onto it."""
        for conjunction in self.inflection.conjunctions:
            if form.startswith(conjunction) and len(form) > len(conjunction) + 1:
                return form[len(conjunction) :]
        return form

    @cached_property
    def openings(self) -> frozenset[str]:
        """The words that a cue can begin with though they are no word that reports."""
        return self.prepositional | self.carried | {":"}

    @cached_property
    def prepositional(self) -> frozenset[str]:
        """The words that a prepositional cue can begin with, with and without a conjunction."""
        words = {phrase[0] for phrase in self.prepositions} | self.joined
        return frozenset(before + word for word in words for before in ("", *self.inflection.conjunctions))

    @cached_property
    def phrases_by_word(self) -> dict[str, list[tuple[str, ...]]]:
        """The prepositional cues by their first word."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.prepositions:
            found.setdefault(phrase[0], []).append(phrase)
        return found

    def readings(self, form: str) -> tuple[Reading, ...]:
        """Every reading of a folded form, verbs first; empty for a word that never reports."""
        return self.readings_by_form[form]

    @cached_property
    def readings_by_form(self) -> Remembered[str, tuple[Reading, ...]]:
        """The same as a table."""
        return Remembered(lambda form: tuple(self._analyse(form)), WORDS_REMEMBERED)

    def _analyse(self, form: str) -> Iterator[Reading]:
        yield from self._bare(form)
        for conjunction in self.inflection.conjunctions:
            if form.startswith(conjunction) and len(form) > len(conjunction) + 1:
                for reading in self._bare(form[len(conjunction) :]):
                    yield reading._replace(conjunction=conjunction)

    def _bare(self, form: str) -> Iterator[Reading]:
        yield from self.forms.get(form, ())
        for future in self.inflection.futures:
            if form.startswith(future):
                for reading in self._inner(form[len(future) :]):
                    if reading.shape == "present":
                        yield reading._replace(prefix=future)
        yield from self._inner(form, bare=False)

    def _inner(self, form: str, *, bare: bool = True) -> Iterator[Reading]:
        """Readings with an object pronoun (and without, if ``bare``)."""
        if bare:
            yield from self.forms.get(form, ())
        if not form.endswith(self.inflection.objects):
            return
        for pronoun in self.inflection.objects:
            if form.endswith(pronoun) and len(form) > len(pronoun) + 2:
                for reading in self.forms.get(form[: -len(pronoun)], ()):
                    yield reading._replace(object=pronoun)

    @classmethod
    def read(cls, node: Node) -> CueWords | None:
        """Reads ``cues.yml``; None where the pack has none. Faults are noted on the node."""
        if node.value is None:
            return None
        spelled = any(name == "spelled" for name, _ in node.pairs())
        fields = node.fields(
            required=("prepositions", "complementizers", "negations", *(() if spelled else ("verbs", "inflection"))),
            optional=_OPTIONAL,
        )

        def words(name: str) -> frozenset[str]:
            return frozenset(map(fold, fields[name].texts())) if name in fields else frozenset()

        if "inflection" not in fields and not spelled:
            return None
        inflection = read_inflection(fields["inflection"]) if "inflection" in fields else UNINFLECTED
        return cls(
            forms=_forms(fields, inflection),
            prepositions=_phrases(fields.get("prepositions")),
            joints=words("joints"),
            joined=words("joined"),
            negations=words("negations"),
            light=words("light"),
            passive_auxiliaries=words("passive_auxiliaries"),
            second=words("second"),
            fronted=words("fronted"),
            fronted_by=words("fronted_by"),
            introduced=_with_prepositions(fields.get("introduced")),
            learned=_with_prepositions(fields.get("learned")),
            carried=words("carried"),
            clause_openers=words("clause_openers"),
            carriers=words("carriers"),
            reported=words("reported"),
            complementizers=words("complementizers"),
            openers=words("openers"),
            opening_particles=tuple(sorted(words("opening_particles"))),
            addressing=fold(fields["addressing"].text()) if "addressing" in fields else "",
            inflection=inflection,
            chains=Chains.read(fields["chains"]) if "chains" in fields else Chains(),
            own_words=words("own_words"),
            before_own_words=tuple(_phrases(fields.get("before_own_words"))),
            deeds=_listed(fields.get("deeds")),
            seldom=_listed(fields.get("seldom")),
            quoted=words("quoted"),
            unanswered=words("unanswered"),
            wanted=words("wanted"),
            agent=fold(fields["agent"].text()) if "agent" in fields else "",
            source_first="order" in fields and _order(fields["order"]) == SOURCE_FIRST,
        )


# What languages have whose verbs are listed in their base form.
_SPELLED = ("spelled", "chains", "order", "verbs", "inflection")
_OPTIONAL = (
    *_SPELLED,
    "passives",
    "nouns",
    "light",
    "passive_auxiliaries",
    "second",
    "fronted",
    "fronted_by",
    "introduced",
    "learned",
    "carried",
    "clause_openers",
    "carriers",
    "reported",
    "joints",
    "joined",
    "openers",
    "opening_particles",
    "addressing",
    "own_words",
    "before_own_words",
    "deeds",
    "seldom",
    "quoted",
    "agent",
    "unanswered",
    "wanted",
)
VERB_FIRST, SOURCE_FIRST = "verb-first", "source-first"


def _order(node: Node) -> str:
    order = node.text()
    if order not in (VERB_FIRST, SOURCE_FIRST):
        node.fault(f"unknown order {order!r}; known: {VERB_FIRST}, {SOURCE_FIRST}")
    return order


def _phrases(node: Node | None) -> dict[tuple[str, ...], Act]:
    return {tuple(map(fold, item.texts())): Act.ASSERT for item in node.items()} if node else {}


def _with_prepositions(node: Node | None) -> dict[str, frozenset[str]]:
    """The prepositions that go with a verb, by its lemma."""
    entries = [tuple(map(fold, item.texts())) for item in node.items()] if node else []
    return {entry[0]: frozenset(entry[1:]) for entry in entries if entry}


def _forms(fields: dict[str, Node], inflection: Inflection) -> dict[str, tuple[Reading, ...]]:
    """Every stem form with its readings; verbs come before nouns."""
    forms: dict[str, list[Reading]] = {}

    def note(form: str, reading: Reading) -> None:
        known = forms.setdefault(form, [])
        if all(other.lemma != reading.lemma or other.shape != reading.shape for other in known):
            known.append(reading)

    for item in fields["verbs"].items() if "verbs" in fields else []:
        entry = item.texts()
        if len(entry) != 6:
            item.fault("a verb has six parts: past, present, participle, verbal nouns, act, class")
            continue
        act = _act(item, entry[4])
        if entry[5] not in CLASSES:
            item.fault(f"unknown class {entry[5]!r}; known: {', '.join(CLASSES)}")
        conjugate(entry, act, inflection, note)
    for name, shape in (("passives", "passive"), ("nouns", "noun")):
        for item in fields[name].items() if name in fields else []:
            entry = item.texts()
            if len(entry) != 2:
                item.fault("expected a word and its act")
                continue
            lemma, act = fold(entry[0]), _act(item, entry[1])
            reading = Reading(lemma, shape, act, "noun" if shape == "noun" else "say")
            if shape == "noun":
                decline(reading, inflection, note)
            else:
                note(lemma, reading)
    for form in spelled_forms(fields["spelled"], CLASSES) if "spelled" in fields else ():
        reading = Reading(form.lemma, form.shape, form.act, form.group, form.ending, tail=form.tail)
        forms.setdefault(form.written, []).append(reading)
    return {form: tuple(readings) for form, readings in forms.items()}


def _act(item: Node, name: str) -> Act:
    try:
        return Act(name)
    except ValueError:
        item.fault(f"unknown act {name!r}; known: {', '.join(Act)}")
        return Act.ASSERT


def _listed(node: Node | None) -> frozenset[str]:
    """The folded words of lists within a list."""
    return frozenset(fold(word) for item in node.items() for word in item.texts()) if node else frozenset()
