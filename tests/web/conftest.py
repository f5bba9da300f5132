from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from web_site import Site, site_of, stored
from web_story import write_story

# The same words as in tests/conftest.py, which looks for them in what was skipped.
NO_BROWSER = "no Chromium: set MUSNAD_CHROMIUM, or install one (Debian: apt-get install chromium)"


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with the bundled story, each article with a time of publication; not to be altered."""
    folder = tmp_path_factory.mktemp("example")
    return stored(folder, write_story(folder / "story.jsonl"))


@pytest.fixture(scope="session")
def site(example: str) -> Iterator[Site]:
    """A server that only tests that write nothing may use."""
    with site_of(example) as found:
        yield found


@pytest.fixture
def own_site(example: str, tmp_path: Path) -> Iterator[Site]:
    """A server on a copy of the store."""
    shutil.copy(example, tmp_path / "own.db")
    with site_of(str(tmp_path / "own.db")) as found:
        yield found


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("MUSNAD_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    path = chromium()
    if path is None:
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 only these tests need it

    with sync_playwright() as playwright:
        # Root, as in a container, may not use the sandbox.
        made = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield made
        made.close()


@pytest.fixture
def opened(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """Opens a page of the site; anything that a page logs as an error, or asks of another place, fails the test."""
    contexts: list[Any] = []
    troubles: list[str] = []

    def open_page(path: str, on: Site | None = None, *, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: troubles.append(told.text) if told.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(f"dialog: {dialog.message}"))
        own = (on or site).address
        page.on("request", lambda asked: None if asked.url.startswith(own) else troubles.append(asked.url))
        page.goto(own + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []
