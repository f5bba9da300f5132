"""What stands before every page: whose request is taken, how large it may be, what a browser may do with the answer.

An article is hostile input. Templates escape it; the Content-Security-Policy is the second wall: no script and no style
but our own files, no request to anywhere else, nobody may frame the page.
"""

from __future__ import annotations

import hmac
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from musnad.config.page import PAGE_BODY_BYTES
from musnad.web.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_COOKIE = "musnad_token"
_READING = frozenset({"GET", "HEAD"})
_YEAR_S = 365 * 86_400


class Guard:
    """An application that asks first who is there, and signs what goes out."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses, or hands on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, _signing(send, scope))
            return
        await self.app(scope, _limited(receive), _signing(send, scope))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts = self.settings.hosts
        if hosts is not None and _name(headers.get("host", "")) not in hosts:
            return PlainTextResponse("This page is served under its own address only.", 421)
        if _size(headers) > PAGE_BODY_BYTES:
            return PlainTextResponse(f"The request is too large; at most {PAGE_BODY_BYTES:,} bytes are taken.", 413)
        if scope["method"] not in _READING and _is_foreign(headers):
            return PlainTextResponse("Another site asked for this; nothing was done.", 403)
        return self._unknown(scope, headers)

    def _unknown(self, scope: Scope, headers: Headers) -> Response | None:
        """What somebody without the token gets; the token in an address moves into a cookie at once."""
        token = self.settings.token
        if token is None:
            return None
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = next((value for name, value in pairs if name == "token"), None)
        if given is not None and _same(given, token):
            rest = urlencode([pair for pair in pairs if pair[0] != "token"])
            answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(_COOKIE, token, httponly=True, samesite="strict", max_age=_YEAR_S)
            return answer
        cookie = cookie_parser(headers.get("cookie", "")).get(_COOKIE, "")
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if _same(cookie, token) or _same(bearer, token):
            return None
        return PlainTextResponse("This page needs its token: add ?token=… to the address once.", 401)


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())


def _name(host: str) -> str:
    """The host without its port."""
    return host[: host.index("]") + 1] if host.startswith("[") and "]" in host else host.partition(":")[0]


def _size(headers: Headers) -> int:
    told = headers.get("content-length", "0")
    return int(told) if told.isdecimal() else PAGE_BODY_BYTES + 1


def _is_foreign(headers: Headers) -> bool:
    """Whether a browser says that another site sent this; what is no browser says nothing and holds no cookies."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host", "")


def _limited(receive: Receive) -> Receive:
    """The request's body, cut off where it grows larger than it said it would."""
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > PAGE_BODY_BYTES:
            return {"type": "http.disconnect"}
        return message

    return limited


def _signing(send: Send, scope: Scope) -> Send:
    is_static = scope["path"].startswith("/static/")

    async def signing(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "max-age=3600" if is_static else "no-store")
        await send(message)

    return signing
