"""Sorts of English nouns after WordNet, written to a language pack (``senses.yml``).

    python training/senses.py WORDNET_DICT OUT.yml

``WORDNET_DICT`` is the folder ``dict`` of WordNet 3.1; needs ``wordfreq`` and ``better-profanity``. Crude words are
left out: those of the latter's list that WordNet explains as slang or offensive. The file's head comment is kept by
hand.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from better_profanity import profanity
from wordfreq import top_n_list, zipf_frequency

# The lexicographer files of WordNet (lexnames(5WN)) by sort.
SORT_OF = {
    **dict.fromkeys((6, 8, 13, 17, 20, 27), "thing"),
    **dict.fromkeys((3, 7, 12, 16, 24, 25, 26), "state"),
    **dict.fromkeys((4, 11, 22), "doing"),
    **dict.fromkeys((9, 10), "said"),
    **{5: "animal", 14: "group", 15: "place", 18: "person", 19: "nature", 21: "wealth", 23: "quantity", 28: "time"},
}
SPEAKING = ("person", "group", "said")
FREQUENT = 2.9  # on the Zipf scale of wordfreq: about one in 1.3 million words
MOST, HARDLY = 0.6, 0.1  # shares of uses
ADJECTIVE = 1.5  # how many times as often a word must be an adjective to be none of the nouns
PLURALS = (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("men", "man"), ("s", ""))
OFFENSIVE = re.compile(r"slang|obscene|offensive|vulgar|slur\b|derogatory|disparag|insult|abuse\b|coarse")
YAML_SAYS = ("true", "false", "yes", "null", "off")


def main() -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wordnet", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    lines = []
    for sort, words in sorted(sorts(options.wordnet).items()):
        lines += [f"{sort}: >-", *textwrap.wrap(" ".join(words), 118, initial_indent="  ", subsequent_indent="  ")]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def sorts(wordnet: Path) -> dict[str, list[str]]:
    """Frequent nouns by sort, in alphabetical order."""
    used = uses(wordnet)
    nouns: dict[str, Counter[str]] = defaultdict(Counter)
    for word, number, use in senses(wordnet, "noun", (1,), used):
        nouns[word][SORT_OF[number]] += use
    adjectives: Counter[str] = Counter()
    for word, _, use in senses(wordnet, "adj", (3, 5), used):
        adjectives[word] += use
    found = defaultdict(list)
    offensive = explained_as_offensive(wordnet)
    for word in sorted(top_n_list("en", 60000)):
        noun = singular(word, nouns)
        if noun and len(word) > 2 and word not in YAML_SAYS and zipf_frequency(word, "en") >= FREQUENT:
            total = sum(nouns[noun].values())
            sort, most = nouns[noun].most_common(1)[0]
            if noun == word and adjectives[word] > ADJECTIVE * total:
                continue
            if noun in offensive and profanity.contains_profanity(word):
                continue
            if most >= MOST * total:
                found[sort].append(word)
            elif sum(nouns[noun][each] for each in SPEAKING) <= HARDLY * total:
                found["other"].append(word)
    return found


def uses(wordnet: Path) -> dict[tuple[str, int, str], float]:
    """How often a word has a sense: as often as WordNet's concordance does, and a little for its rank."""
    found = {}
    for line in (wordnet / "index.sense").read_text(encoding="utf-8").splitlines():
        key, offset, rank, count = line.split()
        word, _, rest = key.partition("%")
        found[word, int(rest[0]), offset] = int(count) + int(rank) ** -1.5
    return found


def senses(
    wordnet: Path, part: str, kinds: tuple[int, ...], used: dict[tuple[str, int, str], float]
) -> Iterator[tuple[str, int, float]]:
    """Each word of a part of speech, the number of a sense's lexicographer file, how often it has that sense."""
    for line in (wordnet / f"data.{part}").read_text(encoding="utf-8").splitlines():
        fields = line.partition(" | ")[0].split(" ")
        if line.startswith("  "):
            continue
        for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
            if "_" not in word and word == word.lower():
                for kind in kinds:
                    if (word, kind, fields[0]) in used:
                        yield word, int(fields[1]), used[word, kind, fields[0]]


def explained_as_offensive(wordnet: Path) -> set[str]:
    """The nouns of which one explanation says that they are slang or give offence."""
    found: set[str] = set()
    for line in (wordnet / "data.noun").read_text(encoding="utf-8").splitlines():
        data, _, gloss = line.partition(" | ")
        if not line.startswith("  ") and OFFENSIVE.search(gloss):
            fields = data.split(" ")
            found.update(word.lower() for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2])
    return found


def singular(word: str, nouns: dict[str, Counter[str]]) -> str:
    """The noun that a word is, or is the plural of; empty if it is none."""
    if not (word.isalpha() and word.isascii()):
        return ""
    if word in nouns:
        return word
    for ending, instead in PLURALS:
        stem = word.removesuffix(ending) + instead
        if word.endswith(ending) and not word.endswith("ss") and stem in nouns:
            return stem
    return ""


if __name__ == "__main__":
    main()
