"""Markup that is all report, as feeds and newsletters carry it → its lines."""

from __future__ import annotations

from musnad.model import ZoneKind
from musnad.pages.headline import words
from musnad.pages.markup import shown, squeezed, tree_of
from musnad.reading.furniture import words as furniture
from musnad.reading.zoning import zones


def fragment_lines(html: str, title: str = "") -> list[str]:
    """The lines that markup shows, one a paragraph, without the headline and without what belongs to the page.

    >>> fragment_lines("<p>قال الوزير<br>إن الطريق فُتح.</p><p>المصدر: وكالات</p>")
    ['قال الوزير', 'إن الطريق فُتح.']
    >>> fragment_lines("He said &amp; left.", "Talks")
    ['He said & left.']
    """
    if not html.strip():
        return []
    tree = tree_of(f"<div>{html}</div>") if "<" in html or "&" in html else None
    lines = [line for _, line in shown(tree)] if tree is not None else [squeezed(line) for line in html.splitlines()]
    lines = [line for line in lines if line and words(line) != words(title)]
    return without_furniture(lines, title)


def without_furniture(lines: list[str], title: str) -> list[str]:
    """The lines without those whose words say that they belong to the page and not to the report.

    >>> without_furniture(["قال الوزير إن الطريق فُتح أمام الجميع.", "اقرأ أيضا: خبر آخر"], "فتح الطريق")
    ['قال الوزير إن الطريق فُتح أمام الجميع.']
    >>> without_furniture(["He said so on Monday.", "Leave a Reply"], "")
    ['He said so on Monday.']
    """
    return [line for line, _ in zoned(lines, title)]


def zoned(lines: list[str], title: str) -> list[tuple[str, ZoneKind]]:
    """The same, each line with the zone that it is."""
    found = _with_zones(lines, title)
    stamps = {number for number, (line, kind) in enumerate(found) if kind is ZoneKind.DATELINE and _is_stamp(line)}
    if stamps:  # without them a line of place and agency below is what it is, and not a caption
        found = _with_zones([line for number, line in enumerate(lines) if number not in stamps], title)
    return [(line, kind) for line, kind in found if kind is not ZoneKind.BOILERPLATE]


def _with_zones(lines: list[str], title: str) -> list[tuple[str, ZoneKind]]:
    """All lines below a headline, each with its zone."""
    text = "\n".join([title, *lines])
    kinds = {zone.span.start: zone.kind for zone in zones(text, title or None)}
    found: list[tuple[str, ZoneKind]] = []
    start = len(title) + 1
    for line in lines:
        found.append((line, kinds.get(start, ZoneKind.BOILERPLATE)))
        start += len(line) + 1
    return found


def _is_stamp(line: str) -> bool:
    """Whether a dateline names neither agency nor outlet: the date and the writer, which metadata say."""
    known = furniture()
    return not known.signs(known.parts(line))
