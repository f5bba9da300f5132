"""What all tests share: a summary that does not hide what did not run."""

from __future__ import annotations

import pytest

NO_BROWSER = "no Chromium: set MUSNAD_CHROMIUM, or install one (Debian: apt-get install chromium)"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [each for each in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(each.longrepr)]
    if skipped:
        terminalreporter.section("THE PAGE WAS NOT TESTED IN A BROWSER", sep="!", red=True, bold=True)
        terminalreporter.write_line(f"{len(skipped)} tests were skipped: {NO_BROWSER}")
