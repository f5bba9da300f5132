"""An evaluation as lines of text: the figures, the tables by cue, kind and act, and the faults in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from musnad.evaluate.compare import Comparison
from musnad.evaluate.diagnose import Fault, diagnose, place
from musnad.evaluate.gold import AnnotatedArticle, AnnotatedStatement
from musnad.evaluate.measure import Report, Row, by_cue, by_label, measure
from musnad.screen import harmless

# Neutral, mirrored brackets: inside right-to-left text a Latin tag would tear the line apart.
_BRACKETS = {"source": ("⟨", "⟩"), "cue": ("{", "}"), "content": ("[", "]")}
_AROUND = 30  # code points shown on either side of a statement


def figures(report: Report) -> Iterator[str]:
    """The figures of a report, one a line; percentages."""
    yield from figure_lines(report.as_dict())


def figure_lines(found: Mapping[str, Any]) -> Iterator[str]:
    """Figures by name, one a line.

    >>> list(figure_lines({"same claim": {"p": 50.0, "f1": 62.5}}))
    ['        same claim: p  50.0  f1  62.5']
    """
    for name, value in found.items():
        shown = "  ".join(f"{key} {part:5.1f}" for key, part in value.items()) if isinstance(value, dict) else value
        yield f"{name:>18}: {shown}"


def tables(comparisons: Sequence[Comparison], *, top: int) -> Iterator[str]:
    """Quality by kind, by act, and by the ``top`` most frequent cues."""
    for title, rows in (
        ("kind", by_label(comparisons, "kind")),
        ("act", by_label(comparisons, "act")),
        ("cue", by_cue(comparisons)[:top]),
    ):
        yield ""
        yield from _table(title, rows)


def _table(title: str, rows: Sequence[Row]) -> Iterator[str]:
    """Figures first, words last: an Arabic cue at the end of a line cannot reorder the figures."""
    yield f"  gold  pred     P     R    F1  exact  label   by {title}"
    for row in rows:
        found = f"{_percent(row.found.precision)} {_percent(row.found.recall)} {row.found.f1:5.1f}"
        labelled = "     -" if row.labelled is None else f"{row.labelled:6.1f}"
        mistaken = f"  (else {row.mistaken})" if row.mistaken else ""
        yield (
            f"{row.found.gold:6.0f}{row.found.predicted:6.0f} {found} {row.exact.f1:6.1f} {labelled}"
            f"   {harmless(row.value) or '-'}{mistaken}"
        )


def _percent(share: float) -> str:
    return f"{100 * share:5.1f}"


def faults(comparisons: Sequence[Comparison]) -> Iterator[str]:
    """The faults: first how often each cause occurs, then article by article, each in its place."""
    found = diagnose(comparisons)
    counts = Counter(fault.cause for each in found for fault in each)
    far = Counter(fault.cause for each in found for fault in each if fault.far)
    yield ""
    yield " count   far   likely cause   (far: costs the statement even by the lenient measure)"
    for cause, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:6d}{far[cause]:6d}   {cause}"
    yield ""
    yield "In place: ⟨source⟩ {cue} [content]. line:start–end, in characters from the start of the article."
    for comparison, each in zip(comparisons, found, strict=True):
        if each:
            yield from _article(comparison, each)


def _article(comparison: Comparison, found: Sequence[Fault]) -> Iterator[str]:
    gold, predicted = comparison.gold, comparison.predicted
    figure = measure([comparison]).found
    yield ""
    yield (
        f"== {harmless(gold.id)}: {len(gold.statements)} gold, {len(predicted.statements)} predicted, "
        f"all F1 {figure['all'].f1}, exact {figure['all exact'].f1}"
    )
    for cause, group in groupby(found, key=lambda fault: fault.cause):
        members = list(group)
        yield f"  {cause} ({len(members)})"
        for fault in members:
            yield from _fault(gold, fault)


def _fault(article: AnnotatedArticle, fault: Fault) -> Iterator[str]:
    shown = [each for each in (fault.gold, fault.predicted) if each]
    start = min(place(each)[0] for each in shown)
    end = max(place(each)[1] for each in shown)
    line = article.text.count("\n", 0, start) + 1
    yield f"    {line}:{start}–{end}{'' if fault.far else '  (by less than half)'}"
    if fault.gold:
        yield f"      gold   {_marked(article.text, fault.gold, start, end)}"
    if fault.predicted:
        yield f"      found  {_marked(article.text, fault.predicted, start, end)}"
    if fault.detail:
        expected, given = map(harmless, fault.detail)
        yield f"      gold {expected} · found {given}"


def _marked(text: str, statement: AnnotatedStatement, start: int, end: int) -> str:
    """The stretch of text with its surroundings, the parts of the statement in brackets."""
    first, last = _window(text, start, end)
    marks: list[tuple[int, int, str]] = []
    for part, (opening, closing) in _BRACKETS.items():
        for span in getattr(statement, part):
            marks += (span.start, 1, opening), (span.end, 0, closing)
    pieces, done = ["" if text[first - 1 : first] in ("", "\n") else "…"], first
    for offset, _, sign in sorted(marks, key=lambda mark: mark[:2]):
        pieces += harmless(text[done:offset]), sign
        done = offset
    pieces += harmless(text[done:last]), "" if text[last : last + 1] in ("", "\n") else "…"
    return "".join(pieces)


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch and some whole words around it, within its lines."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    stop = text.find("\n", end)
    last = min(len(text) if stop < 0 else stop, end + _AROUND)
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return first, last
