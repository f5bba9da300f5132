"""A stream of any kind → what it holds, article by article, each as it was received; archives are opened on the way."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import BinaryIO, cast
from urllib.parse import unquote, urlsplit

from musnad import config
from musnad.config import incoming
from musnad.model import Rejected
from musnad.reading.archives import MEMBER_FAULTS, BrokenArchiveError, Refusal, gunzipped, tar_members, zip_members
from musnad.reading.budget import Budget, OverBudgetError, buffered
from musnad.reading.decoding import Undecodable
from musnad.reading.feeds import read_feed
from musnad.reading.jsonl import BadLine, Record, records
from musnad.reading.kinds import Kind, kind_of
from musnad.reading.received import Received
from musnad.reading.tables import columns_in, rows
from musnad.reading.warc import BadRecord, captures

STEP = "read"
_BOM, _WHITE = b"\xef\xbb\xbf", b" \t\r\n"
NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stream came from, what the carrier says of it, and how deep in archives it stands."""

    source: str
    name: str
    url: str | None = None
    charset: str | None = None
    at: str | None = None
    depth: int = 0
    columns: Mapping[str, str] = field(default_factory=lambda: NO_COLUMNS)

    def inside(self, name: str) -> Place:
        """The place of a file in this archive."""
        source = f"{self.source}!{name}"
        return Place(source, PurePosixPath(name).name, None, None, self.at, self.depth + 1, self.columns)

    def received(self, kind: Kind, raw: bytes) -> Received:
        """What stands here as the bytes of one article."""
        label = PurePosixPath(self.name).stem or self.name or self.source
        return Received(self.source, kind, raw, label, self.url, self.charset, self.at)

    def refused(self, reason: str) -> Rejected:
        """The refusal of what stands here."""
        return Rejected(self.source, STEP, reason)


def unpacked(stream: BinaryIO, place: Place, budget: Budget | None = None) -> Iterator[Received | Rejected]:
    """What a stream holds, in its order; the source of a part names its place, as in ``week.zip!mon.jsonl:17``.

    Never raises for what stands in the stream; what is broken or hostile is told once, by name. Raises ``OSError``
    where the disk or the network fails.
    """
    whole = budget is None
    budget = budget or Budget()
    try:
        if whole and stream.seekable():
            yield from _opened(stream, place, budget)
        else:
            head, counted = buffered(stream, budget, unpacked=not whole)
            yield from _by_kind(head, cast("BinaryIO", counted), place, budget)
    except (OverBudgetError, BrokenArchiveError) as error:
        yield place.refused(str(error))
    except (EOFError, zlib.error) as error:
        yield place.refused(f"it is packed and broken ({error}); fetch it again")
    except OSError as error:
        if error.errno is not None:
            raise
        yield place.refused(f"it is packed and broken ({error}); fetch it again")


def _opened(stream: BinaryIO, place: Place, budget: Budget) -> Iterator[Received | Rejected]:
    """What a file holds: a ZIP archive is read where it lies, all else as a stream."""
    head = stream.read(4_096)
    stream.seek(0)
    if kind_of(head, place.name) is Kind.ZIP:
        stream.seek(0, io.SEEK_END)
        budget.receive(stream.tell())
        stream.seek(0)
        yield from _members(zip_members(stream, budget, place.depth + 1), place, budget)
        return
    head, counted = buffered(stream, budget, unpacked=False)
    yield from _by_kind(head, cast("BinaryIO", counted), place, budget)


def _by_kind(head: bytes, stream: BinaryIO, place: Place, budget: Budget) -> Iterator[Received | Rejected]:
    """What a stream holds, by its first bytes."""
    kind = kind_of(head, place.name)
    if (kind is Kind.TEXT and columns_in(head, place.columns) and place.columns) or (
        kind is Kind.TEXT and _is_table(head)
    ):
        kind = Kind.TABLE
    if kind is Kind.GZIP:
        budget.enter(place.depth + 1)
        name = place.name[:-3] if place.name.lower().endswith(".gz") else place.name.replace(".tgz", ".tar")
        inner = Place(place.source, name, place.url, place.charset, place.at, place.depth + 1, place.columns)
        yield from unpacked(gunzipped(stream), inner, budget)
    elif kind is Kind.ZIP:
        yield from _members(zip_members(stream, budget, place.depth + 1), place, budget)
    elif kind is Kind.TAR:
        yield from _members(tar_members(stream, budget, place.depth + 1), place, budget)
    elif kind is Kind.WARC:
        yield from _pages(stream, place, budget)
    elif kind is Kind.JSONL:
        yield from _json_lines(head, stream, place)
    elif kind is Kind.TABLE:
        yield from _records(rows(stream, head, place.columns), place)
    else:
        yield from _single(kind, stream, place)


def _is_table(head: bytes) -> bool:
    """Whether text that has no name of a table is one: its first line names the columns of two fields or more."""
    first = head.partition(b"\n")[0]
    if len(first) > 400 or b"\n" not in head:
        return False
    found = columns_in(head, NO_COLUMNS)
    return found is not None and len(found) >= 2


def _members(
    members: Iterator[tuple[str, BinaryIO | Refusal]], place: Place, budget: Budget
) -> Iterator[Received | Rejected]:
    """What the files of an archive hold."""
    count = 0
    for name, member in members:
        count += 1
        inner = place.inside(name)
        if isinstance(member, Refusal):
            yield inner.refused(str(member))
        else:
            yield from _member(member, inner, budget)
    if not count:
        yield place.refused("the archive holds nothing that could be an article")


def _member(member: BinaryIO, inner: Place, budget: Budget) -> Iterator[Received | Rejected]:
    """What one file of an archive holds; what uses up the budget stops the archive, not only this file."""
    try:
        head, counted = buffered(member, budget, unpacked=True)
        yield from _by_kind(head, cast("BinaryIO", counted), inner, budget)
    except BrokenArchiveError as error:
        yield inner.refused(str(error))
    except OverBudgetError as error:
        yield inner.refused(str(error))
        raise
    except MEMBER_FAULTS as error:
        yield inner.refused(f"it is broken ({error}); pack it again")
    except OSError as error:
        if error.errno is not None:
            raise
        yield inner.refused(f"it is broken ({error}); pack it again")


def _single(kind: Kind, stream: BinaryIO, place: Place) -> Iterator[Received | Rejected]:
    """The one article of a text, page or message, or the entries of a feed."""
    limit = config.ARTICLE_BYTES_MAX if kind is Kind.TEXT else incoming.PAGE_BYTES_MAX
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        what = "one article" if kind is Kind.TEXT else "one page, feed or message"
        split = "; split it, or give one article a line as JSONL" if kind is Kind.TEXT else ""
        yield place.refused(f"it has more than the {limit:,} bytes that {what} may have{split}")
    elif kind is Kind.XML:
        yield place.refused("it is XML, but no page and no feed; export the articles as JSONL, HTML or RSS")
    elif kind is Kind.FEED:
        yield from entries_of(raw, place)
    else:
        yield place.received(kind, raw)


def entries_of(raw: bytes, place: Place) -> Iterator[Received | Rejected]:
    """The entries of a feed, each as a JSON object of what the feed says of it."""
    feed = read_feed(raw)
    if isinstance(feed, Undecodable):
        yield place.refused(feed.reason)
        return
    if not feed.entries:
        yield place.refused("the feed has no entries")
    for number, entry in enumerate(feed.entries, 1):
        value = {
            "title": entry.title,
            "url": entry.url,
            "published": entry.published,
            "html": entry.html,
            "outlet": feed.title,
        }
        kept = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
        yield Received(f"{place.source}#{number}", Kind.ENTRY, kept, entry.key, entry.url, None, place.at)


def _pages(stream: BinaryIO, place: Place, budget: Budget) -> Iterator[Received | Rejected]:
    """The pages of a WARC."""
    for found in captures(stream):
        if isinstance(found, BadRecord):
            yield Rejected(f"{place.source}#{found.number}", STEP, found.reason)
            continue
        budget.unpack(len(found.body))
        kind = kind_of(found.body[:4_096])
        source = f"{place.source}!{found.url}"
        inner = Place(source, label_of(found.url), found.url, found.charset, found.at, place.depth + 1)
        if kind is Kind.FEED:
            yield from entries_of(found.body, inner)
        elif kind is Kind.HTML or "html" in found.content_type:
            yield inner.received(Kind.HTML, found.body)
        elif kind is Kind.TEXT and "text/plain" in found.content_type:
            yield inner.received(Kind.TEXT, found.body)


def label_of(url: str) -> str:
    """A name for what stands at an address: the last step of its path that has letters, else its host.

    >>> label_of("https://example.org/news/2031/port-blast.html"), label_of("https://example.org/")
    ('port-blast', 'example.org')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url[:80]
    steps = [step for step in unquote(parts.path, errors="replace").split("/") if any(map(str.isalnum, step))]
    return PurePosixPath(steps[-1]).stem[:120] if steps else (parts.hostname or url)[:120]


def _json_lines(head: bytes, stream: BinaryIO, place: Place) -> Iterator[Received | Rejected]:
    """The records of a file with a JSON object a line."""
    fault = jsonl_fault(head[:64].removeprefix(_BOM).strip(_WHITE))
    if fault is not None:
        yield place.refused(fault)
        return
    yield from _records(records(stream), place)


def _records(found: Iterator[Record | BadLine], place: Place) -> Iterator[Received | Rejected]:
    for record in found:
        source = f"{place.source}:{record.number}"
        if isinstance(record, BadLine):
            yield Rejected(source, STEP, record.reason)
        else:
            yield Received(source, Kind.RECORD, record.raw, record.id, record.url, None, place.at)


def jsonl_fault(head: bytes) -> str | None:
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


def unpacked_page(raw: bytes, place: Place, outlet: str | None) -> Received | Rejected:
    """A page that a feed has pointed to, as received; refused if it is anything else."""
    kind = kind_of(raw[:4_096])
    if kind not in (Kind.HTML, Kind.TEXT):
        return place.refused(f"the feed points to something that is no page ({kind.value})")
    return replace(place.received(kind, raw), outlet=outlet)
