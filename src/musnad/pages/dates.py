"""A page → the day on which it was published, and which of its signs said so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from lxml.html import HtmlElement

from musnad.calendar.anchor import Anchor
from musnad.calendar.find import Time, find_times
from musnad.calendar.own_date import DATELINE, METADATA, URL, url_date
from musnad.config import incoming
from musnad.pack import packs
from musnad.pages.linked import Linked
from musnad.pages.markup import marks_of
from musnad.pages.signs import PUBLISHED, Signs
from musnad.reading.stamps import YEARS, stamp
from musnad.text import fold
from musnad.vocabulary.dates import DateWords

GUESS = "guess"
Line = tuple[HtmlElement, str]
Near = tuple[float, str, str]

_ABSOLUTE = ("date", "numeric", "dotted", "hijri", "hour")
_IN_A_DAY = ("day", "part of day", "hour", "minute")
_DATED = re.compile(r"date|time|publish|posted|byline|meta|stamp|created|issued")
_CHANGED = re.compile(r"updat|modif")
_ASIDE = re.compile(
    r"related|sidebar|widget|most-?read|comment|footer|ticker|trending|more-|latest|breaking|today|now-date"
)
_YEAR = re.compile(r"\d{4}|[\u0660-\u0669]{4}|[\u06f0-\u06f9]{4}")
# A date in numbers, year last; which of the first two is the month, the page's other dates may tell.
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_MONTHS = 12
_DIGIT = re.compile(r"\d")


def said_date(said: Linked, signs: Signs, tree: HtmlElement, heading: HtmlElement | None) -> str | None:
    """The date that metadata say: of JSON-LD, of the head, of microdata, of a time element beside the headline."""
    found = stamp(said.published)
    if found:
        return found
    for name in PUBLISHED:
        for value in signs.metas.get(name, ()):
            found = stamp(value) or _spoken(value)
            if found:
                return found
    for prop in ("datepublished", "datecreated"):
        for value in signs.props.get(prop, ()):
            found = stamp(value) or _spoken(value)
            if found:
                return found
    return _timed(tree, heading)


def _timed(tree: HtmlElement, heading: HtmlElement | None) -> str | None:
    """The date of the time element that says it is the publication's, else of the first beside the headline."""
    best, best_worth = None, 0.0
    above = set(heading.iterancestors()) if heading is not None else set()
    for number, node in enumerate(tree.iter("time", "abbr", "relative-time")):
        if number > 200:
            break
        value = stamp(node.get("datetime") or node.get("title") if node.tag != "abbr" else node.get("title"))
        if value is None:
            continue
        marks = marks_of(node)
        worth = 1.0 if "publish" in marks or "entry-date" in marks or node.get("pubdate") is not None else 0.4
        if above:
            near = next((depth for depth, each in enumerate(node.iterancestors()) if each in above), 99)
            far = len(above) - sum(1 for each in node.iterancestors() if each in above)
            worth += 0.6 if near + far <= 6 else -0.5
        worth -= 0.6 if _CHANGED.search(marks) and "publish" not in marks else 0.0
        worth -= 1.0 if _is_aside(node) else 0.0
        if worth > best_worth:
            best, best_worth = value, worth
    return best if best_worth >= incoming.TIME_WORTH_MIN else None


def _is_aside(node: HtmlElement) -> bool:
    """Whether an element stands in a part of the page that is about other reports."""
    for above in [node, *list(node.iterancestors())[:5]]:
        if above.tag in ("aside", "footer", "nav", "li") or _ASIDE.search(marks_of(above)):
            return True
    return False


def dateline(near: Sequence[Near], language: str, url: str | None) -> str | None:
    """The date that readers see beside the headline, in any calendar; one said to be of publication goes first.

    A date that stands without year takes that of the address.
    """
    anchor = Anchor.of(url_date(url) if url else None)
    best, best_worth = None, 0.0
    for worth, line, label in near:
        for text, weight in _dates_in(line, label, language, anchor):
            if worth + weight > best_worth:
                best, best_worth = text, worth + weight
    return best


def _days_first(lines: Sequence[Line]) -> bool | None:
    """Whether dates in numbers say the day first; None where none of a page's can be read one way only."""
    firsts = [
        int(found[1]) > _MONTHS for _, line in lines for found in _NUMBERS.finditer(line)
        if (int(found[1]) > _MONTHS) != (int(found[3]) > _MONTHS)
    ]  # fmt: skip
    return firsts[0] if firsts and len(set(firsts)) == 1 else None


def _ordered(line: str, lines: Sequence[Line]) -> str:
    """A line whose dates in numbers say the year first, where the page's other dates tell their order."""
    days_first = _days_first(lines) if _NUMBERS.search(line) else None
    if days_first is None:
        return line
    return _NUMBERS.sub(lambda one: "-".join((one[4], *(one.group(3, 1) if days_first else one.group(1, 3)))), line)


def beside(lines: Sequence[Line], heading: HtmlElement | None) -> Iterator[Near]:
    """The short lines around the headline, each with how likely it is to be its dateline, and the line before it.

    Today's date at the head of the page is no sign: what stands above the headline counts only in the headline's own
    part of the page.
    """
    place = _place(lines, heading)
    if place is None:
        return
    inside = set(list(heading.iterancestors())[:3]) if heading is not None else set()
    long_ones = 0
    for number in range(place + 1, min(len(lines), place + 1 + incoming.DATELINE_LINES_MAX)):
        element, line = lines[number]
        if len(line) > incoming.DATELINE_PAGE_CHARS_MAX:
            long_ones += 1
            if long_ones > 1:
                break
            continue
        if _DIGIT.search(line) and not _is_aside(element):
            said = _ordered(line, lines)
            yield 1.0 - 0.02 * (number - place) + _marked(element), said, lines[number - 1][1]
    for number in range(max(0, place - 5), place):
        element, line = lines[number]
        if (
            len(line) <= incoming.DATELINE_PAGE_CHARS_MAX
            and _DIGIT.search(line)
            and inside & set(element.iterancestors())
        ):
            before = lines[number - 1][1] if number else ""
            yield 0.6 - 0.02 * (place - number) + _marked(element), _ordered(line, lines), before


def _place(lines: Sequence[Line], heading: HtmlElement | None) -> int | None:
    """The number of the last line of the headline."""
    if heading is None:
        return 0 if lines else None
    found = None
    for number, (element, _) in enumerate(lines):
        if element is heading or heading in element.iterancestors():
            found = number
        elif found is not None:
            break
    return found


def _marked(element: HtmlElement) -> float:
    """What the marks of an element add to the likelihood of a dateline."""
    marks = marks_of(element) + " " + marks_of(element.getparent() if element.getparent() is not None else element)
    return (0.5 if element.tag == "time" or _DATED.search(marks) else 0.0) - (0.3 if _CHANGED.search(marks) else 0.0)


def _dates_in(line: str, before: str, language: str, anchor: Anchor) -> Iterator[tuple[str, float]]:
    """The days that a line names, each with what the words before it say of it."""
    for words in _calendars(language):
        found = False
        for time in find_times(line, words, anchor):
            day = day_of(time)
            if day is None or (not _YEAR.search(line) and anchor.year is None):
                continue
            found = True
            lead = (
                line[: time.start] if len(line[: time.start].strip()) > 2 else before[-40:] + " " + line[: time.start]
            )
            yield day, _weight(lead)
        if found:
            return


def _weight(lead: str) -> float:
    """What the words before a date say of it: of publication 1, of a change -0.7, else 0."""
    published, updated = _labels()
    padded = " " + " ".join(re.findall(r"\w+", fold(lead))) + " "
    first = max((padded.rfind(f" {word} ") for word in published), default=-1)
    second = max((padded.rfind(f" {word} ") for word in updated), default=-1)
    if first < 0 and second < 0:
        return 0.0
    return 1.0 if first > second else -0.7


@cache
def _labels() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The folded words before dates of publication, and before those of changes."""
    rooms = [pack.pages for pack in packs().values()]

    def folded(words: Iterable[str]) -> tuple[str, ...]:
        return tuple(" ".join(re.findall(r"\w+", fold(word))) for word in words)

    return folded(word for room in rooms for word in room.published), folded(w for room in rooms for w in room.updated)


def _calendars(language: str) -> Iterator[DateWords]:
    """The words for dates of a language's pack, then those of the others."""
    for pack in sorted(packs().values(), key=lambda each: each.language != language):
        if pack.dates is not None:
            yield pack.dates


def _spoken(value: str) -> str | None:
    """The day that a machine's field says in words; only one with a year in it."""
    if len(value) > 60 or not _YEAR.search(value):
        return None
    for words in _calendars("ar"):
        for time in find_times(value, words, Anchor()):
            day = day_of(time)
            if day is not None:
                return day
    return None


def day_of(time: Time) -> str | None:
    """The day of a time that says one by itself, as ISO 8601; None for any other time."""
    value = time.value.value
    if value is None or "/" in value or time.means not in _ABSOLUTE or time.value.grain not in _IN_A_DAY:
        return None
    return value[:10] if value[:4].isdigit() and int(value[:4]) in YEARS else None


def agreed(found: str, url: str | None, visible: str | None) -> tuple[str, str]:
    """The date of the metadata, unless address and dateline together say another: then that of the dateline.

    Some systems write the moment of sending into the head of every page.
    """
    address = url_date(url) if url else None
    if address and visible and _days_apart(found, address) > 2 and _days_apart(visible, address) <= 2:
        return visible, DATELINE
    return found, METADATA


def contradicts(found: str, url: str | None) -> bool:
    """Whether an address says a day that is more than two days off."""
    address = url_date(url) if url else None
    return address is not None and _days_apart(found, address) > 2


def _days_apart(one: str, other: str) -> int:
    """How many days lie between two dates; 0 where one of them has no day and the months agree."""
    if len(one) < 10 or len(other) < 10:
        return 0 if one[:7] == other[:7] else 31
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def guessed(lines: Sequence[Line], said: Linked, language: str) -> str | None:
    """The best guess where nothing says the date: a change's date, else the first full date that the page shows."""
    found = stamp(said.modified)
    if found:
        return found
    for _, line in lines[: incoming.GUESS_LINES_MAX]:
        if len(line) <= incoming.DATELINE_PAGE_CHARS_MAX and _YEAR.search(line):
            for day, _ in _dates_in(line, "", language, Anchor()):
                return day
    return None


__all__ = [
    "DATELINE",
    "GUESS",
    "METADATA",
    "URL",
    "agreed",
    "beside",
    "contradicts",
    "dateline",
    "guessed",
    "said_date",
]
