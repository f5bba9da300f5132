"""What a server is told when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from musnad.errors import InputError
from musnad.pipeline import Mode

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
TOKEN_CHARS_MIN = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to listen and what is allowed.

    ``token`` is None on this machine's own address: nobody else can reach it. ``read_only`` leaves out all that writes.
    ``mode`` is how added articles are read.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    read_only: bool = False
    mode: Mode = Mode.CAREFUL

    def check(self) -> None:
        """Raises ``InputError`` for an address that others reach, unless a token of some length protects it."""
        if not is_loopback(self.host) and not self.token:
            raise InputError(
                f"{self.host} can be reached from other machines, so the page needs a token: --token, "
                f"or MUSNAD_TOKEN in the environment, of at least {TOKEN_CHARS_MIN} characters"
            )
        if self.token is not None and len(self.token) < TOKEN_CHARS_MIN:
            raise InputError(f"the token is too short to protect anything; give at least {TOKEN_CHARS_MIN} characters")

    @property
    def hosts(self) -> frozenset[str] | None:
        """The names under which requests may ask for the page; None where any will do, since a token protects it.

        Another site could point its own name to this machine and read the page through a visitor's browser.
        """
        return None if self.token else frozenset(LOOPBACK_NAMES) | {self.host}


def is_loopback(host: str) -> bool:
    """Whether an address leads nowhere but to this machine.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
