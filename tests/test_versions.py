"""Pages of one address are one article; a changed page is a new version; what was kept can be read again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from typer.testing import CliRunner, Result

from musnad.cli import app
from musnad.engine.local import LocalEngine
from musnad.intake import add_received
from musnad.model import Rejected
from musnad.pipeline import Mode
from musnad.reading.kinds import Kind
from musnad.reading.received import Received
from musnad.rereading import again
from musnad.store.incoming import superseded
from musnad.store.open import open_store
from musnad.store.schema import articles
from musnad.store.schema_incoming import raw, receipts
from musnad.store.schema_stories import waiting

URL = "https://www.nahr.example.org/news/7"
BODY = [
    "قال وزير النقل سالم مراد إن 34 شخصا أصيبوا في انهيار الجسر مساء الثلاثاء.",
    "وأضاف الوزير أن الطريق سيُفتح يوم الأحد أمام السيارات الصغيرة وحدها.",
    "ولم ترد الشركة المشغلة على طلب للتعليق حتى ساعة نشر هذا الخبر.",
]
Run = Callable[..., Result]


def page(body: list[str], extra: str = "") -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in body)
    head = f'<title>انهيار الجسر</title><link rel="canonical" href="{URL}">'
    return (
        f"<html><head>{head}</head><body><h1>انهيار الجسر</h1><article>{lines}</article>{extra}</body></html>".encode()
    )


def received(raw_bytes: bytes, url: str = URL) -> Received:
    return Received(url, Kind.HTML, raw_bytes, "bridge", url=url)


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("MUSNAD_DB", str(tmp_path / "news.db"))
    return str(tmp_path / "news.db")


def add(db: str, *items: Received) -> list[str]:
    with open_store(db, writing=True) as store:
        found = list(add_received(items, LocalEngine(1), store, Mode.FAST))
    return ["rejected" if isinstance(each, Rejected) else each.outcome.value for each in found]


def count(db: str, table) -> int:  # type: ignore[no-untyped-def]
    with open_store(db) as store, store.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)


def test_forms_of_a_page_are_one_article(db: str) -> None:
    forms = [
        received(page(BODY)),
        received(page(BODY, "<footer>x</footer>"), URL + "?utm_source=mail"),
        received(page([*BODY[:2], BODY[2].removesuffix(".")]), URL + "/amp/"),
        received(page(BODY), "https://m.nahr.example.org/news/7?print=1"),
    ]
    assert add(db, *forms) == ["added", "already known", "already known", "already known"]
    assert add(db, *forms) == ["already known"] * 4
    assert count(db, articles) == 1


def test_a_changed_page_is_a_new_version_and_both_are_kept(db: str) -> None:
    changed = [BODY[0].replace("34", "27"), *BODY[1:]]
    assert add(db, received(page(BODY))) == ["added"]
    assert add(db, received(page(changed))) == ["added"]
    assert add(db, received(page(changed), URL + "?fbclid=1")) == ["already known"]
    assert (count(db, articles), count(db, raw), count(db, receipts)) == (2, 2, 2)
    with open_store(db) as store, store.connect() as connection:
        assert len(superseded(connection)) == 1
        (new,) = set(connection.execute(select(articles.c.id)).scalars()) - superseded(connection)
    told = CliRunner().invoke(app, ["diff", new])
    assert told.exit_code == 0, told.output
    assert "[34]" in told.stdout
    assert "[27]" in told.stdout
    assert "statements" in told.stdout
    line = json.loads(CliRunner().invoke(app, ["diff", new, "--format", "json"]).stdout)
    assert len(line["passages"]) == 1
    assert any("34" in (pair[0] or "") and "27" in (pair[1] or "") for pair in line["statements"])


def test_stories_hold_the_latest_version_of_a_page_alone(db: str) -> None:
    changed = [BODY[0].replace("34", "27"), *BODY[1:]]
    other = received(
        page([*BODY, "وقال شاهد إنه رأى كل شيء."]).replace(URL.encode(), b"https://x.org/a"), "https://x.org/a"
    )
    add(db, received(page(BODY)), other)
    run = CliRunner().invoke
    (before,) = json.loads(run(app, ["dossier", "--all", "--format", "json"]).stdout)["stories"]
    assert len(before["articles"]) == 2
    assert add(db, received(page(changed))) == ["added"]
    told = json.loads(run(app, ["dossier", "--all", "--format", "json"]).stdout)
    (after,) = told["stories"]
    assert len(after["articles"]) == 2
    with open_store(db) as store, store.connect() as connection:
        assert not superseded(connection) & set(after["articles"])
        assert count(db, waiting) == 0
        (old,) = superseded(connection)
    for claim in after["claims"]:
        assert not [key for key in (*claim["support"], *claim["deny"], *claim["comment"]) if key.startswith(old)]
    assert run(app, ["show", before["id"]]).exit_code == 0, "the story goes on under the id that it had"
    assert run(app, ["diff", old]).exit_code == 0
    assert run(app, ["doctor"]).exit_code == 0


def test_a_corrected_page_in_a_story_of_its_own_stays_one_article(db: str) -> None:
    add(db, received(page(BODY)))
    run = CliRunner().invoke
    (before,) = json.loads(run(app, ["dossier", "--all", "--format", "json"]).stdout)["stories"]
    add(db, received(page([BODY[0].replace("34", "27"), *BODY[1:]])))
    add(db, received(page([BODY[0].replace("34", "25"), *BODY[1:]])))
    (after,) = json.loads(run(app, ["dossier", "--all", "--format", "json"]).stdout)["stories"]
    assert len(after["articles"]) == 1
    assert count(db, articles) == 3
    assert run(app, ["show", before["id"]]).exit_code == 0
    assert run(app, ["doctor"]).exit_code == 0


def test_diff_of_an_article_without_versions_says_so(db: str) -> None:
    add(db, received(page(BODY)))
    told = CliRunner().invoke(app, ["diff", "bridge"])
    assert told.exit_code == 1
    assert "only one version" in told.stderr


def test_reread_says_how_many_it_skips_and_why(db: str) -> None:
    add(db, received(page(BODY)), received(page([*BODY, "وقال شاهد إنه رأى كل شيء."]), f"{URL}2"))
    with open_store(db, writing=True) as store, store.begin() as connection:
        kept = select(receipts.c.article_id).limit(1).scalar_subquery()
        connection.execute(delete(receipts).where(receipts.c.article_id == kept))
    told = CliRunner().invoke(app, ["reread", "--mode", "fast", "--all"])
    assert told.exit_code == 0
    first, second = told.stderr.splitlines()[:2]
    assert first == "1 as before"
    assert second.startswith("1 skipped: they were stored before the bytes")
    assert count(db, articles) == 2


def test_reread_tells_what_changed_and_goes_on_where_it_was(db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [received(page([*BODY, f"وقال شاهد رقم {n} إنه رأى كل شيء."]), f"{URL}{n}") for n in range(5)]
    pages = [
        Received(p.source, p.kind, p.raw.replace(URL.encode(), p.url.encode()), f"p{n}", p.url)
        for n, p in enumerate(pages)
    ]  # type: ignore[union-attr]
    assert add(db, *pages) == ["added"] * 5
    told = CliRunner().invoke(app, ["reread", "--mode", "fast"])
    assert (told.exit_code, told.stderr) == (0, "0 as before\n")
    told = CliRunner().invoke(app, ["reread", "--mode", "fast", "--all"])
    assert (told.exit_code, told.stderr) == (0, "5 as before\n")

    real = again.read_received

    def improved(item: Received):  # type: ignore[no-untyped-def]
        found = real(item)
        if item.label == "p3":
            return Rejected(item.source, "read", "gone")
        object.__setattr__(found, "outlet", "صحيفة النهر")
        if item.label == "p1":
            object.__setattr__(found, "text", found.text + " تمت")
        return found

    monkeypatch.setattr(again, "read_received", improved)
    monkeypatch.setattr(again, "reader_version", lambda: "next")
    monkeypatch.setattr(again, "_AT_ONCE", 2)
    with open_store(db, writing=True) as store:
        begun = again.reread(store, Mode.FAST)
        first = [next(begun), next(begun)]
        begun.close()
    assert len(first) == 2
    told = CliRunner().invoke(app, ["reread", "--mode", "fast", "--format", "jsonl"])
    assert told.exit_code in (0, 3)
    rest = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(rest) == 3
    changed = {each.source: set(each.changed) for each in first} | {row["source"]: set(row["changed"]) for row in rest}
    assert changed[f"{URL}1"] == {"text", "outlet"}
    assert changed[f"{URL}3"] == set()
    assert changed[f"{URL}0"] == {"outlet"}
    assert count(db, articles) == 5
    assert CliRunner().invoke(app, ["reread", "--mode", "fast"]).stderr == "0 as before\n"
