"""What the encoder says about one article: scores that the grammar adds to its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from math import exp, log
from typing import TYPE_CHECKING, Protocol

from musnad.encoder.windows import Window
from musnad.text import Tokens

if TYPE_CHECKING:
    import numpy as np

NOBODY = -1  # the candidate that stands for a source that is not written
_ABSENCES = ("seat", "same")  # the decisions that may have no answer, in the order of their scores
_OUTSIDE = -20.0  # the score of a token that does not stand in the cue's window, below any that does


@dataclass(frozen=True, slots=True)
class Parts:
    """The columns of a projection: where each part of it begins and ends."""

    cue: slice
    nobody: slice
    labels: slice
    kind_first: slice
    kind_mean: slice
    from_cue: slice
    to_token: slice
    left: slice
    right: slice


class Heads(Protocol):
    """What turns the projection of a window into scores."""

    parts: Parts
    decisions: list[str]
    act_count: int
    kind_count: int

    def point(self, projection: np.ndarray, cue: int, *, wide: bool) -> np.ndarray:
        """Scores ``[token, decision]`` of a window's tokens for the cue at one of them."""


class Advice:
    """The projections of an article's windows; scores are natural log-odds up to a constant.

    ``tokens`` are those of the article's text, ``seen`` its windows and their projections. Only words and numbers begin
    or end a source or content. ``wide`` advice is about attributions, beliefs and intentions included.
    """

    def __init__(
        self, heads: Heads, tokens: Tokens, seen: tuple[Sequence[Window], Sequence[np.ndarray]], *, wide: bool = False
    ) -> None:
        self.tokens = tokens
        self._heads, (self._windows, self._projections), self._wide = heads, seen, wide
        self._words = [form[0].isalnum() for form in tokens.forms]
        self._pointers: dict[int, tuple[int, np.ndarray, np.ndarray]] = {}

    def cue(self, token: int) -> float:
        """The log-odds of a token being the main token of a cue."""
        window, projection = self._at(token)
        return float(projection[token - window.first, self._heads.parts.cue][int(self._wide)])

    def cues(self, least: float) -> list[int]:
        """The words with at least these log-odds of being the main token of a cue, in text order."""
        found: list[int] = []
        for window, projection in zip(self._windows, self._projections, strict=True):
            odds = projection[window.own_first - window.first : window.own_last - window.first, self._heads.parts.cue]
            found += [
                number for number, odd in enumerate(odds[:, int(self._wide)].tolist(), window.own_first) if odd >= least
            ]
        return [number for number in found if self._words[number]]

    def tokens_projected(self) -> np.ndarray:
        """The projection ``[token, dimension]`` of every token, from the window that decides about it."""
        import numpy as np  # noqa: PLC0415 only careful mode pays for loading it

        parts = [
            projection[window.own_first - window.first : window.own_last - window.first]
            for window, projection in zip(self._windows, self._projections, strict=True)
        ]
        return np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)

    def acts(self, cue: int) -> list[float]:
        """The log-probability of each act, in the order of the grammar's, for the statement of a cue."""
        window, projection = self._at(cue)
        first = self._heads.parts.labels.start
        return _normal(projection[cue - window.first, first : first + self._heads.act_count].tolist())

    def quoting(self, cue: int) -> float:
        """The log-odds of the content of the cue at a token being quoted in part, not at all."""
        window, projection = self._at(cue)
        _, mixed, indirect = projection[cue - window.first, self._heads.parts.labels][-3:].tolist()
        return float(mixed - indirect)

    def odds(self, decision: str, cue: int, candidates: Sequence[int]) -> list[float]:
        """The log-probability of each candidate token for one decision about the statement of a cue.

        ``decision`` is ``start`` or ``end`` (first and last word of the content), ``seat`` or ``seat_end``
        (those of the source), or ``same``: where the same source was named last, by the first word of the
        source, or the cue where no source is written. ``cue`` is the cue's main token. ``NOBODY`` is a
        candidate for ``seat`` and, for a source not named before, for ``same``. ``candidates`` must not be empty.
        """
        first, scores, absent = self._scores(cue)
        row = scores[:, self._heads.decisions.index(decision)]
        last = first + len(row)
        nobody = float(absent[_ABSENCES.index(decision)]) if decision in _ABSENCES else _OUTSIDE
        return _normal(
            [
                nobody if number == NOBODY else float(row[number - first]) if first <= number < last else _OUTSIDE
                for number in candidates
            ]
        )

    def likely(self, decision: str, cue: int, behind: float) -> list[int]:
        """The words that are at most ``behind`` less likely than the likeliest one, in text order."""
        first, scores, _ = self._scores(cue)
        row = scores[:, self._heads.decisions.index(decision)].tolist()
        words = self._words[first : first + len(row)]
        least = max(compress(row, words), default=0.0) - behind
        found = [number for number, score in enumerate(row) if score >= least]
        return [first + number for number in found if words[number]]

    def inside(self, cue: int, start: int, ends: Sequence[int]) -> list[float]:
        """The summed log-odds of the words from ``start`` up to each end being content of a cue."""
        first, scores, _ = self._scores(cue)
        row = scores[:, self._heads.decisions.index("inside")].tolist()
        totals, total = [0.0], 0.0
        for number in range(start, max(ends)):
            known = 0 <= number - first < len(row) and self._words[number]
            total += row[number - first] if known else 0.0
            totals.append(total)
        return [totals[end - start] for end in ends]

    def kinds(self, cue: int, first: int, last: int) -> list[float]:
        """The log-probability of each kind of source, in the order of the grammar's, for one written in tokens.

        The source of the cue stands in the tokens ``first`` up to ``last``; what of it is out of the cue's window
        is not looked at, and nothing is known (all the same) where all of it is.
        """
        window, projection = self._at(cue)
        parts, base = self._heads.parts, window.first
        inside = projection[max(first - base, 0) : max(last - base, 0)]
        if not len(inside):
            return [-log(self._heads.kind_count)] * self._heads.kind_count
        return _normal((inside[0, parts.kind_first] + inside[:, parts.kind_mean].mean(axis=0)).tolist())

    def _at(self, token: int) -> tuple[Window, np.ndarray]:
        for window, projection in zip(self._windows, self._projections, strict=True):
            if window.own_first <= token < window.own_last:
                return window, projection
        raise IndexError(f"the article has no token {token}")

    def _scores(self, cue: int) -> tuple[int, np.ndarray, np.ndarray]:
        if cue not in self._pointers:
            window, projection = self._at(cue)
            scores = self._heads.point(projection, cue - window.first, wide=self._wide)
            self._pointers[cue] = (window.first, scores, projection[cue - window.first, self._heads.parts.nobody])
        return self._pointers[cue]


def _normal(scores: list[float]) -> list[float]:
    """Scores as log-probabilities."""
    top = max(scores)
    total = top + log(sum([exp(score - top) for score in scores]))
    return [score - total for score in scores]
