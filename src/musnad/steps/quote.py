"""Article → quoted spans: what stands between quotation marks, the marks themselves left out."""

from __future__ import annotations

import re
from functools import lru_cache

from musnad.model import Article, Span
from musnad.pack import Pack
from musnad.vocabulary.quotes import QuoteMarks


def quote(article: Article, pack: Pack) -> tuple[Span, ...]:
    """The quoted spans of an article in text order; none is empty, and none crosses a line break.

    A mark never closed quotes to the end of its line. A closing mark without an opening one quotes nothing.
    Marks inside a quoted span that open another kind of quotation are part of it.
    """
    if pack.quotes is None:
        return ()
    marks, pattern = pack.quotes, _pattern(pack.quotes)
    spans = []
    for line in re.finditer(r"[^\n]+", article.text):
        spans.extend(_quoted_in(article.text, line.start(), line.end(), (marks, pattern)))
    return tuple(spans)


@lru_cache(maxsize=8)
def _pattern(marks: QuoteMarks) -> re.Pattern[str]:
    """Any mark of the pack, longest first."""
    known = {mark for pair in (*marks.pairs, *marks.brackets) for mark in pair}
    return re.compile("|".join(map(re.escape, sorted(known, key=lambda mark: (-len(mark), mark)))))


def _quoted_in(text: str, start: int, end: int, how: tuple[QuoteMarks, re.Pattern[str]]) -> list[Span]:
    """The quoted spans of one line."""
    marks, pattern = how
    found = list(pattern.finditer(text, start, end))
    if not found:
        return []
    closing = dict(reversed(marks.pairs))
    bracket_closing = dict(marks.brackets)
    spans, number = [], 0
    while number < len(found):
        mark = found[number]
        number += 1
        opened = mark.group()
        close = closing.get(opened) or bracket_closing.get(opened)
        if close is None or _inside_word(text, mark):
            continue
        closer = _closer(text, found[number:], close)
        is_bracket = opened in bracket_closing
        if closer is None and (is_bracket or opened in _closers(marks)):
            continue
        inner = _trim(text, mark.end(), closer.start() if closer else end)
        if inner is None or (is_bracket and len(inner.of(text).split()) < marks.bracket_words):
            continue
        spans.append(inner)
        if closer is not None:
            number = found.index(closer) + 1
    return spans


def _closers(marks: QuoteMarks) -> set[str]:
    """Marks that close, and open only where they were typed the wrong way round."""
    return {close for opening, close in marks.pairs if opening != close} & {
        pair[0] for pair in marks.pairs[3:4]
    }


def _closer(text: str, later: list[re.Match[str]], close: str) -> re.Match[str] | None:
    """The first later mark that closes; an apostrophe inside a word does not."""
    for mark in later:
        if mark.group() == close and not _inside_word(text, mark):
            return mark
    return None


def _inside_word(text: str, mark: re.Match[str]) -> bool:
    before, after = mark.start() - 1, mark.end()
    return before >= 0 and after < len(text) and text[before].isalnum() and text[after].isalnum()


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
