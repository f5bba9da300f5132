"""Speed, memory and scaling of the per-article half: text → article → statements and chains → a line of JSON.

usage: python bench/throughput.py [--data FOLDER] [--articles FILE] [--limit N] [--workers 1,2]
                                  [--mode careful|fast] [--json]

Texts are those of SaudiNewsNet (zip files of JSON arrays, in saudinewsnet/ below the data folder), N of them
spread evenly over the archive, since some of its days and outlets have longer articles; an archive shorter
than N is gone through again. With --articles they are those of a JSONL file (.jsonl or .jsonl.xz). They are
first written to one JSONL file; each measured run is a process of its own that reads it, so that nothing of
this script counts. Printed for each number of workers:

    articles/s   from the first result to the last, so that starting up does not count
    memory       the most that the process and its workers took together up to each of ten checkpoints,
                 looked at ten times a second; pages they share count once (needs Linux)

and, for the same texts on one core, the articles/s of two things that people do with every text they get:
splitting into words with a regular expression and telling the language (py3langid), and looking up the
lemma of each word (simplemma, if it is installed).
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

# What is measured is imported where it is used: workers load this file too, and should weigh what they weigh
# in a real run.
# ruff: noqa: PLC0415
CHECKPOINT_COUNT = 10


def main() -> None:
    options = parsed()
    if options.measure:
        print(json.dumps(measure(options.measure, int(options.workers), options.limit, options.mode)))
        return
    with tempfile.TemporaryDirectory() as folder:
        feed = Path(folder) / "feed.jsonl"
        write_feed(feed, listed(options.articles) if options.articles else archive(options.data), options.limit)
        runs = [run(feed, int(count), options.limit, options.mode) for count in options.workers.split(",")]
        others = {name: round(speed_of(job, feed), 1) for name, job in baselines().items()}
    if options.json:
        print(json.dumps({"runs": runs, "others": others}, indent=2))
    else:
        show(runs, others)


def parsed() -> argparse.Namespace:
    here = Path(__file__).resolve().parent.parent
    data = Path(os.environ.get("MUSNAD_DATA", here.parent / "shared" / "data"))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=data, help="the folder that holds saudinewsnet/")
    parser.add_argument("--articles", type=Path, help="a JSONL file with texts, instead of the archive")
    parser.add_argument("--limit", type=int, default=2000, help="articles (default 2000)")
    parser.add_argument("--workers", default="1,2", help="numbers of processes (default 1,2)")
    parser.add_argument("--mode", choices=("careful", "fast"), default="fast", help="default fast")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def archive(data: Path) -> Iterator[str]:
    """The texts of the archive, headline first, as they would stand in a file."""
    zips = sorted((data / "saudinewsnet").glob("*.zip"))
    if not zips:
        sys.exit(f"{data}/saudinewsnet holds no zip file; name the folder with --data or MUSNAD_DATA")
    for path in zips:
        with zipfile.ZipFile(path) as archived:
            for name in archived.namelist():
                for article in json.loads(archived.read(name).decode("utf-8-sig")):
                    yield f"{article['title']}\n{article['content']}"


def listed(path: Path) -> Iterator[str]:
    """The texts of a JSONL file."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def write_feed(feed: Path, found: Iterator[str], limit: int) -> None:
    texts = [text for text in found if text.strip()]
    chosen = cycle(texts[:: max(1, len(texts) // limit)])
    with feed.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(islice(chosen, limit)):
            stream.write(json.dumps({"id": f"n{number}", "text": text}, ensure_ascii=False) + "\n")


def run(feed: Path, workers: int, limit: int, mode: str) -> dict[str, Any]:
    command = [sys.executable, __file__, "--measure", feed, "--workers", str(workers), "--limit", str(limit)]
    command += ["--mode", mode]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return {"workers": workers, **json.loads(done.stdout)}


def measure(feed: Path, workers: int, limit: int, mode: str) -> dict[str, Any]:
    """One run, in this process."""
    from musnad.contract import to_line
    from musnad.engine.local import LocalEngine
    from musnad.intake import extract_all
    from musnad.model import Rejected
    from musnad.pipeline import Mode

    step = max(1, limit // CHECKPOINT_COUNT)
    rejected = size = count = 0
    memory, first, used = [], 0.0, 0.0
    watch = Watch()
    watch.start()
    for count, line in enumerate(extract_all([feed], LocalEngine(workers), to_line, Mode(mode)), 1):
        if count == 1:
            first, used = time.perf_counter(), time.process_time()
        if isinstance(line, Rejected):
            rejected += 1
        else:
            size += len(line)
        if count % step == 0:
            memory.append((count, watch.since()))
    elapsed = time.perf_counter() - first
    return {
        "articles": count,
        "rejected": rejected,
        "mb_out": round(size / 1e6, 1),
        "seconds": round(elapsed, 2),
        "own_cpu_seconds": round(time.process_time() - used, 2),
        "articles_per_s": round((count - 1) / elapsed, 1),
        "memory_mb": memory,
        "peak_mb": round(watch.peak / 1000),
    }


class Watch(threading.Thread):
    """Looks ten times a second how much memory this process and its workers take together.

    Pages that they share count once (PSS), so that the figure is what the machine has to give.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.now = self.peak = self.seen = 0

    def run(self) -> None:
        while True:
            pid = os.getpid()
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            self.now = sum(map(share, [str(pid), *children]))
            self.peak, self.seen = max(self.peak, self.now), max(self.seen, self.now)
            time.sleep(0.1)

    def since(self) -> int:
        """The most since this was last asked, in MB."""
        seen, self.seen = self.seen, self.now
        return round(seen / 1000)


def share(pid: str) -> int:
    """The memory of a process in kB; 0 if it has gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found.group(1)) if found else 0


def baselines() -> dict[str, Callable[[str], object]]:
    """What our speed is compared with, by name."""
    import py3langid

    words = re.compile(r"\w+|[^\w\s]")

    def tell_language(text: str) -> object:
        return words.findall(text), py3langid.classify(text)

    found: dict[str, Callable[[str], object]] = {"words by regex + py3langid": tell_language}
    try:
        import simplemma
    except ImportError:  # not among our dependencies
        return found

    def lemmas(text: str) -> object:
        return [simplemma.lemmatize(word, lang="ar") for word in words.findall(text)]

    return {**found, "words by regex + simplemma": lemmas}


def speed_of(job: Callable[[str], object], feed: Path, limit: int = 2000) -> float:
    """Articles per second on one core."""
    with feed.open(encoding="utf-8") as stream:
        texts = [json.loads(line)["text"] for line in islice(stream, limit)]
    job(texts[0])
    start = time.perf_counter()
    for text in texts:
        job(text)
    return len(texts) / (time.perf_counter() - start)


def show(runs: list[dict[str, Any]], others: dict[str, float]) -> None:
    alone = next((run for run in runs if run["workers"] == 1), None)
    for run in runs:
        speed = run["articles_per_s"]
        times = f"  ×{speed / alone['articles_per_s']:.2f}" if alone and run is not alone else ""
        print(f"{run['workers']} worker(s): {speed:,.0f} articles/s over {run['articles']:,}{times}")
        checkpoints = ", ".join(f"{count:,}: {mb}" for count, mb in run["memory_mb"])
        print(f"  memory: peak {run['peak_mb']} MB; {checkpoints}")
        print(f"  {run['rejected']} rejected, {run['mb_out']} MB of JSON")
    for name, speed in others.items():
        ratio = f", ours ×{alone['articles_per_s'] / speed:.2f}" if alone else ""
        print(f"{name}: {speed:,.0f} articles/s{ratio}")


if __name__ == "__main__":
    main()
