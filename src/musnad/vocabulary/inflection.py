"""How verbs and nouns that report are inflected: persons, numbers and clitics, from ``inflection`` in ``cues.yml``."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from musnad.model import Act
from musnad.text import fold
from musnad.vocabulary.node import Node

ABSENT = "-"


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


# Entries that the making of forms relies on: see `conjugate` and `decline`.
_LEAST = {"past": 3, "past_weak": 1, "present": 4, "objects": 1, "noun_endings": 2}
UNINFLECTED = Inflection(*((),) * len(Inflection._fields))


def read_inflection(node: Node) -> Inflection:
    """Reads ``inflection``; faults are noted on the node."""
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


def conjugate(entry: tuple[str, ...], act: Act, inflection: Inflection, note: Callable[[str, Reading], None]) -> None:
    """Notes the forms of one verb. A final weak letter (folded to yeh or alef, waw) gives way to endings."""
    past, present, participle = (fold(part) for part in entry[:3])
    lemma, group = past, entry[5]
    weak = past[-1:] in inflection.past_weak[-1][0] or past[-1:] == inflection.present[-1]
    if past != ABSENT:
        stem, endings = (past[:-1], inflection.past_weak) if weak else (past, inflection.past)
        note(past, Reading(lemma, "past", act, group))
        if weak:  # before an object pronoun the final letter is written as alef
            note(stem + inflection.present[-1], Reading(lemma, "past", act, group))
        for ending in endings:
            note(stem + ending, Reading(lemma, "past", act, group, ending))
        note(stem + inflection.past[2][0], Reading(lemma, "past", act, group, inflection.past[2]))
    if present != ABSENT:
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
    if participle != ABSENT:
        for ending in inflection.participle_endings:
            note(participle + ending, Reading(lemma, "participle", act, group, ending))
    for noun in entry[3].split("/"):
        if noun != ABSENT:
            decline(Reading(fold(noun), "noun", act, group), inflection, note)


def decline(reading: Reading, inflection: Inflection, note: Callable[[str, Reading], None]) -> None:
    """Notes the forms of one noun; a final ta marbuta (folded to heh) opens before endings and pronouns."""
    stem = reading.lemma
    opened = stem[:-1] + inflection.past[1] if stem.endswith(inflection.objects[0]) else stem
    for prefix in ("", *inflection.noun_prefixes):
        note(prefix + stem, reading._replace(prefix=prefix))
        for ending in inflection.noun_endings[1:2]:
            note(prefix + stem + ending, reading._replace(prefix=prefix, ending=ending))
        for pronoun in inflection.objects:
            note(prefix + opened + pronoun, reading._replace(prefix=prefix, object=pronoun))
