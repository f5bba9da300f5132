"""A connection to one checked address, which no answer can hold open beyond its time."""

from __future__ import annotations

import io
import socket
import ssl
import time
from http.client import HTTPConnection
from typing import Any

from musnad.fetching.addresses import RefusedError, Target


class Deadline:
    """A moment by which all must be done; ``left`` is never 0, which would mean to wait for ever."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds
        self.seconds = seconds

    def left(self) -> float:
        """Seconds that remain. Raises ``RefusedError`` when there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise RefusedError(f"it took longer than {self.seconds:g} seconds")
        return left


class _Timed(io.RawIOBase):
    """The reading side of a socket, each wait as short as the time that is left."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self.sock, self.deadline = sock, deadline

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills a buffer. Raises ``RefusedError`` when the time is over."""
        self.sock.settimeout(self.deadline.left())
        try:
            return self.sock.recv_into(buffer)
        except TimeoutError:
            self.deadline.left()
            raise RefusedError(f"it took longer than {self.deadline.seconds:g} seconds") from None


class _Socket:
    """As much of a socket as ``http.client`` uses."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self.sock, self.deadline = sock, deadline

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        """What is read from."""
        return io.BufferedReader(_Timed(self.sock, self.deadline), 1 << 16)

    def sendall(self, data: bytes) -> None:
        """Sends the request."""
        self.sock.settimeout(self.deadline.left())
        self.sock.sendall(data)

    def close(self) -> None:
        """Nothing: ``http.client`` closes before the body is read; ``CheckedConnection.finish`` closes."""


class CheckedConnection(HTTPConnection):
    """A connection that goes to the given address and no other, with name and certificate of the target's host."""

    def __init__(self, target: Target, addresses: list[str], deadline: Deadline, context: ssl.SSLContext) -> None:
        super().__init__(target.host, target.port)
        self.target, self.addresses, self.deadline, self.context = target, addresses, deadline, context
        self.opened: socket.socket | None = None

    def connect(self) -> None:
        """Connects to the first address that answers. Raises ``OSError`` or ``RefusedError``."""
        fault: OSError | None = None
        for address in self.addresses[:4]:
            try:
                sock = socket.create_connection((address, self.target.port), timeout=min(10.0, self.deadline.left()))
            except OSError as error:
                fault = error
                continue
            self.opened = sock
            self.opened = self._secured(sock, address)
            self.sock = _Socket(self.opened, self.deadline)
            return
        raise fault or OSError("no address")

    def finish(self) -> None:
        """Closes the connection, whatever state it is in."""
        self.close()
        if self.opened is not None:
            self.opened.close()

    def _secured(self, sock: socket.socket, address: str) -> socket.socket:
        """The socket, encrypted for https, once it is sure where it leads."""
        if str(sock.getpeername()[0]).partition("%")[0] != address:
            raise RefusedError("the connection leads elsewhere than to the address that was checked")
        if self.target.scheme == "https":
            sock.settimeout(self.deadline.left())
            return self.context.wrap_socket(sock, server_hostname=self.target.host)
        return sock
