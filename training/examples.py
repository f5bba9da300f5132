"""Annotated articles → examples of each decision of the grammar, with the right candidate known."""

from __future__ import annotations

import json
import lzma
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from musnad.grammar.contents import end_features, find_ends, find_starts, start_features
from musnad.grammar.cues import Unit, cue_features, find_units
from musnad.grammar.frame import Cues, Frame, Place
from musnad.grammar.labels import (
    ACTS,
    KINDS,
    act_facts,
    dropped_features,
    form_features,
    kind_facts,
    quoted_runs,
)
from musnad.grammar.sources import (
    NOBODY,
    Seat,
    find_seat_ends,
    find_seats,
    seat_end_features,
    seat_features,
)
from musnad.grammar.view import View, look
from musnad.model import Article, Span, Zone, ZoneKind
from musnad.pack import Pack
from musnad.steps.quote import quote
from musnad.steps.read import read_text
from musnad.vocabulary.weights import WIDE

Gold = dict[str, Any]
COMMUNICATION, ATTRIBUTION, LIKELY = "communication", "attribution", "converted attribution"


@dataclass
class Decision:
    """The examples of one decision: the names of features by number, and each example with its scope.

    An example is the feature numbers of each candidate, the numbers of the right candidates, and the scope.
    """

    names: dict[str, int] = field(default_factory=dict)
    examples: list[tuple[list[array[int]], list[int], str]] = field(default_factory=list)


@dataclass
class Examples:
    """Examples by decision, and a count of what the candidates cannot express.

    ``scope`` is that of the article at hand: ``communication`` where it was annotated after the guidelines of this
    project, ``attribution`` where beliefs and intentions count too and statements have no labels.
    """

    decisions: dict[str, Decision] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    scope: str = COMMUNICATION

    def add(self, name: str, candidates: list[list[str]], answers: list[int], scope: str = "") -> None:
        """Keeps one example; one whose right candidate is missing is only counted."""
        if not answers:
            self.lost[f"{name} {self.scope}"] += 1
            return
        decision = self.decisions.setdefault(name, Decision())
        names = decision.names
        numbered = [array("i", [names.setdefault(f, len(names)) for f in features]) for features in candidates]
        decision.examples.append((numbered, answers, scope or self.scope))


def load(path: Path) -> list[Gold]:
    """The articles of a gold file (``.jsonl`` or ``.jsonl.xz``)."""
    data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line.strip()]


def without(entries: list[Gold], others: Iterable[Gold]) -> list[Gold]:
    """The articles whose text is not that of one of ``others``."""
    texts = {other["text"] for other in others}
    return [entry for entry in entries if entry["text"] not in texts]


def article_of(gold: Gold) -> Article:
    """The article of a gold entry, with the zones that were annotated; found ones where none were."""
    if "zones" not in gold:
        return read_text(gold["text"], id=gold["id"], source="gold", language=gold["lang"])
    zones = tuple(Zone(Span(z["start"], z["end"]), ZoneKind(z["zone"])) for z in gold["zones"])
    return Article(gold["id"], "gold", gold["lang"], gold["text"], zones)


def scope_of(gold: Gold) -> str:
    """After which guidelines an article was annotated."""
    if "unclear" in gold:
        return LIKELY
    labelled = all("kind" in statement for statement in gold["statements"])
    return COMMUNICATION if labelled else ATTRIBUTION


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
    collect_into(examples, gold, pack)
    return examples


def collect_into(examples: Examples, gold: list[Gold], pack: Pack) -> None:
    """Adds the examples of annotated articles."""
    for entry in gold:
        article = article_of(entry)
        examples.scope = scope_of(entry)
        view = look(article, quote(article, pack), pack)
        found = list(_aligned(view, entry, pack, examples))
        cues = Cues((unit.main, unit.shape) for unit, _ in found)
        for unit, statement in found:
            frame = Frame(view, pack.cues, unit, cues)
            if "kind" in statement:
                _labels(frame, statement, examples)
            _content(frame, statement, examples)


def _aligned(view: View, entry: Gold, pack: Pack, examples: Examples) -> Iterator[tuple[Unit, Gold]]:
    owner: dict[int, Gold] = {}
    for statement in entry["statements"]:
        for number in covered(view, statement["cue"]):
            owner.setdefault(number, statement)
    used = set()
    unclear = set(covered(view, entry.get("unclear", ())))
    for unit in find_units(view, pack.cues):
        if unit.main in unclear:
            continue
        inside = [n for n in range(unit.first, unit.last) if n in owner]
        statement = owner.get(unit.main) or (owner[inside[0]] if inside else None)
        answer = statement is not None and statement["id"] not in used
        _cue(examples, unit, [[], cue_features(view, pack.cues, unit)], answer)
        if statement is not None and answer:
            used.add(statement["id"])
            yield unit, statement
    examples.lost[f"cue {examples.scope}"] += len(entry["statements"]) - len(used)


def _cue(examples: Examples, unit: Unit, candidates: list[list[str]], answer: bool) -> None:
    """Keeps what a possible cue teaches; where beliefs and intentions count too, that is a decision of its own."""
    wide = WIDE if examples.scope == ATTRIBUTION else ""
    examples.add(f"cue{wide}", candidates, [1 if answer else 0])


def _labelled(labels: Sequence[str], facts: list[str]) -> list[list[str]]:
    """The features of each label: one for every fact."""
    return [[f"{label}|{fact}" for fact in facts] for label in labels]


def _labels(frame: Frame, statement: Gold, examples: Examples) -> None:
    content = tuple(Span(s["start"], s["end"]) for s in statement["content"])
    examples.add("act", _labelled(ACTS, act_facts(frame, content)), [ACTS.index(statement["act"])])
    runs, outside = quoted_runs(frame, content)
    if runs and outside:
        features = form_features(frame.view, runs, outside)
        examples.add("form", [[], features], [int(statement["form"] != "indirect")])
    if not statement["source"]:
        examples.add("dropped", [[], dropped_features(frame)], [int(statement["kind"] == "implicit")])
    elif statement["kind"] != "implicit":
        source = Span(statement["source"][0]["start"], statement["source"][0]["end"])
        examples.add("kind", _labelled(KINDS, kind_facts(frame, source)), [KINDS.index(statement["kind"])])


def _content(frame: Frame, statement: Gold, examples: Examples) -> None:
    view = frame.view
    wanted = [n for n in covered(view, statement["content"]) if view.is_word(n)]
    if not wanted:
        return
    places = find_starts(frame)
    right = [n for n, place in enumerate(places) if place.start == wanted[0]]
    if frame.words.source_first:  # a beginning before the verb comes with its end
        first = [n for n in covered(view, statement["content"][:1]) if view.is_word(n)]
        right = [n for n in right if not places[n].before or _last_word(view, places[n].end) == first[-1]]
    examples.add("start", [start_features(frame, place) for place in places], right)
    known = Place(wanted[0], frame.unit.first if wanted[0] < frame.unit.first else -1)
    place = places[right[0]] if right else known
    if not place.before:
        first = [n for n in covered(view, statement["content"][:1]) if view.is_word(n)]
        ends = find_ends(frame, place.start)
        span = view.span(place.start, first[-1] + 1)
        answers = [n for n, end in enumerate(ends) if view.span(place.start, end) == span]
        examples.add("end", [end_features(frame, place.start, end) for end in ends], answers)
    _source(frame, statement, place, examples)


def _last_word(view: View, end: int) -> int:
    """The last word before a token."""
    number = end - 1
    while number > 0 and not view.is_word(number):
        number -= 1
    return number


def _carried_on(frame: Frame, source: int) -> bool:
    """Whether a verb goes on with the source of another one before it: "…, adding that", "and promised to"."""
    unit, view = frame.unit, frame.view
    on = unit.shape == "participle" or view.classes[unit.begin - 1] == "conjunction"
    return on and source < unit.first and frame.cues_in(source, unit.first) > 0


def _source(frame: Frame, statement: Gold, place: Place, examples: Examples) -> None:
    view = frame.view
    wanted = [n for n in covered(view, statement["source"][:1]) if view.is_word(n)]
    if examples.scope == ATTRIBUTION and wanted and _carried_on(frame, wanted[0]):
        wanted = []  # the source of an earlier verb, which our guidelines do not mark again
    if frame.unit.particle:
        seat = Seat(frame.unit.last, after=True)
    else:
        seats = find_seats(frame, place)
        right = [n for n, seat in enumerate(seats) if seat.start == (wanted[0] if wanted else -1)]
        examples.add("seat", [seat_features(frame, place, seat) for seat in seats], right)
        seat = seats[right[0]] if right else NOBODY
    if not wanted or seat == NOBODY:
        return
    ends = find_seat_ends(frame, place, seat)
    span = view.span(seat.start, wanted[-1] + 1)
    answers = [n for n, end in enumerate(ends) if view.span(seat.start, end) == span]
    features = [seat_end_features(frame, place, seat, end) for end in ends]
    examples.add("seat_end", features, answers)
