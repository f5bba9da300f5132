"""A server of the page on a free port of this machine, for tests."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import uvicorn
from sqlalchemy import Engine, event

from musnad.engine.local import LocalEngine
from musnad.intake import add_all
from musnad.pipeline import Mode
from musnad.store.open import open_store
from musnad.web.app import make_app
from musnad.web.settings import Settings


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Site:
    """A running server, and how many queries its reader was asked."""

    port: int
    reader: Engine
    db: str
    queries: list[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, headers)

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, quote(path, safe="/?=&%~:#+"), body, headers or {})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)

    def story(self, words: str) -> str:
        """The id of the first story in whose title these words stand."""
        return next(each["id"] for each in self.get("/stories.json").json["stories"] if words in each["title"])


@contextmanager
def site_of(db: str, settings: Settings | None = None) -> Iterator[Site]:
    """A server on a free port of this machine, on a store that is there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with open_store(db, writing=True) as writer, open_store(db) as reader:
        queries: list[str] = []
        event.listen(
            reader, "before_cursor_execute", lambda *given: None if given[2] == "BEGIN" else queries.append(given[2])
        )
        app = make_app(settings or Settings(port=port, mode=Mode.FAST), reader, writer)
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield Site(port, reader, db, queries)
        finally:
            server.should_exit = True
            thread.join()


def stored(path: Path, *files: Path, mode: Mode = Mode.FAST) -> str:
    """A store with the articles of these files."""
    db = str(path / "news.db")
    with open_store(db, writing=True) as store:
        list(add_all(files, LocalEngine(1), store, mode))
    return db
