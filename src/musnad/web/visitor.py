"""How a visitor wants the page, language and look: from the address, a cookie, or what the browser asks for."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from musnad.web.words import LANGUAGES, Words, words_of

LANGUAGE_COOKIE, LOOK_COOKIE = "musnad_language", "musnad_look"
LOOKS = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Visitor:
    """The language of the interface; ``look`` is empty where the system decides."""

    words: Words
    look: str


def visitor_of(request: Request) -> Visitor:
    """The wishes of whoever sent a request."""
    asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE) or ""
    if asked not in LANGUAGES:
        asked = preferred(request.headers.get("accept-language", ""))
    look = request.cookies.get(LOOK_COOKIE, "")
    return Visitor(words_of(asked), look if look in LOOKS else "")


def preferred(accepted: str) -> str:
    """The language of ours that a browser likes best.

    >>> preferred("fr, en;q=0.8, ar;q=0.5"), preferred("ar-LB"), preferred("fr"), preferred("en;q=x")
    ('en', 'ar', 'ar', 'ar')
    """
    wishes = []
    for position, part in enumerate(accepted.split(",")):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            weight = 0.0
        wishes.append((-weight, position, tag.partition("-")[0].lower()))
    for weight, _, tag in sorted(wishes):
        if tag in LANGUAGES and weight:
            return tag
    return LANGUAGES[0]


def place_within(address: str) -> str:
    """The address if it leads to a page of ours, else that of the stories.

    >>> place_within("/stories?q=1"), place_within("//else.example"), place_within("https://else.example")
    ('/stories?q=1', '/stories', '/stories')
    """
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_ours else "/stories"
