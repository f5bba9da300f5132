"""The store as tools for an assistant, by the Model Context Protocol over standard input and output.

The tools read only, and answer with passages and where they stand (``musnad.answers``). The protocol's SDK is an extra,
loaded when the server starts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from sqlalchemy import Engine

from musnad import __version__, answers
from musnad.calendar.asked import time_asked
from musnad.errors import MusnadError
from musnad.store.query_stories import StoryFilter

if TYPE_CHECKING:
    from mcp.server import MCPServer

LIMIT_MAX = 200  # items of one answer
INSTRUCTIONS = """\
Musnad holds news articles (Arabic and English) and shows who said what, through whom, and who says the same \
independently. It never judges truth. Every passage comes with its article's id and offsets (code points, end \
excluded): quote the text as it stands and name the article. "origins" is an interval: the least and the most number \
of independent origins behind a claim; copies of one report count once. Begin with who_says or list_stories."""
P = ParamSpec("P")


def serve(store: Engine) -> None:
    """Answers on standard input and output until the other side leaves. Raises ``MusnadError`` without the SDK."""
    server(store).run("stdio")


def server(store: Engine) -> MCPServer[Any]:
    """The server with its tools. Raises ``MusnadError`` without the SDK."""
    try:
        from mcp.server import MCPServer as Server  # noqa: PLC0415 an extra
        from mcp.server.mcpserver.exceptions import ToolError  # noqa: PLC0415
    except ImportError as error:
        raise MusnadError('the server for assistants needs its SDK: pip install "musnad[mcp]"') from error

    made: MCPServer[Any] = Server("musnad", version=__version__, instructions=INSTRUCTIONS, log_level="WARNING")

    def told(tool: Callable[P, dict[str, Any]]) -> Callable[P, dict[str, Any]]:
        """What goes wrong, told to the assistant in the same words as to a user."""

        @wraps(tool)
        def answered(*args: P.args, **kwargs: P.kwargs) -> dict[str, Any]:
            try:
                return tool(*args, **kwargs)
            except MusnadError as error:
                raise ToolError(str(error)) from error

        return answered

    for tool in tools(store):
        made.add_tool(told(tool))
    return made


def tools(store: Engine) -> list[Callable[..., dict[str, Any]]]:
    """The tools as functions; their names, types and docstrings are what an assistant is told of them."""

    def who_says(words: str, limit: int = 10) -> dict[str, Any]:
        """Who says something, and how many independent origins there are: claims that hold all of the words.

        Words in Arabic or English, in any form. Each claim comes with the statements that support, deny and comment
        on it, their passages and chains, and with "origins", the interval of independent origins and its reasons.
        """
        with store.connect() as connection:
            return answers.who_says(connection, words, _most(limit))

    def search_statements(words: str, act: str | None = None, limit: int = 20) -> dict[str, Any]:
        """Statements that hold all of the words, in the newest articles first.

        "act" keeps those of one kind: assert, deny, decline, confirm, pledge and so on, as answers name them.
        """
        with store.connect() as connection:
            return answers.statements_found(connection, words, _most(limit), act)

    def source_statements(name: str, limit: int = 20) -> dict[str, Any]:
        """What a person or body is reported to have said, newest first; any spelling in either script, or an id."""
        with store.connect() as connection:
            return answers.source_told(connection, name, _most(limit))

    def list_stories(since: str | None = None, until: str | None = None, limit: int = 20) -> dict[str, Any]:
        """Stories, the latest report first, with counts of articles, outlets, claims, conflicts and origins.

        "since" and "until" are times: 2031-03-04, 2031-03-04T12:00 (UTC), or 3d for three days ago.
        """
        with store.connect() as connection:
            return answers.stories_listed(connection, StoryFilter(_time(since), _time(until)), _most(limit))

    def show_story(story: str) -> dict[str, Any]:
        """One story whole: its articles, who copied from whom, its claims with all statements and conflicts."""
        with store.connect() as connection:
            return answers.story_shown(connection, story)

    def show_article(article: str) -> dict[str, Any]:
        """One article by its id: its text, which all offsets count in, and all that was found in it."""
        with store.connect() as connection:
            return answers.article_shown(connection, article)

    return [who_says, search_statements, source_statements, list_stories, show_story, show_article]


def _most(limit: int) -> int:
    return max(1, min(limit, LIMIT_MAX))


def _time(text: str | None) -> datetime | None:
    return None if text is None else time_asked(text, datetime.now(UTC))
