"""Pages that only read: stories, articles, sources, outlets, search."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from musnad.config.page import SEARCH_CHARS_MAX
from musnad.web.answer import answer
from musnad.web.pages.article import article_page, place_of_statement
from musnad.web.pages.outlet import outlet_page
from musnad.web.pages.search import search_page
from musnad.web.pages.source import source_page
from musnad.web.pages.stories import stories_page
from musnad.web.pages.story import story_page
from musnad.web.visitor import LANGUAGE_COOKIE, LOOK_COOKIE, LOOKS, place_within, visitor_of
from musnad.web.words import LANGUAGES

_YEAR_S = 365 * 86_400
DONE = ("merge", "split", "undo")


@contextmanager
def reading(request: Request) -> Iterator[Connection]:
    """A connection to the store, for one page."""
    with request.app.state.reader.connect() as connection:
        yield connection


def number(request: Request, name: str, default: int = 1) -> int:
    """A number in the address; the default where there is none, or something else."""
    given = request.query_params.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 8 else default


def home(request: Request) -> Response:
    """The stories."""
    return RedirectResponse("/stories", 303)


def stories(request: Request) -> Response:
    """``/stories``."""
    with reading(request) as connection:
        return answer(request, "stories.html", stories_page(connection, request.query_params))


def story(request: Request) -> Response:
    """``/stories/ID``."""
    mirrored = visitor_of(request).words.direction == "rtl"
    with reading(request) as connection:
        return answer(request, "story.html", story_page(connection, _id(request), mirrored=mirrored), exported=False)


def article(request: Request) -> Response:
    """``/articles/ID``."""
    with reading(request) as connection:
        page = article_page(connection, _id(request), number(request, "part"))
        return answer(request, "article.html", page)


def source(request: Request) -> Response:
    """``/sources/ID``; a former id leads to today's."""
    query = request.query_params
    with reading(request) as connection:
        model = source_page(connection, _id(request), number(request, "page"), denying=query.get("denials") == "1")
    if model.id != _id(request) and not request.url.path.endswith(".json"):
        return RedirectResponse(f"/sources/{model.id}" + (f"?{request.url.query}" if request.url.query else ""), 303)
    done = (
        {"what": query["done"], "left": query.get("left"), "right": query.get("right")}
        if query.get("done") in DONE
        else None
    )
    return answer(request, "source.html", model, done=done, fault="")


def outlet(request: Request) -> Response:
    """``/outlets/NAME``."""
    with reading(request) as connection:
        return answer(request, "outlet.html", outlet_page(connection, _id(request)))


def search(request: Request) -> Response:
    """``/search?q=…``."""
    query = request.query_params.get("q", "")[:SEARCH_CHARS_MAX]
    with reading(request) as connection:
        return answer(request, "search.html", search_page(connection, query), query=query)


def statement(request: Request) -> Response:
    """``/articles/ID/STATEMENT``: its place in the article."""
    with reading(request) as connection:
        statement_id = request.path_params["statement"]
        article_id, part = place_of_statement(connection, _id(request), statement_id)
    query = f"?part={part}" if part > 1 else ""
    return RedirectResponse(f"/articles/{article_id}{query}#t-{statement_id}", 303)


def settings(request: Request) -> Response:
    """``/settings?lang=…&look=…&back=…``: keeps what a visitor chose in cookies, and leads back."""
    back = RedirectResponse(place_within(request.query_params.get("back", "/stories")), 303)
    for name, cookie, allowed in (("lang", LANGUAGE_COOKIE, LANGUAGES), ("look", LOOK_COOKIE, ("", *LOOKS))):
        value = request.query_params.get(name)
        if value is not None and value in allowed:
            back.set_cookie(cookie, value, max_age=_YEAR_S, samesite="strict", httponly=True)
    return back


def _id(request: Request) -> str:
    return str(request.path_params["id"]).removesuffix(".json")
