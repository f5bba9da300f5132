"""One task of a run: what it knows, what it reads, what it leaves."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from musnad.corpus.boxes import Outbox, Row, taken, weight
from musnad.corpus.place import Place
from musnad.corpus.tables import packed
from musnad.pipeline import Mode


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done: the task of a stage by its number, of ``count`` buckets; ``given`` is what it needs else."""

    url: str
    stage: str
    number: int
    count: int
    mode: str = Mode.CAREFUL.value
    given: dict[str, Any] = field(default_factory=dict)

    def packed(self) -> str:
        """The order as a line of JSON, as engines hand it to workers."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(values, ensure_ascii=False)


def order_of(line: str) -> Order:
    """The order that ``packed`` made a line of."""
    return Order(**json.loads(line))


class Task:
    """An order under way: takes rows of its bucket, puts rows for others, writes tables; all of it whole or again.

    Whatever a task does depends on its order and its inputs alone, so that one that was broken off is done again and
    leaves the same files.
    """

    def __init__(self, order: Order) -> None:
        self.order = order
        self.place = Place(order.url)
        self.box = Outbox(self.place, f"{order.stage}-{order.number:05d}", order.count)
        self.facts: dict[str, Any] = {}
        self._tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._began = time.perf_counter(), time.process_time()

    def take(self, channel: str, bucket: int | None = None) -> Iterator[Row]:
        """The rows that were put into a channel under keys of this task's bucket, or of another."""
        return taken(self.place, channel, self.order.number if bucket is None else bucket)

    def weight(self, channel: str) -> int:
        """How many bytes ``take`` gives, as lines of JSON."""
        return weight(self.place, channel, self.order.number)

    def put(self, channel: str, key: str, row: Row) -> None:
        """Puts a row where the task of the next stage reads it that has the key's bucket."""
        self.box.put(channel, key, row)

    def write(self, table: str, row: dict[str, Any]) -> None:
        """Adds a row to what this task writes of a table."""
        self._tables[table].append(row)

    def done(self, tables: tuple[str, ...] = ()) -> None:
        """Writes all that is left, and last of all the note that this task is done.

        Of ``tables`` a file is written even where there is no row.
        """
        files: dict[str, int] = {}
        for table in sorted({*tables, *self._tables}):
            name = f"{table}/{self.order.stage}-{self.order.number:05d}.parquet"
            files[name] = self.place.write(name, packed(table, self._tables[table]))
        rows = {table: len(rows) for table, rows in self._tables.items()}
        self.box.close()
        note = {
            "files": files,
            "moved": self.box.files,
            "rows": rows,
            "put": self.box.row_counts,
            "facts": self.facts,
            "wall_s": round(time.perf_counter() - self._began[0], 3),
            "cpu_s": round(time.process_time() - self._began[1], 3),
            "peak_bytes": peak_bytes(),
        }
        self.place.write(note_name(self.order.stage, self.order.number), json.dumps(note).encode())


def peak_bytes() -> int:
    """The most memory that this process has held so far; 0 where the system does not tell, as on Windows."""
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return 0
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024


def note_name(stage: str, number: int) -> str:
    """Where the note lies that a task is done."""
    return f"_work/done/{stage}/{number:05d}.json"
