"""Comparisons → the figures: how much was found, how well it was bordered, labelled, named and chained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from musnad.evaluate.compare import Comparison
from musnad.evaluate.gold import LABELS, AnnotatedArticle, AnnotatedStatement
from musnad.text import fold

FOUND = ("cue", "source", "content", "all", "source exact", "content exact", "all exact")


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many of the predicted are right, and how many of the gold are found."""

    right: float
    predicted: float
    gold: float

    @property
    def precision(self) -> float:
        """Right over predicted, 0 to 1; 0 if nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right over gold, 0 to 1; 0 if there is no gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall as a percentage with one decimal."""
        p, r = self.precision, self.recall
        return round(100 * 2 * p * r / (p + r), 1) if p + r else 0.0

    def as_dict(self) -> dict[str, float]:
        """Percentages with one decimal."""
        return {"p": round(100 * self.precision, 1), "r": round(100 * self.recall, 1), "f1": self.f1}


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one run over one gold file.

    ``found`` has one ratio for each of ``FOUND``. ``accuracy`` (kind, act, form; percent) and ``name_f1``
    (B-cubed F1 of the grouping by name; percent) are taken over pairs whose contents overlap. ``chain``
    counts links from a statement to the one that carries it.
    """

    article_count: int
    gold_count: int
    predicted_count: int
    missing_article_count: int
    found: dict[str, Ratio]
    accuracy: dict[str, float]
    name_f1: float
    chain: Ratio

    def as_dict(self) -> dict[str, int | float | dict[str, float]]:
        """The figures under the names and in the order of the guidelines' referee; percentages."""
        return {
            "articles": self.article_count,
            "gold": self.gold_count,
            "predicted": self.predicted_count,
            "missing articles": self.missing_article_count,
            **{name: ratio.as_dict() for name, ratio in self.found.items()},
            **{f"{label} accuracy": value for label, value in self.accuracy.items()},
            "name F1": self.name_f1,
            "chain": self.chain.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Row:
    """Quality for one cue, kind or act: ``value`` as annotated, or as predicted where it is spurious.

    ``found`` counts pairs right in source and content, ``exact`` pairs exact in every part. ``labelled``
    is the share (percent) of pairs with overlapping contents whose label is the annotated one, ``mistaken``
    the label most often given instead; both None for cues, which are not labels, and without such pairs.
    """

    value: str
    found: Ratio
    exact: Ratio
    labelled: float | None = None
    mistaken: str | None = None


@dataclass(slots=True)
class _Tally:
    """Running sums; floats are added one by one in the order of the pairs, so that no digit can differ."""

    found: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    judged: int = 0
    name_precision: float = 0.0
    name_recall: float = 0.0
    links: int = 0
    links_gold: int = 0
    links_predicted: int = 0


def measure(comparisons: Sequence[Comparison], *, missing: int = 0) -> Report:
    """The figures over all comparisons; ``missing`` says how many gold articles had no prediction."""
    tally = _Tally()
    for comparison in comparisons:
        _count_found(comparison, tally)
        _count_labels(comparison, tally)
        _count_links(comparison, tally)
    gold = sum(len(each.gold.statements) for each in comparisons)
    predicted = sum(len(each.predicted.statements) for each in comparisons)
    judged = tally.judged or 1
    precision, recall = tally.name_precision / judged, tally.name_recall / judged
    both = precision + recall
    return Report(
        article_count=len(comparisons),
        gold_count=gold,
        predicted_count=predicted,
        missing_article_count=missing,
        found={name: Ratio(tally.found[name], predicted, gold) for name in FOUND},
        accuracy={label: round(100 * tally.labels[label] / judged, 1) for label in LABELS},
        name_f1=round(100 * 2 * precision * recall / both, 1) if both else 0.0,
        chain=Ratio(tally.links, tally.links_predicted, tally.links_gold),
    )


def _count_found(comparison: Comparison, tally: _Tally) -> None:
    for match in comparison.matches:
        tally.found["cue"] += match.overlaps("cue")
        tally.found["source"] += match.overlaps("source")
        tally.found["content"] += match.overlaps("content")
        tally.found["source exact"] += match.same["source"]
        tally.found["content exact"] += match.same["content"]
        tally.found["all"] += match.right
        tally.found["all exact"] += match.exact


def _count_labels(comparison: Comparison, tally: _Tally) -> None:
    """Labels and names, over the pairs whose contents overlap.

    Names by B-cubed (Bagga and Baldwin 1998, *Algorithms for scoring coreference chains*): for each pair,
    the share of its predicted group that belongs to its gold group, and the other way round. A statement
    without a name is a group of its own.
    """
    groups = []
    for match in comparison.matches:
        if match.overlaps("content"):
            gold = comparison.gold.statements[match.gold]
            predicted = comparison.predicted.statements[match.predicted]
            tally.judged += 1
            for label in LABELS:
                tally.labels[label] += getattr(gold, label) == getattr(predicted, label)
            groups.append((gold.name or match.gold, predicted.name or match.predicted))
    gold_sizes = Counter(ours for ours, _ in groups)
    predicted_sizes = Counter(theirs for _, theirs in groups)
    shared = Counter(groups)
    for group in groups:
        tally.name_precision += shared[group] / predicted_sizes[group[1]]
        tally.name_recall += shared[group] / gold_sizes[group[0]]


def links(article: AnnotatedArticle) -> set[tuple[str, str]]:
    """The (statement, the statement that carries it) pairs of an article, by id."""
    return {(each.id, each.within) for each in article.statements if each.within}


def partners(comparison: Comparison) -> dict[str, str]:
    """The id of the predicted statement that answers each matched gold statement, by the gold id."""
    return {
        comparison.gold.statements[match.gold].id: comparison.predicted.statements[match.predicted].id
        for match in comparison.matches
    }


def _count_links(comparison: Comparison, tally: _Tally) -> None:
    answer, expected, drawn = partners(comparison), links(comparison.gold), links(comparison.predicted)
    tally.links_gold += len(expected)
    tally.links_predicted += len(drawn)
    tally.links += sum(
        child in answer and parent in answer and (answer[child], answer[parent]) in drawn for child, parent in expected
    )


def cue_of(article: AnnotatedArticle, statement: AnnotatedStatement) -> str:
    """The words of a cue as they are looked up: folded, joined by spaces; empty without a cue."""
    return " ".join(" ".join(fold(span.of(article.text)).split()) for span in statement.cue)


def by_cue(comparisons: Iterable[Comparison]) -> list[Row]:
    """Quality by the surface of the cue, folded; most frequent first.

    A predicted cue that overlaps the annotated one counts under the annotated one: its border is a fault
    of another kind.
    """
    return _table(comparisons, None)


def by_label(comparisons: Iterable[Comparison], label: str) -> list[Row]:
    """Quality by one of ``LABELS``; most frequent first."""
    return _table(comparisons, label)


def _table(comparisons: Iterable[Comparison], label: str | None) -> list[Row]:
    """The rows by a label, or by cue if it is None."""
    value_of = cue_of if label is None else _value_of(label)
    gold: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    given: dict[str, Counter[str]] = {}
    for comparison in comparisons:
        ours = [value_of(comparison.gold, each) for each in comparison.gold.statements]
        theirs = [value_of(comparison.predicted, each) for each in comparison.predicted.statements]
        for match in comparison.matches:
            a, b = ours[match.gold], theirs[match.predicted]
            if label is None and match.overlaps("cue"):
                b = theirs[match.predicted] = a
            if match.overlaps("content"):
                given.setdefault(a, Counter())[b] += 1
            if a == b:
                found[a] += match.right
                exact[a] += match.exact
        gold.update(ours)
        predicted.update(theirs)
    order = sorted(gold | predicted, key=lambda value: (-gold[value], -predicted[value], value))
    rows = []
    for value in order:
        labelled, mistaken = _labelled(given.get(value), value) if label else (None, None)
        size = predicted[value], gold[value]
        rows.append(Row(value, Ratio(found[value], *size), Ratio(exact[value], *size), labelled, mistaken))
    return rows


def _value_of(label: str) -> Callable[[AnnotatedArticle, AnnotatedStatement], str]:
    def value_of(_: AnnotatedArticle, statement: AnnotatedStatement) -> str:
        return getattr(statement, label) or "-"

    return value_of


def _labelled(given: Counter[str] | None, value: str) -> tuple[float | None, str | None]:
    """The share (percent) of right labels among those given, and the label most often given instead."""
    if not given:
        return None, None
    wrong = sorted((-count, label) for label, count in given.items() if label != value)
    return round(100 * given[value] / given.total(), 1), wrong[0][1] if wrong else None
