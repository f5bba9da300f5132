"""A table in CSV → records: columns by name, in either language, or as the user says."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from musnad import config
from musnad.pack import packs
from musnad.reading.jsonl import BadLine, Record, record_of
from musnad.reading.stamps import stamp
from musnad.text import fold

FIELDS = ("text", "title", "outlet", "url", "published", "id", "language")
_DELIMITERS = (",", ";", "\t", "|")


def columns_in(head: bytes, given: Mapping[str, str]) -> dict[str, str] | None:
    """Which column of a table holds which field, by its first line; None if none of them holds text.

    >>> columns_in("id,headline,body\\n1,x,y".encode(), {})
    {'text': 'body', 'title': 'headline', 'id': 'id'}
    >>> columns_in("العنوان;النص\\nx;y".encode(), {})
    {'text': 'النص', 'title': 'العنوان'}
    """
    line = _decoded(head, _encoding(head)).lstrip("\ufeff").partition("\n")[0].strip("\r\n")
    for delimiter in sorted(_DELIMITERS, key=lambda each: -line.count(each)):
        try:
            names = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        found = _columns(names, given)
        if "text" in found:
            return found
    return None


def _columns(names: list[str], given: Mapping[str, str]) -> dict[str, str]:
    """The column of each field: the one given, else the first whose name is usual for it."""
    folded = {fold(name.strip().replace("_", " ")): name for name in reversed(names)}
    found: dict[str, str] = {}
    for field in FIELDS:
        if field in given:
            if given[field] in names:
                found[field] = given[field]
            continue
        usual = [
            word for pack in packs().values() for word in getattr(pack.pages, "date" if field == "published" else field)
        ]
        name = next((folded[fold(word)] for word in usual if fold(word) in folded), None)
        if name is not None and name not in found.values() and name not in given.values():
            found[field] = name
    return found


def rows(stream: BinaryIO, head: bytes, given: Mapping[str, str]) -> Iterator[Record | BadLine]:
    """Each row of a table as a record, or why it is none; rows are counted with the line of names as the first.

    A date that could be read in two ways is left out, so that the article's own dateline counts.
    """
    columns = columns_in(head, given)
    if columns is None:
        names = ", ".join(sorted(given.values())) or "text, body, content"
        yield BadLine(
            1, f"none of its columns holds the text (looked for: {names}); say which one with --columns text=NAME"
        )
        return
    text = io.TextIOWrapper(stream, encoding=_encoding(head), errors="replace", newline="")
    csv.field_size_limit(config.ARTICLE_BYTES_MAX)
    line = _decoded(head, _encoding(head)).lstrip("\ufeff").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=line.count)
    number = 1
    reader = csv.DictReader(text, delimiter=delimiter)
    reader.fieldnames = [name.lstrip("\ufeff") for name in reader.fieldnames or []]
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadLine(number, f"it is not CSV from here on ({error}); export it again")
            return
        yield _record(number, row, columns)


def record_from(number: int, row: Mapping[str, str], given: Mapping[str, str]) -> Record | BadLine:
    """The record of one row of a table that knows its columns itself, found by name as those of CSV are."""
    columns = _columns(list(row), given)
    if "text" not in columns:
        return BadLine(number, "none of its columns holds the text; say which one with --columns text=NAME")
    return _record(number, dict(row), columns)


def _record(number: int, row: dict[str, str | list[str] | None], columns: dict[str, str]) -> Record | BadLine:
    """The record of a row; cells that are blank are not given."""
    value: dict[str, object] = {}
    for field, name in columns.items():
        cell = row.get(name)
        if isinstance(cell, str) and cell.strip():
            value[field] = cell.strip()
    if value.get("published"):
        value["published"] = stamp(str(value["published"]))
    if "\ufffd" in str(value.get("text", "")):
        return BadLine(number, "its text is broken in the encoding of the table; save the table as UTF-8")
    return record_of(number, value, json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _encoding(head: bytes) -> str:
    """The encoding of a table by its first bytes: UTF-8, UTF-16 by its mark, else Windows-1256."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1256"
    return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"


def _decoded(head: bytes, encoding: str) -> str:
    return head.decode(encoding, "replace")
