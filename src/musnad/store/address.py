"""The address of a store: where it is, and how it is shown without its password."""

from __future__ import annotations

import os
import re
from pathlib import Path

import platformdirs
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from musnad.errors import StoreError

_FORM = "postgresql://NAME@SERVER:PORT/DATABASE"
# A password may hold any sign if it is written carelessly, so all up to the last @ is taken for it.
_SECRETS = (re.compile(r"(://[^:@]*:).*(?=@)"), re.compile(r"([?&][^=&]*(?:password|secret)=)[^&]*", re.IGNORECASE))


def place_of(db: str | None = None) -> URL:
    """The address of the store: ``db``, else the environment's ``MUSNAD_DB``, else the user's data folder.

    Nothing is opened. Raises ``StoreError`` for an address of no database that we know; no password is in its text.

    >>> place_of("news.db").database.endswith("news.db")
    True
    >>> place_of("postgres://desk/news").drivername
    'postgresql+psycopg'
    """
    db = db or os.environ.get("MUSNAD_DB")
    if not db:
        return URL.create("sqlite", database=str(platformdirs.user_data_path("musnad") / "musnad.db"))
    if "://" not in db:
        return _file(db)
    try:
        url = make_url(db)
    except (ArgumentError, ValueError):
        # Not "from error": what SQLAlchemy says may hold the whole address.
        raise StoreError(f"{masked(db)}: not an address of a database. Give a file, or {_FORM}") from None
    name = url.drivername.partition("+")[0]
    if name in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if name == "sqlite" and url.database:
        return _file(url.database)
    raise StoreError(f"{masked(db)}: only files (SQLite) and {_FORM} can be used")


def _file(name: str) -> URL:
    return URL.create("sqlite", database=str(Path(name).expanduser().absolute()))


def masked(address: str) -> str:
    """An address, however it is written, with stars for its password.

    >>> masked("mysql://boss:top/se@cret@server/news?sslpassword=x&a=b")
    'mysql://boss:***@server/news?sslpassword=***&a=b'
    >>> masked("postgresql://desk@server/أخبار")
    'postgresql://desk@server/أخبار'
    """
    for secret in _SECRETS:
        address = secret.sub(r"\1***", address)
    return address


def place_shown(url: URL) -> str:
    """The place of a store as the user knows it: a path, or an address without its password.

    >>> place_shown(place_of("postgresql://desk:secret@server/news"))
    'postgresql://desk:***@server/news'
    """
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return masked(url.set(drivername="postgresql").render_as_string())
