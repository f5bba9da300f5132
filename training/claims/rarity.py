"""Counts in how many sentences of news each stem stands, and writes ``rarity.npz`` of a pack.

usage: python -m training.claims.rarity DATA_FOLDER ar|en

Arabic: SaudiNewsNet (CC BY-NC-SA 4.0), Hespress and Al Jazeera (none stated), ArMPro (CC BY-NC-SA 4.0). English:
PolNeAR train, ECB+ train, the English side of NTREX. Only counts of hashed stems are kept, no text.
"""

from __future__ import annotations

import json
import lzma
import sys
import zipfile
from collections.abc import Iterator
from math import log
from pathlib import Path

import numpy as np

from musnad.pack import PACKS, packs
from musnad.text import tokenize
from musnad.vocabulary.claims import ClaimWords
from musnad.vocabulary.rarity import BUCKETS, STEPS, bucket

SOURCES = {
    "ar": ["hespress_jazeera.jsonl.xz", "armpro.jsonl.xz"],
    "en": ["polnear/train.jsonl.xz", "ecbplus_train.jsonl.xz", "ntrex/documents.jsonl.xz"],
}


def texts(data: Path, language: str) -> Iterator[str]:
    """The texts to count in."""
    for name in SOURCES[language]:
        with lzma.open(data / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                text = row.get("text") or row.get("content") or row.get("paragraph") or row.get(language)
                if text:
                    yield "\n".join(text) if isinstance(text, list) else text
    if language == "ar":
        for archive in sorted((data / "saudinewsnet").glob("*.zip")):
            with zipfile.ZipFile(archive) as opened:
                for name in opened.namelist():
                    rows = json.loads(opened.read(name).decode("utf-8-sig"))
                    yield from (row["content"] for row in rows[::3] if row.get("content"))


def stems(words: ClaimWords, forms: list[str]) -> set[str]:
    """The meanings and the roots of the words of a sentence."""
    found = {words.stem(form) for form in forms if form[0].isalnum() and form not in words.passing}
    return found | {f"√{root}" for root in map(words.stemming.root, found) if root}


def main() -> None:
    """Counts and writes."""
    data, language = Path(sys.argv[1]), sys.argv[2]
    words = packs()[language].claims
    if words is None:
        raise SystemExit("the pack has no claims.yml")
    counts = np.zeros(BUCKETS, np.int64)
    total = 0
    for text in texts(data, language):
        tokens = tokenize(text)
        for first, last in tokens.sentences:
            total += 1
            for stem in stems(words, tokens.forms[first:last]):
                counts[bucket(stem)] += 1
    table = np.array([min(255, round(STEPS * log(total / max(count, 0.5)))) for count in counts], np.uint8)
    np.savez_compressed(PACKS / language / "rarity.npz", steps=table)
    sys.stderr.write(f"{total} sentences, {int((counts > 0).sum())} places taken\n")


if __name__ == "__main__":
    main()
