"""Prints the words that begin with a letter which looks like a particle and is none (``stems.whole`` of a pack).

usage: python -m training.claims.whole DATA_FOLDER ar

A word is whole if the article stands before it ("the ministry" begins with w, so that this is no "and"), or if what
would be left when the letter is taken off hardly ever stands by itself.
Counted in the texts of ``training.claims.rarity``; only words are kept, no text.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from training.claims.rarity import texts

from musnad.pack import packs
from musnad.text import fold
from musnad.vocabulary.claims import ClaimWords

_WORD = re.compile(r"[^\W\d_]+(?:[\u064b-\u0652\u0640][^\W\d_]*)*")
_LEAST, _LEAST_ARTICLE = 8, 5  # how often the word must stand, and with the article
_WITH_ARTICLE, _ALONE = 0.02, 0.03  # shares of that
_SHORTEST = 4  # letters
_EVERY = 2  # text that is counted


def whole(counts: Mapping[str, int], words: ClaimWords, article: str) -> list[str]:
    """The words of a count by folded word that are whole, sorted.

    >>> ar = packs()["ar"].claims
    >>> whole({"وزارة": 90, "الوزارة": 40, "ومصر": 50, "مصر": 900}, ar, "ال")
    ['وزارة']
    """
    letters = {each for each in words.stemming.prefixes if len(each) == 1}
    longer = tuple(each for each in words.stemming.prefixes if len(each) > 1)
    found = []
    for word, count in counts.items():
        rest = word[1:]
        if count < _LEAST or len(word) < _SHORTEST or word[0] not in letters or rest in words.passing:
            continue
        with_article = counts.get(article + word, 0)
        rest_with_article = counts.get(article + rest, 0)
        is_noun = with_article >= max(_LEAST_ARTICLE, _WITH_ARTICLE * count, rest_with_article / 5)
        left_over = max(counts.get(rest, 0), rest_with_article)
        if is_noun or (not word.startswith(longer) and left_over < _ALONE * count):
            found.append(word)
    return sorted(found)


def main() -> None:
    """Counts and prints."""
    data, language = Path(sys.argv[1]), sys.argv[2]
    pack = packs()[language]
    if pack.claims is None or pack.dates is None:
        raise SystemExit("the pack has no claims.yml or no dates.yml")
    counts: Counter[str] = Counter()
    for number, text in enumerate(texts(data, language)):
        if number % _EVERY == 0:
            counts.update(map(fold, _WORD.findall(text)))
    sys.stdout.write(", ".join(whole(counts, pack.claims, pack.dates.article)) + "\n")


if __name__ == "__main__":
    main()
