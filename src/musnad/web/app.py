"""The application: which address leads where, and what is said when something goes wrong."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from musnad.errors import InputError
from musnad.web import answer, forms
from musnad.web.adding import Desk
from musnad.web.guard import Guard
from musnad.web.routes import exporting, reading, writing
from musnad.web.settings import Settings

STATIC = Path(__file__).parent / "static"

READING = (
    ("/", reading.home),
    ("/settings", reading.settings),
    ("/stories", reading.stories),
    ("/stories.json", reading.stories),
    ("/stories/{id}/export.html", exporting.whole),
    ("/stories/{id}/statements.csv", exporting.table),
    ("/stories/{id}/claims.jsonld", exporting.reviews),
    ("/stories/{id}/prov.jsonld", exporting.chains),
    ("/stories/{id}", reading.story),
    ("/articles/{id}/{statement}", reading.statement),
    ("/articles/{id}", reading.article),
    ("/sources/{id}", reading.source),
    ("/outlets/{id:path}", reading.outlet),
    ("/search", reading.search),
    ("/search.json", reading.search),
    ("/openapi.json", exporting.openapi),
    ("/add", writing.add),
    ("/add/{id}", writing.progress),
)
WRITING = (
    ("/add", writing.add_done),
    ("/sources/{id}/merge", writing.merge_done),
    ("/sources/{id}/split", writing.split_done),
    ("/sources/{id}/undo", writing.undo_done),
)


def make_app(settings: Settings, reader: Engine, writer: Engine | None = None) -> Starlette:
    """The page on a store; without ``writer``, or with ``settings.read_only``, nothing can be added or decided."""
    routes: list[BaseRoute] = [Route(path, endpoint) for path, endpoint in READING]
    routes += [Route(path, endpoint, methods=["POST"]) for path, endpoint in WRITING]
    routes.append(Mount("/static", StaticFiles(directory=STATIC)))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={InputError: _not_found, HTTPException: _refused},
    )
    app.state.settings, app.state.reader = settings, reader
    app.state.desk = None if writer is None or settings.read_only else Desk(writer, settings.mode)
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
