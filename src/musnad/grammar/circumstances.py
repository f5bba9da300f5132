"""When, where, to whom and under which promise of anonymity something was said.

They stand in the gaps that cue, source and content leave between them; what a gap begins with tells which
circumstance it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from musnad.grammar.frame import Frame
from musnad.grammar.view import PAUSES
from musnad.model import Span
from musnad.vocabulary.sources import SourceWords

_REACH = 12  # tokens after a source that are looked through where the content stands before the cue
_LONGEST = 24  # tokens of a circumstance at most
_DASHES = frozenset("-\u2013\u2014()[]")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The spans of each circumstance, in text order."""

    said_at: tuple[Span, ...] = ()
    venue: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    anonymity: tuple[Span, ...] = ()


def find_circumstances(
    frame: Frame, sources: SourceWords, source: tuple[int, int], content: tuple[int, int]
) -> Circumstances:
    """The circumstances of a statement whose source and content are the given token ranges (empty: none)."""
    found: dict[str, list[Span]] = {"said_at": [], "venue": [], "addressee": [], "anonymity": []}
    for first, last in _gaps(frame, source, content):
        for name, start, end in _parts(frame, sources, first, last):
            span = frame.view.span(start, end)
            if span is not None:
                found[name].append(frame.view.balanced(span, start, end))
    return Circumstances(**{name: tuple(sorted(spans)) for name, spans in found.items()})


def _gaps(frame: Frame, source: tuple[int, int], content: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Token ranges near the cue that belong to neither cue, source nor content, cut at commas."""
    view, unit = frame.view, frame.unit
    low, high = frame.sentence
    begin = low if source[0] < unit.first and source[1] > source[0] else unit.first
    if begin == unit.first:  # what opens the sentence before the cue
        begin = low if unit.first - low <= 8 and content[0] >= unit.first else unit.first
    end = content[0] if content[0] > unit.first else min(high, max(unit.last, source[1]) + _REACH)
    taken = {*range(unit.first, unit.last), *range(*source), *range(*content), unit.second}
    start = -1
    for number in range(begin, end + 1):
        stops = number == end or number in taken or view.forms[number] in PAUSES or view.forms[number] in _DASHES
        if unit.main < number in frame.cues and number not in taken:  # from here on it is about another statement
            taken |= set(range(number, end))
            stops = True
        if not stops and start < 0 and view.is_word(number):
            start = number
        if stops and start >= 0:
            yield start, min(number, start + _LONGEST)
            start = -1


def _parts(frame: Frame, sources: SourceWords, first: int, last: int) -> Iterator[tuple[str, int, int]]:
    """The circumstances in one gap, times taken apart from what stands before and after them."""
    view = frame.view
    classes = [kind.rpartition("+")[2] for kind in view.classes[first:last]]
    if view.count("anonymity", first, last) and len(classes) > 1 and not frame.cues_in(first, last):
        yield "anonymity", first, last
        return
    start = first
    while start < last:
        length = _time_length(classes[start - first :])
        if length:
            yield "said_at", start, start + length
            start += length
            continue
        name = _kind(frame, sources, start)
        end = next((n for n in range(start + 1, last) if _time_length(classes[n - first :]) > 1), last)
        if name == "addressee":
            end = next((n for n in range(start + 1, end) if _ends_address(frame, sources, start, n)), end)
        if name:
            yield name, start, end
        if name == "venue":
            inner = next((n for n in range(start + 2, end) if _addresses(frame, n)), -1)
            if inner >= 0:
                yield "addressee", inner, end
        start = end if name else start + 1


def _ends_address(frame: Frame, sources: SourceWords, start: int, number: int) -> bool:
    """Whether somebody who is spoken to, named from token ``start`` on, ends before a token.

    A preposition ends the name of an outlet ("told Reuters by telephone"); one that a venue follows ends any name where
    no preposition joins two nouns ("members of parliament").
    """
    kinds = [kind.rpartition("+")[2] for kind in frame.view.classes[start : number + 1]]
    if kinds[-1] == "preposition" and "outlet" in kinds:
        return True
    return not frame.words.source_first and _kind(frame, sources, number) == "venue"


def _time_length(classes: list[str]) -> int:
    """How many words at the beginning say when; 0 if they do not."""
    length = 1 if classes[:1] == ["preposition"] and classes[1:2] == ["time"] else 0
    while length < len(classes) and classes[length] in ("time", "num"):
        length += 1
    return length if "time" in classes[:length] else 0


def _kind(frame: Frame, sources: SourceWords, number: int) -> str:
    """Which circumstance begins at a token; empty if none does."""
    form, kind = frame.word(number)
    preposition = kind.rpartition("+")[2] == "preposition" or form in frame.words.openers
    following = [frame.word(number + step)[0] for step in (1, 2, 3)]
    if preposition and any(sources.is_venue(word) for word in following):
        return "venue"
    if kind[1:2] == "+" and form[:1] in frame.words.opening_particles and sources.is_venue(form):
        return "venue"
    if number < frame.unit.last:
        return ""
    if _addresses(frame, number):
        return "addressee"
    told = frame.unit.group in ("tell", "will") and not preposition and kind[1:2] != "+"
    return "addressee" if told else ""


def _addresses(frame: Frame, number: int) -> bool:
    """Whether a token begins with the particle before whoever is spoken to."""
    form, kind = frame.word(number)
    if form == frame.words.addressing:
        return True
    return kind[1:2] == "+" and kind[0] == frame.words.addressing and kind[2:] in _ADDRESSED


_ADDRESSED = frozenset(("outlet", "human", "role", "organisation", "def", "honorific", "place", "lat"))
