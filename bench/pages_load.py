"""How fast the page answers while articles are being added: list of stories, search, and the largest dossier.

    python bench/pages_load.py                                  a store of 60 made-up articles in a temporary folder
    python bench/pages_load.py --db news.db --add feed.jsonl     a store of yours, to which a feed is added meanwhile

A server of its own runs beside this program, on this machine's own address; the requests are bounded in number.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from web_story import write_many  # noqa: E402

SEARCHES = (
    "الوزاره",
    "مسئول",
    "قتلي الانفجار",
    "ميناء",
    "المتحدث باسم",
    "الرئيس",
    "letter",
    "27",
    "سالم مراد",
    "اقتصاد النفط",
)
TARGETS = {"stories": (100, None), "search": (100, None), "dossier": (300, 500_000)}
LIMIT_S = 600


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--db", help="a store (default: one made for this)")
    options.add_argument("--add", type=Path, help="JSONL that is added while the page is asked")
    options.add_argument("--count", type=int, default=200, help="requests of each kind")
    options.add_argument("--clients", type=int, default=1, help="how many ask at the same time")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db, feed = given.db, given.add
        if db is None:
            db = f"{folder}/news.db"
            run("add", str(write_many(Path(folder) / "many.jsonl", 60)), "--mode", "fast", "--db", db).wait()
            feed = feed or write_many(Path(folder) / "more.jsonl", 240)
        port = free_port()
        server = run("serve", "--db", db, "--port", str(port), "--mode", "fast")
        try:
            wait_for(port)
            writer = run("add", str(feed), "--mode", "fast", "--db", db, "--workers", "1") if feed else None
            measure(server.pid, port, given.count, given.clients)
            if writer is not None:
                print("the writer was still at work" if writer.poll() is None else "the writer had ended before")
                writer.terminate()
                writer.wait()
        finally:
            server.terminate()
            server.wait()


def measure(pid: int, port: int, count: int, clients: int) -> None:
    listed = json.loads(ask(port, "/stories.json?several=1")[1])
    stories = listed["stories"] or json.loads(ask(port, "/stories.json")[1])["stories"]
    largest = max(stories, key=lambda each: each["article_count"])
    print(
        f"{listed['count']:,} stories of several articles; the largest listed has {largest['article_count']} articles"
    )
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {clients} clients at a time")
    chance = random.Random(7)
    kinds = {
        "stories": lambda: chance.choice(
            ("/stories", "/stories?several=1", "/stories?conflict=1", "/stories?language=ar")
        ),
        "search": lambda: f"/search?q={chance.choice(SEARCHES)}",
        "dossier": lambda: f"/stories/{largest['id']}",
    }
    for name, address in kinds.items():
        before = spent_ms(pid)
        times, sizes = load(port, [address() for _ in range(count)], clients)
        spent = (spent_ms(pid) - before) / count
        times.sort()
        median, high = statistics.median(times), times[int(len(times) * 0.95)]
        limit, most = TARGETS[name]
        told = f"{name:8} p50 {median:5.0f}  p95 {high:5.0f}  most {times[-1]:5.0f} ms  CPU {spent:4.0f} ms"
        told += f"  {max(sizes):,} bytes"
        is_met = high < limit and (most is None or max(sizes) < most)
        print(f"{told}   {'met' if is_met else 'NOT MET'}: {limit} ms" + (f", {most:,} bytes" if most else ""))


def spent_ms(pid: int) -> float:
    """What a process has used of the processor: the same on a busy machine as on a quiet one; 0 where nobody tells."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def load(port: int, paths: list[str], clients: int) -> tuple[list[float], list[int]]:
    times: list[float] = []
    sizes: list[int] = []
    left = iter(paths)
    lock = threading.Lock()

    def client() -> None:
        while True:
            with lock:
                path = next(left, None)
            if path is None:
                return
            start = time.perf_counter()
            status, text = ask(port, path)
            assert status == 200, (status, path)
            times.append((time.perf_counter() - start) * 1000)
            sizes.append(len(text))

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT_S)
    return times, sizes


def ask(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", quote(path, safe="/?=&%"))
    answer = connection.getresponse()
    return answer.status, answer.read()


def run(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "musnad", *words], stderr=subprocess.DEVNULL)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            ask(port, "/openapi.json")
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("the server does not answer")


if __name__ == "__main__":
    main()
