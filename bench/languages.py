"""How many reports in Arabic and English that tell one event are taken for one, and how many that do not.

    python bench/languages.py DATA [--part tuning|apart] [--errors]

DATA is the folder that holds ``ntrex``, ``polnear``, ``saudinewsnet`` and ``hespress_jazeera.jsonl.xz``. Two
articles count as found if their likelihood suffices for a story of two. None has a date, so that all are compared
as if of one day.

*Halves* are the odd lines of a document of NTREX in one language beside its even lines in the other, both ways
round: one matter, not one sentence in common, and one of the two without the headline. *Headlines* are the same
with the headline in both. *Events* are whole documents, of different outlets, in the two languages, that report one
event; which do is said in ``EVENTS``, read off their headlines and beginnings. Any other two documents are wrong if
found, but for those of ``NEAR``, which are on one matter and can be argued about. *Strangers* are English political
news of 2015 and 2016 (PolNeAR) beside Arabic news of 2015 and 2022: all that is found there is wrong.

Documents are for tuning or kept apart by a digest of their id, those of one event together.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from zlib import crc32

from musnad.config import across
from musnad.model import Article
from musnad.pack import packs
from musnad.steps.read import read_text
from musnad.stories.likeness import likelihood
from musnad.stories.profile import Profile, profile

EVENTS = (
    ("nytimes.184837", "euronews-en.153835", "reuters.218863", "nytimes.184860", "telegraph.405422", "reuters.218865",
     "euronews-en.153797"),
    ("rt.com.91337", "reuters.218932"),
    ("cnbc.com.6769", "reuters.218861"),
    ("bbc.381746", "scotsman.133791"),
    ("cbsnews.248387", "reuters.218909"),
    ("independent.226301", "reuters.218923", "reuters.218914"),
    ("abcnews.306815", "newsweek.51338"),
    ("newsweek.51300", "abcnews.306755"),
    ("cnn.304447", "newsweek.51310"),
)  # fmt: skip
"""Documents that report one event."""

NEAR = (
    (*EVENTS[0], "newsweek.51340"),
    (*EVENTS[2], "cnbc.com.6790"),
    (*EVENTS[5], "scotsman.133758", "euronews-en.153826"),
    ("cbsnews.248384", "cnn.304489", "cbsnews.248471", "newsweek.51328", "telegraph.405413", "cbsnews.248394",
     "nytimes.184822", "foxnews.94512", "guardian.221756", "cnn.304447", "newsweek.51310", "cnn.304478"),
    ("newsweek.51339", "cnn.304478"),
    ("bbc.381647", "newsweek.51329"),
    ("thelocal.65969", "euronews-en.153799"),
)  # fmt: skip
"""Documents on one matter: whether they report one event can be argued about."""

Pair = tuple[str, str]


def documents(data: Path, part: str) -> list[dict[str, str]]:
    """The documents of a part, in the order of the file."""
    with lzma.open(data / "ntrex" / "documents.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    event = {each: members[0] for members in EVENTS for each in members}
    wanted = {"tuning": 0, "apart": 1}[part]
    return [row for row in rows if crc32(event.get(row["id"], row["id"]).encode()) % 2 == wanted]


def article(name: str, lines: Sequence[str], language: str) -> Article:
    """Lines as an article, the first as its headline."""
    return read_text("\n".join(lines), id=f"{name}/{language}", source="-", title=lines[0], language=language)


def profiles(articles: Iterable[Article]) -> dict[str, Profile]:
    """The profiles of articles by id."""
    return {each.id: profile(each, packs()[each.language].stories) for each in articles}


def same(events: Sequence[Sequence[str]]) -> set[Pair]:
    """All pairs of different members of an event."""
    return {(one, other) for members in events for one in members for other in members if one != other}


def found(profiled: Mapping[str, Profile], ids: Sequence[Pair]) -> list[Pair]:
    """The pairs (Arabic, English) that are compared at all and would be a story of two."""
    keys = {key: frozenset(each.keys_abroad) for key, each in profiled.items()}
    return [
        (one, other)
        for one, other in ids
        if len(keys[f"{one}/ar"] & keys[f"{other}/en"]) >= across.STORY_ABROAD_SHARED_MIN
        and likelihood(profiled[f"{one}/ar"], profiled[f"{other}/en"]) >= across.STORY_COHESION_MIN
    ]


def halves(rows: Sequence[dict[str, str]], first: int, *, headline: bool) -> Iterator[Article]:
    """Every second line of each document in Arabic, from ``first`` on, and the others in English."""
    for row in rows:
        for language, start in (("ar", first), ("en", 1 - first)):
            lines = row[language].split("\n")
            yield article(row["id"], [lines[0], *lines[1:][start::2]] if headline else lines[start::2], language)


def report(name: str, right: Iterable[Pair], wrong: Iterable[Pair], profiled: Mapping[str, Profile]) -> list[Pair]:
    """Prints how many of the right and of the wrong pairs are found, and gives the wrong ones."""
    right, wrong = list(right), list(wrong)
    good, bad = found(profiled, right), found(profiled, wrong)
    print(f"{name:>10}: {len(good):3} of {len(right):3} found, {len(bad):2} wrong of {len(wrong):,} pairs")
    return bad


def strangers(data: Path) -> Iterator[Article]:
    """English political news, and Arabic news of other days."""
    with lzma.open(data / "polnear" / "train.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, 0, 800, 2)):
            yield article(f"polnear-{number}", json.loads(line)["text"].strip().split("\n"), "en")
    with zipfile.ZipFile(sorted((data / "saudinewsnet").glob("*.zip"))[5]) as archive:
        name = next(each for each in archive.namelist() if each.endswith(".json"))
        for number, row in enumerate(json.loads(archive.read(name))[::2]):
            yield article(f"saudi-{number}", [row["title"], *row["content"].split("\n")], "ar")
    with lzma.open(data / "hespress_jazeera.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, 0, None, 4)):
            row = json.loads(line)
            yield article(
                f"hj-{number}", [row.get("title") or "-", *(row.get("content") or row["text"]).split("\n")], "ar"
            )


def main() -> None:
    """Prints the figures of a part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--part", choices=["tuning", "apart"], default="tuning")
    parser.add_argument("--errors", action="store_true", help="say which pairs are wrong; not for the part kept apart")
    options = parser.parse_args()
    rows = documents(options.data, options.part)
    ids, near = [row["id"] for row in rows], same(NEAR)
    others = [(one, other) for one in ids for other in ids if one != other and (one, other) not in near]
    bad: list[Pair] = []
    for name, headline in (("halves", False), ("headlines", True)):
        for first in (0, 1):
            made = profiles(halves(rows, first, headline=headline))
            bad += report(
                name, [(each, each) for each in ids], [each for each in others if each not in same(EVENTS)], made
            )
    whole = profiles(
        (article(row["id"], row[each].split("\n"), each) for row in rows for each in ("ar", "en")),
    )
    right = [each for each in sorted(same(EVENTS)) if set(each) <= set(ids)]
    bad += report("events", right, [each for each in others if each not in right], whole)
    made = profiles(strangers(options.data))
    sides = [[each.split("/")[0] for each in made if each.endswith(language)] for language in ("/ar", "/en")]
    bad += report("strangers", [], [(one, other) for one in sides[0] for other in sides[1]], made)
    if options.errors:
        print("\n".join(f"{one} {other}" for one, other in bad), file=sys.stderr)


if __name__ == "__main__":
    main()
