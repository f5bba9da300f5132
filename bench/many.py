"""Many articles out of thirty thousand: the archive again and again, each time with other names, numbers and days.

    python bench/across.py prepare DATA rows.pickle
    python bench/many.py rows.pickle OUT [--articles 300000] [--seed 1]

OUT gets lines of JSON as ``musnad run`` reads them. The first round is the archive as it is; each round after it is
changed so that nothing in it is a duplicate of another round:

    names     Of the people, places and organisations that were found, seven of ten are others, drawn for each round by
              the whole name, so that one in all articles of a round is one in the new ones. Their words are swapped
              with words that are about as frequent in names of the same type, the rarer with rarer ones. Three of ten
              stay, as people stay in the news: with these shares ten rounds name 6.5 times as many people as one,
              where the archive's own growth (n^0.84 from 10,000 to 30,000 articles) would give 6.9.
    numbers   Each run of digits is another one of its length, those up to 31 again up to 31; years stay.
    days      28 days later than the round before: the days of one round are 22, so that there are as many articles a
              day as in the archive, and articles of two rounds never meet in a story.

The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from math import log
from pathlib import Path

from across import prepared
from musnad.store.rows import ArticleRows

KEPT_SHARE = 0.3
ROUND_DAYS = 28
TYPES = frozenset({"person", "place", "organisation"})
ARTICLE = "ال"
_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"\w+")


@dataclass
class Words:
    """The words that names of one type are made of, in bands of like frequency."""

    counts: Counter[str] = field(default_factory=Counter)

    def swapped(self, dice: random.Random) -> dict[str, str]:
        """For each word another of its band."""
        bands: dict[tuple[int, bool], list[str]] = defaultdict(list)
        ranked = sorted(self.counts, key=lambda word: (-self.counts[word], word))
        for rank, word in enumerate(ranked, 1):
            bands[int(log(rank, 4)), word.startswith(ARTICLE)].append(word)
        found: dict[str, str] = {}
        for band in bands.values():
            others = band[:]
            dice.shuffle(others)
            found.update(zip(band, others, strict=True))
        return found


def names_in(rows: ArticleRows) -> Iterator[tuple[str, str, int, int]]:
    """Type, entity by its whole name, start and end of each name in the text."""
    entities = {each["number"]: each["node_id"] for each in rows.locals}
    for mention in rows.mentions:
        if mention["type"] in TYPES:
            entity = entities.get(mention["local_number"], mention["name"] or "")
            yield mention["type"], entity, mention["start_offset"], mention["end_offset"]


class Round:
    """One time through the archive."""

    def __init__(self, number: int, seed: int, words: dict[str, Words]) -> None:
        self.number = number
        self._dice = random.Random(f"{seed}-{number}")
        self._swapped = {kind: each.swapped(self._dice) for kind, each in sorted(words.items())}
        self._seed = seed

    def line(self, rows: ArticleRows) -> str:
        """An article as a line of JSON."""
        article = rows.article
        text, title = article["text"], article["title"]
        published = datetime.fromisoformat(article["published"])
        if self.number:
            ends = len(title) if title and text.startswith(title) else 0
            text, ends = self._changed(rows, ends)
            title = text[:ends] if ends else title
            published += timedelta(days=ROUND_DAYS * self.number)
        record = {
            "id": f"{article['label']}-{self.number}",
            "text": text,
            "title": title,
            "outlet": article["outlet"],
            "published": published.isoformat(),
            "language": article["language"],
        }
        return json.dumps(record, ensure_ascii=False) + "\n"

    def _changed(self, rows: ArticleRows, mark: int) -> tuple[str, int]:
        """The text with other names and numbers, and where ``mark`` is in it."""
        text = rows.article["text"]
        parts, at, moved = [], 0, mark
        for kind, entity, start, end in sorted(names_in(rows), key=lambda each: each[2:]):
            if start < at or self._stays(kind, entity):
                continue
            parts += [self._numbered(text[at:start]), self._renamed(kind, text[start:end])]
            at = end
            if end <= mark:
                moved += len(parts[-1]) - (end - start)
        return "".join([*parts, self._numbered(text[at:])]), moved

    def _stays(self, kind: str, entity: str) -> bool:
        return random.Random(f"{self._seed}-{self.number}-{kind}-{entity}").random() < KEPT_SHARE

    def _renamed(self, kind: str, name: str) -> str:
        swapped = self._swapped[kind]
        return _WORDS.sub(lambda found: swapped.get(found[0], found[0]), name)

    def _numbered(self, text: str) -> str:
        return _NUMBERS.sub(self._number, text)

    def _number(self, found: re.Match[str]) -> str:
        digits = found[0]
        value, zero = int(digits), ord("٠") if digits[0] >= "٠" else ord("0")
        if 1900 <= value < 2100 or value == 0:
            return digits
        least = 10 ** (len(digits) - 1)
        other = str(self._dice.randint(least, 31 if least <= value <= 31 else 10 * least - 1))
        return "".join(chr(zero + int(digit)) for digit in other)


def many(file: Path, out: Path, articles: int, seed: int) -> None:
    """Writes the lines."""
    words: dict[str, Words] = {kind: Words() for kind in TYPES}
    for rows in prepared(file):
        for kind, _, start, end in names_in(rows):
            words[kind].counts.update(_WORDS.findall(rows.article["text"][start:end]))
    written = 0
    with out.open("w", encoding="utf-8") as lines:
        for number in count():
            own = Round(number, seed, words)
            for rows in prepared(file):
                if written == articles:
                    return
                lines.write(own.line(rows))
                written += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    many(options.file, options.out, options.articles, options.seed)


if __name__ == "__main__":
    main()
