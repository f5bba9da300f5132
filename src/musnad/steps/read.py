"""A file → articles: text, zones, language, outlet, date.

The work is done in ``musnad.reading``: ``kinds`` (what bytes are), ``unpacking`` (archives, feeds, tables → the bytes
of one article each), ``decoding`` (bytes → text), ``zoning`` (text → zones) with ``furniture`` (what one line is by its
words), ``language`` (text → language code); and in ``musnad.pages`` (a web page → what it says of its report).
"""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from lxml import etree

from musnad.calendar.own_date import METADATA, own_date
from musnad.fetching.fetch import Manners, Refused, fetch
from musnad.model import Article, Rejected, Zone
from musnad.pack import packs
from musnad.pages.fragment import fragment_lines
from musnad.pages.page import GUESS, read_page
from musnad.reading.decoding import Undecodable, decode
from musnad.reading.jsonl import BadLine, record_of
from musnad.reading.kinds import Kind
from musnad.reading.language import language as language_of
from musnad.reading.mail import read_mail
from musnad.reading.received import Received
from musnad.reading.unpacking import NO_COLUMNS, STEP, Place, label_of, unpacked
from musnad.reading.zoning import headline, zones
from musnad.reading.zoning import outlet as outlet_of

STDIN = Path("-")
_FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, AssertionError, etree.LxmlError)


def read(path: Path) -> Iterator[Article | Rejected]:
    """The articles of one file, one at a time, in the order of the file; what cannot be read as ``Rejected``.

    What a file is, its content says: text, a web page, JSONL, CSV, a feed, a message, a WARC, or a ZIP, tar or gzip of
    these; ``-`` is standard input. A text file is one article whose id is the file's name without ending and
    whose ``text`` is the decoded file: a byte-order mark dropped, CRLF and CR turned into LF, nothing else changed. A
    file named ``.jsonl`` or ``.json``, or which begins as a JSON object does, has one article a line; the ``source``
    of each is the path with the line's number (``feed.jsonl:17``). Never raises for what stands in a file.
    """
    for item in receive(path):
        yield item if isinstance(item, Rejected) else read_received(item)


def receive(path: Path, columns: Mapping[str, str] = NO_COLUMNS) -> Iterator[Received | Rejected]:
    """What a file holds, article by article, before it is read; ``columns`` names the columns of a table by field."""
    place = Place(str(path), path.name, columns=columns)
    try:
        if path == STDIN:
            yield from unpacked(sys.stdin.buffer, Place("-", "stdin", columns=columns))
            return
        if not stat.S_ISREG(path.stat().st_mode):
            yield place.refused(_not_a_file(path))
            return
        with path.open("rb") as stream:
            yield from unpacked(stream, place)
    except FileNotFoundError:
        yield place.refused("there is no such file; check the path")
    except PermissionError:
        yield place.refused("it may not be read by this user; change its permissions or run as its owner")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        yield place.refused(f"it cannot be read ({reason}); check the path and the disk")


def receive_address(url: str, manners: Manners) -> Iterator[Received | Rejected]:
    """What stands at an address, article by article: a page, the entries of a feed, or any other kind of file."""
    answer = fetch(url, manners)
    if isinstance(answer, Refused):
        yield Rejected(url, STEP, answer.reason)
        return
    if answer.status != 200:
        yield Rejected(url, STEP, f"the server answers with status {answer.status} instead of the page")
        return
    at = datetime.now(UTC).isoformat(timespec="seconds")
    place = Place(url, label_of(answer.url), answer.url, answer.charset, at)
    yield from unpacked(BytesIO(answer.body), place)


def read_received(received: Received) -> Article | Rejected:
    """The article in what was received, or why there is none. The same bytes give the same article at any time."""
    try:
        found = _READERS[received.kind](received)
    except _FAULTS as error:
        found = Undecodable(f"it is broken in a way that was not foreseen ({type(error).__name__}: {str(error)[:100]})")
    return Rejected(received.source, STEP, found.reason) if isinstance(found, Undecodable) else found


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


def _text(received: Received) -> Article | Undecodable:
    """The article of a text file."""
    text = decode(received.raw)
    if isinstance(text, Undecodable):
        return text
    return read_text(text, id=received.label, source=received.source, url=received.url, outlet=received.outlet)


def _record(received: Received) -> Article | Undecodable:
    """The article of one JSON object."""
    record = record_of(0, json.loads(received.raw), b"")
    if isinstance(record, BadLine):
        return Undecodable(record.reason)
    return read_text(
        record.text,
        id=record.id,
        source=received.source,
        title=record.title,
        outlet=record.outlet,
        url=record.url,
        published=record.published,
        language=record.language,
    )


def _page(received: Received) -> Article | Undecodable:
    """The article of a web page. Its date is the best there is, and ``published_from`` says what it was taken from."""
    page = read_page(received.raw, received.charset, received.url)
    if isinstance(page, Undecodable):
        return page
    dated: tuple[str, str] | None = None
    if page.published and page.published_from:
        dated = page.published, page.published_from
    else:
        dated = _own_date(page.text, page.zones, page.url, page.language)
        dated = dated or ((page.fallback, GUESS) if page.fallback else None)
    return Article(
        id=received.label,
        source=received.source,
        language=page.language,
        text=page.text,
        zones=page.zones,
        outlet=received.outlet or page.outlet or outlet_of(page.text, page.zones),
        title=page.title,
        published=dated and dated[0],
        url=page.url,
        published_from=dated and dated[1],
    )


def _entry(received: Received) -> Article | Undecodable:
    """The article of an entry in a feed, as far as the feed carries it."""
    value = json.loads(received.raw)
    title = value.get("title") or ""
    lines = fragment_lines(value.get("html") or "", title)
    if not lines:
        return Undecodable("the feed has no text for it, only a headline; give the address of its page instead")
    text = "\n".join(lines)
    return read_text(
        f"{title}\n\n{text}" if title else text,
        id=received.label,
        source=received.source,
        title=title or None,
        outlet=received.outlet or value.get("outlet") or None,
        url=value.get("url") or None,
        published=value.get("published") or None,
    )


def _letter(received: Received) -> Article | Undecodable:
    """The article of a newsletter."""
    letter = read_mail(received.raw)
    if isinstance(letter, Undecodable):
        return letter
    title = letter.subject or ""
    lines = fragment_lines(letter.body, title) if letter.is_html else decode(letter.body.encode("utf-8", "replace"))
    if not lines or isinstance(lines, Undecodable):
        return Undecodable("the message has no text")
    text = lines if isinstance(lines, str) else "\n".join(lines)
    return read_text(
        f"{title}\n\n{text}" if title else text,
        id=received.label,
        source=received.source,
        title=title or None,
        outlet=received.outlet or letter.sender,
        published=letter.published,
    )


_READERS = {Kind.TEXT: _text, Kind.RECORD: _record, Kind.HTML: _page, Kind.ENTRY: _entry, Kind.MAIL: _letter}


def _not_a_file(path: Path) -> str:
    """Why something that exists is not read."""
    if path.is_dir():
        return "it is a folder; give the files in it, for example FOLDER/*.txt"
    return "it is not a regular file; give a text file or a JSONL file"
