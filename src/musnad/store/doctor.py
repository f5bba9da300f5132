"""Examines a store, and mends it round by round until nothing is left that can be mended."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from musnad.store.examine import INTEGRITY, Finding, examine
from musnad.store.mend import mend
from musnad.store.orphans import Cure
from musnad.store.settle import settle

_ROUNDS_MAX = 5  # what one round removes may show what another has to count again


@dataclass(frozen=True, slots=True)
class Treated:
    """What a repair came to: findings that are mended, those that are left, and where removed rows are kept.

    ``kept`` is None where nothing had to be removed.
    """

    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]
    removed_count: int
    kept: Path | None


def treat(store: Engine, file: Path, clock: Callable[[], datetime]) -> Treated:
    """Mends a store that is open for writing; rows that have to go are appended to ``file`` first, one JSON a line.

    Each round is one transaction, after which stories that wait are told anew. Raises ``OSError`` where the file
    cannot be written; the round is then undone.
    """
    left = _examined(store)
    if any(each.subject == INTEGRITY and each.cure is Cure.RESTORE for each in left):
        return Treated((), left, 0, None)  # what is written to a damaged file may damage it further
    mended: list[Finding] = []
    found: list[Finding] = []
    removed_count = 0
    for _ in range(_ROUNDS_MAX):
        removed: list[str] = []

        def keep(table: str, row: dict[str, Any], removed: list[str] = removed) -> None:
            removed.append(json.dumps({"table": table, **row}, ensure_ascii=False, default=_written) + "\n")

        before = found
        with store.begin() as connection:
            found = mend(connection, list(examine(connection)), keep, clock())
            if removed:
                _append(file, removed)
        removed_count += len(removed)
        mended += found
        if not found or found == before:
            break
        _settle(store, clock)
    return Treated(_once(mended), _examined(store), removed_count, file if removed_count else None)


def _examined(store: Engine) -> tuple[Finding, ...]:
    with store.execution_options(reading=True).connect() as connection:
        return tuple(examine(connection))


def _once(found: list[Finding]) -> tuple[Finding, ...]:
    return tuple({(each.subject, each.told): each for each in reversed(found)}.values())[::-1]


def _settle(store: Engine, clock: Callable[[], datetime]) -> None:
    done = 1
    while done:
        with store.begin() as connection:
            done = settle(connection, clock())


def _append(file: Path, lines: list[str]) -> None:
    """Writes lines and waits until they are on the disk."""
    with file.open("a", encoding="utf-8", errors="backslashreplace") as stream:
        stream.writelines(lines)
        stream.flush()
        os.fsync(stream.fileno())


def _written(value: object) -> str:
    """What JSON has no form for, as text: bytes in base 64, times as they are usually written."""
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else str(value)
