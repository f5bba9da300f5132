"""Comparisons → faults: each missed, spurious, wrongly bordered or wrongly labelled statement and its cause.

A cause is what the two readings show, not what the program thought: a cue counts as *known* when the run
marked the same words (folded) as a cue anywhere in the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from musnad.evaluate.compare import OVERLAP, Comparison, Covered, Match
from musnad.evaluate.gold import LABELS, PARTS, AnnotatedStatement
from musnad.evaluate.measure import cue_of, partners


class Cause(StrEnum):
    """The likely cause of a fault, in the order in which a report groups them."""

    CUE_UNKNOWN = "missed: cue not known"
    CUE_REJECTED = "missed: cue known, not taken here"
    CUE_JOINED = "missed: its cue went to another statement"
    NEVER_GOLD = "spurious: never a cue in the gold"
    NOT_HERE = "spurious: a cue elsewhere, not here"
    DOUBLE = "spurious: second statement on one cue"
    SOURCE_MISSING = "source: not found"
    SOURCE_INVENTED = "source: found where none is"
    SOURCE_LONG = "source: too long"
    SOURCE_SHORT = "source: too short"
    SOURCE_SHIFTED = "source: begins and ends elsewhere"
    SOURCE_OTHER = "source: other words"
    CUE_MISSING = "cue: not marked"
    CUE_INVENTED = "cue: marked where none is"
    CUE_LONG = "cue: too long"
    CUE_SHORT = "cue: too short"
    CUE_SHIFTED = "cue: begins and ends elsewhere"
    CUE_OTHER = "cue: other words"
    CONTENT_MISSING = "content: not found"
    CONTENT_INVENTED = "content: found where none is"
    CONTENT_LONG = "content: too long"
    CONTENT_SHORT = "content: too short"
    CONTENT_SHIFTED = "content: begins and ends elsewhere"
    CONTENT_OTHER = "content: other words"
    KIND = "label: wrong kind"
    ACT = "label: wrong act"
    FORM = "label: wrong form"
    NAME_SPLIT = "name: one speaker taken for two"
    NAME_JOINED = "name: two speakers taken for one"
    PARENT_MISSING = "chain: carrier not linked"
    PARENT_INVENTED = "chain: linked, stands alone"
    PARENT_OTHER = "chain: linked to another statement"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one article.

    ``gold`` is None for a spurious statement, ``predicted`` for a missed one. ``far`` is True where the
    fault costs the statement (or its part) even by the lenient measure, False where only exactness is
    lost. ``detail`` says what was expected and what was found, for labels, names and links.
    """

    cause: Cause
    gold: AnnotatedStatement | None
    predicted: AnnotatedStatement | None
    far: bool = True
    detail: tuple[str, str] | None = None


def diagnose(comparisons: Sequence[Comparison]) -> list[list[Fault]]:
    """The faults of each comparison, in the order of the causes and then of the text."""
    known: set[str] = set()
    annotated: set[str] = set()
    for comparison in comparisons:
        gold, predicted = comparison.gold, comparison.predicted
        annotated.update(cue_of(gold, each) for each in gold.statements)
        known.update(cue_of(predicted, each) for each in predicted.statements)
    order = {cause: number for number, cause in enumerate(Cause)}
    return [
        sorted(_faults(comparison, known, annotated), key=lambda fault: (order[fault.cause], _start(fault)))
        for comparison in comparisons
    ]


def place(statement: AnnotatedStatement) -> tuple[int, int]:
    """The stretch of text from the first to the last character of any part; (0, 0) without parts."""
    spans = (*statement.source, *statement.cue, *statement.content)
    if not spans:
        return 0, 0
    return min(span.start for span in spans), max(span.end for span in spans)


def _start(fault: Fault) -> int:
    statement = fault.gold or fault.predicted
    return place(statement)[0] if statement else 0


def _faults(comparison: Comparison, known: set[str], annotated: set[str]) -> Iterator[Fault]:
    yield from _missed(comparison, known)
    yield from _spurious(comparison, annotated)
    for match in comparison.matches:
        yield from _borders(comparison, match)
        yield from _labels(comparison, match)
    yield from _names(comparison)
    yield from _parents(comparison)


def _missed(comparison: Comparison, known: set[str]) -> Iterator[Fault]:
    answered = {match.gold for match in comparison.matches}
    cues = [tokens["cue"] for tokens in comparison.predicted_tokens]
    for number, statement in enumerate(comparison.gold.statements):
        if number in answered:
            continue
        if _shares(comparison.gold_tokens[number]["cue"], cues):
            cause = Cause.CUE_JOINED
        elif cue_of(comparison.gold, statement) in known:
            cause = Cause.CUE_REJECTED
        else:
            cause = Cause.CUE_UNKNOWN
        yield Fault(cause, statement, None)


def _spurious(comparison: Comparison, annotated: set[str]) -> Iterator[Fault]:
    answered = {match.predicted for match in comparison.matches}
    cues = [tokens["cue"] for tokens in comparison.gold_tokens]
    for number, statement in enumerate(comparison.predicted.statements):
        if number in answered:
            continue
        if _shares(comparison.predicted_tokens[number]["cue"], cues):
            cause = Cause.DOUBLE
        elif cue_of(comparison.predicted, statement) in annotated:
            cause = Cause.NOT_HERE
        else:
            cause = Cause.NEVER_GOLD
        yield Fault(cause, None, statement)


def _shares(tokens: Covered, others: Sequence[Covered]) -> bool:
    return any(tokens & other for other in others)


def _pair(comparison: Comparison, match: Match) -> tuple[AnnotatedStatement, AnnotatedStatement]:
    return comparison.gold.statements[match.gold], comparison.predicted.statements[match.predicted]


def _borders(comparison: Comparison, match: Match) -> Iterator[Fault]:
    gold, predicted = _pair(comparison, match)
    for part in PARTS:
        if not match.same[part]:
            ours = comparison.gold_tokens[match.gold][part]
            theirs = comparison.predicted_tokens[match.predicted][part]
            cause = Cause[f"{part.upper()}_{_border(ours, theirs)}"]
            yield Fault(cause, gold, predicted, far=match.likeness[part] < OVERLAP)


def _border(ours: Covered, theirs: Covered) -> str:
    """How two different sets of tokens differ, as the second half of a cause's name."""
    cases = (
        (not theirs, "MISSING"),
        (not ours, "INVENTED"),
        (ours < theirs, "LONG"),
        (theirs < ours, "SHORT"),
        (bool(ours & theirs), "SHIFTED"),
    )
    return next((name for holds, name in cases if holds), "OTHER")


def _labels(comparison: Comparison, match: Match) -> Iterator[Fault]:
    """Wrong labels, where the contents overlap: elsewhere the two are hardly the same statement."""
    if not match.overlaps("content"):
        return
    gold, predicted = _pair(comparison, match)
    for label in LABELS:
        expected, given = getattr(gold, label), getattr(predicted, label)
        if expected != given:
            yield Fault(Cause[label.upper()], gold, predicted, detail=(expected or "-", given or "-"))


def _names(comparison: Comparison) -> Iterator[Fault]:
    """Speakers whose statements are not grouped as annotated; the larger half of a group is not named.

    The names themselves may differ: only the grouping is measured.
    """
    pairs = [_pair(comparison, match) for match in comparison.matches if match.overlaps("content")]
    pairs = [(gold, predicted) for gold, predicted in pairs if gold.name and predicted.name]
    given: dict[str | None, Counter[str | None]] = {}
    meant: dict[str | None, Counter[str | None]] = {}
    for gold, predicted in pairs:
        given.setdefault(gold.name, Counter())[predicted.name] += 1
        meant.setdefault(predicted.name, Counter())[gold.name] += 1
    for gold, predicted in pairs:
        detail = (gold.name or "-", predicted.name or "-")
        if given[gold.name].most_common(1)[0][0] != predicted.name:
            yield Fault(Cause.NAME_SPLIT, gold, predicted, detail=detail)
        if meant[predicted.name].most_common(1)[0][0] != gold.name:
            yield Fault(Cause.NAME_JOINED, gold, predicted, detail=detail)


def _parents(comparison: Comparison) -> Iterator[Fault]:
    answer = partners(comparison)
    for match in comparison.matches:
        gold, predicted = _pair(comparison, match)
        if not gold.within and not predicted.within:
            continue
        expected = answer.get(gold.within, "-") if gold.within else None
        if expected == predicted.within:
            continue
        if not predicted.within:
            cause = Cause.PARENT_MISSING
        elif not gold.within:
            cause = Cause.PARENT_INVENTED
        else:
            cause = Cause.PARENT_OTHER
        yield Fault(cause, gold, predicted, detail=(_parent(comparison, gold), _parent(comparison, predicted)))


def _parent(comparison: Comparison, statement: AnnotatedStatement) -> str:
    """The cue of the statement that carries this one, as it stands in the text; a dash if none does."""
    article = comparison.gold if statement in comparison.gold.statements else comparison.predicted
    for each in article.statements:
        if each.id == statement.within:
            return " ".join(span.of(article.text) for span in each.cue) or each.id
    return "-"
