"""Writers wait for one another as long as others get on, and not for one that never ends."""

import threading
import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text

from musnad.errors import StoreError
from musnad.model import Rejected
from musnad.store import open as opening
from musnad.store import turn
from musnad.store.open import open_store
from musnad.store.write import add_rejected

BUSY_S = 1.0


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (turn, opening):
        monkeypatch.setattr(module, "BUSY_S", BUSY_S)


def write(store: Engine, source: str, seconds: float) -> None:
    """A transaction that takes so long."""
    with store.begin() as connection:
        add_rejected(connection, [Rejected(source, "read", "no text")], "0", datetime.now(UTC))
        time.sleep(seconds)


def test_a_queue_of_writers_is_waited_for(place: str) -> None:
    with open_store(place, writing=True) as store:
        errors: list[Exception] = []

        def one(number: int) -> None:
            try:
                write(store, str(number), 0.7 * BUSY_S)
            except Exception as error:  # noqa: BLE001 it is told below
                errors.append(error)

        everyone = [threading.Thread(target=one, args=(number,)) for number in range(5)]
        for each in everyone:
            each.start()
        for each in everyone:
            each.join()
        assert errors == []
        with store.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM rejected")).scalar() == len(everyone)


def test_one_that_never_ends_is_not(place: str) -> None:
    with open_store(place, writing=True) as store:
        held = threading.Thread(target=write, args=(store, "slow", 4 * BUSY_S))
        held.start()
        time.sleep(0.3)
        with pytest.raises(StoreError, match="held the store for too long"), open_store(place, writing=True) as other:
            write(other, "quick", 0)
        held.join()
        with store.connect() as connection:
            assert connection.execute(text("SELECT source FROM rejected")).scalars().all() == ["slow"]


def test_one_that_takes_long_is_waited_for_and_that_is_told(
    place: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(turn, "TELL_S", 0.4)
    for module in (turn, opening):
        monkeypatch.setattr(module, "BUSY_S", 30.0)
    with open_store(place, writing=True) as store:
        held = threading.Thread(target=write, args=(store, "slow", 2.0))
        held.start()
        time.sleep(0.3)
        write(store, "quick", 0)
        held.join()
        with store.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM rejected")).scalar() == 2
    assert "still waiting" in caplog.text
