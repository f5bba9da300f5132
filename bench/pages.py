"""Pages of news: body, title, date and outlet beside trafilatura alone and newspaper4k; and pages a second.

python bench/pages.py              121 pages in 43 manners, part by part
python bench/pages.py --speed      pages a second and core, and our share of the cost
python bench/pages.py --part tuned --errors
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).parent / "pages"))

import fresh
import last
import later
import tuned
from load import Story, stories

import aside
from musnad.model import Article, ZoneKind
from musnad.reading.kinds import Kind
from musnad.reading.received import Received
from musnad.steps.read import read_received
from musnad.text import fold

logging.disable(logging.CRITICAL)
PARTS = {
    "tuned": tuned.MANNERS,
    "aside": aside.MANNERS,
    "later": later.MANNERS,
    "fresh": fresh.MANNERS,
    "last": last.MANNERS,
}


@dataclass(frozen=True)
class Found:
    body: str
    title: str | None
    date: str | None
    outlet: str | None
    origin: str | None = None


@dataclass(frozen=True)
class Case:
    manner: str
    story: Story
    url: str
    raw: bytes


def cases(part: str) -> list[Case]:
    """Three articles in each manner: every article is shown in six manners."""
    known = stories()
    found = []
    for name, manners in PARTS.items():
        if part not in (name, "all"):  # asked for alone, its pages are the same
            continue
        for number, manner in enumerate(manners):
            for story in _shown(known, number, name):
                others = [other for other in known if other is not story and other.lang == story.lang]
                url, page = manner(story, others)
                encoding = "cp1256" if "charset=windows-1256" in page else "utf-8"
                found.append(Case(manner.__name__, story, url, page.encode(encoding, "xmlcharrefreplace")))
    return found


def _shown(known: list[Story], number: int, part: str) -> list[Story]:
    """The articles that a manner shows: three; in the last part one in Arabic and one in English."""
    if part == "last":
        tongues = [[story for story in known if story.lang == lang] for lang in ("ar", "en")]
        return [tongue[number % len(tongue)] for tongue in tongues]
    return [known[(number + turn * 3 + (turn > 0) * number) % len(known)] for turn in range(3)]


def ours(case: Case) -> Found:
    article = read_received(Received("-", Kind.HTML, case.raw, "a", url=case.url))
    if not isinstance(article, Article):
        return Found("", None, None, None)
    body = "\n".join(zone.span.of(article.text) for zone in article.zones if zone.kind is not ZoneKind.TITLE)
    return Found(body, article.title, article.published, article.outlet, article.published_from)


def trafilatura_alone(case: Case) -> Found:
    from trafilatura import bare_extraction  # noqa: PLC0415

    found = bare_extraction(case.raw, url=case.url, favor_precision=True, include_comments=False, with_metadata=True)
    if found is None:
        return Found("", None, None, None)
    return Found(found.text or "", found.title, found.date, found.sitename)


def trafilatura_body(case: Case) -> Found:
    from trafilatura import bare_extraction  # noqa: PLC0415

    found = bare_extraction(case.raw, url=case.url, favor_precision=True, include_comments=False)
    return Found(found.text or "" if found else "", None, None, None)


def newspaper(case: Case) -> Found:
    import newspaper as library  # noqa: PLC0415

    article = library.Article(case.url, language=case.story.lang, fetch_images=False)
    article.download(input_html=case.raw.decode("cp1256" if b"windows-1256" in case.raw else "utf-8"))
    article.parse()
    date = article.publish_date.date().isoformat() if article.publish_date else None
    return Found(article.text, article.title, date, article.meta_site_name or None)


SYSTEMS: dict[str, Callable[[Case], Found]] = {
    "musnad": ours,
    "trafilatura": trafilatura_alone,
    "newspaper4k": newspaper,
}


def words(text: str | None) -> list[str]:
    return re.findall(r"\w+", fold(text or ""))


def f1(found: str, wanted: str) -> float:
    left, right = Counter(words(found)), Counter(words(wanted))
    shared = sum((left & right).values())
    return 2 * shared / (sum(left.values()) + sum(right.values())) if shared else 0.0


def scores(found: Found, story: Story) -> dict[str, float]:
    return {
        "body F1": f1(found.body, "\n".join(story.text)),
        "title": float(words(found.title) == words(story.title)),
        "date": float((found.date or "")[:10] == story.day),
        "outlet": float(words(found.outlet) == words(story.outlet)),
    }


def measure(part: str, system: str, *, errors: bool) -> None:
    known = cases(part)
    table = []
    for case in known:
        found = SYSTEMS[system](case)
        result = scores(found, case.story)
        table.append(result)
        if errors and (min(result.values()) < 1 and (result["body F1"] < 0.97 or min(list(result.values())[1:]) < 1)):
            print(f"  {case.manner} {case.story.id}: " + ", ".join(f"{k} {v:.2f}" for k, v in result.items()))
            print(f"     title {found.title!r} outlet {found.outlet!r}")
            print(f"     date {found.date} ({found.origin}; {case.story.day})")
            if result["body F1"] < 0.97:
                wanted = set(case.story.text)
                extra = [line for line in found.body.split("\n") if line.strip() and line.strip() not in wanted]
                missing = [line[:60] for line in case.story.text if line not in found.body]
                print(f"     extra {extra[:6]}\n     missing {missing[:6]}")
    means = {key: 100 * fmean(result[key] for result in table) for key in table[0]}
    print(f"{system:12} {part:6} {len(table):3} pages  " + "  ".join(f"{k} {v:5.1f}" for k, v in means.items()))


def speed() -> None:
    """Pages a second and core, and what ours takes on top; of each page the fastest of nine rounds, one after another.

    The fastest, since other work on the machine only ever adds to the time; in turn, since it comes and goes.
    """
    known = [*cases("tuned"), *cases("aside")]
    systems = {"musnad": ours, "trafilatura": trafilatura_alone, "its body": trafilatura_body}
    best = {name: [float("inf")] * len(known) for name in systems}
    for _ in range(9):
        for number, case in enumerate(known):
            for name, system in systems.items():
                start = time.process_time()
                system(case)
                best[name][number] = min(best[name][number], time.process_time() - start)
    per = {name: fmean(times) for name, times in best.items()}
    for name, seconds in per.items():
        print(f"{name:12} {1 / seconds:6.1f} pages a second and core, {seconds * 1000:.1f} ms a page")
    print(f"on top of trafilatura with its own metadata: {100 * (per['musnad'] / per['trafilatura'] - 1):.0f} %")
    print(f"our share, what is not trafilatura's body: {100 * (1 - per['its body'] / per['musnad']):.1f} %")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=(*PARTS, "all"), default="all")
    parser.add_argument("--system", choices=SYSTEMS)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args()
    if asked.speed:
        speed()
    else:
        for system in [asked.system] if asked.system else SYSTEMS:
            for each in PARTS if asked.part == "all" else (asked.part,):
                measure(each, system, errors=asked.errors)
