"""Counts in how many articles each stem stands, and writes ``stories.npz`` of a pack.

    cd training && python -m stories.commonness ar DATA/saudinewsnet/*.zip DATA/hespress_jazeera.jsonl.xz
    cd training && python -m stories.commonness en        # needs wordfreq

Arabic is counted in articles: SaudiNewsNet (CC BY-NC-SA 4.0; leave days out with ``--without 2015-08-08``) and Hespress
and Al Jazeera of 2022. English follows from the word frequencies of wordfreq (data CC BY-SA 4.0): a word of frequency
f stands in 1 - exp(-f * 300) of articles of 300 words. Only counts are kept, no text.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from math import exp, log
from pathlib import Path

import numpy as np

from musnad.pack import PACKS, load_pack
from musnad.text import fold
from musnad.vocabulary.stories import STEPS, StoryWords, number_of

LEAST = 4
ARTICLE_WORDS = 300
_WORD = re.compile(r"\d+(?:[.,\u066b\u066c]\d+)*|[^\W\d_]+(?:'[a-z]+)?")


def texts(path: Path, without: list[str]) -> Iterator[str]:
    """Title and text of each article of a file."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            rows = [
                row for name in archive.namelist() if name.endswith(".json") for row in json.loads(archive.read(name))
            ]
    else:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
    for row in rows:
        if not row.get("date_extracted", "-").startswith(tuple(without) or ("none",)):
            yield f"{row.get('title') or ''}\n{row.get('content') or row.get('text') or ''}"


def counted(words: StoryWords, found: Iterator[str]) -> tuple[dict[int, float], float]:
    """The rarity of each stem by its number, and that of a stem which is not among them."""
    counts: Counter[str] = Counter()
    articles = 0
    for text in found:
        counts.update({words.stem(word) for word in _WORD.findall(fold(text)) if len(word) > 1})
        articles += 1
    return {number_of(stem): log(articles / count) for stem, count in counts.items() if count >= LEAST}, log(
        articles / 2
    )


def estimated(words: StoryWords) -> tuple[dict[int, float], float]:
    """The same for English, from word frequencies."""
    from wordfreq import get_frequency_dict  # noqa: PLC0415 -- needed here alone

    frequency: Counter[str] = Counter()
    for word, share in get_frequency_dict("en", wordlist="small").items():
        for part in _WORD.findall(fold(word)):
            frequency[words.stem(part)] += share
    shares = {stem: 1 - exp(-each * ARTICLE_WORDS) for stem, each in frequency.items()}
    return {number_of(stem): -log(share) for stem, share in shares.items()}, -log(min(shares.values()))


def main() -> None:
    """Writes the table of one language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", choices=["ar", "en"])
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--without", action="append", default=[])
    options = parser.parse_args()
    words = load_pack(PACKS / options.language).stories
    if words is None:
        raise SystemExit(f"{options.language} has no stories.yml")
    if options.files:
        found, rarest = counted(words, (text for path in options.files for text in texts(path, options.without)))
    else:
        found, rarest = estimated(words)
    numbers = np.array(sorted(found), dtype=np.uint32)
    steps = np.array([min(255, round(found[int(number)] * STEPS)) for number in numbers], dtype=np.uint8)
    np.savez_compressed(
        PACKS / options.language / "stories.npz", numbers=numbers, steps=steps, rarest=np.float32(rarest)
    )
    print(f"{len(numbers):,} stems, rarest {rarest:.2f}")


if __name__ == "__main__":
    main()
