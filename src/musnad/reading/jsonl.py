"""Lines of JSON → records, one at a time: memory does not grow with the file, but for the ids seen."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from musnad import config
from musnad.reading.decoding import text_fault, unix_lines

_OPTIONAL = ("title", "outlet", "url", "published", "language")
_REDUCED_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_].*)?")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Record:
    """One line's fields; ``number`` counts lines from 1, ``raw`` is the line. Line ends in ``text`` are LF."""

    number: int
    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    raw: bytes = b""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no record: its number from 1, and why, with what to do."""

    number: int
    reason: str


def records(stream: BinaryIO) -> Iterator[Record | BadLine]:
    """Each line of a stream as a record, or why it is none; blank lines are passed over.

    A record without ``id`` gets one made of its text. An id already used in the stream is refused.
    """
    seen: dict[str, int] = {}
    for number, raw in _lines(stream):
        found = BadLine(number, raw) if isinstance(raw, str) else _record(number, raw)
        if isinstance(found, Record):
            first = seen.setdefault(found.id, number)
            if first != number:
                found = BadLine(number, f"the id {found.id!r} already stands in line {first}; ids must differ")
        yield found


def text_id(text: str) -> str:
    """An id that depends on nothing but the text: ``a1-`` and sixteen hexadecimal digits.

    >>> text_id("قال"), text_id("said")
    ('a1-9802426735d3127c', 'a1-fb46c79b7eb7af17')
    """
    return "a1-" + hashlib.sha256(text.encode()).hexdigest()[:16]


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | str]]:
    """Numbered lines that are not blank; instead of one that is too long, the reason why it is not read."""
    limit, number = config.ARTICLE_BYTES_MAX, 0
    while raw := stream.readline(limit + 1):
        number += 1
        if number == 1:
            raw = raw.removeprefix(_BOM)
        if len(raw) > limit and not raw.endswith(b"\n"):
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(limit)
            yield number, f"the line is longer than {limit:,} bytes, the limit for one article; split it"
        elif raw.strip():
            yield number, raw


def _record(number: int, raw: bytes) -> Record | BadLine:
    """The record of one line."""
    try:
        value = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return BadLine(number, f"its UTF-8 is broken at byte {error.start} of the line; export it again")
    except json.JSONDecodeError as error:
        return BadLine(number, f"not valid JSON: {error.msg} at column {error.colno}; write one object per line")
    except (RecursionError, ValueError) as error:
        return BadLine(number, f"not usable JSON: {error}; write one plain object per line")
    if not isinstance(value, dict):
        return BadLine(number, 'not a JSON object; write {"id": …, "text": …}')
    return record_of(number, value, raw)


def record_of(number: int, value: dict[str, object], raw: bytes) -> Record | BadLine:
    """The record that an object's fields make, or what is wrong with them; ``raw`` is what it was read from."""
    fault = _fault(value)
    if fault is not None:
        return BadLine(number, fault)
    text = unix_lines(str(value["text"]))
    language = value.get("language")
    code = _LANGUAGE.fullmatch(str(language)) if language else None

    def given(name: str) -> str | None:
        return str(value[name]) if value.get(name) else None

    return Record(
        number=number,
        id=str(value["id"]) if value.get("id") is not None else text_id(text),
        text=text,
        title=given("title"),
        outlet=given("outlet"),
        url=given("url"),
        published=given("published"),
        language=code.group(1).lower() if code else None,
        raw=raw,
    )


def _fault(value: dict[str, object]) -> str | None:
    """What is wrong with an object's fields; None if nothing is."""
    text, given_id = value.get("text"), value.get("id")
    if not isinstance(text, str):
        return (
            'no "text"; give the field of the article\'s text that name' if text is None else '"text" must be a string'
        )
    if given_id is not None and (isinstance(given_id, bool) or not isinstance(given_id, str | int)):
        return '"id" must be a string'
    if isinstance(given_id, str) and (not given_id.strip() or text_fault(given_id)):
        return '"id" is blank or broken; leave it out or give it a value'
    for name in _OPTIONAL:
        field = value.get(name)
        if field is not None and not isinstance(field, str):
            return f'"{name}" must be a string or null'
        if field and "\x00" not in field and text_fault(field) is None:
            continue
        if field:
            return f'"{name}" is blank or broken: {text_fault(field)}'
    fault = text_fault(text)
    return f'its "text" cannot be read: {fault}' if fault else _format_fault(value)


def _format_fault(value: dict[str, object]) -> str | None:
    """What is wrong with the fields that have a form of their own."""
    published, language = value.get("published"), value.get("language")
    if published and not _is_date(str(published)):
        return f'"published" must be a date such as 2024-11-16 or 2024-11-16T10:30:00Z, not {published!r}'
    if language and not _LANGUAGE.fullmatch(str(language)):
        return f'"language" must be a code such as "ar", not {language!r}'
    return None


def _is_date(value: str) -> bool:
    """Whether a value is an ISO 8601 date or time, a month or a year."""
    if _REDUCED_DATE.fullmatch(value):
        return True
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
