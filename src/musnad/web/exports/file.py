"""A dossier as one file: the page without its surroundings, style inside, no link to the server and no script."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

from musnad.web.pages.story import StoryPage
from musnad.web.show import FOLDER, render
from musnad.web.visitor import Visitor

_FONTS = re.compile(r"@font-face {[^}]*}\n?")
_LINKS = re.compile(r' href="/[^"]*"')


@cache
def _style() -> str:
    """The style sheet without the fonts, for which the reader's own stand in."""
    return _FONTS.sub("", (FOLDER.parent / "static" / "page.css").read_text(encoding="utf-8"))


def dossier_file(page: StoryPage, visitor: Visitor) -> str:
    """The dossier as a self-contained page; its policy allows its own style and nothing else.

    Links into the store are taken out: the file is read where there is none. A quotation mark in text is escaped, so
    that nothing but an attribute looks like one.
    """
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    values = {"page": page, "exported": True, "style": style, "digest": digest}
    return _LINKS.sub("", render("export.html", visitor, values))
