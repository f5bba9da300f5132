"""Makes the file of this schema for ``test_backup.py``, from the bundled examples: run it once a schema is final.

PYTHONPATH=src python tests/store/make_old.py
"""

from __future__ import annotations

import lzma
import sqlite3
import tempfile
from pathlib import Path

from musnad.engine.local import LocalEngine
from musnad.intake import add_all
from musnad.pipeline import Mode
from musnad.store.open import open_store
from musnad.store.schema import REVISION

HERE = Path(__file__).parent


def main() -> None:
    """Writes ``r0000.db.xz``, with the number of the schema."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "old.db"
        with open_store(str(db), writing=True) as store:
            given = sorted(Path("examples").glob("*.txt"))  # as they are named from the root of the checkout
            for _ in add_all(given, LocalEngine(), store, Mode.FAST):
                pass
        connection = sqlite3.connect(db, isolation_level=None)
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("VACUUM")
        connection.close()
        packed = lzma.compress(db.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
        (HERE / f"r{REVISION}.db.xz").write_bytes(packed)


if __name__ == "__main__":
    main()
