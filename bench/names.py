"""How well names are told apart, and how fast they are found.

    python bench/names.py quality [PEOPLE.jsonl.xz]      on the tenth of the people that training never looked at
    python bench/names.py lookup [PEOPLE.jsonl.xz]       among a million names made of their words

PEOPLE is Wikidata's people (``MUSNAD_DATA``, else ``../shared/data``: ``names/wikidata_people_train.jsonl.xz``).
"""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import random
import sys
import time
from collections import defaultdict
from pathlib import Path

from musnad.names import SAME_SCORE, compare, keys

DATA = Path(os.environ.get("MUSNAD_DATA", Path(__file__).parents[1] / ".." / "shared" / "data"))
PEOPLE = DATA / "names" / "wikidata_people_train.jsonl.xz"
AMONG = 1000
Person = tuple[str, list[str]]


def people_aside(path: Path) -> list[Person]:
    """The tenth of the people that ``training/names_costs.py`` leaves out."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        everybody = [(person["arabic"], person["latin"]) for person in map(json.loads, lines)]
    return [each for each in everybody if int(hashlib.sha256(each[0].encode()).hexdigest(), 16) % 10 == 0]


def ranks(people: list[Person], dice: random.Random, count: int) -> tuple[float, float]:
    """The share of people whose own Latin name is first among a thousand (ties count against), and ms for each."""
    first, spent = 0, 0.0
    wrong = []
    for arabic, latins in dice.sample(people, count):
        right = latins[0]
        others = [other[0] for _, other in dice.sample(people, AMONG) if other[0] not in latins][: AMONG - 1]
        start = time.perf_counter()
        own = compare(arabic, right).score
        best = max(others, key=lambda name: compare(arabic, name).score)
        spent += time.perf_counter() - start
        if own > compare(arabic, best).score:
            first += 1
        else:
            wrong.append((own, arabic, right, compare(arabic, best).score, best))
    if "-v" in sys.argv:
        for line in wrong:
            print("   ", *line)
    return first / count, spent / count * 1000


def hard_pairs(people: list[Person], dice: random.Random) -> list[tuple[str, str, bool]]:
    """Each person's Arabic name with the right Latin name and two wrong ones of other people.

    One shares a given name and has the nearest surname, the other is nearest as a whole, both by edit distance.
    """
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    by_given: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_given[person[1][0].lower().split()[0]].append(person)
    found = []
    everybody = [(person[1][0], person[0]) for person in people]
    for arabic, latins in people:
        right = dice.choice(latins)
        found.append((arabic, right, True))
        same_given = [o[1][0] for o in by_given[latins[0].lower().split()[0]] if o[0] != arabic and o[1][0] not in latins]
        near = process.extractOne(latins[0], same_given, scorer=Levenshtein.normalized_similarity)
        if near:
            found.append((arabic, near[0], False))
        some = [name for name, theirs in dice.sample(everybody, 1000) if theirs != arabic and name not in latins]
        near_too = process.extractOne(latins[0], some, scorer=Levenshtein.normalized_similarity)
        if near_too and near_too[0] != (near or [""])[0]:
            found.append((arabic, near_too[0], False))
    return found


def quality(path: Path) -> None:
    """Prints the share ranked first and the pairwise figures, by threshold."""
    dice = random.Random(7)
    people = people_aside(path)
    count = 300
    first, spent = ranks(people, dice, count)
    print(f"{len(people)} people aside; right name first among {AMONG}: {first:.3f} ({count} drawn; {spent:.0f} ms each)")
    pairs = hard_pairs(people[:1500], dice) if "-v" in sys.argv else hard_pairs(people, dice)
    scored = [(compare(arabic, latin).score, same) for arabic, latin, same in pairs]
    right = sum(same for _, same in scored)
    print(f"{right} right and {len(scored) - right} wrong pairs")
    for threshold in sorted({0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, SAME_SCORE}):
        taken = [same for score, same in scored if score >= threshold]
        precision, recall = sum(taken) / len(taken), sum(taken) / right
        mark = "  <- SAME_SCORE" if threshold == SAME_SCORE else ""
        print(f"  {threshold:.2f}  P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / (precision + recall):.3f}{mark}")
    if "-v" in sys.argv:
        for arabic, latin, same in pairs:
            score = compare(arabic, latin).score
            if (score >= SAME_SCORE) != same:
                print("   ", "missed" if same else "merged", score, arabic, "|", latin, *compare(arabic, latin).reasons, sep="  ")
    shared = sum(bool(keys(arabic) & keys(latins[0])) for arabic, latins in people)
    print(f"a key shared by {shared / len(people):.4f} of right pairs")


def main() -> None:
    path = next((Path(word) for word in sys.argv[2:] if not word.startswith("-")), PEOPLE)
    {"quality": quality}[sys.argv[1]](path)


if __name__ == "__main__":
    main()
