"""Learns how names are spelled (``src/musnad/names/costs.json``) from people with names in both scripts.

    python training/names_costs.py PEOPLE.jsonl.xz

Reads lines ``{"arabic": …, "latin": [ … ]}``. A tenth of the people, by a hash of their Arabic names, is never looked
at: ``bench/names.py`` measures on it. Takes about four minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from names_em import ACROSS, WITHIN, Pairs, gains

from musnad.names.spelling import Units
from musnad.names.words import ARABIC, LATIN, Word, words_of

COSTS = Path(__file__).parents[1] / "src" / "musnad" / "names" / "costs.json"
TENTHS = 10
ASIDE, TUNING = 0, 1
SURE = 0.35  # of what two words could gain at best, the share from which they are taken to be the same
Person = tuple[str, list[str]]


def tenth(arabic: str) -> int:
    """Which tenth of the people this one belongs to."""
    return int(hashlib.sha256(arabic.encode()).hexdigest(), 16) % TENTHS


def people(path: Path) -> list[Person]:
    """The people of a file with their Arabic and their Latin names."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [(person["arabic"], person["latin"]) for person in map(json.loads, lines)]


def in_order(known: list[Person]) -> Pairs:
    """Pairs of words of names with equally many words, taken in order."""
    counts: Counter[tuple[str, str]] = Counter()
    for arabic, latins in known:
        ours = words_of(arabic)
        for latin in latins:
            theirs = words_of(latin)
            if len(ours) == len(theirs):
                counts.update((one.form, other.form) for one, other in zip(ours, theirs, strict=True) if _apt(one, other))
    return {pair: min(count, 5) ** 0.5 for pair, count in counts.items()}


def _apt(one: Word, other: Word) -> bool:
    return one.script == ARABIC and other.script == LATIN and not one.initial and not other.initial


def aligned(known: list[Person], units: Units, sure: float = SURE) -> Counter[tuple[str, str]]:
    """Pairs of words that spell one another by what was learned first, in any order, one or two words a side."""
    found: Counter[tuple[str, str]] = Counter()
    memo: dict[tuple[str, str], float] = {}

    def share(one: str, other: str) -> float:
        if (one, other) not in memo:
            ideal = (units.ideal(one) + units.ideal(other, other=True)) / 2
            memo[one, other] = units.gain(one, other) / ideal
        return memo[one, other]

    for arabic, latins in known:
        ours = [word.form for word in words_of(arabic) if word.script == ARABIC]
        for latin in latins:
            theirs = [word.form for word in words_of(latin) if word.script == LATIN]
            cells = sorted(
                (
                    (-share("".join(ours[i:a]), "".join(theirs[j:b])) * (a - i + b - j), i, a, j, b)
                    for i in range(len(ours))
                    for a in range(i + 1, min(i + 2, len(ours)) + 1)
                    for j in range(len(theirs))
                    for b in range(j + 1, min(j + 2, len(theirs)) + 1)
                    if a - i + b - j < 4
                )
            )
            taken_ours: set[int] = set()
            taken_theirs: set[int] = set()
            for value, i, a, j, b in cells:
                if -value / (a - i + b - j) < sure:
                    continue
                if taken_ours.isdisjoint(range(i, a)) and taken_theirs.isdisjoint(range(j, b)):
                    taken_ours.update(range(i, a))
                    taken_theirs.update(range(j, b))
                    found["".join(ours[i:a]), "".join(theirs[j:b])] += 1
    return found


def siblings(pairs: Counter[tuple[str, str]], side: int) -> Pairs:
    """Pairs of words of one script that spell the same word of the other, both ways round, weighted by how often."""
    by_pivot: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for pair, count in sorted(pairs.items()):
        by_pivot[pair[1 - side]].append((pair[side], count))
    found: Counter[tuple[str, str]] = Counter()
    for words in by_pivot.values():
        often = sorted(words, key=lambda each: -each[1])[:12]
        total = sum(count for _, count in words)
        for (one, count), (other, count_too) in combinations(often, 2):
            weight = min(1.0, 2 * min(count, count_too) / total + 0.05)
            found[one, other] += weight
            found[other, one] += weight
        for one, count in often:
            found[one, one] += min(1.0, count / total)
    return {pair: min(weight, 3.0) for pair, weight in found.items()}


def main() -> None:
    """Learns and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", type=Path)
    parser.add_argument("--out", type=Path, default=COSTS)
    options = parser.parse_args()
    known = [person for person in people(options.people) if tenth(person[0]) not in (ASIDE, TUNING)]
    first = gains(in_order(known), ACROSS)
    pairs = aligned(known, Units(first))
    print(len(pairs), "pairs of words,", sum(pairs.values()), "times")
    across = gains({pair: min(count, 5) ** 0.5 for pair, count in pairs.items()}, ACROSS)
    latin = gains(siblings(pairs, 1), WITHIN)
    arabic = gains(siblings(pairs, 0), WITHIN)
    spelled: dict[str, dict[str, int]] = {}
    for (one, other), count in sorted(pairs.items()):
        if count > 1:
            spelled.setdefault(one, {})[other] = count
    costs = {"gains": {"across": across, "latin": latin, "arabic": arabic}, "spelled": spelled, "people": len(known)}
    options.out.write_text(json.dumps(costs, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", "utf-8")
    print(options.out, options.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
