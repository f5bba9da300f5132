"""Another checkout against this one: processor time by step, in turns, and whether they find the same.

usage: python bench/against.py SOURCE [--this SOURCE] [--data FOLDER] [--articles FILE] [--limit N] [--warm N]
       [--mode careful|fast]

SOURCE is the ``src`` folder of the other checkout (``git worktree add ../before COMMIT`` makes one); ``--this`` is
another one to be measured in place of this checkout (``make compiled`` does so). Each of the
two runs in a process of its own, and they take turns with ten articles each, so that a machine that is busy with
other things is as slow for one as for the other; what counts is the time of the processor. Texts are those of
``bench/throughput.py``. The first (``--warm``) are not counted: packs are loaded with them, and words become known.

Printed for each step, in milliseconds an article: the other checkout, this one, and how many times as long this one
takes. ``read`` makes an article of a line, ``extract`` are statements, names and times, ``write`` is the line of JSON,
``rows`` are those of a run. Stops where the two write different lines or rows.
"""

from __future__ import annotations

import argparse
import hashlib
import inspect
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from throughput import archive, listed, write_feed

HERE = Path(__file__).resolve().parent.parent
STEPS = ("read", "extract", "write", "rows")
TURN = 10  # articles: fewer would measure how fast the caches of the processor fill


def main() -> None:
    data = Path(os.environ.get("MUSNAD_DATA", HERE.parent / "shared" / "data"))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--this", type=Path, default=HERE / "src", help="what is measured instead of this checkout")
    parser.add_argument("--data", type=Path, default=data)
    parser.add_argument("--articles", type=Path, help="a JSONL file with texts, instead of the archive")
    parser.add_argument("--limit", type=int, default=600)
    parser.add_argument("--warm", type=int, default=200)
    parser.add_argument("--mode", choices=("careful", "fast"), default="fast")
    parser.add_argument("--turns", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.turns:
        take_turns(options.source, options.mode)
        return
    with tempfile.TemporaryDirectory() as folder:
        feed = Path(folder) / "feed.jsonl"
        write_feed(feed, listed(options.articles) if options.articles else archive(options.data), options.limit)
        show(compare(feed, options))


def take_turns(feed: Path, mode: str) -> None:
    """The life of one side: for every line that comes in, a turn; its times and a digest of what was found go out."""
    from musnad.contract import to_line  # noqa: PLC0415 of the side's own checkout
    from musnad.intake import read_all  # noqa: PLC0415
    from musnad.per_article import linked_rows  # noqa: PLC0415
    from musnad.pipeline import extract  # noqa: PLC0415

    leaves_words = {"is_searched": False} if "is_searched" in inspect.signature(linked_rows).parameters else {}
    articles = iter(read_all([feed]))
    for _ in sys.stdin:
        spent, digest = [0.0] * len(STEPS), hashlib.sha256()
        for _ in range(TURN):
            marks = [process_time()]
            article = next(articles)
            marks.append(process_time())
            extraction = extract(article, mode)
            marks.append(process_time())
            line = to_line(extraction)
            marks.append(process_time())
            rows = linked_rows(extraction, ("1", "1"), **leaves_words)
            marks.append(process_time())
            spent = [total + end - start for total, (start, end) in zip(spent, pairwise(marks), strict=True)]
            names = (each.name for each in fields(rows))
            told = [getattr(rows, name) for name in names if name != "words"]
            digest.update(line + json.dumps(told).encode())
        print(json.dumps([digest.hexdigest(), spent]), flush=True)


def compare(feed: Path, options: argparse.Namespace) -> list[Counter[str]]:
    """The milliseconds of each step an article, of the other checkout and this one."""
    sides = [_start(feed, source, options.mode) for source in (options.source, options.this)]
    totals: list[Counter[str]] = [Counter(), Counter()]
    turns, warm = options.limit // TURN, options.warm // TURN
    for number in range(turns):
        digests = [""] * 2
        for side in (0, 1) if number % 2 else (1, 0):
            sides[side].stdin.write("\n")
            sides[side].stdin.flush()
            digests[side], spent = json.loads(sides[side].stdout.readline())
            if number >= warm:
                for name, seconds in zip(STEPS, spent, strict=True):
                    totals[side][name] += 1000 * seconds / (turns - warm) / TURN
        if digests[0] != digests[1]:
            sys.exit(f"the two find different things in the {TURN} articles from number {number * TURN} of the feed")
    for side in sides:
        side.stdin.close()
        side.wait()
    return totals


def _start(feed: Path, source: Path, mode: str) -> Any:
    command = [sys.executable, __file__, "--turns", "--mode", mode, str(feed)]
    environment = {**os.environ, "PYTHONPATH": str(source.resolve())}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, text=True, bufsize=1)


def show(totals: list[Counter[str]]) -> None:
    print("| step | before | now | |\n|---|---|---|---|")
    for name in STEPS:
        print(f"| {name} | {totals[0][name]:.2f} | {totals[1][name]:.2f} | × {totals[1][name] / totals[0][name]:.2f} |")
    before, now = (sum(total.values()) for total in totals)
    print(f"| all | {before:.2f} | {now:.2f} | × {now / before:.2f} |")


if __name__ == "__main__":
    main()
