"""Two readings of one article → which statements answer each other, and how far they agree.

The definitions are those of the annotation guidelines' referee. A *token* is a run of letters, digits and
combining marks; a span covers a token when the two share a character. Two parts *overlap* when the token F1
of what they cover is at least one half, and are *exact* when they cover the same tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from musnad.errors import GoldError
from musnad.evaluate.gold import PARTS, AnnotatedArticle, AnnotatedStatement
from musnad.model import Span

# Not the tokens of ``musnad.text``: a measure must not move when the reading does.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0610-\u061a\u064b-\u065f\u0670\u0640])*")
# Two parts agree from this token F1 up; fixed by the guidelines, not a setting.
OVERLAP = 0.5

Covered = frozenset[int]


@dataclass(frozen=True, slots=True)
class Match:
    """A gold statement and the predicted one that answers it, by number, with the token F1 of each part."""

    gold: int
    predicted: int
    likeness: Mapping[str, float]
    same: Mapping[str, bool]

    def overlaps(self, part: str) -> bool:
        """Whether the two agree on a part at least by half."""
        return self.likeness[part] >= OVERLAP

    @property
    def right(self) -> bool:
        """Whether source and content agree: the statement counts as found."""
        return self.overlaps("source") and self.overlaps("content")

    @property
    def exact(self) -> bool:
        """Whether cue, source and content cover the same tokens."""
        return all(self.same.values())


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article as annotated and as predicted, with the pairs that answer each other, best first.

    ``gold_tokens`` and ``predicted_tokens`` hold, statement by statement, the numbers of the tokens that
    each part covers.
    """

    gold: AnnotatedArticle
    predicted: AnnotatedArticle
    matches: tuple[Match, ...]
    gold_tokens: tuple[Mapping[str, Covered], ...]
    predicted_tokens: tuple[Mapping[str, Covered], ...]


def compare(gold: AnnotatedArticle, predicted: AnnotatedArticle) -> Comparison:
    """Pairs the statements of two readings of the same text, each with one other at most.

    A pair is possible when the two share a token of the cue, or their contents overlap. Pairs are taken
    best first: those right in source and content before others, then by the sum of the likenesses, then in
    the order of the statements. Raises ``GoldError`` naming the article if the texts differ.
    """
    if gold.text != predicted.text:
        raise GoldError(f"{gold.id}: the predicted text differs from the gold text")
    words = words_of(gold.text)
    ours = tuple(_covered(statement, words) for statement in gold.statements)
    theirs = tuple(_covered(statement, words) for statement in predicted.statements)
    candidates = []
    for left, a in enumerate(ours):
        for right, b in enumerate(theirs):
            source, cue, content = (likeness(a[part], b[part]) for part in PARTS)
            if a["cue"] & b["cue"] or content >= OVERLAP:
                found = source >= OVERLAP and content >= OVERLAP
                candidates.append((not found, -(source + cue + content), left, right))
    matches, taken_left, taken_right = [], set(), set()
    for _, _, left, right in sorted(candidates):
        if left not in taken_left and right not in taken_right:
            taken_left.add(left)
            taken_right.add(right)
            matches.append(_match(left, right, ours[left], theirs[right]))
    return Comparison(gold, predicted, tuple(matches), ours, theirs)


def words_of(text: str) -> list[tuple[int, int]]:
    """Where each token of a text begins and ends.

    >>> words_of("قال نعم"), words_of("said so")
    ([(0, 3), (4, 7)], [(0, 4), (5, 7)])
    """
    return [match.span() for match in _WORD.finditer(text)]


def likeness(a: Covered, b: Covered) -> float:
    """Token F1 of two parts, 0 to 1; two empty parts are alike, one empty part is not like the other.

    >>> likeness(frozenset({1, 2, 3}), frozenset({2, 3, 4}))
    0.6666666666666666
    """
    if not a and not b:
        return 1.0
    return 2 * len(a & b) / (len(a) + len(b))


def _match(left: int, right: int, a: Mapping[str, Covered], b: Mapping[str, Covered]) -> Match:
    return Match(
        left,
        right,
        {part: likeness(a[part], b[part]) for part in PARTS},
        {part: a[part] == b[part] for part in PARTS},
    )


def _covered(statement: AnnotatedStatement, words: Sequence[tuple[int, int]]) -> dict[str, Covered]:
    return {
        "source": tokens_covered(statement.source, words),
        "cue": tokens_covered(statement.cue, words),
        "content": tokens_covered(statement.content, words),
    }


def tokens_covered(spans: Sequence[Span], words: Sequence[tuple[int, int]]) -> Covered:
    """The numbers of the words that share a character with one of the spans."""
    found: set[int] = set()
    for span in spans:
        first = bisect_right(words, span.start, key=lambda word: word[1])
        last = bisect_left(words, span.end, key=lambda word: word[0])
        found.update(range(first, last))
    return frozenset(found)
