"""The store as tools for an assistant, by the Model Context Protocol over standard input and output.

The tools read only, and answer with passages and where they stand (``musnad.answers``). The protocol's SDK is an extra,
loaded when the server starts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from sqlalchemy import URL, Engine

from musnad import __version__
from musnad.answers import asked, shown
from musnad.answers.pages import Answer, Page
from musnad.calendar.asked import time_asked
from musnad.errors import InputError, MusnadError
from musnad.model import Act
from musnad.store.faults import explained
from musnad.store.query_stories import StoryFilter

if TYPE_CHECKING:
    from mcp.server import MCPServer

LIMIT_MAX = 50  # items of one answer
INSTRUCTIONS = """\
Musnad holds news articles (Arabic and English) and shows who said what, through whom, and who says the same \
independently. It never judges truth. Every passage comes with its article's id and offsets (code points, end \
excluded): quote the text as it stands and name the article. "origins" is an interval: the least and the most number \
of independent origins behind a claim; its groups are statements that surely have one origin, its pairs say which \
origins are certainly independent and which only possibly. Copies of one report count once. An answer is a part of \
what there is where "more" says so. Begin with who_says or list_stories."""
_INSTEAD = {
    "source_statements": "search_statements finds statements by words, with the names of their sources",
    "show_story": "list_stories lists stories, who_says finds them by words",
    "show_claim": "who_says and show_story name claims",
    "show_article": "search_statements finds articles by words, show_story names those of a story",
}
_UNFORESEEN = "something is wrong in Musnad or in its store. The log of 'musnad mcp' says what; see also: musnad doctor"
P = ParamSpec("P")


def serve(store: Engine, place: URL) -> None:
    """Answers on standard input and output until the other side leaves. Raises ``MusnadError`` without the SDK.

    ``place`` is the address of the store, which messages name.
    """
    server(store, place).run("stdio")


def server(store: Engine, place: URL) -> MCPServer[Any]:
    """The server with its tools. Raises ``MusnadError`` without the SDK."""
    try:
        from mcp.server import MCPServer as Server  # noqa: PLC0415 an extra
        from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError  # noqa: PLC0415
        from mcp.types import CallToolResult, TextContent, ToolAnnotations  # noqa: PLC0415
        from pydantic import ValidationError  # noqa: PLC0415 comes with it
    except ImportError as error:
        raise MusnadError('the server for assistants needs its SDK: pip install "musnad[mcp]"') from error

    class Answering(Server[Any]):
        """The SDK's server, which tells of a wrong argument in words that are about the argument."""

        async def call_tool(self, name: str, *args: Any, **kwargs: Any) -> Any:
            try:
                return await super().call_tool(name, *args, **kwargs)
            except ToolError as error:
                if isinstance(error.__cause__, ValidationError):
                    raise ToolError(f"{name}: {_wrong(error.__cause__.errors(include_url=False))}") from None
                if isinstance(error, UnexpectedToolError):
                    raise UnexpectedToolError(f"{name}: {_UNFORESEEN}") from error.__cause__
                raise

    def told(tool: Callable[P, Answer]) -> Callable[P, CallToolResult]:
        """The answer, as JSON without the blanks that the SDK would indent it by; and what goes wrong, told to the
        assistant in the same words as to a user, but for the commands."""

        @wraps(tool)
        def answered(*args: P.args, **kwargs: P.kwargs) -> CallToolResult:
            try:
                with explained(place):
                    answer = tool(*args, **kwargs)
                text = TextContent(type="text", text=json.dumps(answer, ensure_ascii=False))
                return CallToolResult(content=[text], structured_content=answer)
            except InputError as error:
                instead = _INSTEAD.get(tool.__name__) if error.remedy else None
                raise ToolError(f"{error.told}. {instead}" if instead else error.told) from error
            except MusnadError as error:
                raise ToolError(str(error)) from error

        return answered

    made = Answering("musnad", version=__version__, instructions=INSTRUCTIONS, log_level="WARNING")
    reading = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    for tool in (*asking_tools(store), *showing_tools(store)):
        made.add_tool(told(tool), annotations=reading)
    return made


def asking_tools(store: Engine) -> list[Callable[..., Answer]]:
    """The tools that search, as functions; names, types and docstrings are what an assistant is told of them."""

    def who_says(words: str, limit: int = 10, offset: int = 0) -> dict[str, Any]:
        """Who says something, and how many independent origins there are: claims that hold all of the words.

        Words in Arabic or English, in any form. Each claim comes with the passages that tell it, the first statements
        that support, deny and comment on it with their chains, and "origins": the interval of independent origins, the
        groups of statements that share one and why, and which pairs of origins are certainly independent. show_claim
        gives all of a claim. limit is 1 to 50; offset goes on where "more" says.
        """
        with store.connect() as connection:
            return asked.who_says(connection, words, _page(limit, offset))

    def search_statements(words: str, act: Act | None = None, limit: int = 20, offset: int = 0) -> dict[str, Any]:
        """Statements that hold all of the words; those in the articles that were added last come first.

        "act" keeps those of one kind. limit is 1 to 50; offset goes on where "more" says.
        """
        with store.connect() as connection:
            return asked.statements_found(connection, words, _page(limit, offset), act)

    def source_statements(name: str, limit: int = 20, offset: int = 0) -> dict[str, Any]:
        """What a person or body is reported to have said, by publication, newest first.

        Any spelling in either script, or an id. limit is 1 to 50; offset goes on where "more" says.
        """
        with store.connect() as connection:
            return asked.source_told(connection, name, _page(limit, offset))

    return [who_says, search_statements, source_statements]


def showing_tools(store: Engine) -> list[Callable[..., Answer]]:
    """The tools that show what is named by an id, or a list."""

    def list_stories(
        since: str | None = None, until: str | None = None, limit: int = 20, offset: int = 0
    ) -> dict[str, Any]:
        """Stories, the latest report first, with counts of articles, outlets, claims, conflicts and origins.

        "since" and "until" are times: 2031-03-04, 2031-03-04T12:00 (UTC), or 3d for three days ago. limit is 1 to 50;
        offset goes on where "more" says.
        """
        with store.connect() as connection:
            return shown.stories_listed(connection, StoryFilter(_time(since), _time(until)), _page(limit, offset))

    def show_story(story: str, part: str | None = None, limit: int = 10, offset: int = 0) -> dict[str, Any]:
        """One story: its articles, who copied from whom, its claims; the beginning of each list, or one of them.

        "part" is articles, copies or claims, and offset goes on in it where "more" says. limit is 1 to 50.
        """
        with store.connect() as connection:
            return shown.story_shown(connection, story, _page(limit, offset, part))

    def show_claim(claim: str, part: str | None = None, limit: int = 10, offset: int = 0) -> dict[str, Any]:
        """One claim by its id, with all statements behind it and all of its origins: the beginnings, or one list.

        "part" is groups (statements that surely have one origin), pairs (of origins: certainly independent or only
        possibly), support, deny, comment or conflicts; offset goes on in it where "more" says. limit is 1 to 50.
        """
        with store.connect() as connection:
            return shown.claim_shown(connection, claim, _page(limit, offset, part))

    def show_article(article: str, start: int = 0) -> dict[str, Any]:
        """One article by its id: its text, which all offsets count in, and all that was found in it.

        A long text comes in stretches; "start" goes on where "more" says.
        """
        with store.connect() as connection:
            return shown.article_shown(connection, article, start)

    return [list_stories, show_story, show_claim, show_article]


def _page(limit: int, offset: int, part: str | None = None) -> Page:
    """The page that is asked for; more than ``LIMIT_MAX`` items are asked for again. Raises ``InputError``."""
    if limit < 1:
        raise InputError(f"limit is {limit}: it must be 1 to {LIMIT_MAX}")
    if offset < 0:
        raise InputError(f"offset is {offset}: it must be 0 or more")
    return Page(min(limit, LIMIT_MAX), offset, part)


def _wrong(faults: list[Any]) -> str:
    """What is wrong with the arguments of a call, each by its name."""
    return "; ".join(
        f"{'.'.join(map(str, each['loc']))}: {str(each['msg'])[:1].lower()}{each['msg'][1:]}" for each in faults
    )


def _time(text: str | None) -> datetime | None:
    return None if text is None else time_asked(text, datetime.now(UTC))
