"""Annotated articles: read from gold and prediction files, or made from what the pipeline found."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from musnad.errors import GoldError, InputError
from musnad.model import Extraction, Span, Statement

PARTS = ("source", "cue", "content")
LABELS = ("kind", "act", "form")


@dataclass(frozen=True, slots=True)
class AnnotatedStatement:
    """One statement as an annotator or the program marked it.

    ``source`` may be empty, and so may any part that a file leaves out. A label is None where the file has
    none: files without labels can still be measured on their spans.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: str | None = None
    name: str | None = None
    act: str | None = None
    form: str | None = None
    within: str | None = None

    @classmethod
    def of(cls, statement: Statement) -> AnnotatedStatement:
        """The same statement without what is not measured (when, where, to whom, anonymity)."""
        return cls(
            id=statement.id,
            source=statement.source,
            cue=statement.cue,
            content=statement.content,
            kind=statement.kind.value,
            name=statement.name,
            act=statement.act.value,
            form=statement.form.value,
            within=statement.within,
        )


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """One article with its statements; every span counts code points of ``text``.

    ``language`` and ``outlet`` are None where the file does not say them.
    """

    id: str
    text: str
    statements: tuple[AnnotatedStatement, ...]
    language: str | None = None
    outlet: str | None = None

    @classmethod
    def of(cls, extraction: Extraction) -> AnnotatedArticle:
        """What the pipeline found in one article, in the shape that is measured."""
        article = extraction.article
        statements = tuple(map(AnnotatedStatement.of, extraction.statements))
        return cls(article.id, article.text, statements, article.language, article.outlet)


def load_gold(path: Path) -> tuple[AnnotatedArticle, ...]:
    """The articles of a gold or prediction file (``.jsonl`` or ``.jsonl.xz``), one a line, in order.

    Blank lines are passed over. Raises ``InputError`` if the file cannot be opened, and ``GoldError`` with
    the number of the line that does not hold an article, or whose spans do not lie in its text.
    """
    return tuple(_articles(path))


def _articles(path: Path) -> Iterator[AnnotatedArticle]:
    opener = lzma.open if path.suffix == ".xz" else open
    number = 0
    try:
        with opener(path, "rb") as lines:
            for line in lines:
                number += 1
                if line.strip():
                    yield _article(json.loads(line.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}:{number}: is not UTF-8 ({error.reason})") from error
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}:{number}: is not JSON: {error.msg} at column {error.colno}") from error
    except (lzma.LZMAError, EOFError) as error:
        raise GoldError(f"{path}: is not a whole xz file: {error}") from error
    except _FaultError as error:
        raise GoldError(f"{path}:{number}: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error


def read_article(row: object) -> AnnotatedArticle:
    """The article of one object, as a line of a gold file holds it. Raises ``GoldError`` that says what is wrong."""
    try:
        return _article(row)
    except _FaultError as error:
        raise GoldError(str(error)) from error


class _FaultError(Exception):
    """What is wrong with one line; becomes a ``GoldError`` that names the line."""


def _article(row: object) -> AnnotatedArticle:
    if not isinstance(row, dict):
        raise _FaultError("holds no article, an object with id, text and statements")
    name, text, rows = row.get("id"), row.get("text"), row.get("statements")
    if not isinstance(name, str) or not name:
        raise _FaultError("the article has no id")
    if not isinstance(text, str):
        raise _FaultError(f"article {name} has no text")
    if not isinstance(rows, list):
        raise _FaultError(f"article {name} has no list of statements")
    statements = tuple(_statement(each, number, len(text)) for number, each in enumerate(rows, 1))
    language, outlet = _word(row, "language") or _word(row, "lang"), _word(row, "outlet")
    return AnnotatedArticle(name, text, statements, language, None if outlet == "-" else outlet)


def _statement(row: Any, number: int, length: int) -> AnnotatedStatement:
    if not isinstance(row, dict):
        raise _FaultError(f"statement {number} is not an object")
    return AnnotatedStatement(
        id=_word(row, "id") or f"#{number}",
        source=_spans(row, "source", number, length),
        cue=_spans(row, "cue", number, length),
        content=_spans(row, "content", number, length),
        kind=_word(row, "kind"),
        name=_word(row, "name"),
        act=_word(row, "act"),
        form=_word(row, "form"),
        within=_word(row, "within"),
    )


def _word(row: dict[str, Any], field: str) -> str | None:
    value = row.get(field)
    if value is not None and not isinstance(value, str):
        raise _FaultError(f"{field} should be text, not {value!r}")
    return value


def _spans(row: dict[str, Any], part: str, number: int, length: int) -> tuple[Span, ...]:
    spans = []
    for each in row.get(part) or ():
        start, end = (each.get("start"), each.get("end")) if isinstance(each, dict) else (None, None)
        if type(start) is not int or type(end) is not int:
            raise _FaultError(f"statement {number}: {part} is not a list of spans with start and end")
        if not 0 <= start < end <= length:
            raise _FaultError(f"statement {number}: {part} {start}–{end} is no range of the text (0–{length})")
        spans.append(Span(start, end))
    return tuple(spans)
