"""What an assistant gets: by the SDK's own client, from a server of its own process, on a real store."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from sqlalchemy import Connection

from musnad import answers
from musnad.engine.local import LocalEngine
from musnad.errors import InputError
from musnad.intake import add_all
from musnad.pipeline import Mode
from musnad.store.open import open_store
from musnad.store.query_stories import EVERYTHING

EXAMPLES = Path(__file__).parents[1] / "examples"
TOOLS = {"who_says", "search_statements", "source_statements", "list_stories", "show_story", "show_article"}


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


def spans(answer: Any) -> list[dict[str, Any]]:
    """Every span in an answer, wherever it stands."""
    if isinstance(answer, dict):
        own = [answer] if {"article", "start", "end", "text"} <= answer.keys() else []
        return own + [each for value in answer.values() for each in spans(value)]
    return [each for value in answer for each in spans(value)] if isinstance(answer, list) else []


def all_answers(connection: Connection) -> dict[str, Any]:
    listed = answers.stories_listed(connection, EVERYTHING, 10)
    return {
        "listed": listed,
        "story": answers.story_shown(connection, listed["stories"][-1]["id"]),
        "says": answers.who_says(connection, "ميناء", 5),
        "found": answers.statements_found(connection, "port", 5),
        "source": answers.source_told(connection, "إلياس فوردان", 5),
    }


def test_every_passage_is_what_stands_at_its_address(connection: Connection) -> None:
    given = all_answers(connection)
    found = spans(given)
    assert len(found) > 50
    texts: dict[str, str] = {}
    for each in found:
        text = texts.setdefault(each["article"], answers.article_shown(connection, each["article"])["text"])
        assert text[each["start"] : each["end"]] == each["text"]
    assert all(given[name] for name in given)
    for name, listed in (("says", "claims"), ("found", "statements"), ("source", "statements")):
        assert given[name][listed], name


def test_origins_come_with_their_statements(connection: Connection) -> None:
    claims = answers.story_shown(connection, "s1-58aa")["claims"]
    assert all(claim["origins"]["min"] <= claim["origins"]["max"] for claim in claims)
    assert any(claim["deny"] for claim in claims)
    assert all(said["chain"] for claim in claims for said in claim["support"])


def test_words_are_found_in_other_forms(connection: Connection) -> None:
    one = answers.statements_found(connection, "الانفجار", 50)["statements"]
    other = answers.statements_found(connection, "انفجار", 50)["statements"]
    assert one == other != []
    denied = answers.statements_found(connection, "انفجار", 50, "deny")["statements"]
    assert {each["act"] for each in denied} <= {"deny"}
    assert answers.statements_found(connection, "zyzzyva", 5)["statements"] == []


@pytest.mark.parametrize("ask", [answers.who_says, answers.statements_found])
def test_a_question_needs_a_word(connection: Connection, ask: Any) -> None:
    with pytest.raises(InputError, match="needs a word"):
        ask(connection, " ؟! ", 5)


def test_by_the_client_of_the_sdk(db: str) -> None:
    own = StdioServerParameters(
        command=sys.executable, args=["-m", "musnad", "mcp", "--db", db], env={**os.environ, "NO_COLOR": "1"}
    )

    async def ask() -> None:
        async with Client(own) as client:
            assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
            assert "never judges truth" in (client.instructions or "")
            said = await client.call_tool("who_says", {"words": "ميناء", "limit": 2})
            assert not said.is_error
            content = said.structured_content
            assert content is not None
            claim = content["claims"][0]
            assert claim["origins"]["min"] >= 1
            where = claim["support"][0]["content"][0]
            shown = await client.call_tool("show_article", {"article": where["article"]})
            article = shown.structured_content or {}
            assert article["text"][where["start"] : where["end"]] == where["text"]
            assert json.loads(shown.content[0].text) == article  # type: ignore[union-attr]
            for tool, given in (("show_story", {"story": "s1-no"}), ("list_stories", {"since": "soon"})):
                wrong = await client.call_tool(tool, given)
                assert wrong.is_error
                assert "Traceback" not in str(wrong.content)

    asyncio.run(ask())
