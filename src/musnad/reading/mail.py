"""A message → the newsletter in it: its subject, sender, date, and its text as markup or plain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from musnad.config import incoming
from musnad.reading.decoding import Undecodable

_REPLIES = re.compile(r"^(?:(?:re|fwd?|fw)\s*:\s*)+", re.I)
_FAULTS = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError, IndexError)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: ``body`` is markup if ``is_html``; None is not said."""

    subject: str | None
    sender: str | None
    published: str | None
    body: str
    is_html: bool


def read_mail(raw: bytes) -> Letter | Undecodable:
    """The letter in a message, or why there is none to be read. Attachments are not looked at.

    >>> read_mail(b"From: Harbour Post <a@b.org>\\nSubject: Ferry\\nMIME-Version: 1.0\\n\\nIt sailed.").sender
    'Harbour Post'
    >>> read_mail("From: x@y.org\\nSubject: خبر\\nMIME-Version: 1.0\\n\\nقال".encode()).subject
    'خبر'
    """
    if raw.startswith(b"From "):
        raw = raw.partition(b"\n")[2]
    if raw.lower().count(b"multipart/") > incoming.MAIL_DEPTH_MAX or raw.count(b"\n--") > incoming.MAIL_PARTS_MAX * 2:
        return Undecodable(f"the message has more than {incoming.MAIL_PARTS_MAX} parts, or parts in parts in parts")
    if len(re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]) > incoming.MAIL_HEADER_BYTES_MAX:
        return Undecodable(f"the header of the message has more than {incoming.MAIL_HEADER_BYTES_MAX:,} bytes")
    try:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(raw)
        part = message.get_body(("html", "plain"))
        body = part.get_content() if part is not None else ""
        kind = part.get_content_subtype() if part is not None else ""
        subject, sender = _field(message, "subject"), _field(message, "from")
        return _letter(subject, sender, _field(message, "date"), (body, kind))
    except _FAULTS as error:
        return Undecodable(f"the message is broken ({type(error).__name__}); save it again as .eml")


def _letter(
    subject: str | None, sender: str | None, date: str | None, body: tuple[object, str]
) -> Letter | Undecodable:
    text, kind = body
    if not isinstance(text, str) or not text.strip():
        return Undecodable("the message has no text, only attachments or nothing")
    name = re.sub(r"<[^>]*>", "", sender or "").strip(" \"'") or None
    return Letter(_REPLIES.sub("", subject or "").strip() or None, name, _when(date), text, kind == "html")


def _field(message: EmailMessage, name: str) -> str | None:
    """A field of the header, folded lines joined; half characters of a broken encoding are left out."""
    value = message.get(name)
    return " ".join(str(value).encode("utf-8", "ignore").decode().split()) if value is not None else None


def _when(date: str | None) -> str | None:
    try:
        return parsedate_to_datetime(date).isoformat() if date else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
