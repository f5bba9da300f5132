"""The report: each fault has its likely cause, and is shown in place."""

import pytest

from musnad.evaluate import AnnotatedArticle, AnnotatedStatement, evaluate, report_lines
from musnad.evaluate.diagnose import Cause, diagnose
from musnad.evaluate.measure import by_cue, by_label
from musnad.model import Span

TEXT = "عاجل\nقال الوزير إن الميناء مفتوح، وأضاف أن العمل مستمر. ونفى التاجر ذلك."


def spans(*words: str) -> tuple[Span, ...]:
    return tuple(Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in words)


def says(cue: str, source: str, content: str, **labels: str | None) -> AnnotatedStatement:
    named = {"id": cue, "kind": "office", "name": "الوزير", "act": "assert", "form": "indirect", **labels}
    return AnnotatedStatement(
        source=spans(*filter(None, [source])),
        cue=spans(*filter(None, [cue])),
        content=spans(*filter(None, [content])),
        **named,  # type: ignore[arg-type]
    )


SAID = says("قال", "الوزير", "إن الميناء مفتوح")
ADDED = says("وأضاف", "", "أن العمل مستمر")
DENIED = says("ونفى", "التاجر", "ذلك", name="التاجر", kind="person", act="deny")


def article(*statements: AnnotatedStatement) -> AnnotatedArticle:
    return AnnotatedArticle("a", TEXT, statements)


@pytest.mark.parametrize(
    ("gold", "predicted", "causes"),
    [
        ([SAID], [SAID], []),
        ([SAID], [], [Cause.CUE_UNKNOWN]),
        ([], [SAID], [Cause.NEVER_GOLD]),
        ([SAID], [SAID, says("قال", "", "وأضاف", id="x")], [Cause.DOUBLE]),
        ([SAID, says("قال", "", "وأضاف", id="x")], [SAID], [Cause.CUE_JOINED]),
        ([SAID], [says("قال", "", "إن الميناء مفتوح")], [Cause.SOURCE_MISSING]),
        ([ADDED], [says("وأضاف", "الوزير", "أن العمل مستمر")], [Cause.SOURCE_INVENTED]),
        ([SAID], [says("قال", "الوزير", "إن الميناء مفتوح، وأضاف")], [Cause.CONTENT_LONG]),
        ([SAID], [says("قال", "الوزير", "إن الميناء")], [Cause.CONTENT_SHORT]),
        ([SAID], [says("قال", "الوزير", "الميناء مفتوح، وأضاف")], [Cause.CONTENT_SHIFTED]),
        ([SAID], [says("قال", "الوزير", "ذلك")], [Cause.CONTENT_OTHER]),
        ([SAID], [says("قال الوزير", "الوزير", "إن الميناء مفتوح")], [Cause.CUE_LONG]),
        (
            [SAID],
            [says("قال", "الوزير", "إن الميناء مفتوح", act="deny", kind="person")],
            [Cause.KIND, Cause.ACT],
        ),
        ([SAID, ADDED], [SAID, says("وأضاف", "", "أن العمل مستمر", name="سواه")], [Cause.NAME_SPLIT]),
        (
            [SAID, DENIED],
            [SAID, says("ونفى", "التاجر", "ذلك", kind="person", act="deny")],
            [Cause.NAME_JOINED],
        ),
        ([SAID, ADDED], [SAID, says("وأضاف", "", "أن العمل مستمر", within="قال")], [Cause.PARENT_INVENTED]),
        ([SAID, says("وأضاف", "", "أن العمل مستمر", within="قال")], [SAID, ADDED], [Cause.PARENT_MISSING]),
    ],
)
def test_each_fault_has_its_cause(
    gold: list[AnnotatedStatement], predicted: list[AnnotatedStatement], causes: list[Cause]
) -> None:
    comparisons = evaluate([article(*gold)], [article(*predicted)]).comparisons
    assert [fault.cause for each in diagnose(comparisons) for fault in each] == causes


def test_a_cue_known_elsewhere_was_rejected_here() -> None:
    twice = "قال زيد نعم\nقال عمر لا"
    first = AnnotatedStatement("s1", (Span(4, 7),), (Span(0, 3),), (Span(8, 11),))
    second = AnnotatedStatement("s2", (Span(16, 19),), (Span(12, 15),), (Span(20, 22),))
    comparisons = evaluate(
        [AnnotatedArticle("a", twice, (first, second))], [AnnotatedArticle("a", twice, (first,))]
    ).comparisons
    assert [fault.cause for fault in diagnose(comparisons)[0]] == [Cause.CUE_REJECTED]


def test_tables_by_cue_and_label() -> None:
    longer = says("قال الوزير", "الوزير", "إن الميناء مفتوح", kind="person")
    comparisons = evaluate([article(SAID, DENIED)], [article(longer, ADDED)]).comparisons
    cues = {row.value: (row.found.right, row.found.predicted, row.found.gold) for row in by_cue(comparisons)}
    assert cues == {"قال": (1, 1, 1), "ونفي": (0, 0, 1), "واضاف": (0, 1, 0)}
    office = next(row for row in by_label(comparisons, "kind") if row.value == "office")
    assert (office.labelled, office.mistaken) == (0.0, "person")


def test_a_fault_is_shown_in_place() -> None:
    longer = says("قال", "الوزير", "إن الميناء مفتوح، وأضاف")
    lines = list(report_lines(evaluate([article(SAID)], [article(longer)]), errors=True))
    place = lines.index("    2:5–39  (by less than half)")
    assert lines[place - 1] == "  content: too long (1)"
    assert lines[place + 1] == "      gold   {قال} ⟨الوزير⟩ [إن الميناء مفتوح]، وأضاف أن العمل مستمر. ونفى التاجر…"
    assert lines[place + 2] == "      found  {قال} ⟨الوزير⟩ [إن الميناء مفتوح، وأضاف] أن العمل مستمر. ونفى التاجر…"
