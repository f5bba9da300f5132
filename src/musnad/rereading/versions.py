"""Versions of the article at one address → what was altered between them, statements included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from musnad.model import Extraction, Statement
from musnad.text import fold

_WORDS = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One place where the text differs: ``before`` or ``after`` is empty where something was added or taken out."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Altered:
    """What a version says that the one before it does not, and the other way round.

    ``statements`` pairs statements of one source whose content differs; a statement alone stands with None.
    """

    title: Passage | None
    passages: tuple[Passage, ...]
    statements: tuple[tuple[str | None, str | None], ...]


def altered(before: Extraction, after: Extraction) -> Altered:
    """What differs between two versions; blanks do not count.

    >>> from musnad.model import Article
    >>> one = Extraction(Article("a", "-", "ar", "قتل 34 شخصا في الميناء."), (), ())
    >>> other = Extraction(Article("b", "-", "ar", "قتل 27 شخصا في الميناء."), (), ())
    >>> altered(one, other).passages[0]
    Passage(before='قتل [34] شخصا في الميناء.', after='قتل [27] شخصا في الميناء.')
    """
    old, new = before.article, after.article
    title = None
    if (old.title or "").split() != (new.title or "").split():
        title = Passage(old.title or "", new.title or "")
    return Altered(title, tuple(_passages(old.text, new.text)), tuple(_statements(before, after)))


def _passages(before: str, after: str) -> Iterator[Passage]:
    """The paragraphs that differ, those most alike side by side, the words that differ in brackets."""
    old = [line for line in before.split("\n") if line.strip()]
    new = [line for line in after.split("\n") if line.strip()]
    matcher = SequenceMatcher(None, _squeezed(old), _squeezed(new), autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        yield from _paired(old[first:last], new[start:end])


def _squeezed(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines]


def _paired(old: list[str], new: list[str]) -> Iterator[Passage]:
    """Each old line with the first new one that is much like it; those without as taken out or added."""
    left = list(new)
    for line in old:
        place = next((n for n, other in enumerate(left) if _alike(line, other)), None)
        if place is None:
            yield Passage(line, "")
            continue
        yield from (Passage("", other) for other in left[:place])
        yield _marked(line, left[place])
        left = left[place + 1 :]
    yield from (Passage("", other) for other in left)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() > 0.4


def _marked(before: str, after: str) -> Passage:
    """Two lines with the words in brackets that only one of them has."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[str] = []
    right: list[str] = []
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for words, side in ((old[first:last], left), (new[start:end], right)):
            if words:
                side.append(" ".join(words) if tag == "equal" else f"[{' '.join(words)}]")
    return Passage(" ".join(left), " ".join(right))


def _statements(before: Extraction, after: Extraction) -> Iterator[tuple[str | None, str | None]]:
    """Statements that one version has and the other has not; of the same source and alike, they stand side by side."""
    old = {_key(each, before): _shown(each, before) for each in before.statements}
    new = {_key(each, after): _shown(each, after) for each in after.statements}
    gone = [key for key in old if key not in new]
    come = [key for key in new if key not in old]
    for key in gone:
        match = next((other for other in come if other[0] == key[0] and _alike(old[key], new[other])), None)
        if match is None:
            yield old[key], None
        else:
            come.remove(match)
            yield old[key], new[match]
    yield from ((None, new[key]) for key in come)


def _key(statement: Statement, found: Extraction) -> tuple[str, str]:
    content = " ".join(span.of(found.article.text) for span in statement.content)
    return fold(statement.name or ""), " ".join(fold(content).split())


def _shown(statement: Statement, found: Extraction) -> str:
    content = " … ".join(" ".join(span.of(found.article.text).split()) for span in statement.content)
    return f"{statement.name or '—'} ({statement.act.value}): {content}"
