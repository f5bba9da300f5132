"""A file → articles: text, zones, language, outlet.

The work is done in ``musnad.reading``: ``decoding`` (bytes → text), ``jsonl`` (lines → records), ``zoning``
(text → zones) with ``furniture`` (what one line is by its words), ``language`` (text → language code).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from musnad import config
from musnad.calendar.own_date import METADATA, own_date
from musnad.model import Article, Rejected, Zone
from musnad.pack import packs
from musnad.reading.decoding import Undecodable, decode
from musnad.reading.jsonl import BadLine, records
from musnad.reading.language import language as language_of
from musnad.reading.zoning import headline, zones
from musnad.reading.zoning import outlet as outlet_of

_STEP = "read"
_WHITE = b" \t\r\n"
_BOM = b"\xef\xbb\xbf"


def read(path: Path) -> Iterator[Article | Rejected]:
    """The articles of one file, one at a time, in the order of the file; what cannot be read as ``Rejected``.

    A text file is one article whose id is the file's name without ending and whose ``text`` is the decoded
    file: a byte-order mark dropped, CRLF and CR turned into LF, nothing else changed. A file named ``.jsonl``
    or ``.json``, or which begins as a JSON object does, has one article a line; the ``source``
    of each is the path with the line's number (``feed.jsonl:17``). Never raises for what stands in a file.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield _rejected(path, _not_a_file(path))
            return
        with path.open("rb") as stream:
            if _is_jsonl(path, stream):
                yield from _read_jsonl(path, stream)
            else:
                yield _read_plain(path, stream)
    except FileNotFoundError:
        yield _rejected(path, "there is no such file; check the path")
    except PermissionError:
        yield _rejected(path, "it may not be read by this user; change its permissions or run as its owner")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        yield _rejected(path, f"it cannot be read ({reason}); check the path and the disk")


def read_text(  # noqa: PLR0913 -- one keyword per field of an article
    text: str,
    *,
    id: str,  # noqa: A002 -- the field's name
    source: str,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> Article:
    """The article of a text that is already decoded; the text is taken as it is.

    What is not given is found out where possible: ``title`` is the first title line, ``outlet`` the outlet
    line or the one agency or outlet in the dateline or credit, ``language`` follows the letters. A given
    ``title`` that the text does not repeat is not looked for in it; ``published`` is the date in the dateline, else the
    one in ``url``, and ``published_from`` says which.

    >>> text = "ارتفاع أسعار القمح\\nنيروبي - رويترز\\nارتفعت الأسعار أمس، بحسب تجار."
    >>> article = read_text(text, id="a", source="-")
    >>> article.title, article.outlet, article.language
    ('ارتفاع أسعار القمح', 'رويترز', 'ar')
    >>> text = "Prices rise\\nBy Jane Roe\\nPrices rose on Monday, traders said."
    >>> read_text(text, id="b", source="-").title
    'Prices rise'
    """
    found = zones(text, title)
    code = language or language_of(text)
    dated = (published, METADATA) if published else _own_date(text, found, url, code)
    return Article(
        id=id,
        source=source,
        language=code,
        text=text,
        zones=found,
        outlet=outlet or outlet_of(text, found),
        title=title or headline(text, found),
        published=dated and dated[0],
        url=url,
        published_from=dated and dated[1],
    )


def _own_date(text: str, found: tuple[Zone, ...], url: str | None, language: str) -> tuple[str, str] | None:
    """The date that dateline or address say, and which of them."""
    pack = packs().get(language)
    return own_date(text, found, url, pack.dates if pack else None)


def _read_plain(path: Path, stream: BinaryIO) -> Article | Rejected:
    """The one article of a text file."""
    size = os.fstat(stream.fileno()).st_size
    if size > config.ARTICLE_BYTES_MAX:
        return _rejected(
            path,
            f"it has {size:,} bytes, more than the {config.ARTICLE_BYTES_MAX:,} that one article may have; "
            "split it, or give one article a line as JSONL",
        )
    text = decode(stream.read(config.ARTICLE_BYTES_MAX + 1))
    if isinstance(text, Undecodable):
        return _rejected(path, text.reason)
    return read_text(text, id=path.stem, source=str(path))


def _read_jsonl(path: Path, stream: BinaryIO) -> Iterator[Article | Rejected]:
    """The articles of a file with a JSON object a line."""
    head = stream.read(64).removeprefix(_BOM).strip(_WHITE)
    stream.seek(0)
    fault = _jsonl_fault(head)
    if fault is not None:
        yield _rejected(path, fault)
        return
    for record in records(stream):
        source = f"{path}:{record.number}"
        if isinstance(record, BadLine):
            yield Rejected(source, _STEP, record.reason)
            continue
        yield read_text(
            record.text,
            id=record.id,
            source=source,
            title=record.title,
            outlet=record.outlet,
            url=record.url,
            published=record.published,
            language=record.language,
        )


def _jsonl_fault(head: bytes) -> str | None:
    """Why the whole of a file named as JSON is not a JSON object a line, as far as its beginning tells."""
    if not head:
        return "it has no text; give a file with a JSON object a line"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head:
        return "it is not UTF-8, which JSON must be; save it as UTF-8"
    if head.startswith(b"["):
        return "it is a JSON array; write one object a line instead (jq -c '.[]' does it)"
    if head == b"{" or head.startswith((b"{\n", b"{\r")):
        return "its JSON object runs over several lines; write each object on one line (jq -c . does it)"
    return None


def _is_jsonl(path: Path, stream: BinaryIO) -> bool:
    """Whether a file holds a JSON object a line, by its name or its first bytes; leaves the stream at 0."""
    head = stream.read(256).removeprefix(_BOM).lstrip(_WHITE)
    stream.seek(0)
    if path.suffix.lower() in (".jsonl", ".ndjson", ".json"):
        return True
    return head.startswith(b"{") and head[1:].lstrip(_WHITE).startswith(b'"')


def _not_a_file(path: Path) -> str:
    """Why something that exists is not read."""
    if path.is_dir():
        return "it is a folder; give the files in it, for example FOLDER/*.txt"
    return "it is not a regular file; give a text file or a JSONL file"


def _rejected(path: Path, reason: str) -> Rejected:
    """The refusal of a whole file."""
    return Rejected(str(path), _STEP, reason)
