"""Stores for tests: a file of SQLite, and a database of a real PostgreSQL server where one can be had."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from postgresql import Server, found


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server of our own, or the one that ``MUSNAD_TEST_POSTGRESQL`` names; without either the test is skipped."""
    with found() as server:
        if isinstance(server, str):
            pytest.skip(server)
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store that is not there yet, of each kind."""
    if request.param == "sqlite":
        yield str(tmp_path / "news.db")
        return
    server: Server = request.getfixturevalue("postgresql")
    with server.database() as url:
        yield url
