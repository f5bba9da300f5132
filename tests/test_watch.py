"""Watching feeds of a site on loopback: each article once, through restarts and everything that servers do."""

from __future__ import annotations

import itertools
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from typer.testing import CliRunner

from musnad.cli import app
from musnad.engine.local import LocalEngine
from musnad.errors import InputError
from musnad.fetching.addresses import Allowed
from musnad.fetching.fetch import Manners
from musnad.model import Rejected
from musnad.per_article import Added
from musnad.pipeline import Mode
from musnad.reading.received import Received
from musnad.store.open import open_store
from musnad.store.schema import articles
from musnad.store.schema_incoming import entries, feeds, pages
from musnad.watching.plan import read_plan
from musnad.watching.revisits import Adding, Revisits
from musnad.watching.rounds import Watch
from site_on_loopback import Reply, Site

LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


def page(name: str) -> bytes:
    """A page whose words no other has, so that thousands of them are no single story."""
    chance = random.Random(name)
    words = ["".join(chance.choices(LETTERS, k=chance.randrange(3, 7))) for _ in range(40)]
    body = f"<p>{' '.join(words[:20])}.</p><p>{' '.join(words[20:])}.</p>"
    return f"<html><head><title>{words[0]} {name}</title></head><body><h1>{words[0]} {name}</h1><article>{body}</article></body></html>".encode()


def feed(site: Site, names: list[str]) -> bytes:
    items = "".join(f"<item><title>خبر {n}</title><link>{site.url(f'/{n}')}</link></item>" for n in names)
    return f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()


def plan_file(folder: Path, urls: list[str], more: str = "") -> Path:
    path = folder / "feeds.toml"
    listed = "".join(f'[[feed]]\nurl = "{url}"\noutlet = "صحيفة النهر"\n' for url in urls)
    path.write_text(f'every_minutes = 0\ndelay_s = 0\nallow = ["127.0.0.0/8"]\n{more}{listed}', encoding="utf-8")
    return path


def rounds(db: Path, path: Path, *, tell: Callable[[Rejected], None] = lambda _: None, seconds: float = 5.0) -> str:
    """One round in a process that has just started, as it were."""
    plan = read_plan(path)
    with open_store(str(db), writing=True) as store:
        manners = Manners(allowed=plan.allowed, seconds=seconds)
        return Watch(plan, store, LocalEngine(1), manners, Mode.FAST, tell).round()


def stored(db: Path) -> list[str]:
    with open_store(str(db)) as store, store.connect() as connection:
        return sorted(connection.execute(select(articles.c.source)).scalars())


def hurry(db: Path) -> None:
    """Lets all that was put off be due."""
    with open_store(str(db), writing=True) as store, store.begin() as connection:
        connection.execute(update(entries).values(next_at=None))
        connection.execute(update(feeds).values(next_at=None))


def test_what_is_new_is_added_once(site: Site, tmp_path: Path) -> None:
    db, path = tmp_path / "news.db", plan_file(tmp_path, [site.url("/feed")])
    seen: list[dict[str, str]] = []

    def answer(headers: dict[str, str]) -> Reply:
        seen.append(headers)
        if headers.get("if-none-match") == '"1"':
            return Reply(b"", 304)
        return Reply(feed(site, ["a", "b"]), headers={"ETag": '"1"', "Last-Modified": "Fri, 05 Mar 2021 10:00:00 GMT"})

    site.pages |= {"/feed": answer, "/a": Reply(page("a")), "/b": Reply(page("b")), "/c": Reply(page("c"))}
    assert "2 new, 2 added" in rounds(db, path)
    assert "1 unchanged, 0 failed, 0 new, 0 added" in rounds(db, path)
    assert seen[1]["if-modified-since"] == "Fri, 05 Mar 2021 10:00:00 GMT"
    site.pages["/feed"] = Reply(feed(site, ["c", "b", "a?utm_source=rss"]))
    assert "1 new, 1 added" in rounds(db, path)
    assert stored(db) == [site.url(name) for name in ("/a", "/b", "/c")]
    assert [site.asked[name] for name in ("/a", "/b", "/c", "/robots.txt")] == [1, 1, 1, 3]


def test_what_robots_are_asked_not_to_fetch_is_left_alone(site: Site, tmp_path: Path) -> None:
    db, path = tmp_path / "news.db", plan_file(tmp_path, [site.url("/feed")])
    site.pages |= {"/feed": Reply(feed(site, ["a", "private"])), "/a": Reply(page("a")), "/private": Reply(page("p"))}
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private\n", content_type="text/plain")
    told: list[Rejected] = []
    assert "1 added, 0 known, 1 refused" in rounds(db, path, tell=told.append)
    assert site.asked["/private"] == 0
    assert "robots.txt" in told[0].reason


def test_a_busy_host_is_left_alone_as_long_as_it_asks(site: Site, tmp_path: Path) -> None:
    db, path = tmp_path / "news.db", plan_file(tmp_path, [site.url("/feed")])
    site.pages["/feed"] = Reply(feed(site, ["a", "b", "c"]))
    site.pages |= {"/a": Reply(page("a")), "/b": Reply(b"", 429, {"Retry-After": "3600"}), "/c": Reply(page("c"))}
    assert "1 added, 0 known, 0 refused, 2 put off, 2 waiting" in rounds(db, path)
    assert (site.asked["/b"], site.asked["/c"]) == (1, 0)
    rounds(db, path)
    assert (site.asked["/b"], site.asked["/c"]) == (1, 0)
    hurry(db)
    site.pages["/b"] = Reply(page("b"))
    assert "2 added" in rounds(db, path)
    assert len(stored(db)) == 3


def test_faults_are_tried_again_and_in_the_end_refused(site: Site, tmp_path: Path) -> None:
    db, path = tmp_path / "news.db", plan_file(tmp_path, [site.url("/feed")])
    site.pages["/feed"] = Reply(feed(site, ["error", "cut", "slow", "gone", "empty", "good"]))
    site.pages |= {
        "/error": Reply(b"x", 500),
        "/cut": Reply(page("cut"), cut=True),
        "/slow": Reply(page("slow")[:60], drip_s=0.1),
        "/empty": Reply(b"<html></html>"),
        "/good": Reply(page("good")),
    }
    assert "1 added, 0 known, 2 refused, 3 put off, 3 waiting" in rounds(db, path, seconds=1.5)
    site.pages |= {"/cut": Reply(page("cut")), "/slow": Reply(page("slow"))}
    hurry(db)
    assert "2 added" in rounds(db, path)
    for _ in range(6):
        hurry(db)
        line = rounds(db, path)
    assert "0 waiting" in line
    assert site.asked["/error"] == 7
    assert len(stored(db)) == 3


def test_a_feed_that_fails_is_asked_less_often(site: Site, tmp_path: Path) -> None:
    db, path = tmp_path / "news.db", plan_file(tmp_path, [site.url("/feed")])
    site.pages["/feed"] = Reply(b"x", 503, {"Retry-After": "7200"})
    assert "1 failed" in rounds(db, path)
    assert rounds(db, path).split(" ", 1)[1].startswith("0 feeds")
    hurry(db)
    site.pages["/feed"] = Reply(b"no feed at all")
    assert "1 failed" in rounds(db, path)


def versioned(answers: list[tuple[str, bytes]]) -> Callable[[dict[str, str]], Reply]:
    """A page whose last answer (ETag, body) counts; who knows its ETag already is told that nothing has changed."""

    def answer(headers: dict[str, str]) -> Reply:
        tag, body = answers[-1]
        return Reply(b"", 304) if headers.get("if-none-match") == tag else Reply(body, headers={"ETag": tag})

    return answer


def test_a_silently_corrected_page_becomes_a_new_version_once(site: Site, tmp_path: Path) -> None:
    db, path = tmp_path / "news.db", plan_file(tmp_path, [site.url("/feed")], "revisit_hours = 48\n")
    answers = [('"1"', page("a"))]
    site.pages |= {"/feed": Reply(feed(site, ["a", "b"])), "/a": versioned(answers), "/b": Reply(page("b"))}
    assert "2 added" in rounds(db, path)
    assert "0 looked at again, 0 changed" in rounds(db, path)  # not before half an hour has passed
    assert site.asked["/a"] == 1
    hurry(db)
    assert "2 looked at again, 0 changed" in rounds(db, path)
    answers.append(('"2"', page("a").replace(b"</h1><article>", "</h1><article><p>تصحيح: فتح الجسر.</p>".encode())))
    hurry(db)
    assert "2 looked at again, 1 changed" in rounds(db, path)
    for _ in range(3):
        hurry(db)
        assert "2 looked at again, 0 changed" in rounds(db, path)
    assert stored(db) == [site.url("/a"), site.url("/a"), site.url("/b")]
    with open_store(str(db)) as store, store.connect() as connection:
        found = connection.execute(select(pages.c.number, pages.c.article_id).order_by(pages.c.number)).all()
        assert [number for number, _ in found] == [1, 1, 2]
        assert len({article for _, article in found}) == 3


def test_a_stop_while_pages_are_looked_at_again_loses_and_doubles_nothing(site: Site, tmp_path: Path) -> None:
    db, path = tmp_path / "news.db", plan_file(tmp_path, [site.url("/feed")], "revisit_hours = 1\n")
    names = [f"n{n}" for n in range(6)]
    site.pages |= {"/feed": Reply(feed(site, names))} | {f"/{name}": Reply(page(name)) for name in names}
    assert "6 added" in rounds(db, path)
    for name in names:
        site.pages[f"/{name}"] = Reply(page(name).replace(b"<article>", "<article><p>تصحيح: فتح الجسر.</p>".encode()))
    hurry(db)

    plan = read_plan(path)
    with open_store(str(db), writing=True) as store:
        watch = Watch(plan, store, LocalEngine(1), Manners(allowed=plan.allowed, seconds=5.0), Mode.FAST)
        revisits = Revisits(plan, store, watch.manners, watch.robots)
        with pytest.raises(KeyboardInterrupt):
            revisits.round(stopping_after(2, watch._added), Counter())
    rounds(db, path)
    hurry(db)
    assert "0 changed" in rounds(db, path)
    assert sorted(stored(db)) == sorted(site.url(f"/{name}") for name in [*names, *names])


def stopping_after(count: int, added: Adding) -> Adding:
    def some(items: Iterator[Received | Rejected]) -> Iterator[Added | Rejected]:
        for number, item in enumerate(added(items)):
            if number == count:
                raise KeyboardInterrupt
            yield item

    return some


def test_pages_that_are_gone_old_or_not_to_be_asked_again_are_left_alone(site: Site, tmp_path: Path) -> None:
    db, path = tmp_path / "news.db", plan_file(tmp_path, [site.url("/feed")], "revisit_hours = 1\n")
    site.pages |= {"/feed": Reply(feed(site, ["a", "b", "c"]))} | {f"/{name}": Reply(page(name)) for name in "abc"}
    assert "3 added" in rounds(db, path)
    site.pages |= {"/a": Reply(b"gone", 404), "/b": Reply(b"", 429, {"Retry-After": "3600"}), "/c": Reply(b"<html>")}
    hurry(db)
    assert "3 looked at again, 0 changed" in rounds(db, path)
    assert "0 looked at again" in rounds(db, path)
    assert len(stored(db)) == 3
    with open_store(str(db), writing=True) as store, store.begin() as connection:
        connection.execute(update(entries).values(found_at=datetime.now(UTC) - timedelta(hours=2)))
    hurry(db)
    asked = dict(site.asked)
    assert "0 looked at again" in rounds(db, path)
    assert [site.asked[f"/{name}"] - asked[f"/{name}"] for name in "abc"] == [0, 0, 0]
    with open_store(str(db)) as store, store.connect() as connection:
        assert connection.execute(select(feeds.c.url)).scalars().all() == [site.url("/feed")]
    off = plan_file(tmp_path, [site.url("/feed")])
    assert "looked at again" not in rounds(db, off)


def test_a_stop_in_the_middle_loses_and_doubles_nothing(site: Site, tmp_path: Path) -> None:
    db, path = tmp_path / "news.db", plan_file(tmp_path, [site.url("/feed")])
    names = [f"n{n}" for n in range(12)]
    site.pages |= {"/feed": Reply(feed(site, names))} | {f"/{name}": Reply(page(name)) for name in names}
    site.pages["/n7"] = Reply(b"x", 404)

    def stop(_: Rejected) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rounds(db, path, tell=stop)
    site.pages["/n7"] = Reply(page("n7"))
    rounds(db, path)
    assert len(stored(db)) == len(set(stored(db))) == 12


def test_the_command_prints_one_line_a_round(site: Site, tmp_path: Path) -> None:
    path = plan_file(tmp_path, [site.url("/feed")])
    site.pages |= {"/feed": Reply(feed(site, ["a"])), "/a": Reply(page("a"))}
    words = ["watch", str(path), "--once", "--mode", "fast", "--db", str(tmp_path / "news.db")]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 0, told.output
    assert len(told.stdout.splitlines()) == 1
    assert "1 added" in told.stdout


def test_faults_of_a_plan_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text('delay_s = -1\nspeed = 9\n[[feed]]\nurl = "ftp://x"\n[[feed]]\nurl="https://e.org/"\nhow = 1\n')
    with pytest.raises(InputError) as error:
        read_plan(path)
    assert [word in str(error.value) for word in ("delay_s", "speed", "ftp", "how")] == [True] * 4
    assert read_plan(Path(__file__).parents[1] / "examples" / "feeds.toml").feeds


@pytest.mark.slow
@pytest.mark.skipif("MUSNAD_SLOW" not in os.environ, reason="takes minutes: make site")
def test_two_thousand_pages_of_twenty_feeds(tmp_path: Path) -> None:
    """Eleven rounds with a new process each; servers that are slow, busy, broken, cut answers short, or say 304."""
    sites, db, chance = [Site() for _ in range(4)], tmp_path / "news.db", random.Random(7)
    urls, total = [], 0

    def moody(good: Reply) -> Callable[[dict[str, str]], Reply]:
        moods = itertools.chain(chance.choices([0, 1, 2, 3], [88, 4, 4, 4], k=2), itertools.repeat(0))

        def answer(_: dict[str, str]) -> Reply:
            mood = next(moods)
            bad = [good, Reply(b"", 500), Reply(good.body, cut=True), Reply(b"", 429, {"Retry-After": "0"})]
            return bad[mood]

        return answer

    for number in range(20):
        site = sites[number % 4]
        names = [f"f{number}n{n}" for n in range(100)]
        total += len(names)
        for name in names:
            site.pages[f"/{name}"] = moody(Reply(page(name)))
        shown = itertools.count(1)

        def answer(headers: dict[str, str], site=site, names=names, shown=shown) -> Reply:  # type: ignore[no-untyped-def]
            count = min(100, 25 * next(shown))
            tag = f'"{count}"'
            if headers.get("if-none-match") == tag:
                return Reply(b"", 304)
            return Reply(feed(site, names[:count][::-1]), headers={"ETag": tag})

        site.pages[f"/feed{number}"] = answer
        urls.append(site.url(f"/feed{number}"))
    path = plan_file(tmp_path, urls)
    for _ in range(11):
        sys.stderr.write(rounds(db, path) + "\n")
        hurry(db)
    with open_store(str(db)) as store, store.connect() as connection:
        states = dict(connection.execute(select(entries.c.state, func.count()).group_by(entries.c.state)).all())
    found = stored(db)
    assert states == {"done": total}
    assert len(found) == len(set(found)) == total
    for site in sites:
        site.close()


def test_only_what_is_allowed_is_asked(site: Site, tmp_path: Path) -> None:
    db, path = tmp_path / "news.db", plan_file(tmp_path, [site.url("/feed")])
    site.pages["/feed"] = Reply(feed(site, ["a"]).replace(b"127.0.0.1", b"10.0.0.1"))
    told: list[Rejected] = []
    rounds(db, path, tell=told.append)
    plan = read_plan(path)
    assert plan.allowed == Allowed.of(["127.0.0.0/8"])
    assert [each.reason for each in told]
    assert stored(db) == []
