"""Linking by the number: how fast, in how much memory, and how well, on made-up people in the news.

usage: python bench/linking.py [--data FOLDER] [--articles N] [--people N] [--seed N] [--json] [--keep DB]

People are made up of given and family names of Wikidata (names/ below the data folder, CC0): each has a name in Arabic
and the spellings of its two parts that other people have, an office, and as many articles as Zipf's law gives. An
article is in Arabic or English, by one of 14 outlets on one of 120 days; it writes each of its people in full and by
surname, or (one of seven) by surname alone. No text is read: mentions are given, so that only linking counts.

Printed:

    … s and … CPU are seconds by the clock and of this process's own work: they differ where other programs run beside.

    all at once   seconds for the locals of all articles and for linking them, in one process, and its memory
    by batches    seconds to store the articles, fifty at a time, and to link them as they come
    one more      milliseconds to add one more article to that store, the transaction with its links included
    quality       precision and recall of pairs of mentions of people (B-cubed), as the makers of the names know it,
                  for names in full and for surnames alone
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import resource
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from musnad.linking.judge import apart_of
from musnad.linking.usual import usual_names
from musnad.linking.within import Context, within
from musnad.model import Article, Extraction, Mention, MentionType, Span
from musnad.pack import packs
from musnad.per_article import linked_rows
from musnad.steps.link import Named, link
from musnad.store.open import open_store
from musnad.store.rows import ArticleRows, article_id
from musnad.store.write import add_articles

OUTLETS = ["رويترز", "فرانس برس", "أسوشيتد برس", "الجزيرة", "العربية", "BBC", "CNN", "Reuters", "AFP"]
OUTLETS += ["The New York Times", "The Guardian", "وكالة الأناضول", "الشرق الأوسط", "Bloomberg"]
ROLES = [  # the same office in both languages
    ("وزير الخارجية {}", "{} Foreign Minister"),
    ("وزير الدفاع {}", "{} Defense Minister"),
    ("الرئيس {}", "{} President"),
    ("السفير {}", "{} Ambassador"),
    ("النائب {}", "{} lawmaker"),
    ("لاعب", "striker"),
    ("مدرب", "coach"),
    ("الممثل {}", "{} actor"),
]
PEOPLES = [
    ("اللبناني", "Lebanese"),
    ("المصري", "Egyptian"),
    ("الفرنسي", "French"),
    ("الإيراني", "Iranian"),
    ("الروسي", "Russian"),
]
PLACES = [("إيران", "Iran"), ("مصر", "Egypt"), ("فرنسا", "France"), ("روسيا", "Russia"), ("لبنان", "Lebanon")]
DAYS, BATCH, MORE = 120, 50, 60
Parts = dict[str, list[str]]


@dataclass(frozen=True)
class Person:
    """Somebody made up: the Arabic and Latin spellings of the two parts of the name, and the role in both languages."""

    number: int
    given: tuple[list[str], list[str]]
    family: tuple[list[str], list[str]]
    roles: tuple[str, str]


def main() -> None:
    """Makes the articles, measures, prints."""
    options = parsed()
    dice = random.Random(options.seed)
    told = list(articles(people(options.data, options.people, dice), options.articles + MORE, dice))
    found = {"articles": options.articles, "mentions": sum(len(each.mentions) for each, _ in told[: options.articles])}
    found |= at_once(told[: options.articles])
    found |= stored(told, options.articles, options.keep)
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        for name, value in found.items():
            print(f"{name:<34}{value:>12,}" if isinstance(value, int) else f"{name:<34}{value:>12.3f}")


def parsed() -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    data = os.environ.get("MUSNAD_DATA", str(Path(__file__).parents[1] / ".." / "shared" / "data"))
    parser.add_argument("--data", type=Path, default=Path(data))
    parser.add_argument("--articles", type=int, default=30_000)
    parser.add_argument("--people", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", help="write the store here and leave it")
    return parser.parse_args()


def people(data: Path, count: int, dice: random.Random) -> list[Person]:
    """Made-up people: a given and a family name of different real ones, each with the spellings that it has there."""
    given, family = (defaultdict(set), defaultdict(set)), (defaultdict(set), defaultdict(set))
    with lzma.open(data / "names" / "wikidata_people_train.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            person = json.loads(line)
            arabic, latin = person["arabic"].split(), person["latin"][0].split()
            if len(arabic) == len(latin) == 2 and all(part.isalpha() for part in (*arabic, *latin)):
                for table, number in ((given, 0), (family, 1)):
                    table[0][latin[number]].add(arabic[number])
                    table[1][arabic[number]].add(latin[number])
    firsts, lasts = sorted(given[1]), sorted(family[1])
    weights = [len(given[1][each]) for each in firsts]
    found = []
    for number in range(count):
        first, last = dice.choices(firsts, weights)[0], dice.choice(lasts)
        role, people_ = dice.choice(ROLES), dice.choice(PEOPLES)
        found.append(
            Person(
                number,
                _spellings(first, given),
                _spellings(last, family),
                (role[0].format(people_[0]), role[1].format(people_[1])),
            )
        )
    return found


def _spellings(part: str, tables: Any) -> tuple[list[str], list[str]]:
    """Up to two Arabic and three Latin spellings of a part of a name; the usual ones first."""
    latin = sorted(tables[1][part])[:3]
    arabic = [part, *sorted(tables[0][latin[0]] - {part})[:1]]
    return arabic, latin


def articles(everybody: list[Person], count: int, dice: random.Random) -> Iterator[tuple[Extraction, list[int]]]:
    """Articles with the number of the person behind each of their mentions (-1 for no person)."""
    weights = [1 / (rank + 1) for rank in range(len(everybody))]
    start = date(2024, 1, 1)
    for number in range(count):
        outlet = dice.choice(OUTLETS)
        english = outlet.isascii()
        day = (start + timedelta(days=dice.randrange(DAYS))).isoformat()
        chosen = {each.number: each for each in dice.choices(everybody, weights, k=dice.choice([1, 1, 2, 3]))}
        names: list[tuple[str, MentionType, str | None, int]] = []
        for person in chosen.values():
            names += _told(person, english, dice)
        if dice.random() < 0.5:
            names.append((dice.choice(PLACES)[english], MentionType.PLACE, None, -1))
        if dice.random() < 0.3:
            names.append((dice.choice(OUTLETS), MentionType.OUTLET, None, -1))
        yield _article(number, ("en" if english else "ar", outlet, day), names)


def _told(person: Person, english: bool, dice: random.Random) -> Iterator[tuple[str, MentionType, str | None, int]]:
    """The mentions of a person in one article: usual spellings more often than others."""
    side = int(english)
    first, last = (part[side][0 if dice.random() < 0.8 else -1] for part in (person.given, person.family))
    role = person.roles[side] if dice.random() < 0.4 else None
    is_alone = dice.random() < 1 / 7
    yield last if is_alone else f"{first} {last}", MentionType.PERSON, role, person.number
    for _ in range(0 if is_alone else dice.choice([0, 1, 1])):
        yield last, MentionType.PERSON, None, person.number


def _article(
    number: int, about: tuple[str, str, str], names: list[tuple[str, MentionType, str | None, int]]
) -> tuple[Extraction, list[int]]:
    text, mentions = f"({number})\n", []
    for name, sort, role, _ in names:
        at = len(text) + (len(role) + 1 if role else 0)
        span = Span(at, at + len(name))
        mentions.append(Mention(span, sort, name, role=Span(len(text), at - 1) if role else None))
        text += f"{role} {name}\n" if role else f"{name}\n"
    language, outlet, day = about
    article = Article(f"a{number}", f"a{number}", language, text, outlet=outlet, published=day)
    return Extraction(article, (), (), tuple(mentions)), [person for *_, person in names]


def at_once(told: list[tuple[Extraction, list[int]]]) -> dict[str, float]:
    """Seconds and memory of linking everything in this process, and how well it does."""
    contexts = {code: packs().get(code) for code in ("ar", "en")}
    usual = usual_names(packs().values())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, start_cpu = time.perf_counter(), time.process_time()
    named = []
    for extraction, _ in told:
        article = extraction.article
        key = article_id(article)
        context = Context(key, contexts[article.language], usual)
        named.append(Named(key, article.published or "", within(article, extraction.mentions, context)))
    middle, middle_cpu = time.perf_counter(), time.process_time()
    linked = link(named, apart_of(packs().values()))
    end, end_cpu = time.perf_counter(), time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "all at once: locals, s": middle - start,
        "all at once: locals, CPU": middle_cpu - start_cpu,
        "all at once: linking, s": end - middle,
        "all at once: linking, CPU": end_cpu - middle_cpu,
        "all at once: memory, MB": (peak - before) / 1024,
        "nodes": len(linked.entity_of),
        "entities": len(linked.entities),
        "links": len(linked.links),
        **quality(told, named, linked.entity_of),
    }


def quality(
    told: list[tuple[Extraction, list[int]]], named: list[Named], entity_of: dict[str, str]
) -> dict[str, float]:
    """B-cubed of mentions of people; those of locals that are surnames alone are counted apart, too."""
    pairs: dict[str, list[tuple[str, int]]] = {"full": [], "alone": []}
    for (_, truth), article in zip(told, named, strict=True):
        for local in article.locals:
            kind = "alone" if local.node.alone else "full"
            pairs[kind] += [(entity_of[local.node.id], truth[each]) for each in local.mentions if truth[each] >= 0]
    everything = pairs["full"] + pairs["alone"]
    found = {}
    for name, chosen in (("all", everything), ("full names", pairs["full"])):
        precision, recall = b_cubed(chosen)
        found |= {f"quality: {name}, precision": precision, f"quality: {name}, recall": recall}
    best = {
        key: Counter(person for _, person in group).most_common(1)[0][0] for key, group in _by_entity(pairs["full"])
    }
    joined = [(key, person) for key, person in pairs["alone"] if key in best]
    found["surnames alone"] = len(pairs["alone"])
    found["surnames alone: joined to somebody"] = len(joined)
    found["surnames alone: to the right one"] = sum(best[key] == person for key, person in joined)
    return found


def _by_entity(pairs: list[tuple[str, int]]) -> list[tuple[str, list[tuple[str, int]]]]:
    groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for pair in pairs:
        groups[pair[0]].append(pair)
    return list(groups.items())


def b_cubed(pairs: list[tuple[str, int]]) -> tuple[float, float]:
    """Precision and recall of a grouping against the truth, averaged over what is grouped (Bagga and Baldwin, 1998)."""
    both, found, true = Counter(pairs), Counter(key for key, _ in pairs), Counter(person for _, person in pairs)
    precision = sum(count * count / found[key] for (key, _), count in both.items()) / len(pairs)
    recall = sum(count * count / true[person] for (_, person), count in both.items()) / len(pairs)
    return precision, recall


def stored(told: list[tuple[Extraction, list[int]]], count: int, keep: str | None) -> dict[str, float]:
    """Seconds to store and link by batches, and milliseconds for one article more."""
    rows = [linked_rows(extraction, ("bench", None)) for extraction, _ in told]
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        path = keep or str(Path(folder) / "bench.db")
        with open_store(path, writing=True) as store:
            unlinked = [replace(each, locals=[], nodes=[]) for each in rows[:2000]]
            with open_store(str(Path(folder) / "unlinked.db"), writing=True) as other:
                plain = [each / len(unlinked) * count for each in _added(other, unlinked, now)]
            whole = _added(store, rows[:count], now)
            times = [[1000 * each for each in _added(store, [row], now)] for row in rows[count:]]
        size = Path(path).stat().st_size / 1e6
    return {
        "by batches: s": whole[0],
        "by batches: CPU": whole[1],
        "by batches: of it linking, CPU": whole[1] - plain[1],
        "by batches: store, MB": size,
        "one more: median, ms": statistics.median(each[0] for each in times),
        "one more: longest, ms": max(each[0] for each in times),
        "one more: median, CPU ms": statistics.median(each[1] for each in times),
        "one more: longest, CPU ms": max(each[1] for each in times),
    }


def _added(store: Engine, rows: list[ArticleRows], now: datetime) -> tuple[float, float]:
    """Seconds by the clock and of CPU to add articles to a store, fifty in one transaction."""
    start, start_cpu = time.perf_counter(), time.process_time()
    for batch in _batches(rows):
        with store.begin() as connection:
            add_articles(connection, batch, now)
    return time.perf_counter() - start, time.process_time() - start_cpu


def _batches(rows: list[Any]) -> Iterator[list[Any]]:
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        yield batch


if __name__ == "__main__":
    main()
