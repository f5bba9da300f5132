"""How many independent origins a set of ends has: least, most, and why."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from musnad.names import compare
from musnad.names.keys import keys
from musnad.names.words import words_of
from musnad.origins.ends import End, EndKind

_SHOWN = 3  # names in a sentence
_BODY_WORDS = 2  # words of a name that two languages must have in common to name one body
_SINGLE = "1:"  # marks a key of one word by itself, see ``names.keys``
_ONE_TEXT = "articles carry one text"


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
class Origins:
    """Least and most number of independent origins, with sentences that say why; 0 and 0 without an end."""

    min_count: int
    max_count: int
    reasons: tuple[str, ...]


@dataclass(slots=True)
class _Group:
    """Ends that are surely one origin."""

    ends: list[End] = field(default_factory=list)

    @property
    def named(self) -> list[End]:
        return [end for end in self.ends if end.kind in (EndKind.PERSON, EndKind.BODY)]


def count(
    ends: Sequence[End], derived: Iterable[tuple[str, str]] = (), surely: Mapping[str, str] | None = None
) -> Origins:
    """The interval of origins behind statements that end so; ``derived`` are pairs of articles (copy, original).

    ``surely`` leads from the keys of statements to a name that those share which surely assert the same; without it all
    do. Only among such does a second person raise the least count.

    At most: each end that is not surely the same as another. At least: as many named persons as surely differ and speak
    for no body in common; all others may be the same as these. Two bodies may be one inside the other ("the
    ministry", "the government"), so that they raise the least count by nothing.
    """
    ordered = sorted(ends, key=lambda end: end.key)
    if not ordered:
        return Origins(0, 0, ())
    pairs = {(min(pair), max(pair)) for pair in derived}
    groups, reasons = _joined(ordered, pairs)
    low = max(1, min(_apart(groups, texts_of(ordered, pairs), surely), len(groups)))
    return Origins(low, len(groups), tuple(dict.fromkeys([*reasons, *_open(groups, low)])))


def _joined(ends: Sequence[End], derived: set[tuple[str, str]]) -> tuple[list[_Group], list[str]]:
    group_of = {number: number for number in range(len(ends))}
    reasons: dict[str, set[str]] = {}

    def root(number: int) -> int:
        while group_of[number] != number:
            number = group_of[number]
        return number

    for one, other in combinations(range(len(ends)), 2):
        bond = bond_of(ends[one], ends[other], derived)
        if bond:
            reasons.setdefault(bond.reason, set()).update((ends[one].article_id, ends[other].article_id))
            first, second = sorted((root(one), root(other)))
            group_of[second] = first
    groups: dict[int, _Group] = {}
    for number, end in enumerate(ends):
        groups.setdefault(root(number), _Group()).ends.append(end)
    told = [
        f"{len(articles)} {reason}: one origin"
        if reason == _ONE_TEXT
        else f"{reason} in {len(articles)} articles: one origin"
        for reason, articles in sorted(reasons.items())
        if len(articles) > 1
    ]
    return list(groups.values()), told


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
        bond = Bond(Joint.COPY, _ONE_TEXT)
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


def _apart(groups: Sequence[_Group], text_of: Mapping[str, str], surely: Mapping[str, str] | None) -> int:
    """How many groups are surely different: named persons who speak for different bodies and surely say the same.

    Where two articles carry one text, another name in its place is no other person: both must stand in one article.
    """
    best = 0
    for part in sorted(set(surely.values())) if surely is not None else [""]:
        chosen: list[tuple[End, frozenset[str]]] = []
        for group in groups:
            articles = frozenset(end.article_id for end in group.ends)
            texts = frozenset(text_of[article] for article in articles)
            for end in group.named:
                if surely is not None and surely.get(end.key) != part:
                    continue
                if end.kind is EndKind.PERSON and all(
                    differ(end, each) and (articles & theirs or not texts & {text_of[article] for article in theirs})
                    for each, theirs in chosen
                ):
                    chosen.append((end, articles))
                    break
        best = max(best, len(chosen))
    return best


def _open(groups: Sequence[_Group], low: int) -> list[str]:
    """Why the count is no single number; or, if it is one, who the origins are."""
    first = [group.ends[0] for group in groups]
    named = sorted({end.name for end in first if end.kind is not EndKind.UNNAMED})
    unnamed = sorted({end.outlet for end in first if end.kind is EndKind.UNNAMED})
    told = []
    if len(groups) > low:
        if unnamed:
            word = "an unnamed source" if len(unnamed) == 1 else "unnamed sources"
            told.append(f"{word} of {_listed(unnamed)} may be the same as another")
        if len(named) > 1:
            told.append(f"{_listed(named)} may have it from one another")
    elif low > 1:
        told.append(f"{low} named sources of their own: {_listed(named)}")
    elif not named:
        told.append(f"one unnamed source, of {_listed(unnamed)}")
    elif len(groups) == len(groups[0].ends) == 1:
        told.append(f"only {named[0]}, in one article")
    return told


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
