"""Opens a store and serves its page until it is stopped."""

from __future__ import annotations

import gc
from collections.abc import Callable

import uvicorn

from musnad.pack import packs
from musnad.store.open import open_store
from musnad.web.app import make_app
from musnad.web.settings import Settings, is_loopback


def serve(db: str | None, settings: Settings, tell: Callable[[str], None]) -> None:
    """Serves the page of a store; ``tell`` gets the address to open.

    Raises ``InputError`` for settings that would let strangers in, ``StoreError`` for a store that cannot be opened.
    """
    settings.check()
    if settings.read_only:
        with open_store(db) as reader:
            _run(make_app(settings, reader), settings, tell)
        return
    # The writer first: it makes a store that is not there yet.
    with open_store(db, writing=True) as writer, open_store(db) as reader:
        _run(make_app(settings, reader, writer), settings, tell)


def _run(app: object, settings: Settings, tell: Callable[[str], None]) -> None:
    packs()  # a second, which otherwise the first visitor waits
    # Words and rules are a million objects that stay; looking through them again and again would cost a page 100 ms.
    gc.collect()
    gc.freeze()
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    tell(f"http://{shown}:{settings.port}/" + ("" if is_loopback(settings.host) else "?token=…"))
    uvicorn.run(
        app,  # type: ignore[arg-type]
        host=settings.host.strip("[]"),
        port=settings.port,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=2,
    )
