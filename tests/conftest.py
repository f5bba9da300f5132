"""What all tests share: stores of both kinds, and a summary that does not hide what did not run."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgresql import Server, found

NO_BROWSER = "no Chromium: set MUSNAD_CHROMIUM, or install one (Debian: apt-get install chromium)"


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """What a command sets up for its own process is taken back: here many run in one."""
    logger = logging.getLogger("musnad")
    logger.handlers.clear()  # those of fixtures that last longer than a test
    logger.propagate = True
    logging.disable(logging.NOTSET)  # which measuring scripts switch off
    yield
    logger.handlers.clear()
    logger.propagate = True


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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [each for each in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(each.longrepr)]
    if skipped:
        terminalreporter.section("THE PAGE WAS NOT TESTED IN A BROWSER", sep="!", red=True, bold=True)
        terminalreporter.write_line(f"{len(skipped)} tests were skipped: {NO_BROWSER}")
