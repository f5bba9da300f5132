"""How well statements are found: figures against a gold file, tables by cue, kind and act, faults in place.

A gold file holds one article a line, in the shape that ``musnad extract --format jsonl`` prints
(``.jsonl``, or ``.jsonl.xz``). A command needs two calls::

    evaluation = evaluate_files(Path("gold.jsonl.xz"))          # reads the texts and runs the pipeline
    evaluation = evaluate_files(Path("gold.jsonl"), Path("predicted.jsonl"))
    for line in report_lines(evaluation, errors=True):          # or json.dumps(evaluation.report.as_dict())
        print(line)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from musnad.evaluate.compare import Comparison, compare
from musnad.evaluate.gold import AnnotatedArticle, AnnotatedStatement, load_gold
from musnad.evaluate.measure import Report, measure
from musnad.evaluate.report import faults, figures, tables
from musnad.model import Scope
from musnad.pipeline import Mode, extract
from musnad.steps.read import read_text

__all__ = [
    "AnnotatedArticle",
    "AnnotatedStatement",
    "Evaluation",
    "Report",
    "evaluate",
    "evaluate_files",
    "load_gold",
    "predict",
    "report_lines",
    "score",
]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures, and the comparisons they were counted from, one for each gold article in order."""

    report: Report
    comparisons: tuple[Comparison, ...]


def evaluate(gold: Sequence[AnnotatedArticle], predicted: Iterable[AnnotatedArticle]) -> Evaluation:
    """Compares each gold article with the prediction of the same id.

    A gold article without a prediction counts as predicted without statements; a prediction without gold
    is passed over. Raises ``GoldError`` naming the article if the two texts of one article differ.
    """
    by_id = {article.id: article for article in predicted}
    pairs = [(article, by_id.get(article.id)) for article in gold]
    comparisons = tuple(compare(ours, theirs or _unread(ours)) for ours, theirs in pairs)
    return Evaluation(measure(comparisons, missing=sum(theirs is None for _, theirs in pairs)), comparisons)


def score(gold: Sequence[AnnotatedArticle], predicted: Iterable[AnnotatedArticle]) -> Report:
    """The figures of ``evaluate``."""
    return evaluate(gold, predicted).report


def evaluate_files(
    gold: Path, predicted: Path | None = None, *, mode: Mode = Mode.CAREFUL, scope: Scope = Scope.COMMUNICATION
) -> Evaluation:
    """Measures a file of predictions, or without one the pipeline itself, as told, over the texts of the gold file.

    Raises ``InputError`` if a file cannot be opened, and ``GoldError`` if one does not fit: a broken line
    is named by its number, an article with another text by its id.
    """
    articles = load_gold(gold)
    if predicted is not None:
        return evaluate(articles, load_gold(predicted))
    return evaluate(articles, (predict(article, source=str(gold), mode=mode, scope=scope) for article in articles))


def predict(
    article: AnnotatedArticle,
    *,
    source: str = "-",
    mode: Mode = Mode.CAREFUL,
    scope: Scope = Scope.COMMUNICATION,
) -> AnnotatedArticle:
    """What the pipeline finds in the text of an annotated article, as told; what is annotated is not looked at.

    ``source`` is where the article was read from.
    """
    read = read_text(article.text, id=article.id, source=source, outlet=article.outlet, language=article.language)
    return AnnotatedArticle.of(extract(read, mode, scope))


def report_lines(evaluation: Evaluation, *, errors: bool = False, top: int = 25) -> Iterator[str]:
    """The evaluation for a reader: figures and tables, and with ``errors`` every fault in its place.

    ``top`` is the number of cues in the table by cue.
    """
    yield from figures(evaluation.report)
    yield from tables(evaluation.comparisons, top=top)
    if errors:
        yield from faults(evaluation.comparisons)


def _unread(article: AnnotatedArticle) -> AnnotatedArticle:
    return AnnotatedArticle(article.id, article.text, ())
