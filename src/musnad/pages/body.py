"""A page → the lines of its report: trafilatura's choice, held against what the page itself marks as its body."""

from __future__ import annotations

import logging
import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from musnad.config import incoming
from musnad.pages.headline import likeness, words
from musnad.pages.linked import Linked
from musnad.pages.markup import marks_of, shown, squeezed

if TYPE_CHECKING:
    from trafilatura.settings import Extractor

_ASIDE = re.compile(
    r"comment|respond|related|sidebar|widget|share|social|newsletter|promo|advert|breadcrumb|most-?read|footer|menu|caption"
)
_BULLET = re.compile(r"^(?:[-*\u2022]\s+|\|\s*)+|\s*\|\s*$")


def body_lines(tree: HtmlElement, said: Linked, title: str, url: str | None) -> list[str]:
    """The lines of the report without its headline, each one paragraph; empty if nothing reads as one."""
    lines = _extracted(tree, url)
    longest = max(map(len, lines), default=0)
    if sum(map(len, lines)) < incoming.BODY_CHARS_MIN or longest > incoming.PARAGRAPH_CHARS_MAX:
        own = _own(tree)
        apart = len(own) > 2 and max(map(len, own)) < longest * incoming.LUMPED_SHARE_MAX
        if (
            own
            and (apart or sum(map(len, own)) > sum(map(len, lines)))
            and sum(map(len, own)) >= incoming.BODY_CHARS_MIN
        ):
            lines = own
    if said.body and _is_whole(said.body, lines):
        lines = said.body.split("\n")
    return _without_teaser(_without_head(lines, title))


def _extracted(tree: HtmlElement, url: str | None) -> list[str]:
    """The lines that trafilatura finds, in its careful mode, else in its usual one.

    Imported here: it costs half a second, and only pages need it.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415

    for careful in (True, False):
        found = bare_extraction(tree, url=url, options=_asked(careful))  # it works on a copy of its own
        text = getattr(found, "text", None) or ""
        lines = [squeezed(_BULLET.sub("", line)) for line in text.split("\n")]
        lines = [line for line in lines if line]
        if sum(map(len, lines)) >= incoming.BODY_CHARS_MIN:
            return lines
    return lines


@cache
def _asked(careful: bool) -> Extractor:
    """How trafilatura is to read; made once, since it looks up twenty settings of a file."""
    from trafilatura.settings import Extractor  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # refusals are ours to tell
    return Extractor(output_format="python", precision=careful, comments=False, tables=True)


def _is_whole(body: str, lines: list[str]) -> bool:
    """Whether a body in JSON-LD is the whole report, where what was extracted is not.

    It must hold what was extracted and be longer, and not be cut off as teasers are.
    """
    if len(body) < incoming.BODY_CHARS_MIN or body.rstrip().endswith(("...", "\u2026", "[...]")):
        return False
    ours, theirs = " ".join(lines), body
    if not lines:
        return True
    longer = len(theirs) > len(ours) * incoming.BODY_LONGER
    return longer and likeness(ours, theirs[: len(ours) + 200]) > 0.5 and "\n" in theirs


def _without_head(lines: list[str], title: str) -> list[str]:
    """The lines without the headline that many systems repeat above the body, and without what stands above it."""
    wanted = words(title)
    for number, line in enumerate(lines[: incoming.HEAD_LINES_MAX] if wanted else ()):
        if len(line) <= incoming.HEADLINE_AGAIN_MAX * len(title) and words(line) == wanted:
            rest = lines[number + 1 :]
            return (
                rest
                if all(len(each) < incoming.BODY_LINE_CHARS_MIN for each in lines[:number])
                else lines[:number] + rest
            )
    return lines


def _without_teaser(lines: list[str]) -> list[str]:
    """The lines without one that is the beginning of the next, cut off, as systems write it below the headline."""
    for number, (line, below) in enumerate(pairwise(lines[: incoming.HEAD_LINES_MAX])):
        start = line.rstrip(" .\u2026")
        if (
            line.endswith(("...", "\u2026"))
            and len(start) >= incoming.TEASER_LINK_CHARS_MIN
            and below.startswith(start)
        ):
            return lines[:number] + lines[number + 1 :]
    return lines


def _own(tree: HtmlElement) -> list[str]:
    """The lines of the part of a page that holds nearly all its paragraphs: the smallest such part.

    A paragraph is a stretch of text that is long and hardly a link. Lines before the first one and behind the last are
    left out, and between them those that are short and all link.
    """
    lines = [(element, line, _linked_share(element, line)) for element, line in shown(tree)]
    weights: dict[HtmlElement, int] = {}
    total = 0
    for element, line, share in lines:
        if len(line) < incoming.BODY_LINE_CHARS_MIN or share > incoming.LINKED_SHARE_MAX or _is_aside(element):
            continue
        total += len(line)
        for above in (element, *element.iterancestors()):
            weights[above] = weights.get(above, 0) + len(line)
    holders = [element for element, weight in weights.items() if weight >= total * incoming.BODY_SHARE_MIN]
    if not holders:
        return []
    best = max(holders, key=lambda element: sum(1 for _ in element.iterancestors()))
    inside = [
        (line, len(line) >= incoming.BODY_LINE_CHARS_MIN and share <= incoming.LINKED_SHARE_MAX)
        for element, line, share in lines
        if (element is best or best in element.iterancestors()) and not _is_aside(element) and share < 0.9
    ]
    places = [number for number, (_, is_paragraph) in enumerate(inside) if is_paragraph]
    return [line for line, _ in inside[places[0] : places[-1] + 1]] if places else []


def _linked_share(element: HtmlElement, line: str) -> float:
    """How much of a line is link."""
    if element.tag == "a" or any(above.tag == "a" for above in element.iterancestors()):
        return 1.0
    linked = sum(len(node.text_content()) for node in element.iter("a")) if len(line) < 2_000 else 0
    return min(1.0, linked / max(1, len(line)))


def _is_aside(element: HtmlElement) -> bool:
    """Whether an element stands in a part of the page that is not the report."""
    for above in (element, *element.iterancestors()):
        if above.tag in ("aside", "footer", "nav", "header", "form", "figcaption") or _ASIDE.search(marks_of(above)):
            return above.tag not in ("body", "html", "article", "form")
    return False
