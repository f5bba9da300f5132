"""Words that are listed in their base form, and every form that is spelled from it (``cues.yml``: ``spelled``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from musnad.model import Act
from musnad.text import fold
from musnad.vocabulary.node import Node


class Form(NamedTuple):
    """One form of a listed word: as written, its base, how it is inflected, and the words that must follow it.

    ``shape`` is ``past``, ``present``, ``participle`` or ``noun``; ``ending`` is ``base``, ``third``, ``past``,
    ``pp`` (a past participle unlike the past), ``ing``, ``one`` or ``many``.
    """

    written: str
    lemma: str
    shape: str
    ending: str
    tail: tuple[str, ...]
    act: Act
    group: str


@dataclass(frozen=True)
class Chains:
    """What stands before a verb and belongs to the cue: auxiliaries, negations, adverbs, verbs that carry it on.

    ``auxiliaries`` tell the sort of each (``be``, ``have``, ``do``, ``modal``); ``leading`` are folded words
    before an infinitive with ``to``, ``failing`` those of them that negate it ("has yet to"), ``leading_on`` those
    directly before a participle. Empty for a language that has none.
    """

    auxiliaries: dict[str, str] = field(default_factory=dict)
    negations: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    leading: frozenset[tuple[str, ...]] = frozenset()
    leading_on: frozenset[tuple[str, ...]] = frozenset()
    failing: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def read(cls, node: Node) -> Chains:
        """Reads ``chains``; faults are noted on the node."""
        sorts = ("be", "have", "do", "modal")
        fields = node.fields(optional=(*sorts, "negations", "to", "adverbs", "leading", "leading_on", "failing"))

        def words(name: str) -> frozenset[str]:
            return frozenset(map(fold, fields[name].texts())) if name in fields else frozenset()

        def phrases(name: str) -> frozenset[tuple[str, ...]]:
            return frozenset(tuple(phrase.split()) for phrase in words(name))

        return cls(
            auxiliaries={word: sort for sort in sorts for word in words(sort)},
            negations=words("negations"),
            to=words("to"),
            adverbs=words("adverbs"),
            leading=phrases("leading") | phrases("failing"),
            leading_on=phrases("leading_on"),
            failing=phrases("failing"),
        )


def spelled_forms(node: Node, classes: tuple[str, ...]) -> Iterator[Form]:
    """Every form of the listed verbs, then of the nouns; a word listed under two acts has the first."""
    fields = node.fields(required=("endings",), optional=("verbs", "nouns", "doubled", "irregular"))
    if "endings" not in fields:
        return
    endings = _endings(fields["endings"])
    doubled = set(_flat(fields["doubled"])) if "doubled" in fields else set()
    irregular = dict(fields["irregular"].pairs()) if "irregular" in fields else {}
    past = {fold(verb): tuple(map(fold, forms.texts())) for verb, forms in irregular.items()}
    seen: set[tuple[str, str]] = set()
    for act, groups in _acts(fields.get("verbs")):
        for group, entries in groups.pairs():
            if group not in classes:
                entries.fault(f"unknown class {group!r}; known: {', '.join(classes)}")
            for phrase in _flat(entries):
                if (phrase, "verb") not in seen:
                    seen.add((phrase, "verb"))
                    for written, shape, ending in _verb(phrase.split()[0], endings, past, doubled):
                        yield Form(written, phrase, shape, ending, tuple(phrase.split()[1:]), act, group)
    for act, entries in _acts(fields.get("nouns")):
        for noun in _flat(entries):
            if (noun, "noun") not in seen:
                seen.add((noun, "noun"))
                yield Form(noun, noun, "noun", "one", (), act, "noun")
                yield Form(_ended(noun, endings["third"]), noun, "noun", "many", (), act, "noun")


def _acts(node: Node | None) -> Iterator[tuple[Act, Node]]:
    for name, entries in node.pairs() if node else ():
        if name in tuple(Act):
            yield Act(name), entries
        else:
            entries.fault(f"unknown act {name!r}; known: {', '.join(Act)}")


def _flat(node: Node) -> Iterator[str]:
    """The words of a list, or of a list of lists, folded; what folds to nothing is a fault."""
    for item in node.items():
        if item.is_list():
            yield from _flat(item)
        elif word := fold(item.text()).strip():
            yield word
        else:
            item.fault("expected a word or phrase")


_SPELLED = ("third", "past", "participle")


def _endings(node: Node) -> dict[str, list[tuple[str, str]]]:
    """For each inflection what is put for which ending; the first that fits counts."""
    fields = node.fields(required=_SPELLED)
    endings: dict[str, list[tuple[str, str]]] = {}
    for name in _SPELLED:
        endings[name] = []
        for item in fields[name].items() if name in fields else []:
            pair = item.items()
            if len(pair) == 2:
                endings[name].append((pair[0].plain(), pair[1].plain()))
            else:
                item.fault("expected an ending and what is put for it")
    return endings


def _ended(word: str, endings: list[tuple[str, str]]) -> str:
    for ending, put in endings:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + put
    return word


def _verb(
    base: str, endings: dict[str, list[tuple[str, str]]], irregular: dict[str, tuple[str, ...]], doubled: set[str]
) -> Iterator[tuple[str, str, str]]:
    """The forms of a verb with shape and ending; a form that is two things is the first of them."""
    stem = base + base[-1] if base in doubled else base
    past = irregular.get(base) or (_ended(stem, endings["past"]),)
    yield past[0], "past", "past"
    if len(past) > 1 and past[1] != base:
        yield past[1], "past", "pp"
    if base not in past:
        yield base, "present", "base"
    yield _ended(base, endings["third"]), "present", "third"
    yield _ended(stem, endings["participle"]), "participle", "ing"
