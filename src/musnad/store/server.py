"""What a server of PostgreSQL complains of, and what to do about it; whether its database can hold every script."""

from __future__ import annotations

import re
import shlex

from sqlalchemy import URL, Connection

from musnad.errors import StoreError
from musnad.store.address import place_shown

_NOBODY = "no server answers there. Start it, or see whether host and port in the address are right"
_NO_HOST = "there is no host of that name. See whether the address is right"
_NO_PORT = "there is no such port. See whether the address is right"
_PASSWORD = "the server does not take the password. Put the right one into PGPASSWORD or ~/.pgpass"
_NO_PASSWORD = "the server asks for a password. Put it into PGPASSWORD or ~/.pgpass"
_NO_ROLE = "the server knows no such user. Name another in the address, or have it made: {createuser}"
_NO_DATABASE = "there is no such database. Have it made: {createdb}"
_NOT_LET_IN = "the server lets this user not in from here. Ask whoever keeps it (pg_hba.conf, GRANT CONNECT)"
_CROWDED = "the server has no connection left. Try again later, or have max_connections raised"
_STARTING = "the server is just starting or stopping. Try again in a moment"
_BROKEN_OFF = (
    "the connection to the server broke off. What was stored before is safe: "
    "run the same command again when the server is there"
)
# SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html
_STATES = {
    "28P01": _PASSWORD,
    "28000": _NOT_LET_IN,
    "3D000": _NO_DATABASE,
    "53300": _CROWDED,
    "57P01": _BROKEN_OFF,
    "57P02": _BROKEN_OFF,
    "57P03": _STARTING,
}
# libpq hands no SQLSTATE on while there is no connection. These are its own words and those of the server (libpq's
# fe-connect.c, the server's auth.c, postinit.c, backend_startup.c), of psycopg for a host, and of the system.
_WORDS = (
    (re.compile('role ".*" does not exist|no such user', re.IGNORECASE), _NO_ROLE),
    (re.compile('database ".*" does not exist'), _NO_DATABASE),
    (re.compile("password authentication failed|authentication failed for user"), _PASSWORD),
    (re.compile("no password supplied"), _NO_PASSWORD),
    (re.compile("pg_hba.conf|permission denied for database|not permitted to log in"), _NOT_LET_IN),
    (re.compile("too many (clients|connections)|connection slots"), _CROWDED),
    (re.compile("system is (starting up|shutting down|in recovery)|not yet accepting"), _STARTING),
    (re.compile("invalid port number"), _NO_PORT),
    (re.compile("failed to resolve|could not translate host"), _NO_HOST),
    (re.compile("closed the connection|connection (is|has been|not) (lost|closed|open)|consuming input"), _BROKEN_OFF),
    (re.compile("refused|timeout|timed out|No such file|unreachable|No route", re.IGNORECASE), _NOBODY),
)


def told_by_server(cause: BaseException, url: URL) -> str | None:
    """What a complaint of PostgreSQL means, and what to do; None if we do not know it."""
    said, state = str(cause), getattr(cause, "sqlstate", None) or ""
    meaning = _STATES.get(state)
    if meaning is None and not state:
        meaning = next((told for words, told in _WORDS if words.search(said)), None)
        connection = getattr(cause, "pgconn", None)
        if meaning is None and connection is not None:  # a server that speaks another language
            needs, used = connection.needs_password, connection.used_password
            meaning = _NO_PASSWORD if needs and not used else _PASSWORD if used else None
    if meaning is None and state.startswith("08"):
        meaning = _BROKEN_OFF
    return meaning and meaning.format(createdb=_createdb(url), createuser=_command("createuser", url, url.username))


def _createdb(url: URL) -> str:
    """The command that makes a database for a store.

    >>> from musnad.store.address import place_of
    >>> _createdb(place_of("postgresql://desk@server:5433/news"))
    'createdb --host server --port 5433 --encoding UTF8 --locale C.UTF-8 --template template0 news'
    """
    form = ("--encoding", "UTF8", "--locale", "C.UTF-8", "--template", "template0")
    return _command("createdb", url, url.database, *form)


def _command(name: str, url: URL, what: str | None, *options: str) -> str:
    """A tool of the server's, as it is called by whoever may; not by the user of the address, who often may not."""
    host = ("--host", url.host) if url.host else ()
    port = ("--port", str(url.port)) if url.port else ()
    return shlex.join([name, *host, *port, *options, *([what] if what else [])])


def check_encoding(connection: Connection, url: URL) -> None:
    """Raises ``StoreError`` for a database that cannot hold every script; the server told so when it let us in."""
    opened = connection.connection.driver_connection
    if opened is None:  # it has broken off: the next query says so
        return
    found = opened.info.parameter_status("server_encoding")
    if found != "UTF8":
        raise StoreError(
            f"{place_shown(url)}: its encoding is {found}, which cannot hold every script. "
            f"Make another database, and name it: {_createdb(url.set(database=f'{opened.info.dbname}_utf8'))}"
        )
