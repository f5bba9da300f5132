"""Speed and memory of what happens across articles: linked, put into stories, aligned, weighed and stored.

    python bench/across.py prepare DATA FILE    # reads SaudiNewsNet in fast mode once; minutes, not counted below
    python bench/across.py run FILE [--keep DB] [--articles N]

DATA is the folder that holds ``saudinewsnet``. FILE holds the rows of a store for each article, as ``musnad add`` makes
them; they are added in its batches, and put into stories at each of the sizes, somewhat more often than it does.

Printed, seconds of processor time and by the clock, which differ where other programs run beside:

    linking     storing articles and linking their mentions
    stories     neighbours, groups, copies, claims, conflicts and origins
    one more    milliseconds to add one more article to the store of that size, its story told with all its claims
    list, page  milliseconds to read the fifty newest stories, and one story whole
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine, func, select

from musnad.intake import BATCH_COUNT, settle_all
from musnad.per_article import made
from musnad.pipeline import Mode
from musnad.store.open import open_store
from musnad.store.query_stories import StoryFilter, list_stories, load_story
from musnad.store.rows import ArticleRows
from musnad.store.schema_stories import claims, conflicts, neighbours, stories
from musnad.store.write import add_articles

SIZES = (1_000, 3_000, 10_000, 30_000)
ONES, PAGES = 40, 200


def prepare(data: Path, out: Path) -> None:
    """Writes the rows of every article, as fast mode finds them."""
    sys.path.insert(0, str(Path(__file__).parent))
    from stories import saudi  # noqa: PLC0415 a sibling, which is no package

    with out.open("wb") as file:
        for article in saudi(data):
            rows = made(article, Mode.FAST)
            if isinstance(rows, ArticleRows):
                pickle.dump(rows, file, protocol=5)


def prepared(file: Path) -> Iterator[ArticleRows]:
    """The rows that ``prepare`` wrote."""
    with file.open("rb") as stream:
        while True:
            try:
                yield pickle.load(stream)
            except EOFError:
                return


class Clock:
    """Seconds of this process and by the clock, for each part of the work."""

    def __init__(self) -> None:
        self.cpu: dict[str, float] = {}
        self.wall: dict[str, float] = {}

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        """Counts what is done inside for a part."""
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu[part] = self.cpu.get(part, 0.0) + time.process_time() - cpu
        self.wall[part] = self.wall.get(part, 0.0) + time.perf_counter() - wall


def add(store: Engine, batch: list[ArticleRows]) -> None:
    """One transaction of ``musnad add``."""
    with store.begin() as connection:
        add_articles(connection, batch, datetime.now(UTC))


def one_more(store: Engine, rows: Iterator[ArticleRows]) -> list[tuple[float, float]]:
    """Seconds of processor time and by the clock of single additions."""
    found = []
    for each in islice(rows, ONES):
        cpu, wall = time.process_time(), time.perf_counter()
        add(store, [each])
        settle_all(store)
        found.append((time.process_time() - cpu, time.perf_counter() - wall))
    return found


def read_pages(store: Engine) -> tuple[list[float], list[float]]:
    """Seconds to list the newest stories and to load the largest ones."""
    lists, pages = [], []
    with store.connect() as connection:
        largest = select(stories.c.id).order_by(stories.c.article_count.desc()).limit(PAGES)
        for story_id in connection.execute(largest).scalars().all():
            began = time.perf_counter()
            list(list_stories(connection, StoryFilter(article_min=2), limit=50))
            lists.append(time.perf_counter() - began)
            began = time.perf_counter()
            load_story(connection, story_id)
            pages.append(time.perf_counter() - began)
    return lists, pages


def told(seconds: list[float]) -> str:
    """Median, 95th percentile and longest, in milliseconds."""
    ordered = sorted(seconds)
    return (
        f"median {1000 * statistics.median(ordered):.0f} ms, p95 {1000 * ordered[int(0.95 * len(ordered))]:.0f} ms, "
        f"longest {1000 * ordered[-1]:.0f} ms"
    )


def run(file: Path, db: Path, most: int) -> None:
    """Adds all articles and prints what it took."""
    clock, rows, count = Clock(), prepared(file), 0
    with open_store(str(db), writing=True) as store:
        for size in (*(each for each in SIZES if each < most), most):
            while count < size and (batch := list(islice(rows, min(BATCH_COUNT, size - count)))):
                with clock.on("linking"):
                    add(store, batch)
                count += len(batch)
            with clock.on("stories"):
                settle_all(store)
            ones = one_more(store, rows)
            count += len(ones)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            spent = ", ".join(f"{part} {clock.cpu[part]:.0f} s CPU ({clock.wall[part]:.0f} s)" for part in clock.cpu)
            print(f"{count:6,} articles: {spent}; {memory:,.0f} MB", flush=True)
            if ones:
                print(f"       one more: CPU {told([cpu for cpu, _ in ones])}", flush=True)
                print(f"                 clock {told([wall for _, wall in ones])}", flush=True)
        lists, pages = read_pages(store)
        print(f"       list of 50: {told(lists)}\n       the {PAGES} largest stories, whole: {told(pages)}")
        with store.connect() as connection:
            for table in (stories, claims, conflicts, neighbours):
                print(f"       {table.name}: {connection.execute(select(func.count()).select_from(table)).scalar():,}")
            sizes = connection.execute(
                select(stories.c.article_count).order_by(stories.c.article_count.desc()).limit(10)
            )
            print(f"       largest stories: {json.dumps(list(sizes.scalars()))}")
    print(f"       {db.stat().st_size / 1e6:,.0f} MB on disk")


def main() -> None:
    """Runs what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="what", required=True)
    first = commands.add_parser("prepare")
    first.add_argument("data", type=Path)
    first.add_argument("file", type=Path)
    second = commands.add_parser("run")
    second.add_argument("file", type=Path)
    second.add_argument("--keep", type=Path, metavar="DB")
    second.add_argument("--articles", type=int, default=1_000_000, metavar="N")
    options = parser.parse_args()
    if options.what == "prepare":
        prepare(options.data, options.file)
    else:
        with tempfile.TemporaryDirectory() as folder:
            run(options.file, options.keep or Path(folder) / "across.db", options.articles)


if __name__ == "__main__":
    main()
