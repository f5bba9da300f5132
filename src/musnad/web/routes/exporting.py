"""A story's dossier as files, and the OpenAPI document."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from musnad.errors import InputError
from musnad.store.query_dossier import DossierRows, load_dossier
from musnad.store.query_stories import find_story
from musnad.web.exports.file import dossier_file
from musnad.web.exports.linked import claim_reviews, provenance
from musnad.web.exports.table import statements_csv
from musnad.web.openapi import document
from musnad.web.pages.story import story_page
from musnad.web.routes.reading import reading
from musnad.web.visitor import visitor_of


def whole(request: Request) -> Response:
    """``/stories/ID/export.html``."""
    visitor = visitor_of(request)
    with reading(request) as connection:
        page = story_page(connection, request.path_params["id"], mirrored=visitor.words.direction == "rtl")
    return _file(dossier_file(page, visitor), "text/html", f"{page.id}.html")


def table(request: Request) -> Response:
    """``/stories/ID/statements.csv``."""
    rows = _rows(request)
    return _file(statements_csv(rows), "text/csv", f"{rows.summary.id}.csv")


def reviews(request: Request) -> Response:
    """``/stories/ID/claims.jsonld``."""
    rows = _rows(request)
    return _linked(claim_reviews(rows), f"{rows.summary.id}-claims.jsonld")


def chains(request: Request) -> Response:
    """``/stories/ID/prov.jsonld``."""
    rows = _rows(request)
    return _linked(provenance(rows), f"{rows.summary.id}-prov.jsonld")


def openapi(_request: Request) -> Response:
    """``/openapi.json``."""
    return JSONResponse(document())


def _rows(request: Request) -> DossierRows:
    name = request.path_params["id"]
    with reading(request) as connection:
        story_id = find_story(connection, name)
        rows = load_dossier(connection, story_id) if story_id else None
    if rows is None:
        raise InputError(f"{name}: no such story in the store")
    return rows


def _linked(content: dict[str, Any], name: str) -> Response:
    return _file(json.dumps(content, ensure_ascii=False, indent=1), "application/ld+json", name)


def _file(content: str, media_type: str, name: str) -> Response:
    """A file that the browser keeps instead of showing it."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(
        content.encode("utf-8", "backslashreplace"), media_type=f"{media_type}; charset=utf-8", headers=headers
    )
