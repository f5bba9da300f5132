"""However an address is written, its password is never shown, and there is no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from musnad.errors import StoreError
from musnad.store.address import place_of, place_shown

SECRET = "topsecret"
WRONG = [
    f"postgresql://boss:{SECRET}@h:59x9/news",
    f"postgres://boss:{SECRET}@h:59x9/news",
    f"mysql://boss:{SECRET}@h/news",
    f"mysql+pymysql://boss:{SECRET}/with@signs:and?more@h/news",
    f"nonsense://:{SECRET}@h",
    f"mysql://h/news?user=boss&password={SECRET}",
    f"postgresql://boss:{SECRET}@[::1/news",
    f"postgresql ://boss:{SECRET}@h/news",
]


@pytest.mark.parametrize("address", WRONG)
def test_a_wrong_address_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(StoreError) as told:
        place_of(address)
    assert SECRET not in str(told.value)
    assert "postgresql://NAME@SERVER:PORT/DATABASE" in str(told.value)
    assert told.value.__cause__ is None


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_common_spellings(scheme: str) -> None:
    url = place_of(f"{scheme}://boss:{SECRET}@h:5433/news?sslpassword={SECRET}")
    assert (url.drivername, url.password, url.port) == ("postgresql+psycopg", SECRET, 5433)
    assert place_shown(url) == "postgresql://boss:***@h:5433/news?sslpassword=***"


def test_files_as_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert place_of("sqlite:///news.db") == place_of("news.db")
    assert place_shown(place_of("sqlite:///news.db")) == str(tmp_path / "news.db")


@pytest.mark.parametrize(
    "address", [WRONG[0], f"postgres://boss:{SECRET}@127.0.0.1:1/news", f"postgres://boss:{SECRET}@127.0.0.1:99999/n"]
)
@pytest.mark.parametrize("words", [["articles"], ["backup", "copy.db"], ["doctor"]])
def test_commands_do_not_show_it(address: str, words: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "musnad", *words]
    env = {**os.environ, "MUSNAD_DB": address}
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path, check=False)
    assert done.returncode == 1
    for wrong in (SECRET, "Traceback", "+psycopg"):
        assert wrong not in done.stderr + done.stdout
