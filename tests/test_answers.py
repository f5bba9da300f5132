"""What an assistant gets: by the SDK's own client, from a server of its own process, on real stores of both kinds."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from sqlalchemy import Connection, create_engine, text

from clique import clique
from musnad.answers import asked, pages, shown
from musnad.answers import claims as claims_
from musnad.answers.pages import Page
from musnad.answers.passages import claim_spans, value_spans
from musnad.engine.local import LocalEngine
from musnad.errors import InputError
from musnad.intake import add_all
from musnad.model import Act, Article, Form, SourceKind, Span, Statement
from musnad.pipeline import Mode
from musnad.store.address import place_of
from musnad.store.open import open_store
from musnad.store.query_stories import EVERYTHING

EXAMPLES = Path(__file__).parents[1] / "examples"
TOOLS = {
    "who_says",
    "search_statements",
    "source_statements",
    "list_stories",
    "show_story",
    "show_claim",
    "show_article",
}
PASSAGE = {"article", "start", "end", "text"}
NAME_LETTERS = 60  # no name, date, id of the examples is longer
OTHERS = {"reason", "reasons", "told", "more", "url", "source", "label"}
"""Fields that hold no words of an article: reasons, how to go on, and addresses."""
STORY = "s1-58aa"
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = str(tmp_path_factory.mktemp("store") / "news.db")
    with open_store(place, writing=True) as store:
        assert list(add_all([EXAMPLES], LocalEngine(), store, Mode.FAST))
    return place


@pytest.fixture
def connection(db: str) -> Iterator[Connection]:
    with open_store(db) as store, store.connect() as found:
        yield found


def all_answers(connection: Connection) -> list[dict[str, Any]]:
    """Every answer that every tool can give of the examples, in pages of several sizes."""
    stories = [each["story"] for each in shown.stories_listed(connection, EVERYTHING, Page(50))["stories"]]
    found = [shown.stories_listed(connection, EVERYTHING, Page(size)) for size in (1, 50)]
    for story in stories:
        for part in (None, *shown.STORY_PARTS):
            found.append(shown.story_shown(connection, story, Page(50, 0, part)))
    claims = {each["claim"]: each for told in found for each in told.get("claims", ())}
    for claim in claims:
        found += [shown.claim_shown(connection, claim, Page(50, 0, part)) for part in (None, *claims_.CLAIM_PARTS)]
    articles = {each["article"] for told in found for each in told.get("articles", ())}
    assert len(articles) == len(list(EXAMPLES.glob("*.txt")))
    found += [shown.article_shown(connection, each) for each in articles]
    for words in ("ميناء", "انفجار", "port", "explosion", "strait"):
        found += [asked.who_says(connection, words, Page(size, offset)) for size, offset in ((1, 0), (50, 0), (3, 1))]
        found += [asked.statements_found(connection, words, Page(50), act) for act in (None, *Act)]
    names = {each["name"] for told in found for each in told.get("mentions", ()) if each["type"] == "person"}
    for name in names:
        try:
            found.append(asked.source_told(connection, name, Page(50)))
        except InputError as error:
            assert "may mean several" in error.told
    return found


def passages(answer: Any) -> Iterator[dict[str, Any]]:
    """Every passage in an answer, wherever it stands."""
    if isinstance(answer, dict):
        if answer.keys() >= PASSAGE:
            yield answer
        for value in answer.values():
            yield from passages(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from passages(value)


def loose(answer: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every string with its field, but for the texts of passages, and for headlines that stand in no text."""
    if isinstance(answer, dict):
        addressed = answer.keys() >= PASSAGE or answer.keys() == {"article", "field", "text"}
        for name, value in answer.items():
            if not (name == "text" and addressed):
                yield from loose(value, name)
    elif isinstance(answer, list):
        for value in answer:
            yield from loose(value, field)
    elif isinstance(answer, str):
        yield field, answer


def test_every_passage_is_what_stands_at_its_address(connection: Connection) -> None:
    given = all_answers(connection)
    texts = {each["article"]: each["text"] for each in given if "text_length" in each}
    assert all(len(texts[each["article"]]) == each["text_length"] for each in given if "text_length" in each)
    found = [each for answer in given for each in passages(answer)]
    assert len(found) > 2_000
    for each in found:
        assert texts[each["article"]][each["start"] : each["end"]] == each["text"] != ""
    long = {(field, said) for answer in given for field, said in loose(answer) if len(said) > NAME_LETTERS}
    assert [each for each in long if each[0] not in OTHERS] == []


def test_every_claim_conflict_and_headline_has_its_place(connection: Connection) -> None:
    given = all_answers(connection)
    claims = [each for answer in given for each in answer.get("claims", ())]
    assert claims
    assert all(claim["passages"] for claim in claims)
    for story in [each for answer in given for each in answer.get("stories", ())]:
        assert story["title"]["text"]
        assert story["lead"]["start"] > story["title"]["start"]
        assert story["main_claim"]["passages"]
    conflicts = [each for claim in claims for each in claim["conflicts"]]
    assert conflicts
    for side in [side for conflict in conflicts for side in conflict["between"]]:
        assert side["passages"]
        held = " ".join(each["text"] for each in side["passages"])
        assert re.search(r"\d", side["value"]) or all(word in held for word in side["value"].split())


def test_who_says_it_independently_of_whom(connection: Connection) -> None:
    claims = {claim["claim"] for answer in all_answers(connection) for claim in answer.get("claims", ())}
    joints = set()
    for claim in sorted(claims):
        each: dict[str, Any] = {}
        for part in claims_.CLAIM_PARTS:
            each |= shown.claim_shown(connection, claim, Page(50, 0, part))
            assert each["more"] == []
        groups, pairs = each["groups"], each["pairs"]
        assert len(groups) == each["origins"]["max"]
        assert len(pairs) == len(groups) * (len(groups) - 1) // 2
        supporting = [said["statement"] for said in each["support"]]
        members = [said["statement"] for group in groups for said in group["statements"]]
        handing = {said["statement"] for group in groups for said in group["handed_on_by"]}
        assert sorted({*members, *handing}) == sorted(supporting)
        assert len(members) == len(set(members))
        assert {said["statement"]: said["origin"] for said in each["support"] if said["origin"]} == {
            said["statement"]: group["origin"] for group in groups for said in group["statements"]
        }
        for group in groups:
            assert len(group["joined_by"]) == len(group["statements"]) - 1
            joints |= {join["by"] for join in group["joined_by"]}
        sure = [pair["origins"] for pair in pairs if pair["independent"] == "certain"]
        # So many that are certain of each other as the least count says.
        assert each["origins"]["min"] == clique(range(1, len(groups) + 1), sure)
    assert {"copy", "same speaker"} <= joints


def test_words_are_found_in_other_forms(connection: Connection) -> None:
    one = asked.statements_found(connection, "الانفجار", Page(50))["statements"]
    other = asked.statements_found(connection, "انفجار", Page(50))["statements"]
    assert one == other != []
    denied = asked.statements_found(connection, "انفجار", Page(50), "deny")["statements"]
    assert {each["act"] for each in denied} <= {"deny"}
    assert asked.statements_found(connection, "zyzzyva", Page(5)) == {
        "looked_at": {"articles": 0},
        "statements": [],
        "more": [],
    }


@pytest.mark.parametrize("ask", [asked.who_says, asked.statements_found])
def test_a_question_needs_a_word(connection: Connection, ask: Any) -> None:
    with pytest.raises(InputError, match="needs a word"):
        ask(connection, " ؟! ", Page(5))


def test_pages_go_on_until_the_end(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    def all_of(ask: Callable[[Page], dict[str, Any]], name: str, part: str | None, limit: int) -> list[Any]:
        found, offset = [], 0
        while True:
            told = ask(Page(limit, offset, part))
            found += told[name]
            if not told["more"]:
                return found
            assert told["more"][0]["list"] == name
            assert str(told["more"][0]["next_offset"]) in told["more"][0]["told"]
            assert told["more"][0]["next_offset"] > offset
            offset = told["more"][0]["next_offset"]

    def story(page: Page) -> dict[str, Any]:
        return shown.story_shown(connection, STORY, page)

    def statements(page: Page) -> dict[str, Any]:
        return asked.statements_found(connection, "انفجار", page)

    for ask, name, part in (
        (story, "claims", "claims"),
        (story, "articles", "articles"),
        (statements, "statements", None),
    ):
        whole = all_of(ask, name, part, 50)
        assert len(whole) > 3
        assert all_of(ask, name, part, 2) == whole
        with monkeypatch.context() as small:
            small.setattr(pages, "ANSWER_LETTERS", 1_000)
            assert all_of(ask, name, part, 50) == whole


def test_a_part_that_is_not_there(connection: Connection) -> None:
    with pytest.raises(InputError, match="articles, copies, claims"):
        shown.story_shown(connection, STORY, Page(5, 0, "people"))
    with pytest.raises(InputError, match="needs the part"):
        shown.story_shown(connection, STORY, Page(5, 5))
    with pytest.raises(InputError, match=r"no such act.*deny"):
        asked.statements_found(connection, "ميناء", Page(5), "nonsense")
    with pytest.raises(InputError, match="none at 999,999"):
        shown.article_shown(
            connection, shown.story_shown(connection, STORY, Page(1))["articles"][0]["article"], 999_999
        )


def ask(
    db: str, *calls: tuple[str, dict[str, Any]], between: Callable[[], None] | None = None
) -> tuple[Any, list[Any], str]:
    """What a client of the SDK is told by a server of its own: the tools, an answer for each call, standard error."""
    own = StdioServerParameters(
        command=sys.executable,
        args=["-m", "musnad", "--json-logs", "mcp", "--db", db],
        env={**os.environ, "NO_COLOR": "1"},
    )

    async def talk(errors: Path) -> tuple[Any, list[Any]]:
        with errors.open("w", encoding="utf-8") as log:
            async with Client(stdio_client(own, errlog=log)) as client:
                listed = await client.list_tools()
                assert "never judges truth" in (client.instructions or "")
                told = []
                for number, (tool, given) in enumerate(calls):
                    if between and number:
                        between()
                    told.append(await client.call_tool(tool, given))
                return listed.tools, told

    with tempfile.TemporaryDirectory() as folder:
        errors = Path(folder) / "log.jsonl"
        tools, told = asyncio.run(talk(errors))
        return tools, told, errors.read_text(encoding="utf-8")


def test_by_the_client_of_the_sdk(place: str) -> None:
    with open_store(place, writing=True) as store:
        assert list(add_all([EXAMPLES], LocalEngine(), store, Mode.FAST))
    with open_store(place) as store, store.connect() as connection:
        claim = asked.who_says(connection, "ميناء", Page(2))["claims"][0]
    where = claim["support"][0]["content"][0]
    tools, told, log = ask(
        place,
        ("who_says", {"words": "ميناء", "limit": 2}),
        ("show_article", {"article": where["article"]}),
        ("show_claim", {"claim": claim["claim"]}),
        ("search_statements", {"words": "ميناء", "act": "deny"}),
        ("list_stories", {}),
    )
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations.read_only_hint and not tool.annotations.destructive_hint for tool in tools)
    assert not any(each.is_error for each in told)
    assert told[0].structured_content["claims"][0] == claim
    article = told[1].structured_content
    assert article["text"][where["start"] : where["end"]] == where["text"]
    assert json.loads(told[1].content[0].text) == article
    assert all(len(each.content[0].text) < 60_000 for each in told)
    assert log == ""


WRONG = [
    ("show_story", {"story": "s1-no"}, "no such story.*list_stories"),
    ("show_claim", {"claim": "c1_no"}, "no such claim.*who_says"),
    ("show_article", {"article": "nothing"}, "no such article.*search_statements"),
    ("source_statements", {"name": "Zyzzyva Qwxz"}, "nobody.*search_statements"),
    ("list_stories", {"since": "soon"}, "soon"),
    ("search_statements", {"words": "ميناء", "act": "nonsense"}, "act: .*'assert'.*'deny'.*'ask'"),
    ("who_says", {"words": "ميناء", "limit": -5}, "limit is -5: it must be 1 to 50"),
    ("who_says", {"words": "ميناء", "offset": -1}, "offset is -1"),
    ("who_says", {"words": ["ميناء"]}, "words: input should be a valid string"),
    ("who_says", {}, "words: field required"),
    ("show_story", {"story": STORY, "part": "people"}, "There are: articles, copies, claims"),
]


def test_what_is_wrong_is_told_in_words(db: str) -> None:
    _, told, log = ask(db, *[(tool, given) for tool, given, _ in WRONG])
    for each, (tool, _, words) in zip(told, WRONG, strict=True):
        said = each.content[0].text
        assert each.is_error, tool
        assert re.search(words, said), said
        assert not re.search("Traceback|https?:|musnad who|musnad stories|pydantic", said), said
    assert log == ""


def test_faults_of_the_database_are_explained(place: str) -> None:
    with open_store(place, writing=True) as store:
        assert list(add_all([EXAMPLES / "ar-1-strait-agency.txt"], LocalEngine(), store, Mode.FAST))

    def drop() -> None:
        engine = create_engine(place_of(place))
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                # Whoever was connected is not any more, as after a restart of the server.
                connection.execute(
                    text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                         " WHERE datname = current_database() AND pid <> pg_backend_pid()")
                )  # fmt: skip
            connection.execute(text("ALTER TABLE claims RENAME TO no_claims"))
        engine.dispose()

    def again() -> None:
        with create_engine(place_of(place)).begin() as connection:
            connection.execute(text("ALTER TABLE no_claims RENAME TO claims"))

    turns = iter((drop, again))

    def turn() -> None:
        next(turns)()

    question = ("who_says", {"words": "ميناء"})
    _, (well, broken, mended), log = ask(place, question, question, question, between=turn)
    assert (well.is_error, broken.is_error, mended.is_error) == (False, True, False)
    assert re.search(r"a table or column is missing.*musnad doctor.*claims", broken.content[0].text)
    assert log == ""


def test_what_nobody_foresaw_goes_to_the_log(tmp_path: Path, db: str) -> None:
    place = tmp_path / "odd.db"
    with sqlite3.connect(db) as source, sqlite3.connect(place) as copy:
        source.backup(copy)
        copy.execute("UPDATE statements SET act = 'sing'")
    _, (odd,), log = ask(str(place), ("search_statements", {"words": "ميناء"}))
    assert odd.is_error
    assert "something is wrong in Musnad or in its store" in odd.content[0].text
    (line,) = map(json.loads, log.splitlines())
    assert (line["level"], line["event"]) == ("error", "logged")
    assert "ValueError: 'sing' is not a valid Act" in line["message"]
    assert "Traceback" in line["traceback"]


def test_a_store_that_is_damaged_while_it_is_served(tmp_path: Path, db: str) -> None:
    place = tmp_path / "sick.db"
    with sqlite3.connect(db) as source, sqlite3.connect(place) as copy:
        source.backup(copy)

    def damage() -> None:
        with place.open("r+b") as file:
            file.seek(4096)
            file.write(os.urandom(place.stat().st_size - 4096))

    calls = ("list_stories", {}), ("search_statements", {"words": "ميناء"})  # the second reads what the first did not
    _, (well, sick), log = ask(str(place), *calls, between=damage)
    assert (well.is_error, sick.is_error) == (False, True)
    assert "is damaged. Restore it" in sick.content[0].text
    assert log == ""


@given(st.lists(st.text("اب .12…", min_size=1, max_size=8), min_size=1, max_size=4), st.text("اب 1", max_size=9))
def test_pieces_of_a_claim_are_found_where_they_stand(pieces: list[str], between: str) -> None:
    text_ = between + between.join(pieces) + between
    said = statement(Span(0, len(text_)) if text_ else Span(0, 1))
    article = Article("a", "a", "ar", text_)
    found = claim_spans(" … ".join(pieces), said, article)
    told = [span.of(text_) for span in found]
    unclear = any("…" in piece for piece in pieces)  # what stands between pieces may then be one
    assert " … ".join(told) == " … ".join(pieces) or (unclear and not told)
    assert sorted(found) == list(found)


@pytest.mark.parametrize(
    ("value", "content", "stands"),
    [
        ("51", "قتل 51 شخصا", "51"),
        ("51", "151 wounded, 51 killed", "51"),
        ("51", "51 in the market and 51 in the port", None),
        ("51", "51,000 fled", None),
        ("51", "3.51 tons", None),
        ("at least 12", "twelve or more", None),
        ("Lamira", "in Lamira.", "Lamira"),
    ],
)
def test_a_value_stands_where_it_stands_once(value: str, content: str, stands: str | None) -> None:
    said = statement(Span(0, len(content)))
    (found,) = value_spans(value, said, Article("a", "a", "en", content))
    assert found.of(content) == (stands or content)


def statement(content: Span) -> Statement:
    return Statement("s1", (), (), (content,), SourceKind.UNNAMED, None, Act.ASSERT, Form.INDIRECT)
