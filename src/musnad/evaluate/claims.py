"""Figures of what stands across articles: stories, copies, claims, conflicts and origins against annotated stories.

The definitions are those of the annotation guidelines' referee. A predicted statement answers the annotated one of its
article whose content it shares by half or more (token F1), best first. Then pairs are compared, of statements and of
articles:

=====================  ===============================================================================================
same claim             pairs of statements that support one claim
conflict               pairs of which one denies what the other supports, or that are listed as a conflict
derived, story         pairs of articles of which one text derives from the other; that are in one story
origins exact          the share of claims whose interval of origins is that of the predicted claim that is most like it
origins overlap        the share of those where the two intervals meet
false corroboration    of claims with one origin, the share that is given two or more; lower is better
=====================  ===============================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations, product
from typing import Any

from musnad.evaluate.compare import OVERLAP, Covered, likeness, tokens_covered, words_of
from musnad.evaluate.gold import AnnotatedArticle

Record = Mapping[str, Any]
Pair = tuple[str, str]
Rename = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Paired:
    """Pairs that are annotated and that are predicted."""

    gold: frozenset[Pair]
    predicted: frozenset[Pair]

    def as_dict(self) -> dict[str, float]:
        """Precision, recall and F1 in percent, and both counts."""
        both = len(self.gold & self.predicted)
        precision = both / len(self.predicted) if self.predicted else 0.0
        recall = both / len(self.gold) if self.gold else 0.0
        f1 = 200 * precision * recall / (precision + recall) if precision + recall else 0.0
        found = {"p": round(100 * precision, 1), "r": round(100 * recall, 1), "f1": round(f1, 1)}
        return {**found, "gold": len(self.gold), "predicted": len(self.predicted)}


@dataclass(slots=True)
class _Pairs:
    same: set[Pair] = field(default_factory=set)
    conflict: set[Pair] = field(default_factory=set)
    derived: set[Pair] = field(default_factory=set)
    story: set[Pair] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """The figures, in the order in which they are shown; shares are in percent, None where nothing was annotated."""

    pairs: Mapping[str, Paired]
    shares: Mapping[str, float | None]
    claim_count: int

    def as_dict(self) -> dict[str, Any]:
        """The figures by name, as one JSON object."""
        told: dict[str, Any] = {name: pairs.as_dict() for name, pairs in self.pairs.items()}
        return {**told, **self.shares, "claims with origins": self.claim_count}


def measure_claims(
    gold: Sequence[AnnotatedArticle], stories: Sequence[Record], predicted: Sequence[AnnotatedArticle], told: Record
) -> ClaimReport:
    """Holds dossiers against annotated stories.

    ``gold`` and ``predicted`` are the articles with their statements, ``told`` the JSON object of the dossiers. Pairs
    of statements count only where both are in a pair that is annotated: other stories have no annotation.
    """
    rename = _answers(gold, predicted).get
    known = {article for story in stories for article in articles_of(story)}
    ours, theirs = _Pairs(), _Pairs()
    for story in stories:
        _add(ours, story, articles_of(story), str)
    judged = {key for pair in ours.same | ours.conflict for key in pair}
    for story in told["stories"]:
        _add(theirs, story, [article for article in story["articles"] if article in known], rename)
    theirs.same = {pair for pair in theirs.same if set(pair) <= judged}
    theirs.conflict = {pair for pair in theirs.conflict if set(pair) <= judged}
    theirs.derived = {pair for pair in theirs.derived if set(pair) <= known}
    names = {"same claim": "same", "conflict": "conflict", "derived": "derived", "story": "story"}
    shares, count = _origins(stories, told["stories"], rename)
    return ClaimReport(
        {
            name: Paired(frozenset(getattr(ours, part)), frozenset(getattr(theirs, part)))
            for name, part in names.items()
        },
        shares,
        count,
    )


def articles_of(story: Record) -> list[str]:
    """The articles of an annotated story."""
    return list(story.get("same_event") or story["articles"])


def _answers(gold: Iterable[AnnotatedArticle], predicted: Iterable[AnnotatedArticle]) -> dict[str, str]:
    """From predicted statements to the annotated ones that they answer, both as ``article/statement``."""
    found: dict[str, str] = {}
    by_id = {article.id: article for article in predicted}
    for article in gold:
        other = by_id.get(article.id)
        if other is None:
            continue
        words = words_of(article.text)
        pairs = sorted(_alike(_read(article, words), _read(other, words)), reverse=True)
        taken: set[tuple[str, str]] = set()
        for _, one, two in pairs:
            if ("gold", one) not in taken and ("predicted", two) not in taken:
                taken |= {("gold", one), ("predicted", two)}
                found[f"{article.id}/{two}"] = f"{article.id}/{one}"
    return found


_Read = list[tuple[str, Covered, Covered]]


def _read(article: AnnotatedArticle, words: Sequence[tuple[int, int]]) -> _Read:
    return [
        (each.id, tokens_covered(each.content, words), tokens_covered(each.cue, words)) for each in article.statements
    ]


def _alike(ours: _Read, theirs: _Read) -> Iterator[tuple[float, str, str]]:
    """Statements whose contents agree, those that share a word of the cue before others."""
    for (one, content, cue), (two, other_content, other_cue) in product(ours, theirs):
        alike = likeness(content, other_content)
        if alike >= OVERLAP:
            yield alike + bool(cue & other_cue), one, two


def _add(found: _Pairs, story: Record, articles: Sequence[str], rename: Rename) -> None:
    """Adds the pairs of one story, annotated or predicted."""
    for claim in story["claims"]:
        support = _named(claim.get("support"), rename)
        against = _named([*(claim.get("deny") or ()), *(claim.get("contradict") or ())], rename)
        found.same |= set(map(_ordered, combinations(set(support), 2)))
        found.conflict |= {_ordered(pair) for pair in product(support, against) if pair[0] != pair[1]}
        for conflict in (*(claim.get("conflict") or ()), *(claim.get("conflicts") or ())):
            found.conflict |= set(map(_ordered, combinations(set(_named(conflict["between"], rename)), 2)))
    found.derived |= {_ordered(pair) for pair in story.get("derived", ())}
    found.story |= set(map(_ordered, combinations(articles, 2)))


def _named(keys: Iterable[str] | None, rename: Rename) -> list[str]:
    return [name for name in map(rename, keys or ()) if name]


def _ordered(pair: Iterable[str]) -> Pair:
    one, other = sorted(pair)
    return one, other


def _origins(stories: Iterable[Record], told: Iterable[Record], rename: Rename) -> tuple[dict[str, float | None], int]:
    """How often intervals of origins agree, overlap, and corroborate falsely, in percent; how many were compared."""
    predicted = [
        (frozenset(_named(claim["support"], rename)), claim.get("origins"))
        for story in told
        for claim in story["claims"]
    ]
    count = single = exact = overlap = wrong = 0
    for claim, wanted in _annotated(stories):
        support = frozenset(claim["support"])
        likest = partial(_likest, support)
        best: tuple[frozenset[str], Any] = max(predicted, key=likest, default=(frozenset(), None))
        count += 1
        single += wanted["max"] == 1
        if not best[0] & support or not best[1]:
            continue
        found = best[1]
        exact += found["min"] == wanted["min"] and found["max"] == wanted["max"]
        overlap += found["min"] <= wanted["max"] and wanted["min"] <= found["max"]
        wrong += wanted["max"] == 1 and found["min"] >= 2
    return {
        "origins exact": _percent(exact, count),
        "origins overlap": _percent(overlap, count),
        "false corroboration": _percent(wrong, single),
    }, count


def _likest(support: frozenset[str], claim: tuple[frozenset[str], Any]) -> float:
    """The F1 of the statements that support two claims."""
    return 2 * len(support & claim[0]) / (len(support) + len(claim[0]))


def _annotated(stories: Iterable[Record]) -> Iterator[tuple[Record, Record]]:
    """The claims whose origins are annotated, with these."""
    for story in stories:
        for claim in story["claims"]:
            origins = (story.get("origins") or {}).get(claim["id"])
            if origins:
                yield claim, origins


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
