"""Which ends of chains are surely one origin, and why; which are surely two."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from musnad.names import compare
from musnad.names.keys import keys
from musnad.names.words import words_of
from musnad.origins.ends import End, EndKind

ONE_TEXT = "articles carry one text"
_BODY_WORDS = 2  # words of a name that two languages must have in common to name one body
_SINGLE = "1:"  # marks a key of one word by itself, see ``names.keys``


class Joint(StrEnum):
    """What makes two ends one origin."""

    COPY = "copy"
    SAME_SPEAKER = "same speaker"
    SPEAKS_FOR = "one speaks for the other"
    SAME_CITED = "the same outlet is cited"
    SAME_UNNAMED = "the same unnamed source"


@dataclass(frozen=True, slots=True)
class Bond:
    """Why two ends are surely one origin: the sort of reason, and the reason in words."""

    kind: Joint
    reason: str


@dataclass(frozen=True, slots=True)
class Join:
    """Two ends that are surely one origin, by the keys of their statements (``article/statement``)."""

    left_key: str
    right_key: str
    bond: Bond


@dataclass(frozen=True, slots=True)
class Group:
    """Ends that are surely one origin; ``joins`` are as many as it takes to hold them together, none for one end."""

    ends: tuple[End, ...]
    joins: tuple[Join, ...]


def joined(ends: Sequence[End], derived: Container[tuple[str, str]]) -> tuple[list[Group], dict[str, set[str]]]:
    """The groups of ends, after the first of each; and every reason that joins two, with the articles it joins.

    Pairs of ``derived`` are those of articles that carry one text, the smaller id first.
    """
    first = list(range(len(ends)))
    joins: list[tuple[int, Join]] = []
    reasons: dict[str, set[str]] = {}

    def root(number: int) -> int:
        while first[number] != number:
            number = first[number]
        return number

    for one, other in combinations(range(len(ends)), 2):
        bond = bond_of(ends[one], ends[other], derived)
        if bond:
            reasons.setdefault(bond.reason, set()).update((ends[one].article_id, ends[other].article_id))
            earlier, later = sorted((root(one), root(other)))
            if earlier != later:
                first[later] = earlier
                joins.append((one, Join(ends[one].key, ends[other].key, bond)))
    members: dict[int, list[End]] = {}
    for number, end in enumerate(ends):
        members.setdefault(root(number), []).append(end)
    holding: dict[int, list[Join]] = {}
    for number, join in joins:
        holding.setdefault(root(number), []).append(join)
    return [Group(tuple(each), tuple(holding.get(number, ()))) for number, each in members.items()], reasons


def bond_of(one: End, other: End, derived: Container[tuple[str, str]]) -> Bond | None:
    """Why two ends are surely one origin; None if they need not be. Pairs of ``derived`` have the smaller id first."""
    articles = sorted((one.article_id, other.article_id))
    unnamed = one.kind is EndKind.UNNAMED and other.kind is EndKind.UNNAMED
    bond = _same_named(one, other)
    if bond is None and one.through and one.through == other.through and EndKind.UNNAMED in (one.kind, other.kind):
        bond = Bond(Joint.SAME_CITED, f"{one.through} is cited")
    elif bond is None and unnamed and articles[0] == articles[1] and _alike(one, other):
        bond = Bond(Joint.SAME_UNNAMED, "the same unnamed source speaks")
    elif bond is None and (articles[0], articles[1]) in derived and not differ(one, other):
        bond = Bond(Joint.COPY, ONE_TEXT)
    return bond


def _same_named(one: End, other: End) -> Bond | None:
    if one.kind is not EndKind.UNNAMED and one.kind is other.kind and _same_name(one, other):
        return Bond(Joint.SAME_SPEAKER, f"{max(one.name, other.name, key=len)} speaks")
    if {one.kind, other.kind} == {EndKind.PERSON, EndKind.BODY}:
        person, body = (one, other) if one.kind is EndKind.PERSON else (other, one)
        if body.words and body.words <= person.around:
            return Bond(Joint.SPEAKS_FOR, f"{person.name} speaks for {body.name}")
    return None


def _alike(one: End, other: End) -> bool:
    return one.words == other.words or not one.words or not other.words


def _same_name(one: End, other: End) -> bool:
    if one.entity and one.entity == other.entity:
        return True
    if one.words == other.words:
        return True
    if one.language != other.language and _same_abroad(one, other):
        return True
    if one.kind is EndKind.PERSON:
        return one.words <= other.words or other.words <= one.words or compare(one.name, other.name).same
    return one.words <= other.words or other.words <= one.words


def _same_abroad(one: End, other: End) -> bool:
    """Whether two bodies named in two languages are one: all words of the shorter name are met in the other.

    A word is met by one that means or sounds the same; one word alone ("the ministry") says too little.
    """
    short, long = sorted((one.abroad, other.abroad), key=len)
    return len(short) >= _BODY_WORDS and all(any(word & each for each in long) for word in short)


def differ(one: End, other: End) -> bool:
    """Whether two ends are surely not the same: two persons named in full who share no word of names or titles."""
    if one.kind is not EndKind.PERSON or other.kind is not EndKind.PERSON:
        return False
    if (one.entity and one.entity == other.entity) or not (one.is_full_name and other.is_full_name):
        return False
    if (one.around | one.words) & (other.around | other.words):
        return False
    return not compare(one.name, other.name).same and not _sound_alike(one.name, other.name)


def _sound_alike(one: str, other: str) -> bool:
    """Whether names in two scripts have a word of the same consonants: so one person may be written."""
    ours, theirs = words_of(one), words_of(other)
    if not ours or not theirs or ours[0].script == theirs[0].script:
        return False
    return bool({each for each in keys(one) & keys(other) if each.startswith(_SINGLE)})


def texts_of(ends: Sequence[End], derived: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The articles by the first article that carries their text."""
    first = {end.article_id: end.article_id for end in ends}

    def root(article: str) -> str:
        while first[article] != article:
            article = first[article]
        return article

    for one, other in sorted(derived):
        if one in first and other in first:
            earlier, later = sorted((root(one), root(other)))
            first[later] = earlier
    return {article: root(article) for article in first}
