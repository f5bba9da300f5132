"""Words that report speech (``cues.yml``), and every written form of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from musnad.config import WORDS_REMEMBERED
from musnad.model import Act
from musnad.text import fold
from musnad.vocabulary.node import Node
from musnad.vocabulary.remembered import Remembered
from musnad.vocabulary.spelling import Chains, spelled_forms

CLASSES = ("say", "tell", "show", "think", "feel", "will", "media", "reply", "noun")
_ABSENT = "-"


class Reading(NamedTuple):
    """One way to read a written form: which word it is of, and in which shape.

    ``shape`` is ``past``, ``present``, ``participle``, ``noun`` or ``passive``. ``ending`` is the inflection
    that was written, ``object`` the object or possessive pronoun, ``prefix`` what stands before the stem
    (article or preposition of a noun, future particle), ``conjunction`` the attached "and". ``tail`` are words
    that must follow ("point out").
    """

    lemma: str
    shape: str
    act: Act
    group: str
    ending: str = ""
    object: str = ""
    prefix: str = ""
    conjunction: str = ""
    tail: tuple[str, ...] = ()


class Inflection(NamedTuple):
    """How persons, numbers and clitics are written."""

    conjunctions: tuple[str, ...]
    feminine: tuple[str, ...]
    futures: tuple[str, ...]
    past: tuple[str, ...]
    past_weak: tuple[str, ...]
    present: tuple[str, ...]
    present_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    objects: tuple[str, ...]
    noun_prefixes: tuple[str, ...]
    noun_endings: tuple[str, ...]


@dataclass(frozen=True)
class CueWords:
    """The reporting vocabulary of a language.

    ``prepositions`` are folded words, the last of which may begin with ``~``: a particle written onto the
    next word. ``readings`` of a form are cached, since a text repeats its verbs. ``source_first`` says that the
    source stands before its verb, and that content may stand before both.
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
    before_own_words: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def opening_marks(self) -> frozenset[str]:
        """How the class of a word with an attached opening particle begins."""
        return frozenset(f"{particle}+" for particle in self.opening_particles)

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
        inflection = _inflection(fields["inflection"]) if "inflection" in fields else _UNINFLECTED
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
)
_UNINFLECTED = Inflection(*((),) * len(Inflection._fields))
VERB_FIRST, SOURCE_FIRST = "verb-first", "source-first"


def _order(node: Node) -> str:
    order = node.text()
    if order not in (VERB_FIRST, SOURCE_FIRST):
        node.fault(f"unknown order {order!r}; known: {VERB_FIRST}, {SOURCE_FIRST}")
    return order


def _inflection(node: Node) -> Inflection:
    fields = node.fields(required=Inflection._fields)
    empty_allowed = {"past", "present_endings", "participle_endings", "noun_endings"}
    values = {}
    for name in Inflection._fields:
        entries = fields[name].items() if name in fields else []
        values[name] = tuple(
            fold(str(entry.value.value)) if name in empty_allowed and entry.value is not None else fold(entry.text())
            for entry in entries
        )
    for name, least in _LEAST.items():
        if len(values[name]) < least:
            fields.get(name, node).fault(f"{name!r} needs at least {least} entries")
            values[name] = (*values[name], *("?",) * least)
    return Inflection(**values)


# Entries that the making of forms relies on: see `_conjugate` and `_decline`.
_LEAST = {"past": 3, "past_weak": 1, "present": 4, "objects": 1, "noun_endings": 2}


def _phrases(node: Node | None) -> dict[tuple[str, ...], Act]:
    return {tuple(map(fold, item.texts())): Act.ASSERT for item in node.items()} if node else {}


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
        _conjugate(entry, act, inflection, note)
    for name, shape in (("passives", "passive"), ("nouns", "noun")):
        for item in fields[name].items() if name in fields else []:
            entry = item.texts()
            if len(entry) != 2:
                item.fault("expected a word and its act")
                continue
            lemma, act = fold(entry[0]), _act(item, entry[1])
            reading = Reading(lemma, shape, act, "noun" if shape == "noun" else "say")
            if shape == "noun":
                _decline(reading, inflection, note)
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


def _conjugate(entry: tuple[str, ...], act: Act, inflection: Inflection, note: Callable[[str, Reading], None]) -> None:
    """Notes the forms of one verb. A final weak letter (folded to yeh or alef, waw) gives way to endings."""
    past, present, participle = (fold(part) for part in entry[:3])
    lemma, group = past, entry[5]
    weak = past[-1:] in inflection.past_weak[-1][0] or past[-1:] == inflection.present[-1]
    if past != _ABSENT:
        stem, endings = (past[:-1], inflection.past_weak) if weak else (past, inflection.past)
        note(past, Reading(lemma, "past", act, group))
        if weak:  # before an object pronoun the final letter is written as alef
            note(stem + inflection.present[-1], Reading(lemma, "past", act, group))
        for ending in endings:
            note(stem + ending, Reading(lemma, "past", act, group, ending))
        note(stem + inflection.past[2][0], Reading(lemma, "past", act, group, inflection.past[2]))
    if present != _ABSENT:
        stem = present[1:]
        final_weak = stem[-1:] in (inflection.present[0], inflection.past[2][0])
        for prefix in inflection.present:
            for ending in inflection.present_endings:
                body = stem[:-1] if final_weak and ending else stem
                note(prefix + body + ending, Reading(lemma, "present", act, group, prefix + ending))
            if final_weak:
                note(prefix + stem[:-1], Reading(lemma, "present", act, group, prefix))
            elif len(stem) == 3 and stem[1] in (
                inflection.present[0],
                inflection.past[2][0],
                inflection.present[-1],
            ):
                note(prefix + stem[0] + stem[2], Reading(lemma, "present", act, group, prefix))
    if participle != _ABSENT:
        for ending in inflection.participle_endings:
            note(participle + ending, Reading(lemma, "participle", act, group, ending))
    for noun in entry[3].split("/"):
        if noun != _ABSENT:
            _decline(Reading(fold(noun), "noun", act, group), inflection, note)


def _decline(reading: Reading, inflection: Inflection, note: Callable[[str, Reading], None]) -> None:
    """Notes the forms of one noun; a final ta marbuta (folded to heh) opens before endings and pronouns."""
    stem = reading.lemma
    opened = stem[:-1] + inflection.past[1] if stem.endswith(inflection.objects[0]) else stem
    for prefix in ("", *inflection.noun_prefixes):
        note(prefix + stem, reading._replace(prefix=prefix))
        for ending in inflection.noun_endings[1:2]:
            note(prefix + stem + ending, reading._replace(prefix=prefix, ending=ending))
        for pronoun in inflection.objects:
            note(prefix + opened + pronoun, reading._replace(prefix=prefix, object=pronoun))
