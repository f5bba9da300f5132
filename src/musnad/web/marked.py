"""An article's text cut where its statements begin and end, so that a template can mark them in place.

Statements nest, and their parts may cross lines, so the text is cut into pieces that no border crosses; each piece says
which parts of which statements cover it, the outermost first. Nothing is left out: the pieces of all parts of the page,
put together with line breaks, are the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from musnad.config.page import PAGE_PARAGRAPH_CHARS, PAGE_PART_CHARS, PAGE_PART_STATEMENTS
from musnad.model import Article, Span, Statement, ZoneKind
from musnad.web.pages.parts import direction_of

MARKED = ("content", "source", "cue")
"""The parts of a statement that are marked in the text."""
_ORDER = {"content": 0, "source": 1, "cue": 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a statement that covers a piece."""

    statement_id: str
    role: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of the text, from ``start``; ``depth`` contents cover it; ``opens`` are statements that begin."""

    start: int
    text: str
    marks: tuple[Mark, ...]
    depth: int
    opens: tuple[str, ...]

    @property
    def classes(self) -> str:
        """What the piece is, for the style sheet."""
        roles = {mark.role for mark in self.marks}
        innermost = self.marks[-1].role if self.marks else ""
        own = [name for name in ("source", "cue") if name in roles and innermost == name]
        return " ".join(["mark", f"depth-{min(self.depth, 3)}", *own])

    @property
    def statement_ids(self) -> str:
        """The statements that cover it, for the script, innermost last."""
        return " ".join(dict.fromkeys(mark.statement_id for mark in self.marks))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of an article, or a stretch of one that is very long (``goes_on``); ``zone`` is what it is for.

    ``rtl`` is its direction by its own letters, None where it has none of them.
    """

    zone: ZoneKind
    rtl: bool | None
    pieces: tuple[Piece, ...]
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows of an article: its paragraphs and the ids of the statements that begin in them."""

    paragraphs: tuple[Paragraph, ...]
    statement_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    goes_on: bool


def parts_of(article: Article, statements: Sequence[Statement]) -> list[tuple[int, int]]:
    """Where each part of an article's page begins and ends, in code points; one part for all usual articles."""
    starts = sorted(_start(each) for each in statements)
    parts: list[tuple[int, int]] = []
    begin = 0
    last = 0
    for stretch in _stretches(article.text):
        opened = bisect_right(starts, stretch.end - 1) - bisect_right(starts, begin - 1)
        is_full = stretch.end - begin > PAGE_PART_CHARS or opened > PAGE_PART_STATEMENTS
        if is_full and stretch.start > begin:
            parts.append((begin, stretch.start))
            begin = stretch.start
        last = stretch.end
    return [*parts, (begin, max(last, len(article.text)))]


def part_with(parts: Sequence[tuple[int, int]], statement: Statement) -> int:
    """The number of the part, from 1, in which a statement begins."""
    return max(1, bisect_right([begin for begin, _ in parts], _start(statement)))


def marked(article: Article, statements: Sequence[Statement], place: tuple[int, int]) -> Part:
    """One part of an article with its statements marked; a line that begins in the part belongs to it."""
    begin, end = place
    here = [each for each in statements if any(part.start < end and part.end > begin for part in _spans(each))]
    starts = [zone.span.start for zone in article.zones]
    opens: dict[int, list[str]] = {}
    for each in here:
        opens.setdefault(_start(each), []).append(each.id)
    paragraphs = tuple(
        Paragraph(
            _zone(article, starts, stretch.start),
            direction_of(article.text[stretch.start : stretch.end]),
            tuple(_pieces(article.text, stretch, here, opens)),
            stretch.goes_on,
        )
        for stretch in _stretches(article.text)
        if begin <= stretch.start < end
    )
    return Part(paragraphs, tuple(each.id for each in here if begin <= _start(each) < end))


def _spans(statement: Statement) -> Iterator[Span]:
    yield from statement.content
    yield from statement.source
    yield from statement.cue


def _start(statement: Statement) -> int:
    return min((span.start for span in _spans(statement)), default=0)


def _stretches(text: str) -> Iterator[_Stretch]:
    """The lines of a text that hold anything, very long ones in stretches that end between words if they can."""
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        if not line.group().strip():
            continue
        while end - start > PAGE_PARAGRAPH_CHARS:
            space = text.rfind(" ", start, start + PAGE_PARAGRAPH_CHARS)
            cut = space + 1 if space > start else start + PAGE_PARAGRAPH_CHARS
            yield _Stretch(start, cut, goes_on=True)
            start = cut
        yield _Stretch(start, end, goes_on=False)


def _zone(article: Article, starts: Sequence[int], offset: int) -> ZoneKind:
    number = bisect_right(starts, offset) - 1
    if number >= 0 and article.zones[number].span.end > offset:
        return article.zones[number].kind
    return ZoneKind.BODY


def _pieces(
    text: str, stretch: _Stretch, statements: Sequence[Statement], opens: dict[int, list[str]]
) -> Iterator[Piece]:
    """The pieces of one stretch; borders lie where a part of a statement begins or ends."""
    covering = [
        (span, role, each.id)
        for each in statements
        for role in MARKED
        for span in getattr(each, role)
        if span.start < stretch.end and span.end > stretch.start
    ]
    # The longest first: what stands within another comes after it.
    covering.sort(key=lambda item: (item[0].start - item[0].end, _ORDER[item[1]], item[2]))
    borders = {stretch.start, stretch.end}
    for span, _, _ in covering:
        borders |= {max(span.start, stretch.start), min(span.end, stretch.end)}
    ordered = sorted(borders)
    for start, end in pairwise(ordered):
        marks = tuple(Mark(owner, role) for span, role, owner in covering if span.start <= start and end <= span.end)
        depth = sum(mark.role == "content" for mark in marks)
        yield Piece(start, text[start:end], marks, depth, tuple(opens.get(start, ())))
