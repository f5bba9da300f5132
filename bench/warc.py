"""A large WARC, read as it streams by: pages a second, and memory at the beginning and the end.

python bench/warc.py --mb 1000                     pages of our own
python bench/warc.py --mb 1000 --articles FILE     pages made of the articles of a JSONL file
"""

from __future__ import annotations

import argparse
import gzip
import html
import itertools
import json
import logging
import lzma
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "pages")]

from load import stories  # noqa: E402

from musnad.model import Rejected  # noqa: E402
from musnad.steps.read import read  # noqa: E402

logging.disable(logging.CRITICAL)


def texts(path: Path | None) -> Iterator[tuple[str, str]]:
    """Headlines and texts, again and again."""
    if path is None:
        yield from itertools.cycle([(story.title, "\n".join(story.text)) for story in stories()])
    while path is not None:
        opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
        with opened as lines:
            for line in lines:
                value = json.loads(line)
                yield value.get("title") or value["text"][:80], value["text"]


def made(out: Path, size: int, path: Path | None) -> int:
    """Writes pages of some 60 kB, each its own gzip part, until as many bytes are unpacked; gives their number."""
    chance, written, count = random.Random(1), 0, 0
    with out.open("wb") as file:
        for title, text in texts(path):
            if written > size:
                return count
            body = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
            script = "".join(f"var v{chance.random()}={chance.random()};" for _ in range(1_200))
            page = f"<html><head><title>{html.escape(title)}</title><script>{script}</script></head><body><h1>{html.escape(title)}</h1><article>{body}<p>{count}</p></article></body></html>".encode()
            sent = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.org/{count}\r\nContent-Type: application/http\r\nContent-Length: {len(sent)}\r\n\r\n"
            record = head.encode() + sent + b"\r\n\r\n"
            file.write(gzip.compress(record, 1))
            written += len(record)
            count += 1
    return count


def main(mb: int, path: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "big.warc.gz")
        count = made(out, mb * 1_000_000, path)
        print(f"{count:,} pages, {mb} MB, packed {out.stat().st_size / 1e6:.0f} MB")
        start, found, refused = time.process_time(), 0, 0
        curve = []
        for number, item in enumerate(read(out), 1):
            refused += isinstance(item, Rejected)
            found += 1
            if number % max(1, count // 10) == 0:
                curve.append(f"{100 * number // count} % {held():.0f} ({highest():.0f})")
        taken = time.process_time() - start
        print(
            f"{found:,} items, {refused} refused; {found / taken:.0f} pages and {mb / taken:.1f} MB a second and core, "
            f"{taken:.0f} s"
        )
        print("memory in MB, and its highest so far: " + ", ".join(curve))


def held() -> float:
    """The memory held now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def highest() -> float:
    """The most memory held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=int, default=200)
    parser.add_argument("--articles", type=Path)
    asked = parser.parse_args()
    main(asked.mb, asked.articles)
