"""How likely each candidate is: what the pack's weights say, and in careful mode what the encoder says too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from musnad.config import (
    ADVICE_BEHIND,
    ADVICE_CUE_MIN,
    ADVICE_FACTOR,
    ADVICE_FORM_FACTOR,
    ADVICE_GOES_ON_MIN,
    ADVICE_INSIDE_FACTOR,
    ADVICE_LABEL_FACTOR,
)
from musnad.text import Tokens
from musnad.vocabulary.weights import Weights


class Advice(Protocol):
    """A second opinion on the tokens of one article, in natural log-odds."""

    tokens: Tokens

    def cue(self, token: int) -> float:
        """The log-odds of a token being the main token of a cue."""

    def odds(self, decision: str, cue: int, candidates: Sequence[int]) -> list[float]:
        """The log-probability of each candidate token for a decision about the cue at a token."""

    def cues(self, least: float) -> list[int]:
        """The words with at least these log-odds of being the main token of a cue, in text order."""

    def quoting(self, cue: int) -> float:
        """The log-odds of the content of the cue at a token being quoted in part, not at all."""

    def acts(self, cue: int) -> list[float]:
        """The log-probability of each act of the statement of the cue at a token."""

    def kinds(self, cue: int, first: int, last: int) -> list[float]:
        """The log-probability of each kind of source for the one in the tokens ``first`` up to ``last``."""

    def inside(self, cue: int, start: int, ends: Sequence[int]) -> list[float]:
        """The summed log-odds of the words from ``start`` up to each end being content of a cue."""

    def likely(self, decision: str, cue: int, behind: float) -> list[int]:
        """The words that are at most ``behind`` less likely than the likeliest one, in text order."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The weights of a pack, and the advice on one article if there is any; ``wide`` where beliefs count, too."""

    weights: Weights
    advice: Advice | None = None
    wide: bool = False

    def cue(self, token: int, features: Sequence[str]) -> float:
        """The log-odds of a possible cue, whose main token it is, being one."""
        odds = self.weights["cue"].score(features)
        return odds if self.advice is None else odds + ADVICE_FACTOR * self.advice.cue(token)

    def asked(self, tokens: Sequence[int]) -> int:
        """Which of the tokens that carry a cue the advice takes for it; the first one without advice."""
        return max(tokens, key=self.advice.cue) if self.advice and len(tokens) > 1 else tokens[0]

    def unlisted(self) -> list[int]:
        """The words that are cues by the advice alone, in text order."""
        return self.advice.cues(ADVICE_CUE_MIN) if self.advice else []

    def among(self, decision: str, cue: int, candidates: Sequence[Sequence[str]], tokens: Iterable[int]) -> list[float]:
        """How likely each candidate of a decision is, as a logarithm; ``tokens`` are where each of them stands.

        ``tokens`` is read only where there is advice.
        """
        found = self.weights[decision].log_probabilities(candidates)
        if self.advice is None:
            return found
        advised = self.advice.odds(decision, cue, list(tokens))
        return [ours + ADVICE_FACTOR * theirs for ours, theirs in zip(found, advised, strict=True)]

    def proposed(self, decision: str, cue: int) -> list[int]:
        """The words that the advice finds likely for a decision, in text order; none without advice."""
        return self.advice.likely(decision, cue, ADVICE_BEHIND) if self.advice else []

    def inside(self, cue: int, start: int, ends: Sequence[int]) -> list[float]:
        """What the advice says of content reaching to each of some ends, as log-odds to be added."""
        if self.advice is None:
            return [0.0] * len(ends)
        return [ADVICE_INSIDE_FACTOR * odds for odds in self.advice.inside(cue, start, ends)]

    def goes_on(self, cue: int, first: int, last: int) -> bool:
        """Whether most of the tokens ``first`` up to ``last`` are content of a cue by the advice."""
        if self.advice is None:
            return False
        return self.advice.inside(cue, first, [last])[0] > ADVICE_GOES_ON_MIN * (last - first)

    def kind(self, labels: Sequence[str], facts: Sequence[str], place: tuple[int, int, int]) -> int:
        """The number of the likeliest kind of source; ``place`` is its cue, its first token, and that behind it."""
        return self._label("kind", labels, facts, self.advice.kinds(*place) if self.advice else [])

    def act(self, labels: Sequence[str], facts: Sequence[str], cue: int) -> int:
        """The number of the likeliest act of the statement of a cue."""
        return self._label("act", labels, facts, self.advice.acts(cue) if self.advice else [])

    def quoting(self, features: Sequence[str], cue: int) -> float:
        """The log-odds of quotation marks inside content of a cue marking speech, not a name or a gloss."""
        odds = self.weights["form"].score(features)
        return odds if self.advice is None else odds + ADVICE_FORM_FACTOR * self.advice.quoting(cue)

    def _label(self, decision: str, labels: Sequence[str], facts: Sequence[str], advised: list[float]) -> int:
        ranker = self.weights[decision]
        if not advised:
            return ranker.label(labels, facts)
        totals = [
            ours + ADVICE_LABEL_FACTOR * theirs
            for ours, theirs in zip(ranker.totals(labels, facts), advised, strict=True)
        ]
        return totals.index(max(totals))
