"""Which contents of a story are worth comparing, and what each comparison finds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from musnad.claims.content import Content, Part
from musnad.claims.differences import Difference, contrast, difference
from musnad.claims.kinds import lone_kinds
from musnad.claims.likeness import Embedder, shared
from musnad.claims.odds import chance, features
from musnad.claims.reasons import reason_for
from musnad.config.across import CONTENT_ABROAD_SHARED_MIN, SAME_MATTER_SCORE, SHARERS_MAX, SURELY_SAME_SCORE
from musnad.model import Act

_KEPT = 12  # of a content's words, the rarest that are looked up


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts by number, smaller first: ``score`` 0 to 1 that they are about the same, why, and where they differ.

    ``overlap`` is the share of words that both have, 0 to 1; ``reason`` is empty where they are about other matters,
    ``contrary`` says that one has a word contrary to one of the other, ``meets`` that they share more than names
    (words or numbers), or that one denies the deed of which the other accuses the speaker.
    """

    left: int
    right: int
    score: float
    overlap: float
    reason: str
    contrary: bool
    meets: bool
    difference: Difference | None


def pairs_of(parts: Sequence[Part], embedder: Embedder | None = None) -> list[Pair]:
    """Every pair of contents that shares enough to be compared, the likeliest first; ties by number.

    Parts that are quantities are left out (see ``musnad.claims.counts``), and those that only point to others.
    """
    lone = lone_kinds(parts)
    found = [
        pair_of((left, parts[left]), (right, parts[right]), embedder, lone)
        for left, right in sorted(candidates(parts, lone))
    ]
    return sorted(found, key=lambda pair: (-pair.score, pair.left, pair.right))


def pair_of(
    one: tuple[int, Part], other: tuple[int, Part], embedder: Embedder | None = None, lone: frozenset[str] = frozenset()
) -> Pair:
    """What the comparison of two contents finds; parts come with their numbers, smaller first.

    ``lone`` are the story's ``lone_kinds``.
    """
    (left, ours), (right, theirs) = one, other
    abroad = ours.said.language != theirs.said.language
    common = shared(ours.content, theirs.content, embedder, abroad=abroad)
    score = chance(features(ours, theirs, common), abroad=abroad)
    contrary = None if abroad else contrast(ours.content, theirs.content)  # pairs of contraries are those of a pack
    differs = difference((ours, theirs), common, score, contrary, lone)
    answers = _answers(ours, theirs) or _answers(theirs, ours)
    if answers:
        score = max(score, SURELY_SAME_SCORE)
    reason = reason_for(common, ours.content) if score >= SAME_MATTER_SCORE else ""
    meets = answers or common.beside_names or bool(common.agreeing)
    return Pair(left, right, score, common.overlap, reason, contrary is not None, meets, differs)


def _answers(denial: Part, accusation: Part) -> bool:
    """Whether somebody denies a deed of which the other accuses him by name."""
    if denial.said.statement.act is not Act.DENY or accusation.said.statement.act is not Act.ACCUSE:
        return False
    did = denial.content.roles.get("did", ())
    return bool(did) and all(stem in accusation.content.stems for stem in did)


def candidates(parts: Sequence[Part], lone: frozenset[str] = frozenset()) -> set[tuple[int, int]]:
    """Pairs that share a rare word, a root, a name, a number of the same kind, or a kind of number that is ``lone``.

    Those of two languages meet by what their words mean and how their names sound as well.
    """
    sharing: dict[str, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        if part.quantity is not None or part.said.target:
            continue
        for key in _keys(part.content, lone):
            sharing[key].append(number)
    told = [part.said.key for part in parts]
    denies = [part.said.statement.act is Act.DENY or part.said.rejects for part in parts]
    counts = [part.content.is_count for part in parts]
    found = {
        pair for numbers in sharing.values() if 1 < len(numbers) <= SHARERS_MAX for pair in combinations(numbers, 2)
    }
    found |= _abroad(parts)
    # What says little more than a count is compared by itself, unless either says that it is not so.
    return {
        (one, other)
        for one, other in found
        if told[one] != told[other] and (denies[one] or denies[other] or not (counts[one] or counts[other]))
    }


def _abroad(parts: Sequence[Part]) -> set[tuple[int, int]]:
    """The pairs of two languages that share two of what their rarest words have in common with other languages."""
    spoken = [part.said.language for part in parts]
    if len(set(spoken)) < 2:
        return set()
    sharing: dict[str, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        if part.quantity is None and not part.said.target:
            for key in part.content.abroad:
                sharing[key].append(number)
    counts = Counter(
        pair
        for numbers in sharing.values()
        if 1 < len(numbers) <= SHARERS_MAX
        for pair in combinations(numbers, 2)
        if spoken[pair[0]] != spoken[pair[1]]
    )
    return {pair for pair, count in counts.items() if count >= CONTENT_ABROAD_SHARED_MIN}


def _keys(content: Content, lone: frozenset[str]) -> Iterator[str]:
    stems = sorted(content.stems, key=lambda stem: (-content.stems[stem], stem))[:_KEPT]
    yield from stems
    yield from (f"√{root}" for root in {content.roots[stem] for stem in stems if stem in content.roots})
    yield from (f"={name}" for name in content.names)
    yield from (f"@{role} {stem}" for role in content.roles for stem in content.roles[role])
    yield from {f"#{each.counted} {each.low}" for each in content.quantities if each.counted}
    yield from {f"#{each.kind}" for each in content.quantities if each.kind in lone}
