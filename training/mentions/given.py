"""Writes the given names of the English pack (``people.yml``) from the names of people in Wikidata (CC0).

    python training/mentions/given.py PEOPLE.jsonl.xz

A word counts that at least ``LEAST`` people bear as their first of two names or more, and that is not a common
word: its frequency (``wordfreq``, CC BY-SA 4.0) is below ``COMMON``, or it is borne often for how common it is.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import wordfreq

from examples import load
from musnad.pack import PACKS, packs
from musnad.text import fold

LEAST = 3
COMMON = 4.2
_HEAD = """# Given names of people in Wikidata (CC0), folded: borne by at least {least}, and no common words. Made by
# training/mentions/given.py.
words: >-
"""


def main() -> None:
    """Counts the names and writes the file."""
    borne: Counter[str] = Counter()
    for person in load(Path(sys.argv[1])):
        firsts = {name.split()[0] for name in person["latin"] if len(name.split()) > 1}
        borne.update(fold(first) for first in firsts if first.isalpha() and len(first) > 2)
    sources = packs()["en"].sources
    known = set(sources.words) if sources else set()
    words = [
        word
        for word, count in sorted(borne.items())
        if count >= LEAST and word not in known and wordfreq.zipf_frequency(word, "en") < min(COMMON + count / 40, 5)
    ]
    lines = [" ".join(words[first : first + 14]) for first in range(0, len(words), 14)]
    body = "".join(f"  {line}\n" for line in lines)
    (PACKS / "en" / "people.yml").write_text(_HEAD.format(least=LEAST) + body, encoding="utf-8")
    print(len(words), "names")


if __name__ == "__main__":
    main()
