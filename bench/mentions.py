"""Entity-level figures of the mention step on the part of ANERcorp's training split that is never learned from.

usage: python bench/mentions.py [--data FOLDER] [--mode fast|careful] [--tagger NAME] [--part apart|rest] [--errors N]

Each sentence is an article of its own, its tokens joined by spaces, read through the whole flow. A mention becomes the
tokens that it covers: a token counts as inside where the mention leaves out no more of it than letters written onto
its beginning. An outlet is an organisation, a document nothing; ANERcorp's miscellaneous names are left out. A name
counts as right with exactly its tokens and its type. The part kept apart: the tenth of the blocks of 40 sentences
whose number's digest says so (training/mentions/corpora.py).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import os
from collections import Counter
from pathlib import Path

from musnad.model import Article, Mention
from musnad.pipeline import Mode, extract

BLOCK, ATTACHED_LETTERS_MAX = 40, 3
TYPES = {"person": "PERS", "organisation": "ORG", "outlet": "ORG", "place": "LOC"}
Name = tuple[int, int, str]


def main() -> None:
    options = parsed()
    with lzma.open(options.data / "ner" / "anercorp_train.jsonl.xz", "rt") as lines:
        rows = [json.loads(line) for line in lines]
    chosen = [row for number, row in enumerate(rows) if apart(number) == (options.part == "apart")]
    if options.part == "rest":
        chosen = chosen[::3]
    counts: dict[str, Counter[str]] = {sort: Counter() for sort in ("PERS", "ORG", "LOC")}
    for number, row in enumerate(chosen):
        found, wanted = names_found(row["tokens"], options), names_wanted(row["tags"])
        for sort, count in counts.items():
            one, other = ({each for each in names if each[2] == sort} for names in (found, wanted))
            count.update(right=len(one & other), found=len(one), wanted=len(other))
        if number < options.errors and found != wanted:
            tokens = row["tokens"]
            missed, spurious = (
                [f"{' '.join(tokens[a:b])}/{c}" for a, b, c in sorted(x)] for x in (wanted - found, found - wanted)
            )
            print("missed", missed, "spurious", spurious)
    print(f"{len(chosen)} sentences, mode {options.mode}, tagger {options.tagger or 'own'}")
    total: Counter[str] = sum(counts.values(), Counter())
    for sort, count in (*counts.items(), ("all", total)):
        right, found_count, wanted_count = count["right"], count["found"], count["wanted"]
        precision, recall = 100 * right / max(found_count, 1), 100 * right / max(wanted_count, 1)
        f1 = 200 * right / max(found_count + wanted_count, 1)
        print(f"{sort:5} precision {precision:5.1f}  recall {recall:5.1f}  F1 {f1:5.1f}  of {wanted_count}")


def parsed() -> argparse.Namespace:
    here = Path(__file__).resolve().parent.parent
    data = Path(os.environ.get("MUSNAD_DATA", here.parent / "shared" / "data"))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=data, help="the folder that holds ner/")
    parser.add_argument("--mode", type=Mode, default=Mode.FAST)
    parser.add_argument("--tagger", default="", help="other weights than the pack's own")
    parser.add_argument("--part", choices=("apart", "rest"), default="apart", help="rest: every third of the others")
    parser.add_argument("--errors", type=int, default=0, help="list what is wrong in this many sentences")
    return parser.parse_args()


def apart(number: int) -> bool:
    return int(hashlib.sha256(str(number // BLOCK).encode()).hexdigest(), 16) % 10 == 0


def names_found(tokens: list[str], options: argparse.Namespace) -> set[Name]:
    """The mentions of a sentence as token ranges."""
    starts, place = [], 0
    for token in tokens:
        starts.append(place)
        place += len(token) + 1
    article = Article("a", "a", "ar", " ".join(tokens))
    mentions = extract(article, options.mode, tagger=options.tagger).mentions
    return {name for mention in mentions if (name := tokens_of(mention, tokens, starts)) is not None}


def tokens_of(mention: Mention, tokens: list[str], starts: list[int]) -> Name | None:
    """The tokens that a mention covers, but for particles before it; None if it covers part of one otherwise."""
    sort = TYPES.get(mention.type.value)
    inside = [
        number
        for number, (token, start) in enumerate(zip(tokens, starts, strict=True))
        if start < mention.span.end and mention.span.start < start + len(token)
    ]
    if sort is None or not inside:
        return None
    first, last = inside[0], inside[-1]
    if mention.span.start - starts[first] > ATTACHED_LETTERS_MAX or starts[last] + len(tokens[last]) > mention.span.end:
        return None
    return first, last + 1, sort


def names_wanted(tags: list[str]) -> set[Name]:
    names, first = set(), 0
    for number, tag in enumerate([*tags, "O"]):
        if number and tags[number - 1] != "O" and (not tag.startswith("I") or tag[2:] != tags[number - 1][2:]):
            names.add((first, number, tags[number - 1][2:]))
        if tag.startswith("B") or (tag.startswith("I") and (number == 0 or tags[number - 1][2:] != tag[2:])):
            first = number
    return {name for name in names if name[2] in ("PERS", "ORG", "LOC")}


if __name__ == "__main__":
    main()
