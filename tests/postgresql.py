"""A real PostgreSQL server for tests, started here and stopped again; it listens on the loopback address alone."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

USER = "postgres"  # whom Debian's package makes; the server refuses to run as root


@dataclass(frozen=True)
class Server:
    """A server at which databases may be made."""

    url: str

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a new database, which goes again."""
        name = f"musnad_{uuid.uuid4().hex[:12]}"
        url = make_url(self.url).set(drivername="postgresql+psycopg")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            yield url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
        finally:
            with engine.connect() as connection:
                connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            engine.dispose()


@contextmanager
def found() -> Iterator[Server | str]:
    """A server, or why there is none."""
    try:
        import psycopg  # noqa: F401, PLC0415
    except ModuleNotFoundError:
        yield 'no PostgreSQL: its driver is missing. pip install "psycopg[binary]"'
        return
    given = os.environ.get("MUSNAD_TEST_POSTGRESQL")
    if given:
        yield Server(given)
        return
    tools = _tools()
    if tools is None:
        yield "no PostgreSQL: its server is not installed. On Debian and Ubuntu: apt install postgresql"
        return
    if os.geteuid() == 0 and _as_user(["true"], check=False).returncode:
        yield f"no PostgreSQL: it does not run as root, and there is no user {USER}"
        return
    yield from _started(tools)


def _tools() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``; Debian keeps them off the path."""
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    on_path = shutil.which("initdb")
    return next(
        (folder for folder in folders if (folder / "initdb").exists()), Path(on_path).parent if on_path else None
    )


def _as_user(command: list[str], *, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    """Runs a command as somebody whom the server obeys."""
    own = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    return subprocess.run([*own, *command], check=check, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")


def _started(tools: Path) -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="musnad-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(folder / "data")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=32MB"
    try:
        _as_user([str(tools / "initdb"), "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"])
        log = str(folder / "log")
        _as_user([str(tools / "pg_ctl"), "-D", data, "-o", options, "-l", log, "-w", "start"])
        user = USER if os.geteuid() == 0 else getpass.getuser()
        yield Server(f"postgresql://{user}@127.0.0.1:{port}/postgres")
    finally:
        _as_user([str(tools / "pg_ctl"), "-D", data, "-m", "immediate", "stop"], check=False)
        shutil.rmtree(folder, ignore_errors=True)
