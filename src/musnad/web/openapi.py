"""The OpenAPI document: made from the page models themselves, so that it cannot say anything else."""

from __future__ import annotations

import dataclasses
import types
import typing
from enum import Enum
from typing import Any

from musnad import __version__
from musnad.web.pages.add import JobPage
from musnad.web.pages.article import ArticlePage
from musnad.web.pages.outlet import OutletPage
from musnad.web.pages.search import SearchPage
from musnad.web.pages.source import SourcePage
from musnad.web.pages.stories import StoriesPage
from musnad.web.pages.story import StoryPage

PAGES: tuple[tuple[str, type, tuple[str, ...]], ...] = (
    ("/stories.json", StoriesPage,
     ("since", "until", "outlet", "person", "language", "conflict", "single", "several", "before")),
    ("/stories/{id}.json", StoryPage, ()),
    ("/articles/{id}.json", ArticlePage, ("part",)),
    ("/sources/{id}.json", SourcePage, ("page", "denials")),
    ("/outlets/{id}.json", OutletPage, ()),
    ("/search.json", SearchPage, ("q",)),
    ("/add/{id}.json", JobPage, ()),
)  # fmt: skip
"""Address, page model, and what may stand behind the question mark."""

_PLAIN: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def document() -> dict[str, Any]:
    """The document."""
    schemas: dict[str, Any] = {}
    paths = {address: {"get": _operation(address, model, query, schemas)} for address, model, query in PAGES}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Musnad", "version": __version__, "description": "Every page as JSON."},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _operation(address: str, model: type, query: tuple[str, ...], schemas: dict[str, Any]) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in query]
    if "{id}" in address:
        parameters.insert(0, {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}})
    shape: dict[str, Any] = {"application/json": {"schema": _schema(model, schemas)}}
    told: dict[str, Any] = {
        "summary": (model.__doc__ or "").partition("\n")[0],
        "parameters": parameters,
        "responses": {"200": {"description": "The page.", "content": shape}, "404": {"description": "No such page."}},
    }
    return told


def _schema(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """The JSON schema of a type; dataclasses go to ``schemas`` and are referred to."""
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_schema(part, schemas) for part in parts]}
    if origin is tuple:
        return {"type": "array", "items": _schema(parts[0], schemas)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(parts[1], schemas)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return dict(type="string", enum=[each.value for each in kind])  # noqa: C408 the checker takes a display wrongly
    return _reference(kind, schemas)


def _reference(kind: type, schemas: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in schemas:
        schemas[name] = {}  # a model that holds itself ends here
        hints = typing.get_type_hints(kind)
        fields = [field.name for field in dataclasses.fields(kind)]
        schemas[name] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": {field: _schema(hints[field], schemas) for field in fields},
            "required": fields,
        }
    return {"$ref": f"#/components/schemas/{name}"}
