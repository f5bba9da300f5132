"""The application: which address leads where, and what is said when something goes wrong."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from musnad.errors import InputError
from musnad.web import answer, forms
from musnad.web.guard import Guard
from musnad.web.routes import reading
from musnad.web.settings import Settings

STATIC = Path(__file__).parent / "static"

READING = (
    ("/", reading.home),
    ("/settings", reading.settings),
    ("/stories", reading.stories),
    ("/stories.json", reading.stories),
    ("/stories/{id}", reading.story),
    ("/articles/{id}/{statement}", reading.statement),
    ("/articles/{id}", reading.article),
)


def make_app(settings: Settings, reader: Engine, writer: Engine | None = None) -> Starlette:
    """The page on a store; without ``writer``, or with ``settings.read_only``, nothing can be added or decided."""
    routes = [Route(path, endpoint) for path, endpoint in READING]
    routes.append(Mount("/static", StaticFiles(directory=STATIC)))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={InputError: _not_found, HTTPException: _refused},
    )
    app.state.settings, app.state.reader, app.state.writer = settings, reader, writer
    return app


def _not_found(request: Request, error: Exception) -> Response:
    status = 403 if isinstance(error, forms.ForeignFormError) else 404
    return _told(request, status, str(error))


def _refused(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    return _told(request, status, str(getattr(error, "detail", "")))


def _told(request: Request, status: int, message: str) -> Response:
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": message}, status)
    return answer.page(request, "error.html", {"status": status, "message": message}, status)
