"""Writes the words of personal names of a language pack (``names.yml``) from a list of people.

    python training/names.py PEOPLE.jsonl.xz TEXTS.jsonl.xz… [--language ar] [--field arabic]

A word belongs to names if at least ``LEAST`` people bear it and running text does not use it more than
``COMMON`` times as often as people do; words that the pack already knows otherwise are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from examples import load
from musnad.pack import PACKS, load_pack
from musnad.text import tokenize

LEAST = 3
COMMON = 4
_HEAD = """# Words of personal names, folded. Counted from the names of people in Wikidata (CC0): borne by at least
# {least} people, and not {common} times as common in running news text as there. Made by training/names.py.
words: >-
"""


def main() -> None:
    """Counts the words and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", type=Path)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--language", default="ar")
    parser.add_argument("--field", default="arabic")
    options = parser.parse_args()
    borne: Counter[str] = Counter()
    for person in load(options.people):
        borne.update(form for form in tokenize(person[options.field]).forms if form[0].isalpha())
    used: Counter[str] = Counter()
    for path in options.texts:
        for article in load(path):
            used.update(tokenize(article["text"]).forms)
    pack = load_pack(PACKS / options.language)
    known = pack.sources.words if pack.sources else {}
    words = [
        form
        for form, count in sorted(borne.items())
        if count >= LEAST and used[form] <= COMMON * count and form not in known and len(form) > 1
    ]
    head = _HEAD.format(least=LEAST, common=COMMON)
    lines = [" ".join(words[start : start + 16]) for start in range(0, len(words), 16)]
    body = "".join(f"  {line}\n" for line in lines)
    (PACKS / options.language / "names.yml").write_text(head + body, encoding="utf-8")
    print(len(words), "words")


if __name__ == "__main__":
    main()
