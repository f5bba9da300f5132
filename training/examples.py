"""Annotated articles → examples of each decision of the grammar, with the right candidate known."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from musnad.grammar.compose import Place, Seat
from musnad.grammar.contents import end_features, find_ends, find_starts, start_features
from musnad.grammar.cues import Unit, cue_features, find_units
from musnad.grammar.labels import ACTS, KINDS, act_features, dropped_features, kind_features
from musnad.grammar.sources import NOBODY, find_seat_ends, find_seats, seat_end_features, seat_features
from musnad.grammar.view import View, look
from musnad.model import Article, Span, Zone, ZoneKind
from musnad.pack import Pack
from musnad.steps.quote import quote

Gold = dict[str, Any]


@dataclass
class Examples:
    """Examples by decision, and a count of what the candidates cannot express."""

    decisions: dict[str, list[tuple[list[list[str]], list[int]]]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)

    def add(self, decision: str, candidates: list[list[str]], answers: list[int]) -> None:
        """Keeps one example; one whose right candidate is missing is only counted."""
        if answers:
            self.decisions.setdefault(decision, []).append((candidates, answers))
        else:
            self.lost[decision] += 1


def load(path: Path) -> list[Gold]:
    """The articles of a gold file (``.jsonl`` or ``.jsonl.xz``)."""
    opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
    with opened as lines:
        return [json.loads(line) for line in lines if line.strip()]


def article_of(gold: Gold) -> Article:
    """The article of a gold entry, with the zones that were annotated."""
    zones = tuple(Zone(Span(z["start"], z["end"]), ZoneKind(z["zone"])) for z in gold["zones"])
    return Article(gold["id"], "gold", gold["lang"], gold["text"], zones)


def covered(view: View, spans: list[dict[str, int]]) -> list[int]:
    """The numbers of the word tokens that spans touch."""
    return [
        n
        for n in range(len(view.forms))
        if any(s["start"] < view.tokens.ends[n] and view.tokens.starts[n] < s["end"] for s in spans)
        and (view.is_word(n) or view.forms[n] == ":")
    ]


def collect(gold: list[Gold], pack: Pack) -> Examples:
    """The examples of all decisions in annotated articles."""
    examples = Examples()
    for entry in gold:
        article = article_of(entry)
        view = look(article, quote(article, pack), pack)
        for unit, statement in _aligned(view, entry, pack, examples):
            _content(view, pack, unit, statement, examples)
    return examples


def _aligned(view: View, entry: Gold, pack: Pack, examples: Examples) -> Iterator[tuple[Unit, Gold]]:
    owner = {}
    for statement in entry["statements"]:
        for number in covered(view, statement["cue"]):
            owner.setdefault(number, statement)
    used = set()
    for unit in find_units(view, pack.cues):
        inside = [n for n in range(unit.first, unit.last) if n in owner]
        statement = owner.get(unit.main) or (owner[inside[0]] if inside else None)
        answer = statement is not None and statement["id"] not in used
        examples.add("cue", [[], cue_features(view, pack.cues, unit)], [1 if answer else 0])
        if answer:
            used.add(statement["id"])
            _labels(view, unit, statement, examples)
            yield unit, statement
    examples.lost["cue"] += len(entry["statements"]) - len(used)


def _labels(view: View, unit: Unit, statement: Gold, examples: Examples) -> None:
    content = tuple(Span(s["start"], s["end"]) for s in statement["content"])
    acts = act_features(view, unit, content)
    examples.add("act", acts, [ACTS.index(statement["act"])])
    if statement["source"] and statement["kind"] != "implicit":
        source = Span(statement["source"][0]["start"], statement["source"][0]["end"])
        examples.add("kind", kind_features(view, source), [KINDS.index(statement["kind"])])
    elif not statement["source"]:
        examples.add("dropped", [[], dropped_features(view, unit)], [int(statement["kind"] == "implicit")])


def _content(view: View, pack: Pack, unit: Unit, statement: Gold, examples: Examples) -> None:
    words = pack.cues
    wanted = [n for n in covered(view, statement["content"]) if view.is_word(n)]
    if not wanted:
        return
    places = find_starts(view, words, unit)
    right = [n for n, place in enumerate(places) if place.start == wanted[0]]
    examples.add("start", [start_features(view, words, unit, place) for place in places], right)
    if not right:
        place = Place(wanted[0], unit.first if wanted[0] < unit.first else -1)
    else:
        place = places[right[0]]
    if not place.before:
        first = [n for n in covered(view, statement["content"][:1]) if view.is_word(n)]
        ends = find_ends(view, words, place.start)
        answers = [n for n, end in enumerate(ends) if first and view.span(place.start, end) == view.span(place.start, first[-1] + 1)]
        examples.add("end", [end_features(view, words, unit, place.start, end) for end in ends], answers)
    _source(view, pack, unit, (statement, place), examples)


def _source(view: View, pack: Pack, unit: Unit, found: tuple[Gold, Place], examples: Examples) -> None:
    words, (statement, place) = pack.cues, found
    wanted = [n for n in covered(view, statement["source"][:1]) if view.is_word(n)]
    if unit.particle:
        seat = Seat(unit.last, after=True)
    else:
        seats = find_seats(view, words, unit, place)
        right = [n for n, seat in enumerate(seats) if seat.start == (wanted[0] if wanted else -1)]
        examples.add("seat", [seat_features(view, words, unit, place, seat) for seat in seats], right)
        seat = seats[right[0]] if right else NOBODY
    if not wanted or seat == NOBODY:
        return
    ends = find_seat_ends(view, unit, place, seat)
    answers = [n for n, end in enumerate(ends) if view.span(seat.start, end) == view.span(seat.start, wanted[-1] + 1)]
    examples.add("seat_end", [seat_end_features(view, words, unit, (place, seat, end)) for end in ends], answers)
