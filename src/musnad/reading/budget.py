"""What one input may cost: bytes unpacked, things in it, boxes within boxes. One budget for all that is inside."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

from musnad.config import incoming


class OverBudgetError(Exception):
    """An input asks for more than it may have; the text is the reason for the user."""


@dataclass(slots=True)
class Budget:
    """What is left for one input. ``received_count`` are bytes as they came, which allow more to be unpacked."""

    received_count: int = 0
    unpacked_count: int = 0
    member_count: int = 0

    def receive(self, count: int) -> None:
        """Notes bytes that came in as they are."""
        self.received_count += count

    def unpack(self, count: int) -> None:
        """Notes bytes that came out of something packed. Raises ``OverBudgetError``."""
        self.unpacked_count += count
        allowed = incoming.UNPACKED_BYTES_MIN + incoming.UNPACKED_RATIO_MAX * self.received_count
        if self.unpacked_count > allowed:
            raise OverBudgetError(
                f"it unpacks to more than {allowed:,} bytes from {self.received_count:,}; no archive of articles does"
            )

    def enter(self, depth: int) -> None:
        """Notes a thing in an archive, ``depth`` archives deep. Raises ``OverBudgetError``."""
        self.member_count += 1
        if self.member_count > incoming.MEMBERS_MAX:
            raise OverBudgetError(f"it holds more than {incoming.MEMBERS_MAX:,} files; split it")
        if depth > incoming.ARCHIVE_DEPTH_MAX:
            raise OverBudgetError(
                f"archives stand {depth} deep in one another; {incoming.ARCHIVE_DEPTH_MAX} is the most"
            )


class Metered(io.RawIOBase):
    """A stream whose bytes count against a budget, as received or as unpacked; can be looked at before it is read."""

    def __init__(self, stream: BinaryIO, budget: Budget, *, unpacked: bool) -> None:
        self.stream, self.budget, self.unpacked = stream, budget, unpacked
        self.ahead = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def head(self, count: int) -> bytes:
        """The next bytes, up to ``count``, which stay to be read."""
        while len(self.ahead) < count:
            more = self._next(count - len(self.ahead))
            if not more:
                break
            self.ahead += more
        return self.ahead[:count]

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fills a buffer. Raises ``OverBudgetError``."""
        size = len(buffer)
        taken, self.ahead = (self.ahead[:size], self.ahead[size:]) if self.ahead else (self._next(size), b"")
        buffer[: len(taken)] = taken
        return len(taken)

    def _next(self, size: int) -> bytes:
        found = self.stream.read(size) or b""
        if self.unpacked:
            self.budget.unpack(len(found))
        else:
            self.budget.receive(len(found))
        return found


def buffered(stream: BinaryIO, budget: Budget, *, unpacked: bool) -> tuple[bytes, io.BufferedReader]:
    """The first bytes of a stream, and the stream from its beginning, counted as it is read."""
    metered = Metered(stream, budget, unpacked=unpacked)
    head = metered.head(4_096)
    return head, io.BufferedReader(metered, 1 << 16)
