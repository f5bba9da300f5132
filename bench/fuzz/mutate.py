"""Mutated inputs: 10,000 pages, WARCs, archives and feeds, damaged at random, none of which may raise or hang.

    python bench/fuzz/mutate.py --count 10000 --seed 1

Prints a table by kind: how many were read, refused, raised, and the slowest. What raised is written to --keep.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "bench" / "pages"), str(ROOT / "tests")]

from hostile import HOSTILE, tarred, zipped  # noqa: E402
from musnad.model import Article  # noqa: E402
from musnad.reading.received import Received  # noqa: E402
from musnad.reading.unpacking import Place, unpacked  # noqa: E402
from musnad.steps.read import read_received  # noqa: E402
from pages import cases  # noqa: E402
from test_unpacking import ATOM, MAIL, PAGE, RSS, warc  # noqa: E402

logging.disable(logging.CRITICAL)
SLOW_S = 5.0
TOKENS = [b"<", b">", b"</p>", b"<!--", b"]]>", b"<![CDATA[", b"&#x0;", b"&#xD800;", b"\x00", b"\xff\xfe", b"\r\n\r\n", b"{",
          b'{"@graph":[', b"99999999999999999999", b"-1", b"\xd9", "ۖ".encode(), "﷽".encode(), b"<table><tr><td>", b"<svg><title>",
          b"2021-13-45", b"%", b"WARC/1.0\r\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"Content-Length: 9\r\n", b"<br>" * 50]  # fmt: skip


def seeds() -> dict[str, list[bytes]]:
    pages = [case.raw for case in cases("all")]
    web = [warc(("http://e.org/a", b"", pages[n]), ("http://e.org/b", b"", PAGE), packed=n % 2 > 0) for n in range(6)]
    boxes = [zipped(("a.html", PAGE), ("b.jsonl", b'{"text": "said so"}\n')), tarred(("a.html", PAGE), ("f.xml", RSS))]
    small = [made for make, _ in HOSTILE.values() if len(made := make()) < 60_000]
    return {
        "HTML": pages,
        "WARC": web,
        "zip and tar": [*boxes, *(raw for raw in small if raw[:2] == b"PK")],
        "feed and mail": [RSS, ATOM, MAIL],
    }


def damaged(raw: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """The bytes with one to eight changes: bits, cuts, repeats, swaps, tokens, pieces of another seed."""
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        size = len(data)
        if not size:
            break
        at, span = chance.randrange(size), chance.randrange(1, max(2, min(400, size)))
        kind = chance.randrange(8)
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[at : at + span]
        elif kind == 2:
            data[at:at] = data[at : at + span] * chance.choice((1, 2, 20))
        elif kind == 3:
            data[at:at] = chance.choice(TOKENS)
        elif kind == 4:
            del data[at:]
        elif kind == 5:
            other = chance.choice(others)
            start = chance.randrange(len(other))
            data[at : at + span] = other[start : start + span]
        elif kind == 6:
            data[at : at + span] = bytes(chance.randrange(256) for _ in range(min(span, 40)))
        else:
            data[at : at + span] = chance.choice(TOKENS)
    return bytes(data)


def read_all(raw: bytes) -> tuple[int, int]:
    """How many articles and refusals come out."""
    good = bad = 0
    for item in unpacked(BytesIO(raw), Place("input", "input")):
        found = read_received(item) if isinstance(item, Received) else item
        if isinstance(found, Article):
            good += 1
            for zone in found.zones:
                assert zone.span.of(found.text).strip(), "a zone that covers nothing"
        else:
            bad += 1
    return good, bad


def main(count: int, seed: int, keep: Path | None, tell: Callable[[str], None] = print) -> int:
    chance, known, faults = random.Random(seed), seeds(), 0
    read_all(PAGE)  # loads the packs, which would count as slow
    shares = {"HTML": 0.5, "WARC": 0.15, "zip and tar": 0.15, "feed and mail": 0.2}
    for kind, raws in known.items():
        counts: Counter[str] = Counter()
        slowest = 0.0
        for number in range(int(count * shares[kind])):
            raw = damaged(chance.choice(raws), chance, raws)
            start = time.monotonic()
            try:
                good, bad = read_all(raw)
                counts["read" if good else "refused" if bad else "empty"] += 1
            except Exception as error:  # noqa: BLE001 this is what is looked for
                counts["raised"] += 1
                faults += 1
                tell(f"{kind} {number}: {type(error).__name__}: {error}\n{traceback.format_exc(limit=-3)}")
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{kind.replace(' ', '-')}-{seed}-{number}").write_bytes(raw)
            taken = time.monotonic() - start
            slowest = max(slowest, taken)
            if taken > SLOW_S:
                counts["slow"] += 1
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"slow-{kind.replace(' ', '-')}-{seed}-{number}").write_bytes(raw)
        tell(f"{kind:14} {dict(counts)} slowest {slowest:.1f} s")
    return faults


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    sys.exit(bool(main(asked.count, asked.seed, asked.keep)))
