"""The body of an HTTP message → its bytes: chunks joined, gzip and deflate undone, all within limits. No sockets."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from email.message import Message

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.I)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]*)?\r?\n")


class BadBodyError(Exception):
    """A body is not what its header says, or too large; the text is the reason for the user."""


def charset_of(content_type: str | None) -> str | None:
    """The encoding that a content type names.

    >>> charset_of('text/html; charset="windows-1256"')
    'windows-1256'
    """
    match = _CHARSET.search(content_type or "")
    return match.group(1) if match else None


def headers_of(lines: list[bytes]) -> dict[str, str]:
    """Header fields by lower-case name; of a field that stands twice the first counts."""
    found: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.decode("latin-1").partition(":")
        if colon and name.strip():
            found.setdefault(name.strip().lower(), value.strip())
    return found


def dechunked(body: bytes) -> bytes:
    """The pieces of a chunked body joined; a body that is not chunked after all stays as it is."""
    parts: list[bytes] = []
    place = 0
    while True:
        match = _CHUNK.match(body, place)
        if not match:
            return b"".join(parts) if parts else body
        size = int(match.group(1), 16)
        if size == 0:
            return b"".join(parts)
        parts.append(body[match.end() : match.end() + size])
        place = match.end() + size
        place += 2 if body[place : place + 2] == b"\r\n" else 1


def inflated(pieces: Iterator[bytes], encoding: str | None, limit: int) -> bytes:
    """The bytes of a body with its content encoding undone.

    Raises ``BadBodyError`` beyond ``limit`` bytes, for an encoding that is not known, and for a broken one.
    """
    names = [
        name.strip().lower() for name in (encoding or "").split(",") if name.strip().lower() not in ("", "identity")
    ]
    if len(names) > 1:
        raise BadBodyError(
            f"it is packed {len(names)} times over ({', '.join(names[:5])}); no server of news does that"
        )
    if not names:
        return _joined(pieces, limit)
    if names[0] not in ("gzip", "x-gzip", "deflate"):
        raise BadBodyError(f"it is packed as {names[0][:20]!r}, which was not asked for")
    return _unpacked(pieces, names[0], limit)


def _joined(pieces: Iterator[bytes], limit: int) -> bytes:
    found, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise BadBodyError(f"it has more than {limit:,} bytes")
        found.append(piece)
    return b"".join(found)


def _unpacked(pieces: Iterator[bytes], name: str, limit: int) -> bytes:
    """The bytes unpacked piece by piece, never more than the limit in memory."""
    inflate, found, size = zlib.decompressobj(47 if name != "deflate" else 15), [], 0
    first = True
    try:
        for piece in pieces:
            if first and name == "deflate" and piece and (piece[0] & 0x0F) != 8:  # some servers leave the header out
                inflate = zlib.decompressobj(-15)
            first, waiting = False, piece
            while waiting and not inflate.eof:
                out = inflate.decompress(waiting, limit - size + 1)
                waiting = inflate.unconsumed_tail
                size += len(out)
                if size > limit:
                    raise BadBodyError(f"it unpacks to more than {limit:,} bytes")
                found.append(out)
    except zlib.error as error:
        raise BadBodyError(f"its {name} is broken ({error})") from error
    return b"".join(found)


def is_readable(content_type: str) -> bool:
    """Whether a content type can hold an article: text, markup, a feed, or one that says nothing.

    >>> is_readable("text/html; charset=utf-8"), is_readable("image/png"), is_readable("")
    (True, False, True)
    """
    message = Message()
    message["Content-Type"] = content_type or "text/html"
    kind = message.get_content_type()
    return kind in (
        "text/html", "text/plain", "text/xml", "application/octet-stream", "application/json", "message/rfc822"
    ) or kind.endswith(("xml", "html"))  # fmt: skip
