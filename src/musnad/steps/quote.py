"""Article → quoted spans: what stands between quotation marks, the marks themselves left out."""

from __future__ import annotations

import re
from functools import lru_cache

from musnad.model import Article, Span
from musnad.pack import Pack
from musnad.text import DROPPED
from musnad.vocabulary.quotes import QuoteMarks

_APOSTROPHES = "'\u2018\u2019"
_LONGEST_LINES = 14  # lines over which a quotation may run on before its mark counts as never closed
_MOST_MARKS = 100  # marks after one that are looked through for the one that closes it


def quote(article: Article, pack: Pack) -> tuple[Span, ...]:
    """The quoted spans of an article in text order; none is empty, and no two overlap.

    A quotation runs over line breaks only if it is closed later and no other mark stands between; a mark
    never closed quotes to the end of its line. A closing mark without an opening one quotes nothing. Marks
    inside a quotation that open another are part of it.
    """
    if pack.quotes is None:
        return ()
    text, marks = article.text, pack.quotes
    found = list(_pattern(marks).finditer(text))
    spans, number = [], 0
    while number < len(found):
        opened = found[number]
        number += 1
        close = _closing(text, opened, marks)
        if not close:
            continue
        after = found[number : number + _MOST_MARKS]
        end, closed = _end(text, opened, after, close)
        others = marks.other_closers.get(opened.group())
        if others and (not closed or "\n" in text[opened.end() : end]):
            end, closed = _mixed(text, opened, after, others) or (end, closed)
        if not closed and not _opens_alone(text, opened, marks):
            continue
        inner = _trim(text, opened.end(), end)
        if inner is None or _too_short(text, opened, inner, marks):
            continue
        spans.append(inner)
        while number < len(found) and found[number].start() < end + closed:
            number += 1
    return tuple(spans)


@lru_cache(maxsize=8)
def _pattern(marks: QuoteMarks) -> re.Pattern[str]:
    """Any mark of the pack, longest first."""
    known = {mark for pair in (*marks.pairs, *marks.brackets) for mark in pair}
    return re.compile("|".join(map(re.escape, sorted(known, key=lambda mark: (-len(mark), mark)))))


def _closing(text: str, mark: re.Match[str], marks: QuoteMarks) -> str:
    """The mark that closes what this one opens; empty if it opens nothing."""
    close = marks.closer_of.get(mark.group(), "")
    if (close == mark.group() or mark.group() in marks.closing) and _looks(text, mark) == "close":
        return ""
    if _looks(text, mark) == "inside" and len(mark.group()) == 1 and mark.group() in _APOSTROPHES:
        return ""
    return close


def _opens_alone(text: str, mark: re.Match[str], marks: QuoteMarks) -> bool:
    """Whether a mark quotes even though nothing closes it."""
    if mark.group() in marks.closing or mark.group() in marks.opening_brackets:
        return False
    return _looks(text, mark) != "close"


def _looks(text: str, mark: re.Match[str]) -> str:
    """Which way a mark faces: ``open`` towards what follows, ``close`` towards what stands before, or neither."""
    before, after = _beside(text, mark.start(), -1), _beside(text, mark.end(), 1)
    spaced_before, spaced_after = before.isspace(), not after.isalnum() and after not in "\u00ab\u201c(["
    if before.isalnum() and after.isalnum():
        return "inside"
    if spaced_before and not after.isspace():
        return "open"
    if not spaced_before and spaced_after:
        return "close"
    return "either"


def _beside(text: str, place: int, step: int) -> str:
    """The character before (``step`` -1) or from (1) a place, past what is not seen; a line break at either end."""
    number = place if step > 0 else place - 1
    while 0 <= number < len(text) and text[number] in DROPPED:
        number += step
    return text[number] if 0 <= number < len(text) else "\n"


def _end(text: str, opened: re.Match[str], later: list[re.Match[str]], close: str) -> tuple[int, bool]:
    """Where a quotation ends, and whether a mark closes it there.

    Marks that face one way may hold others of their kind; where fewer close than open, the first was never
    closed and ends with its sentence.
    """
    line_end = text.find("\n", opened.end())
    line_end = line_end if line_end >= 0 else len(text)
    same, depth, inner = close == opened.group(), 0, -1
    place, lines = opened.end(), 0
    for mark in later:
        lines += text.count("\n", place, mark.start())
        place = mark.start()
        if lines > _LONGEST_LINES:
            break
        crosses = mark.start() > line_end
        if mark.group() == close and not (same and _looks(text, mark) == "open"):
            if mark.group() in _APOSTROPHES and _looks(text, mark) == "inside":
                continue
            if depth and not crosses:
                depth -= 1
                continue
            return mark.start(), True
        if mark.group() == opened.group() and not same and not crosses:
            depth, inner = depth + 1, inner if inner >= 0 else mark.start()
        elif crosses and mark.group() in (close, opened.group()):
            break
    if inner >= 0:
        sentence = _SENTENCE_END.search(text, opened.end(), inner)
        return (sentence.start() if sentence else inner), False
    return line_end, False


def _mixed(
    text: str, opened: re.Match[str], later: list[re.Match[str]], closers: frozenset[str]
) -> tuple[int, bool] | None:
    """Where a quotation ends in its line with a mark of another kind; None if it does not."""
    for mark in later:
        if "\n" in text[opened.end() : mark.start()]:
            return None
        if mark.group() in closers and _looks(text, mark) == "close":
            return mark.start(), True
    return None


_SENTENCE_END = re.compile(r"[.!?\u061f](?=\s)")


def _too_short(text: str, opened: re.Match[str], inner: Span, marks: QuoteMarks) -> bool:
    """Whether a passage in brackets is an abbreviation or a gloss."""
    return opened.group() in marks.opening_brackets and len(inner.of(text).split()) < marks.bracket_words


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
