"""Which addresses may be asked: names written plainly, and hosts of the open internet only."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

PORTS = frozenset((80, 443, 8080, 8443))
"""What may be asked for without an allow-list: where web servers stand, and nothing else does."""

# Blocks that ``ipaddress`` calls global, or that wrap another address which is then reached. IANA's registries of
# special-purpose addresses (RFC 6890 and its updates); 168.63.129.16 is where a large cloud answers its machines.
_CLOSED = tuple(
    ipaddress.ip_network(block)
    for block in [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",
        "::/96",
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    ]
)
_OPEN = ipaddress.ip_network("2000::/3")
_BAD = re.compile(r"[\x00-\x20\x7f\\\u0080-\u00a0\u2028\u2029]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_DOTTED = re.compile(r"(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)")
Resolver = Callable[[str, int], list[str]]
Host = ipaddress.IPv4Address | ipaddress.IPv6Address


class RefusedError(Exception):
    """An address that is not asked, or an answer that is not taken; the text is the reason for the user."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address that is written plainly: host in ASCII lower case, and the path with its query, percent-encoded."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the header ``Host`` has them."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == {"http": 80, "https": 443}[self.scheme] else f"{name}:{self.port}"

    @property
    def url(self) -> str:
        """The address in full."""
        return f"{self.scheme}://{self.authority}{self.path}"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be asked besides the open internet: hosts by name, with or without port, and networks."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = field(default=())

    @classmethod
    def of(cls, words: list[str] | tuple[str, ...]) -> Allowed:
        """Reads what a user allows. Raises ``RefusedError`` for what is neither a host nor a network.

        >>> Allowed.of(["intranet.example", "10.1.0.0/16"]).hosts
        frozenset({'intranet.example'})
        """
        hosts, networks = set(), []
        for word in words:
            try:
                networks.append(ipaddress.ip_network(word.strip("[]")))
            except ValueError:
                name, _, port = word.lower().partition(":")
                if not all(_LABEL.fullmatch(label) for label in name.split(".")) or (port and not port.isdigit()):
                    raise RefusedError(f"{word}: neither a host nor a network such as 10.1.0.0/16") from None
                hosts.add(word.lower())
        return cls(frozenset(hosts), tuple(networks))

    def names(self, target: Target) -> bool:
        """Whether a target is allowed by its name."""
        return target.host in self.hosts or f"{target.host}:{target.port}" in self.hosts

    def holds(self, address: Host) -> bool:
        """Whether an address stands in an allowed network."""
        return any(address in network for network in self.networks)


def target_of(url: str, base: Target | None = None) -> Target:
    """The target that an address means; ``base`` is where it was read, if it may be relative.

    Raises ``RefusedError`` for another scheme than http and https, for a name or password in it, for hosts written so
    that programs read them differently (decimal, octal, hexadecimal, shortened, scoped), and for signs that have no
    place in an address.

    >>> target_of("HTTPS://Example.org/قال?q=1").url
    'https://example.org/%D9%82%D8%A7%D9%84?q=1'
    """
    text = url.strip(" \t\r\n")
    if base is not None:
        text = urljoin(base.url, text)
    if _BAD.search(text) or len(text) > 2_000:
        raise RefusedError("it holds blanks, backslashes or control characters, or is too long")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise RefusedError(f"it is not written as an address ({error})") from None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise RefusedError(f"only http and https are fetched, not {scheme[:20] or 'an address without scheme'!r}")
    if "@" in parts.netloc:
        raise RefusedError("it holds a name or password, which is never sent")
    if port == 0:
        raise RefusedError("there is no port 0")
    host = _host(parts.netloc, parts.hostname or "")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|") if parts.query else ""
    )
    return Target(scheme, host, port or {"http": 80, "https": 443}[scheme], path)


def _host(netloc: str, name: str) -> str:
    """The host in one spelling. Raises ``RefusedError``."""
    if netloc.startswith("["):
        if "%" in netloc:
            raise RefusedError("it names a network of this machine (%…)")
        try:
            return ipaddress.IPv6Address(name).compressed
        except ValueError:
            raise RefusedError(f"[{name[:50]}] is no address") from None
    try:
        plain = name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        raise RefusedError(f"{name[:50]!r} is no name of a host") from None
    plain = plain.lower().removesuffix(".")
    labels = plain.split(".")
    if not plain or len(plain) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise RefusedError(f"{name[:50]!r} is no name of a host")
    # What ends in a number is an IPv4 address to browsers and libraries, in one of a dozen spellings (WHATWG URL,
    # "ends in a number"); only the one that all of them read alike is taken.
    if _NUMERIC.fullmatch(labels[-1]):
        if not _DOTTED.fullmatch(plain):
            raise RefusedError(f"{plain[:50]!r} is an address in a spelling that programs read differently")
        try:
            ipaddress.IPv4Address(plain)
        except ValueError:
            raise RefusedError(f"{plain!r} is no address") from None
    return plain


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host, as this machine's resolver knows them. Raises ``RefusedError`` if there are none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RefusedError(f"the host {host} is not known ({getattr(error, 'strerror', None) or error})") from None
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def checked(target: Target, allowed: Allowed, resolver: Resolver = resolved) -> list[str]:
    """The addresses to connect to, each of the open internet or allowed. Raises ``RefusedError`` if one is not.

    One lookup; the connection goes to what comes out here and to nothing else, so that a name that changes its mind
    between two lookups gains nothing.
    """
    by_name = allowed.names(target)
    literal = _literal(target.host)
    found = [target.host] if literal is not None else resolver(target.host, target.port)
    addresses = [_literal(each) for each in found]
    if not found or None in addresses:
        raise RefusedError(f"the host {target.host} has no address that can be used")
    inner = [str(each) for each in addresses if each is not None and not allowed.holds(each)]
    if by_name or not inner:
        return found
    for each in addresses:
        if each is not None and not allowed.holds(each) and not is_open(each):
            raise RefusedError(f"{each} is not an address of the open internet; allow it if it is yours (--allow)")
    if target.port not in PORTS:
        raise RefusedError(f"port {target.port} is not one of web servers; allow {target.host}:{target.port} (--allow)")
    return found


def _literal(text: str) -> Host | None:
    """An address as written; None for a name."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def is_open(address: Host) -> bool:
    """Whether an address is one of the open internet, reached without a translator or a tunnel.

    >>> is_open(ipaddress.ip_address("93.184.215.14")), is_open(ipaddress.ip_address("169.254.169.254"))
    (True, False)
    """
    if isinstance(address, ipaddress.IPv6Address) and (address.scope_id is not None or address not in _OPEN):
        return False
    return address.is_global and not any(address in block for block in _CLOSED)
