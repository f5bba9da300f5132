"""The same articles on every engine: are the rows equal, and what do they cost?

    python bench/cluster.py run DATA [--articles 1000,3000] [--engines local,native,ray] [--partitions 8] [--add]
    python bench/cluster.py file FILE OUT         # one run of a file of many lines, as bench/many.py makes them
    python bench/cluster.py across FILE FOLDER [--articles 10000,30000] [--same-days] [--until STAGE]
    python bench/cluster.py curve FOLDER…         # growth of each stage between the manifests of several runs
    python bench/cluster.py words DATA            # how many articles meet under a word, and are compared, by density

DATA is the folder that holds ``saudinewsnet``; its articles are taken in the order of its files, read in fast mode.
With ``--add`` the same articles are added to a store as well, and stories, claims and names compared with the store's.

``across`` runs the half across articles alone, over the rows that ``bench/across.py prepare`` wrote to FILE: a run for
each size under FOLDER. Articles are taken in the order of the file, which is that of days; with ``--same-days`` one of
every so many, so that the days stay the same and there are fewer on each. Work files stay: a second call goes on.

Printed for each engine, with two workers:

    seconds     by the clock, from the start of the command to its end
    CPU         seconds of all processes of the command, Ray's own among them
    memory      the most that all of them held at once (proportional shares of what they have in common), and the most
                that one worker held
    equal       whether every file of every table is that of the first engine, byte for byte

and for the last size of the first engine what each stage took, moved between tasks, and its largest group.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import combinations, islice, product
from math import log
from pathlib import Path
from typing import Any

from sqlalchemy import select

from musnad.corpus.articles import Found
from musnad.corpus.boxes import bucket_of
from musnad.corpus.place import Place
from musnad.corpus.run import Flow, Settings
from musnad.corpus.tables import unpacked
from musnad.corpus.task import Order, Task
from musnad.engine.local import LocalEngine
from musnad.model import Article
from musnad.pack import packs
from musnad.pipeline import Mode
from musnad.store.open import open_store
from musnad.store.schema_links import nodes
from musnad.store.schema_stories import claim_statements, claims, conflicts, copies, groupings, story_articles
from musnad.stories.profile import profile

ENGINES = {
    "local": ["--engine", "local"],
    "native": ["--engine", "cluster"],
    "ray": ["--engine", "cluster", "--ray", "local"],
}
HELD = (nodes, story_articles, claims, claim_statements, conflicts, copies, groupings)
CLAIM = ("id", "story_id", "position", "text", "origin_min_count", "origin_max_count")
PARTS = {
    "conflicts": ("story_id", "left_id", "right_id", "about", "left_value", "right_value", "reason"),
    "copies": ("story_id", "copy_id", "original_id", "score", "reason"),
    "groupings": ("story_id", "left_id", "right_id", "reason", "score"),
}
HEAD = "| articles | engine | seconds | CPU | memory together | largest worker | equal |\n|---|---|---|---|---|---|---|"
TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def prepare(data: Path, count: int, out: Path) -> int:
    """Writes articles as lines of JSON; gives how many."""
    sys.path.insert(0, str(Path(__file__).parent))
    from stories import saudi  # noqa: PLC0415 a sibling, which is no package

    written = 0
    with out.open("w", encoding="utf-8") as lines:
        for article in saudi(data):
            lines.write(_line(article))
            written += 1
            if written == count:
                break
    return written


def _line(article: Article) -> str:
    names = ("id", "text", "title", "outlet", "published", "language")
    return json.dumps({name: getattr(article, name) for name in names}, ensure_ascii=False) + "\n"


@dataclass
class Watched:
    """What a command and all that it started used."""

    wall_s: float = 0.0
    together_bytes: int = 0
    cpu_s: dict[int, float] = field(default_factory=dict)


def watched(command: Sequence[str]) -> Watched:
    """Runs a command; its processes are looked at twice a second."""
    found, began = Watched(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    known = {process.pid}
    while process.poll() is None:
        known |= _descendants(known)
        held = 0
        for pid in known:
            try:
                told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                found.cpu_s[pid] = (int(told[11]) + int(told[12])) * TICK_S
                held += _share(pid)
            except OSError:
                continue
        found.together_bytes = max(found.together_bytes, held)
        time.sleep(0.5)
    found.wall_s = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\n{process.stderr.read() if process.stderr else ''}")
    return found


def _descendants(known: set[int]) -> set[int]:
    """All processes that have one of these above them; those whose parent has ended stay known."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:
            continue
    found, size = set(known), -1
    while size != len(found):
        size = len(found)
        found |= {pid for pid, parent in parents.items() if parent in found}
    return found


def _share(pid: int) -> int:
    """The memory of a process, what it shares with others counted in parts."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def digest(out: Path) -> str:
    """One hash of every file of every table, with its name."""
    found = hashlib.sha256()
    for path in sorted(out.rglob("*.parquet")):
        found.update(str(path.relative_to(out)).encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def run(options: argparse.Namespace) -> None:
    """Prints the tables."""
    with tempfile.TemporaryDirectory(prefix="musnad-cluster-") as folder:
        keep = Path(options.keep or folder)
        keep.mkdir(parents=True, exist_ok=True)
        manifest: dict[str, Any] = {}
        print(HEAD)
        for size in options.articles:
            feed = keep / f"saudi-{size}.jsonl"
            count = prepare(options.data, size, feed)
            first = ""
            for engine in options.engines:
                out = keep / f"{engine}-{size}"
                more = ["--partitions", str(options.partitions), *ENGINES[engine]]
                used, own = _ran(feed, out, more)
                found = digest(out)
                first = first or found
                _row(count, engine, used, _largest(own), "yes" if found == first else "NO")
                manifest = manifest if engine != options.engines[0] else own
            if options.add:
                db = str(keep / f"add-{size}.db")
                command = [sys.executable, "-m", "musnad", "add", str(feed), "--db", db]
                command += ["--mode", "fast", "--workers", "2"]
                _row(count, "musnad add", watched(command), "", "")
                print(f"\nas the store has them: {same_as_store(keep / f'{options.engines[0]}-{size}', db)}\n")
        stages(manifest, count)


def file(options: argparse.Namespace) -> None:
    """Prints what one run over a file takes; a run that was broken off goes on, and counts from there."""
    used, manifest = _ran(options.file, options.out, [])
    print(HEAD)
    _row(manifest["rows"]["articles"], "local", used, _largest(manifest), "")
    stages(manifest, manifest["rows"]["articles"])


def _ran(feed: Path, out: Path, more: Sequence[str]) -> tuple[Watched, dict[str, Any]]:
    """What ``musnad run`` with two workers used, and its manifest."""
    command = [sys.executable, "-m", "musnad", "run", str(feed), "--out", str(out), "--mode", "fast", "--workers", "2"]
    used = watched([*command, *more])
    return used, json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def _largest(manifest: dict[str, Any]) -> str:
    """The most that one worker held."""
    return f"{max(stage['peak_bytes'] for stage in manifest['stages'].values()) / 1e6:,.0f} MB"


def _row(count: int, engine: str, used: Watched, worker: str, equal: str) -> None:
    cpu, together = sum(used.cpu_s.values()), used.together_bytes / 1e6
    print(f"| {count:,} | {engine} | {used.wall_s:,.0f} | {cpu:,.0f} | {together:,.0f} MB | {worker} | {equal} |")


def same_as_store(out: Path, db: str) -> str:
    """Which sorts of rows of a run are those of a store, with how many there are."""

    def rows(table: str) -> list[dict[str, Any]]:
        return [row for path in sorted((out / table).glob("*.parquet")) for row in unpacked(path.read_bytes())]

    with open_store(db) as store, store.connect() as connection:
        held = {table.name: connection.execute(select(table)).mappings().all() for table in HELD}
    claimed = rows("claims")
    pairs = {
        "stories": (
            {(row["story_id"], row["position"], row["article_id"]) for row in held["story_articles"]},
            {(row["id"], place, key) for row in rows("stories") for place, key in enumerate(row["article_ids"])},
        ),
        "claims": (
            {(*(row[name] for name in CLAIM), tuple(json.loads(row["reasons"]))) for row in held["claims"]},
            {(*(row[name] for name in CLAIM), tuple(row["reasons"])) for row in claimed},
        ),
        "statements in claims": (
            {(row["claim_id"], row["relation"], row["statement_id"]) for row in held["claim_statements"]},
            {(row["id"], side, key) for row in claimed for side in ("support", "deny", "comment") for key in row[side]},
        ),
        "entities of names": (
            {(row["id"], row["entity_id"]) for row in held["nodes"]},
            {(key, row["id"]) for row in rows("entities") for key in row["node_ids"]},
        ),
    }
    for table, names in PARTS.items():
        ours, theirs = ({tuple(row[name] for name in names) for row in each} for each in (held[table], rows(table)))
        pairs[table] = ours, theirs
    return ", ".join(
        f"{len(ours):,} {sort} {'yes' if ours == theirs else 'NO'}" for sort, (ours, theirs) in pairs.items()
    )


def stages(manifest: dict[str, Any], count: int) -> None:
    """Prints what each stage of a run took."""
    print(f"\n{count:,} articles, by stage:\n")
    print("| stage | tasks | CPU | moved | written | bytes moved an article | largest group |")
    print("|---|---|---|---|---|---|---|")
    for name, each in manifest["stages"].items():
        print(
            f"| {name} | {each['tasks']} | {each['cpu_s']:.1f} s | {each['moved_bytes'] / 1e6:,.1f} MB "
            f"| {each['written_bytes'] / 1e6:,.1f} MB | {each['moved_bytes'] / count:,.0f} | {each['most'] or ''} |"
        )
    print(f"\nrows: {manifest['rows']}")


def words(data: Path, sizes: Sequence[int]) -> None:
    """Prints how many articles meet under one word and stretch of days, and how many pairs are compared, without names.

    Of every so many articles one is taken, so that the days stay the same and only the density differs.
    """
    sys.path.insert(0, str(Path(__file__).parent))
    from stories import saudi  # noqa: PLC0415 a sibling, which is no package

    made = [profile(each, packs()[each.language].stories) for each in islice(saudi(data), max(sizes))]
    days = len({int(each.day or 0) for each in made})
    print("| articles | a day | largest group | pairs that meet, an article | compared, an article |")
    print("|---|---|---|---|---|")
    for size in sizes:
        under: dict[tuple[int, int], list[tuple[bool, frozenset[int], float]]] = defaultdict(list)
        taken = made[:: len(made) // size]
        for each in taken:
            keys, day = frozenset(each.keys), each.day or 0.0
            for key, (stretch, is_home) in product(keys, ((int(day // 3), True), (int(day // 3) + 1, False))):
                under[key, stretch].append((is_home, keys, day))
        met = compared = 0
        for (key, _), group in under.items():
            for one, other in combinations(group, 2):
                if (one[0] or other[0]) and abs(one[2] - other[2]) <= 3:
                    common = one[1] & other[1]
                    met += 1
                    compared += len(common) >= 2 and min(common) == key
        largest = max(map(len, under.values()))
        count = len(taken)
        print(f"| {count:,} | {count / days:,.0f} | {largest:,} | {met / count:,.1f} | {compared / count:,.1f} |")


def curve(folders: Sequence[Path]) -> None:
    """Prints for each stage the exponent with which its processor time and what it moves grow from run to run."""
    runs = [json.loads((folder / "manifest.json").read_text(encoding="utf-8")) for folder in folders]
    runs.sort(key=lambda each: each["rows"]["articles"])
    sizes = [each["rows"]["articles"] for each in runs]
    print(f"| stage | CPU at {' / '.join(f'{size:,}' for size in sizes)} | grows as | moved grows as |")
    print("|---|---|---|---|")
    for name in runs[0]["stages"]:
        if any(name not in each["stages"] for each in runs):
            continue
        of = [each["stages"][name] for each in runs]
        cpu = [each["cpu_s"] for each in of]
        told = " / ".join(f"{each:.1f} s" for each in cpu)
        print(f"| {name} | {told} | {_power(sizes, cpu)} | {_power(sizes, [each['moved_bytes'] for each in of])} |")


class EnoughError(Exception):
    """The last stage that was asked for is done."""


def across(options: argparse.Namespace) -> None:
    """Runs the stages behind ``extract`` over rows that were made before; what is done already is not done again."""
    packs()
    for size in options.articles:
        out, count = options.folder / f"across-{size}", options.partitions
        if not (out / "_work" / "done").exists():
            _extract(options, size, out)

        def tell(stage: str) -> None:
            if stage == options.until:
                raise EnoughError

        flow = Flow(Place(str(out)), LocalEngine(2, 1), Settings(Mode.FAST, partitions=count), count, tell)
        with suppress(EnoughError):
            flow.go([])
        stages_done = {name: stage for name, stage in flow.stages.items() if name != "extract"}
        told = {"rows": flow.rows | {"articles": size}, "stages": stages_done}
        (out / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
        print(f"{size:,}: {sum(stage['cpu_s'] for stage in stages_done.values()):,.0f} s of processor time")
        for name, each in stages_done.items():
            if each["pairs"] or each["most"]:
                print(
                    f"{name}: largest group {each['most']:,}, {each['pairs']:,} pairs, {each['compared']:,} compared, ",
                    end="",
                )
                print(f"{each['peak_bytes'] / 1e6:,.0f} MB a worker")


def _extract(options: argparse.Namespace, size: int, out: Path) -> None:
    """Leaves what the tasks of ``extract`` would."""
    sys.path.insert(0, str(Path(__file__).parent))
    from across import prepared  # noqa: PLC0415 a sibling, which is no package

    total, count = sum(1 for _ in prepared(options.file)) if options.same_days else 0, options.partitions
    tasks = [Task(Order(str(out), "extract", bucket, count, Mode.FAST.value)) for bucket in range(count)]
    found = [Found(task) for task in tasks]
    for rows in islice(prepared(options.file), 0, size * max(1, total // size), max(1, total // size)):
        found[bucket_of(rows.article["id"], count)].add(rows)
    for each, task in zip(found, tasks, strict=True):
        each.close()
        task.done()


def _power(sizes: Sequence[int], values: Sequence[float]) -> str:
    """The exponent between the first and the last; empty where there is next to nothing."""
    if min(values[0], values[-1]) <= 0 or sizes[0] == sizes[-1]:
        return ""
    return f"n^{log(values[-1] / values[0]) / log(sizes[-1] / sizes[0]):.2f}"


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("run")
    one.add_argument("data", type=Path)
    one.add_argument("--articles", type=_numbers, default=[1_000, 3_000])
    one.add_argument("--engines", type=lambda text: text.split(","), default=list(ENGINES))
    one.add_argument("--partitions", type=int, default=8)
    one.add_argument("--keep", help="a folder to leave the tables in")
    one.add_argument("--add", action="store_true")
    three = commands.add_parser("words")
    three.add_argument("data", type=Path)
    three.add_argument("--articles", type=_numbers, default=[1_000, 3_000, 10_000])
    two = commands.add_parser("curve")
    two.add_argument("folders", type=Path, nargs="+")
    five = commands.add_parser("file")
    five.add_argument("file", type=Path)
    five.add_argument("out", type=Path)
    four = commands.add_parser("across")
    four.add_argument("file", type=Path)
    four.add_argument("folder", type=Path)
    four.add_argument("--articles", type=_numbers, default=[10_000, 30_000])
    four.add_argument("--same-days", action="store_true")
    four.add_argument("--partitions", type=int, default=8)
    four.add_argument("--until", metavar="STAGE", help="the last stage to be run")
    options = parser.parse_args()
    if options.command == "words":
        words(options.data, options.articles)
    elif options.command == "curve":
        curve(options.folders)
    else:
        {"run": run, "file": file, "across": across}[options.command](options)


if __name__ == "__main__":
    main()
