"""Forms that only our own pages can send."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from musnad.errors import InputError

COOKIE, FIELD = "musnad_form", "form_token"
_SECRET = secrets.token_bytes(32)
"""Forms are good until the server stops: nobody has to keep a secret on the disk."""


class ForeignFormError(InputError):
    """A form that no page of ours made, or one from before the server was started again."""


def visitor_of(request: Request) -> str:
    """What a browser is known by, made up if it is new here; ``remember`` sends it."""
    return request.cookies.get(COOKIE) or secrets.token_urlsafe(24)


def seal(visitor: str) -> str:
    """What a form carries to show that it was made for this browser by this server."""
    return hmac.new(_SECRET, visitor.encode(), hashlib.sha256).hexdigest()


def remember(answer: Response, request: Request, visitor: str) -> None:
    """Sets the cookie that the form's seal belongs to."""
    if request.cookies.get(COOKIE) != visitor:
        answer.set_cookie(COOKIE, visitor, httponly=True, samesite="strict")


def check(request: Request, form: FormData) -> None:
    """Raises ``ForeignFormError`` for a form without the seal of this browser."""
    given = form.get(FIELD)
    visitor = request.cookies.get(COOKIE, "")
    if not visitor or not isinstance(given, str) or not hmac.compare_digest(given, seal(visitor)):
        raise ForeignFormError("this form was made before the page was last started, or by another site")
