"""A page model as what was asked for: the page, or the same as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from musnad.web import forms
from musnad.web.show import render
from musnad.web.visitor import visitor_of


def as_json(model: Any) -> str:
    """A page model, a dataclass, as JSON; half a character, as a broken file may hold it, as an escape."""
    return json.dumps(asdict(model), ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def answer(request: Request, template: str, model: Any, **more: Any) -> Response:
    """The page that a template makes of a model, or the model itself where the address ends in ``.json``."""
    if request.url.path.endswith(".json"):
        return Response(as_json(model), media_type="application/json")
    return page(request, template, {"page": model, **more})


def page(request: Request, template: str, values: dict[str, Any], status: int = 200) -> Response:
    """A page in the visitor's language, with what its forms need."""
    visitor, browser = visitor_of(request), forms.visitor_of(request)
    settings = request.app.state.settings
    known = {
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "path": request.url.path,
        "seal": forms.seal(browser),
        "seal_field": forms.FIELD,
        "read_only": settings.read_only,
    }
    made = HTMLResponse(render(template, visitor, known | values), status)
    forms.remember(made, request, browser)
    made.headers["vary"] = "Accept-Language, Cookie"
    return made
