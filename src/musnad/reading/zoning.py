"""Text → zones: what each line of a report is for, by its words, its place and its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from musnad import config
from musnad.model import Span, Zone, ZoneKind
from musnad.reading.furniture import Words, key, words

_LOOK_AHEAD = 6  # lines below a line that tell whether it is a headline
_STOPS = (".", "!", "?", "\u061f", "\u2026")
_CLOSERS = "\u201d\u00bb\")]\u2019' \u00a0\t"
# "CITY, State, Dec. 11 (AGENCY) - …", "CITY - AGENCY: …": a dateline that runs into the first paragraph.
_LEAD_IN = re.compile(r"\s*([^:\n]{2,60}?\([^()\n]{2,40}\))\s?[-\u2013\u2014:\u0640]")
_LEAD_IN_PLAIN = re.compile(r"\s*([^.:\n(]{2,40}?\s?[-\u2013\u2014/]\s?[^.:\n(]{2,30}?)\s?[:\u2014]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its place in the text, its text, and what its words say it is."""

    start: int
    text: str
    key: str
    kind: ZoneKind | None
    spaced: bool  # a blank line stands before it

    @property
    def span(self) -> Span:
        """The line's place, without its line break."""
        return Span(self.start, self.start + len(self.text))

    @property
    def stops(self) -> bool:
        """Whether the line ends as a sentence does."""
        return self.text.rstrip(_CLOSERS).endswith(_STOPS)


def zones(text: str, title: str | None = None) -> tuple[Zone, ...]:
    """The zones of a text, one for each line that is not blank, in order.

    ``title`` is the headline where it is known from elsewhere: then only a line that repeats it is a title.
    Spans count code points of ``text``; a line's leading and trailing spaces belong to it, its line break
    does not.

    >>> report = "انخفاض أسعار القمح\\nعدن - رويترز\\nانخفضت أسعار القمح أمس، بحسب تجار في الميناء.\\n#قمح"
    >>> [zone.kind.value for zone in zones(report)]
    ['title', 'dateline', 'body', 'boilerplate']
    >>> [zone.kind.value for zone in zones("Wheat falls\\nBy Jane Roe\\nWheat fell on Monday, traders said.")]
    ['title', 'dateline', 'body']
    """
    known = words()
    lines = _boxes(known, _lines(known, text))
    lines = _head(known, lines, None if title is None else key(title))
    return tuple(Zone(line.span, line.kind or ZoneKind.BODY) for line in lines)


def outlet(text: str, found: tuple[Zone, ...]) -> str | None:
    """The outlet that a report names as its own: its outlet line, or the one name in its dateline or credit.

    An outlet line is given as written; names in datelines ("نيروبي - أ ف ب") as the packs spell them in full.
    A newspaper goes before the agency that it took the text from. None where nobody or several are named.
    """
    for zone in found:
        if zone.kind is ZoneKind.OUTLET:
            return zone.span.of(text).strip(" \u00a0\t:")
    known = words()
    for line in _signatures(text, found):
        for names in known.signed(line):
            if len(names) == 1:
                return names[0]
    credit = " ".join(key(zone.span.of(text)) for zone in found if zone.kind is ZoneKind.CREDIT)
    named = known.named_in(credit)
    return named[0] if len(named) == 1 else None


def headline(text: str, found: tuple[Zone, ...]) -> str | None:
    """The text of the first title line without outer spaces; None if there is none."""
    return next((zone.span.of(text).strip() for zone in found if zone.kind is ZoneKind.TITLE), None)


def _signatures(text: str, found: tuple[Zone, ...]) -> list[str]:
    """The stretches that may name the outlet: datelines, then the lead-in of the first paragraph."""
    lines = [zone.span.of(text) for zone in found if zone.kind is ZoneKind.DATELINE]
    first = next((zone.span.of(text) for zone in found if zone.kind is ZoneKind.BODY), "")
    match = _lead_in(first)
    return [*lines, match] if match else lines


def _lead_in(line: str) -> str | None:
    """The dateline that a paragraph begins with, if it does."""
    match = _LEAD_IN.match(line) or _LEAD_IN_PLAIN.match(line)
    return match.group(1) if match else None


def _lines(known: Words, text: str) -> list[Line]:
    """The lines that are not blank, with what their words say; a long one is not looked at, it is body."""
    lines, start, spaced = [], 0, False
    for line in text.split("\n"):
        if line and not line.isspace():
            short = len(line) <= config.FURNITURE_CHARS_MAX
            line_key = key(line) if short else ""
            lines.append(Line(start, line, line_key, known.kind(line, line_key) if short else None, spaced))
        spaced = not line or line.isspace()
        start += len(line) + 1
    return lines


def _boxes(known: Words, lines: list[Line]) -> list[Line]:
    """Marks the lines of boxes: headlines, links and form fields below a heading such as "Read also".

    A box ends with a line that is long or ends as a sentence does.
    """
    marked, inside = [], False
    for line in lines:
        if line.kind is ZoneKind.BOILERPLATE:
            inside = inside or line.key.removesuffix(" :") in known.heads
        elif inside:
            inside = line.kind is None and len(line.text) <= config.TITLE_CHARS_MAX and not line.stops
        fits = inside and line.kind is None
        marked.append(replace(line, kind=ZoneKind.BOILERPLATE) if fits else line)
    return marked


def _head(known: Words, lines: list[Line], title: str | None) -> list[Line]:
    """Marks what stands above the first paragraph: outlet, title, dateline.

    Walks down from the top over the lines that words have not marked, and stops at the first that is
    none of the three.
    """
    marked = list(lines)
    free = [number for number, line in enumerate(lines) if line.kind is None]
    above: list[Line] = []
    for place, number in enumerate(free):
        rest = [lines[other] for other in free[place + 1 : place + 1 + _LOOK_AHEAD]]
        kind = _head_kind(known, lines[number], above, rest, title)
        if kind is None:
            break
        marked[number] = replace(lines[number], kind=kind)
        above.append(marked[number])
    return marked


def _head_kind(known: Words, line: Line, above: list[Line], rest: list[Line], title: str | None) -> ZoneKind | None:
    """What a line above the first paragraph is; None for the first paragraph itself.

    ``above`` are the outlet, title and dateline lines before it, ``rest`` the next few lines after it, and
    ``title`` the key of the headline if it is known.
    """
    if not rest:
        return None
    titled = any(other.kind is ZoneKind.TITLE for other in above)
    if title and not titled and line.key == title:
        return ZoneKind.TITLE
    if not above and title is None and _is_outlet(known, line, rest):
        return ZoneKind.OUTLET
    if _is_dateline(known, line, rest, below_title=titled or (title is not None and _is_signed(known, line))):
        signed = not above or above[-1].kind is not ZoneKind.DATELINE
        # Below a line of date and place a bare name is the caption of a photograph that the page showed.
        return ZoneKind.DATELINE if signed or _says_when_or_who(known, line) else ZoneKind.BOILERPLATE
    if titled:
        is_title = above[-1].kind is ZoneKind.TITLE and _is_subtitle(line, above, rest)
    else:
        is_title = _is_title(known, line, rest) if title is None else bool(title) and line.key == title
    return ZoneKind.TITLE if is_title else None


def _is_outlet(known: Words, line: Line, rest: list[Line]) -> bool:
    """Whether a line at the top names the outlet: nothing else stands in it, and a headline follows."""
    if not known.names_outlet(line.key) or line.stops:
        return False
    return len(rest) > 1 and _is_title(known, rest[0], rest[1:])


def _is_title(known: Words, line: Line, rest: list[Line]) -> bool:
    """Whether a line reads as a headline: short, one sentence at most, followed by a longer text."""
    length = len(line.text.strip())
    if length > config.TITLE_CHARS_MAX or not rest or not line.key or _lead_in_signed(known, line.text):
        return False
    if line.text.rstrip().endswith((":", "\u060c", ",")):
        return False
    following = _longest([o for o in rest[:4] if not _is_dateline(known, o, [], below_title=True)])
    if not line.stops:
        return following > length / 2
    return length <= config.TITLE_WITH_STOP_CHARS_MAX and following > length


def _is_subtitle(line: Line, above: list[Line], rest: list[Line]) -> bool:
    """Whether the line below a headline goes on with it: it follows a semicolon, or stands closer than text.

    A short line alone is no sign: captions and first sentences are short too.
    """
    if len(above) > 2 or len(line.text) > config.SUBTITLE_CHARS_MAX:
        return False
    head = above[-1]
    return head.text.rstrip().endswith((";", "\u061b")) or (rest[0].spaced and not line.spaced)


def _is_dateline(known: Words, line: Line, rest: list[Line], *, below_title: bool) -> bool:
    """Whether a line says who reports, from where, or when.

    Signs that hold anywhere above the first paragraph: a date, or an opening such as "By". Below the
    headline also: an agency or outlet among its parts, short parts between separators, or a bare name.
    """
    if not line.key or len(line.text) > config.DATELINE_CHARS_MAX:
        return False
    parts = known.parts(line.text)
    short = all(part.count(" ") < 4 for part in parts)
    if _says_when_or_who(known, line) and not line.stops:
        return below_title or not line.key.endswith(":")
    if not below_title or (short and known.signs(parts)):
        return below_title
    if line.stops or (rest and _longest(rest[:3]) < 2 * len(line.text)):
        return False
    if len(parts) > 1:
        return short
    return line.key.count(" ") < (1 if line.key.endswith(":") else 4)


def _is_signed(known: Words, line: Line) -> bool:
    """Whether a line has an agency or outlet in it, or several parts: more than a bare name."""
    parts = known.parts(line.text)
    return len(parts) > 1 or known.signs(parts)


def _says_when_or_who(known: Words, line: Line) -> bool:
    """Whether a line is a date with little else, or begins as bylines and time stamps do."""
    count = line.key.count(" ") + 1
    return (count <= 12 and known.begins_dateline(line.key)) or (count <= 14 and _is_dated(known, line.key))


def _is_dated(known: Words, line_key: str) -> bool:
    """Whether numbers and the names of months and days make up a third of a line or more."""
    plain = known.dates_off("", line_key)
    if plain == line_key:
        return False
    count = line_key.count(" ") + 1
    left = sum(not word.isdigit() and word != ":" for word in plain.split())
    return any(map(str.isdigit, line_key)) and left <= count * config.DATE_LINE_REST_SHARE_MAX


def _longest(lines: list[Line]) -> int:
    """The length of the longest of the lines; 0 for none."""
    return max((len(line.text) for line in lines), default=0)


def _lead_in_signed(known: Words, line: str) -> bool:
    """Whether a line begins with a dateline that names an agency, as first paragraphs do."""
    match = _LEAD_IN.match(line)
    return match is not None and any(known.signed(match.group(1)))
