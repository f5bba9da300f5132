"""Which statement stands within which: inside its content, or handed on by it."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.model import SourceKind, Statement
from musnad.text import fold
from musnad.vocabulary.cues import CueWords

_BESIDE = 12  # code points between a noun and the cue that takes it up
_NEAR = 160  # code points between the cue of a carrier and that of the one it carries


def nest(text: str, statements: Sequence[Statement], words: CueWords) -> list[int | None]:
    """For each statement the number of the one it stands within, None for those the outlet reports itself.

    The links form no circle.
    """
    parents: list[int | None] = [None] * len(statements)
    contents = [(span.start, span.end, number) for number, each in enumerate(statements) for span in each.content]
    for number in range(len(statements)):
        for parent in (_containing(number, statements, contents), _carrying(number, text, statements, words)):
            if parent is not None and not _above(parents, parent, number):
                parents[number] = parent
                break
    return parents


def _above(parents: list[int | None], lower: int, upper: int) -> bool:
    """Whether ``upper`` is ``lower`` or stands above it."""
    current: int | None = lower
    while current is not None:
        if current == upper:
            return True
        current = parents[current]
    return False


def _containing(number: int, statements: Sequence[Statement], contents: list[tuple[int, int, int]]) -> int | None:
    """The statement with the shortest content that holds the cue of this one.

    ``contents`` are start, end and number of the statement of each span of content.
    """
    first, last = statements[number].cue[0].start, statements[number].cue[0].end
    around = [n for start, end, n in contents if start <= first and last <= end and n != number]
    if not around:
        return None
    return min((sum(span.end - span.start for span in statements[n].content), n) for n in around)[1]


def _carrying(number: int, text: str, statements: Sequence[Statement], words: CueWords) -> int | None:
    """The statement that hands this one on without containing its cue."""
    statement = statements[number]
    cue = statement.cue[0]
    if words.unjoined(fold(cue.of(text))) in words.handing_on:
        for n in range(number - 1, -1, -1):
            other = statements[n]
            if cue.start - other.cue[0].end > _NEAR or "\n" in text[other.cue[0].end : cue.start]:
                break
            return n
    for n, other in enumerate(statements):
        told = not words.source_first and _told(other, statement, text)
        if n != number and (told or _hands_on(other, statement, text)):
            return n
    return None


def _hands_on(other: Statement, statement: Statement, text: str) -> bool:
    """Whether an outlet named beside a verb of speech with the same content carries what is said."""
    if other.kind is not SourceKind.OUTLET or not _shares(other, statement):
        return False
    if 0 <= other.cue[0].start - other.content[0].end <= _BESIDE:
        return False  # "the meeting, which the paper reported": what is taken up is a thing, not a statement
    between = text[min(other.cue[0].start, statement.cue[0].start) : max(other.cue[0].end, statement.cue[0].end)]
    return "\n" not in between and len(between) <= 2 * _NEAR


def _shares(one: Statement, other: Statement) -> bool:
    return bool(one.content and other.content) and one.content[0] == other.content[0]


def _told(other: Statement, statement: Statement, text: str) -> bool:
    """Whether the source of another statement is who was told ("an official briefed by …")."""
    if not other.source or not statement.source:
        return False
    first, last = other.source[-1].end, statement.cue[0].start
    beside = first < last <= first + _BESIDE and text[first:last].isspace()
    return beside and other.cue[0].start < other.source[0].start
