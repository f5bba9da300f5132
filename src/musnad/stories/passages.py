"""Two texts → the passages they share, word for word up to folding."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from musnad.config import across as config
from musnad.model import Article, Span, ZoneKind
from musnad.text import tokenize
from musnad.vocabulary.quotes import QuoteMarks


@dataclass(frozen=True, slots=True)
class Wording:
    """The folded words of an article's body in order, their places in its text, and which stand in quotation marks."""

    words: list[str]
    spans: list[Span]
    quoted: list[bool]

    def grams(self) -> list[tuple[str, ...]]:
        """Every run of ``config.COPY_GRAM_WORDS`` words, by the number of its first word."""
        count = config.COPY_GRAM_WORDS
        return [tuple(self.words[first : first + count]) for first in range(len(self.words) - count + 1)]


def wording(article: Article, marks: QuoteMarks | None) -> Wording:
    """The words of an article's body; title, datelines, credits and boilerplate are left out."""
    found = Wording([], [], [])
    openers = dict(marks.pairs) if marks else {}
    for zone in article.zones:
        if zone.kind != ZoneKind.BODY:
            continue
        tokens = tokenize(zone.span.of(article.text))
        close = ""
        for start, end, form in tokens.words():
            if form in ("\n", close):
                close = ""
            elif not close and form in openers:
                close = openers[form]
            elif form[0].isalnum():
                found.words.append(form)
                found.spans.append(Span(zone.span.start + start, zone.span.start + end))
                found.quoted.append(bool(close))
    return found


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words that two texts share: where it begins in each, and how many words it has."""

    first: int
    other_first: int
    count: int


def shared(one: Wording, other: Wording) -> list[Passage]:
    """The passages of at least ``config.COPY_PASSAGE_WORDS`` words that two texts share, in the order of ``other``.

    From the beginning of ``other`` on, the longest run that stands anywhere in ``one`` is taken, and the search goes
    on behind it. Passages do not overlap in ``other``.
    """
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for first, gram in enumerate(one.grams()):
        places[gram].append(first)
    found, grams, place = [], other.grams(), 0
    while place < len(grams):
        starts = places.get(grams[place], ())
        longest = max(((_run(one, other, start, place), -start) for start in starts), default=(0, 0))
        if longest[0] >= config.COPY_PASSAGE_WORDS:
            found.append(Passage(-longest[1], place, longest[0]))
        place += max(1, longest[0])
    return found


def _run(one: Wording, other: Wording, start: int, place: int) -> int:
    """How many words are the same from two places on."""
    count = 0
    most = min(len(one.words) - start, len(other.words) - place)
    while count < most and one.words[start + count] == other.words[place + count]:
        count += 1
    return count


def spans_of(passage: Passage, one: Wording, other: Wording) -> tuple[Span, Span]:
    """Where a shared passage stands in the text of each, from its first word to its last."""
    last, other_last = passage.first + passage.count - 1, passage.other_first + passage.count - 1
    return (
        Span(one.spans[passage.first].start, one.spans[last].end),
        Span(other.spans[passage.other_first].start, other.spans[other_last].end),
    )
