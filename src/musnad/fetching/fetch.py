"""An address → what a server answers, within limits of size, time and redirects; every hop is checked anew."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from musnad.config import incoming
from musnad.fetching.addresses import Allowed, RefusedError, Resolver, Target, checked, resolved, target_of
from musnad.fetching.connection import CheckedConnection, Deadline
from musnad.fetching.packed import BadBodyError, charset_of, inflated

AGENT = "musnad (reads news for who said what)"
_REDIRECTS = (301, 302, 303, 307, 308)
_KEPT = ("etag", "last-modified", "retry-after", "content-type", "location")


@dataclass(frozen=True, slots=True)
class Manners:
    """How fetching behaves: what is allowed, who is asked for addresses, and the limits.

    ``seconds`` is for one page with all its redirects; ``bytes_max`` counts what is unpacked.
    """

    allowed: Allowed = field(default_factory=Allowed)
    resolver: Resolver = resolved
    seconds: float = incoming.FETCH_S
    bytes_max: int = incoming.PAGE_BYTES_MAX
    redirects_max: int = incoming.REDIRECTS_MAX


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered in the end: ``url`` is where, ``headers`` the few that are used, by lower-case name."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def charset(self) -> str | None:
        """The encoding that the server says."""
        return charset_of(self.headers.get("content-type"))


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing came of an address, and whether trying later may help."""

    url: str
    reason: str
    may_pass: bool = False


def fetch(url: str, manners: Manners | None = None, headers: Mapping[str, str] | None = None) -> Answer | Refused:
    """The answer of the server at an address, whatever its status; ``headers`` are for caching only.

    No cookie, password or proxy is ever used. Never raises for what a server does.

    >>> fetch("http://127.0.0.1/").reason
    '127.0.0.1 is not an address of the open internet; allow it if it is yours (--allow)'
    >>> fetch("file:///etc/passwd").reason
    "only http and https are fetched, not 'file'"
    """
    manners = manners or Manners()
    deadline = Deadline(manners.seconds)
    target: Target | None = None
    try:
        target = target_of(url)
        for _ in range(manners.redirects_max + 1):
            answer = _asked(target, manners, deadline, headers or {})
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return answer
            target = target_of(answer.headers["location"], target)
        return Refused(url, f"it leads from one address to the next more than {manners.redirects_max} times")
    except (RefusedError, BadBodyError) as error:
        late = "longer than" in str(error) or "not known" in str(error)
        where = f"{target.url}: " if target is not None and target.url != url and "//" in url else ""
        return Refused(url, f"{where}{error}", may_pass=late)
    except ssl.SSLCertVerificationError as error:
        return Refused(url, f"its certificate is not valid ({error.verify_message})")
    except (http.client.HTTPException, OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return Refused(url, f"the server did not answer as one should ({said[:200]})", may_pass=True)


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _asked(target: Target, manners: Manners, deadline: Deadline, headers: Mapping[str, str]) -> Answer:
    """The answer of one hop. Raises ``RefusedError``, ``BadBodyError``, ``HTTPException`` and ``OSError``."""
    connection = CheckedConnection(target, checked(target, manners.allowed, manners.resolver), deadline, _context())
    try:
        connection.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
        sent = {"Host": target.authority, "User-Agent": AGENT, "Accept-Encoding": "gzip", "Connection": "close"}
        for name, content in {**sent, "Accept": "text/html, application/xml, */*;q=0.5", **headers}.items():
            connection.putheader(name, content)
        connection.endheaders()
        response = connection.getresponse()
        kept = {name: value for name in _KEPT if (value := response.headers.get(name)) is not None}
        answer = Answer(target.url, response.status, kept, b"")
        if response.status in _REDIRECTS or response.status == 304:
            return answer
        length = response.headers.get("content-length") or ""
        if length.isdigit() and int(length) > manners.bytes_max:
            raise RefusedError(f"it has {int(length):,} bytes, more than the {manners.bytes_max:,} that are taken")
        body = inflated(_pieces(response, deadline), response.headers.get("content-encoding"), manners.bytes_max)
        return replace(answer, body=body)
    finally:
        connection.finish()


def _pieces(response: http.client.HTTPResponse, deadline: Deadline) -> Iterator[bytes]:
    """The body as it comes in. Raises ``IncompleteRead`` where it is cut off."""
    promised = response.length
    count = 0
    while piece := response.read1(1 << 16):
        count += len(piece)
        deadline.left()
        yield piece
    if promised is not None and count < promised:
        raise http.client.IncompleteRead(b"", promised - count)
