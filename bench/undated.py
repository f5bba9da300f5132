"""How many pairs would be compared if nobody knew when articles were published, and which of them are alike?

    python bench/undated.py DATA [--articles 3000] [--every 10]

DATA is the folder that holds ``saudinewsnet``; of its articles one of every so many is taken, its date and names left
out. For each number of weighty words that two articles share at least: the pairs, how many that makes for an article,
their share in all pairs, and what they hold of the pairs that are alike enough to hold a story together
(``STORY_COHESION_MIN``) among those that share two; of all, and of those that lie within three days.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import islice
from pathlib import Path

from musnad.config import across as config
from musnad.pack import packs
from musnad.stories.likeness import likelihood
from musnad.stories.profile import Profile, profile
from stories import saudi


def shared(made: list[Profile]) -> Counter[tuple[int, int]]:
    """How many keys two articles share, by their places; pairs with fewer than two left out."""
    posted: dict[int, list[int]] = defaultdict(list)
    found: Counter[tuple[int, int]] = Counter()
    for place, each in enumerate(made):
        common: Counter[int] = Counter()
        for key in each.keys:
            common.update(posted[key])
            posted[key].append(place)
        found.update({(other, place): count for other, count in common.items() if count >= 2})
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--every", type=int, default=10)
    given = parser.parse_args()
    taken = islice(saudi(given.data), 0, given.articles * given.every, given.every)
    made = [profile(each, packs()[each.language].stories) for each in taken]
    pairs, alike, near = Counter[int](), Counter[int](), Counter[int]()
    for (one, other), count in shared(made).items():
        pairs[count] += 1
        sides = [replace(made[place], day=None) for place in (one, other)]
        if likelihood(*sides) >= config.STORY_COHESION_MIN:
            alike[count] += 1
            near[count] += abs((made[one].day or 0) - (made[other].day or 0)) <= config.STORY_DAYS_MAX
    every = len(made) * (len(made) - 1) / 2
    print("| words shared | pairs | an article | of all pairs | of those alike | of those within three days |")
    print("|---|---|---|---|---|---|")
    for least in range(2, 7):
        count, likely, close = (
            sum(n for shared, n in each.items() if shared >= least) for each in (pairs, alike, near)
        )
        print(f"| {least} | {count:,} | {count / len(made):.1f} | {count / every:.2%} ", end="")
        print(f"| {likely / alike.total():.0%} | {close / near.total():.0%} |")


if __name__ == "__main__":
    main()
